// SPDX-License-Identifier: Apache-2.0
// What it does: the questions asked of the tasks: which of them to stop, how many there are, how busy their CPU is.
//
// What it assumes: CPU utilisation is what the tasks used of what they reserve, averaged over their time in the
// period; on hosts it can pass 100 %, because idle CPU may be borrowed.
//
// What it leaves out: memory as a scaling metric, requests per target.
#include <algorithm>

#include "base/check.hpp"
#include "services/ecs/task_life.hpp"
#include "services/up_longest.hpp"

namespace cloudsim::services {

using trace::ServerState;

const Task& TaskLife::find(ServerId id) const {
  CLOUDSIM_CHECK(id.value < position_.size() && position_[id.value] < tasks_.size());
  return tasks_[position_[id.value]];
}

Task& TaskLife::at(ServerId id) { return const_cast<Task&>(find(id)); }

std::vector<ServerId> TaskLife::choose_surplus(std::int32_t count) {
  std::vector<ServerId> chosen;
  const auto full = [&] { return static_cast<std::int32_t>(chosen.size()) >= count; };
  const auto take_newest = [&](const auto& wanted) {
    for (std::size_t i = live_.size(); i > 0 && !full(); --i) {
      const Task& task = find(live_[i - 1]);
      if (!task.stand_alone && task.stays() && wanted(task)) chosen.push_back(task.id);
    }
  };
  take_newest([](const Task& task) { return task.state == ServerState::Ordered; });
  take_newest([](const Task& task) { return task.state != ServerState::Ordered && task.state != ServerState::Ready; });
  if (!cluster_.on_hosts()) {
    take_newest([](const Task& task) { return task.state == ServerState::Ready; });
    return chosen;
  }

  // A picture of the hosts with only those tasks that may go, so that each choice sees the ones before it.
  const auto may_go = [this](ServerId id) {
    const Task& task = find(id);
    return !task.stand_alone && task.state == ServerState::Ready;
  };
  std::vector<HostRoom> rooms(hosts_.rooms().begin(), hosts_.rooms().end());
  std::vector<std::vector<ServerId>> candidates;
  for (HostRoom& room : rooms) {
    std::vector<ServerId>& here = candidates.emplace_back();
    for (const ServerId id : hosts_.tasks_on(room.host)) {
      if (may_go(id)) here.push_back(id);
    }
    room.tasks = static_cast<std::int32_t>(here.size());
  }
  while (!full()) {
    const std::optional<std::size_t> host = choose_scale_in(rooms, cluster_.spec().placement, placement_stream_);
    if (!host) break;
    chosen.push_back(candidates[*host].back());
    candidates[*host].pop_back();
    rooms[*host].free.give_back(cluster_.task_size());
    --rooms[*host].tasks;
  }
  return chosen;
}

std::vector<ServerId> TaskLife::choose_replaced(std::uint32_t release, std::int32_t ready_count) const {
  std::vector<ServerId> chosen;
  for (const bool ready : {false, true}) {
    for (const ServerId id : live_) {
      const Task& task = find(id);
      if (task.stand_alone || task.release == release || !task.stays()) continue;
      if ((task.state == ServerState::Ready) != ready) continue;
      if (ready && --ready_count < 0) break;
      chosen.push_back(id);
    }
  }
  return chosen;
}

std::vector<ServerId> TaskLife::choose_newest_of(std::uint32_t release, std::int32_t count) const {
  std::vector<ServerId> chosen;
  for (std::size_t i = live_.size(); i > 0 && static_cast<std::int32_t>(chosen.size()) < count; --i) {
    const Task& task = find(live_[i - 1]);
    if (!task.stand_alone && task.release == release && task.stays()) chosen.push_back(task.id);
  }
  return chosen;
}

TaskLife::Number TaskLife::of_release(std::uint32_t release, bool others) const {
  Number number;
  for (const ServerId id : live_) {
    const Task& task = find(id);
    if (task.stand_alone || (task.release == release) == others || !task.stays()) continue;
    ++number.there;
    if (task.state == ServerState::Ready) ++number.ready;
  }
  return number;
}

std::vector<ServerId> TaskLife::choose_newest(std::uint32_t count) const {
  std::vector<ServerId> chosen;
  for (const bool stand_alone : {true, false}) {
    for (std::size_t i = live_.size(); i > 0 && chosen.size() < count; --i) {
      const Task& task = find(live_[i - 1]);
      if (task.stand_alone == stand_alone && task.stays()) chosen.push_back(task.id);
    }
  }
  return chosen;
}

std::optional<ServerId> TaskLife::by_number(std::uint32_t number, std::uint32_t passed_over) const {
  if (number > 0) {
    if (number > tasks_.size() || !tasks_[number - 1].in_pool()) return std::nullopt;
    return tasks_[number - 1].id;
  }
  const auto longest = up_longest(live_.size(), passed_over, [this](std::size_t i) {
    const Task& task = find(live_[i]);
    return task.in_pool() ? std::optional(task.ready) : std::nullopt;
  });
  return longest ? std::optional(live_[*longest]) : std::nullopt;
}

std::int32_t TaskLife::starting() const {
  return static_cast<std::int32_t>(
      std::count_if(live_.begin(), live_.end(), [this](ServerId id) { return !find(id).in_pool(); }));
}

std::int32_t TaskLife::ready() const {
  return static_cast<std::int32_t>(
      std::count_if(live_.begin(), live_.end(), [this](ServerId id) { return find(id).state == ServerState::Ready; }));
}

std::int32_t TaskLife::warm() const {
  const SimTime now = cluster_.now();
  return static_cast<std::int32_t>(std::count_if(live_.begin(), live_.end(), [&](ServerId id) {
    const Task& task = find(id);
    return !task.stand_alone && task.state == ServerState::Ready && task.warm <= now;
  }));
}

std::optional<std::int64_t> TaskLife::measure_cpu() {
  const SimTime now = cluster_.now();
  int128 used = 0;  // vCPU-ns
  int128 time = 0;  // task-ns
  for (const ServerId id : live_) {
    Task& task = at(id);
    if (task.stand_alone || task.state != ServerState::Ready) continue;
    const std::int64_t cpu = owner_.cpu_ns(id);
    if (task.warm <= now) {
      used += cpu - task.measured_cpu;
      time += (now - task.measured_until).ns;
    }
    task.measured_cpu = cpu;
    task.measured_until = now;
  }
  if (time == 0) return std::nullopt;
  // used ÷ (time × reserved vCPU), in millionths; the reservation is in thousandths.
  return static_cast<std::int64_t>(used * 1'000'000'000 / (time * cluster_.spec().task_cpu_milli));
}

}  // namespace cloudsim::services
