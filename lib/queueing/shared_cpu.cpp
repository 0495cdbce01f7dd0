// SPDX-License-Identifier: Apache-2.0
#include "queueing/shared_cpu.hpp"

#include <algorithm>
#include <numeric>

#include "base/check.hpp"

namespace cloudsim::queueing {

namespace {

enum Kind : std::uint16_t { kComputed };
constexpr int kFraction = 20;  // bits of a clock below the nanosecond
constexpr std::int64_t kMilli = 1000;
// Clocks must not overflow 127 bits: 63 of time, 20 of fraction, 43 of a speed. Larger speeds are reduced.
constexpr std::int64_t kLargestSpeedPart = std::int64_t{1} << 43;

bool equal(std::int64_t up, std::int64_t down, std::int64_t other_up, std::int64_t other_down) {
  if (up == other_up && down == other_down) return true;
  return static_cast<int128>(up) * other_down == static_cast<int128>(other_up) * down;
}

}  // namespace

SharedCpu::SharedCpu(engine::Simulator& simulator, Owner& owner)
    : simulator_(simulator), owner_(owner), self_(simulator.add(*this)) {}

// ---- hosts and groups -----------------------------------------------------------------------------------------------

SharedCpu::Host SharedCpu::add_host(std::int64_t milli) {
  CLOUDSIM_CHECK(milli > 0);
  Host host = 0;
  if (spare_machines_.empty()) {
    host = static_cast<Host>(machines_.size());
    machines_.emplace_back();
  } else {
    host = spare_machines_.back();
    spare_machines_.pop_back();
  }
  machines_[host].milli = milli;
  machines_[host].there = true;
  return host;
}

void SharedCpu::set_cores(Host host, std::int64_t milli) {
  CLOUDSIM_CHECK(host < machines_.size() && machines_[host].there && milli > 0);
  if (machines_[host].milli == milli) return;
  machines_[host].milli = milli;
  divide(machines_[host]);
  rearm(host);
}

void SharedCpu::remove_host(Host host) {
  CLOUDSIM_CHECK(host < machines_.size() && machines_[host].there && machines_[host].members == 0);
  machines_[host] = {};
  spare_machines_.push_back(host);
}

SharedCpu::Group SharedCpu::add_group(Host host, const Part& part) {
  CLOUDSIM_CHECK(host < machines_.size() && machines_[host].there);
  CLOUDSIM_CHECK(part.weight > 0 && part.limit_milli > 0 && part.job_milli > 0);
  Group group = 0;
  if (spare_groups_.empty()) {
    group = static_cast<Group>(groups_.size());
    groups_.emplace_back();
  } else {
    group = spare_groups_.back();
    spare_groups_.pop_back();
  }
  ++machines_[host].members;
  groups_[group].part = part;
  groups_[group].host = host;
  groups_[group].there = true;
  groups_[group].done = 0;
  return group;
}

void SharedCpu::remove_group(Group index) {
  Computing& group = at(index);
  CLOUDSIM_CHECK(group.jobs.empty());
  --machines_[group.host].members;
  group.there = false;
  spare_groups_.push_back(index);
}

SharedCpu::Computing& SharedCpu::at(Group group) {
  CLOUDSIM_DCHECK(group < groups_.size() && groups_[group].there);
  return groups_[group];
}

const SharedCpu::Computing& SharedCpu::at(Group group) const {
  CLOUDSIM_DCHECK(group < groups_.size() && groups_[group].there);
  return groups_[group];
}

// ---- the clocks -----------------------------------------------------------------------------------------------------

int128 SharedCpu::clock(const Computing& group, SimTime now) const {
  const int128 elapsed = static_cast<int128>((now - group.since).ns) << kFraction;
  if (group.speed.up == group.speed.down) return group.clock + elapsed;
  return group.clock + (elapsed * group.speed.up + group.speed.down / 2) / group.speed.down;
}

/// To the nearest nanosecond; an end that is due already is now.
SimTime SharedCpu::end_of(const Computing& group, const Job& job) const {
  if (job.mark <= group.clock) return group.since;
  const int128 left = job.mark - group.clock;
  const int128 unit = static_cast<int128>(group.speed.up) << kFraction;
  const int128 wait = group.speed.up == group.speed.down ? (left + (int128{1} << (kFraction - 1))) >> kFraction
                                                         : (left * group.speed.down + unit / 2) / unit;
  return wait >= (kNever - group.since).ns ? kNever : group.since + Duration{static_cast<std::int64_t>(wait)};
}

void SharedCpu::set_speed(Computing& group, Speed speed) {
  if (!equal(speed.up, speed.down, group.speed.up, group.speed.down)) {
    if (speed.up >= kLargestSpeedPart || speed.down >= kLargestSpeedPart) {
      const std::int64_t common = std::gcd(speed.up, speed.down);
      speed = {speed.up / common, speed.down / common};
      CLOUDSIM_CHECK(speed.up < kLargestSpeedPart && speed.down < kLargestSpeedPart);
    }
    group.clock = clock(group, simulator_.now());
    group.since = simulator_.now();
    group.speed = speed;
  } else if (!group.moved) {
    return;
  }
  group.moved = false;
  group.next = end_of(group, group.jobs.front());
}

// Weighted max-min fairness. Whoever is at its limit at the present level stays there at every higher one, and the
// level only rises while such groups are taken out; so the order in which they are found does not matter.
void SharedCpu::divide(Machine& machine) {
  std::int64_t left = machine.milli;
  std::int64_t weights = 0;
  const auto most = [](const Computing& group) {
    const auto jobs = static_cast<std::int64_t>(group.jobs.size());
    return std::min(group.part.limit_milli,
                    group.part.job_milli > kNoLimit / jobs ? kNoLimit : group.part.job_milli * jobs);
  };
  open_.clear();
  for (const Group index : machine.groups) {
    weights += groups_[index].part.weight;
    open_.push_back(index);
  }
  for (bool again = true; again;) {
    again = false;
    std::size_t kept = 0;
    for (const Group index : open_) {
      Computing& group = groups_[index];
      const std::int64_t limit = most(group);
      if (static_cast<int128>(limit) * weights > static_cast<int128>(left) * group.part.weight) {
        open_[kept++] = index;
        continue;
      }
      left -= limit;
      weights -= group.part.weight;
      again = true;
      set_speed(group, {limit, kMilli * static_cast<std::int64_t>(group.jobs.size())});
    }
    open_.resize(kept);
  }
  for (const Group index : open_) {
    Computing& group = groups_[index];
    const std::int64_t jobs = kMilli * static_cast<std::int64_t>(group.jobs.size());
    const std::int64_t weight = group.part.weight;
    if (weights % weight == 0) {
      set_speed(group, {left, weights / weight * jobs});
    } else {
      const std::int64_t common = std::gcd(left * weight, weights);
      set_speed(group, {left * weight / common, weights / common * jobs});
    }
  }
  machine.next = kNever;
  for (const Group index : machine.groups) machine.next = std::min(machine.next, groups_[index].next);
}

// ---- jobs -----------------------------------------------------------------------------------------------------------

void SharedCpu::start(Group index, Duration work, std::uint64_t job) {
  CLOUDSIM_DCHECK(work.ns >= 0);
  Computing& group = at(index);
  Machine& machine = machines_[group.host];
  const SimTime now = simulator_.now();
  if (group.jobs.empty()) {
    machine.groups.push_back(index);
    group.speed = {};
    group.clock = group.begun_at = 0;
    group.since = now;
  }
  const int128 begun = clock(group, now);
  group.begun_at += begun;
  const std::uint64_t first = group.jobs.empty() ? sequence_ : group.jobs.front().sequence;
  group.jobs.push_back({begun + (static_cast<int128>(work.ns) << kFraction), sequence_++, job, work.ns});
  std::push_heap(group.jobs.begin(), group.jobs.end(), later);
  if (group.jobs.size() == 1 || group.jobs.front().sequence != first) group.moved = true;
  divide(machine);
  rearm(group.host);
}

void SharedCpu::leave(Computing& group, Group index) {
  std::vector<Group>& busy = machines_[group.host].groups;
  busy.erase(std::find(busy.begin(), busy.end(), index));
  group.next = kNever;
}

void SharedCpu::clear(Group index) {
  Computing& group = at(index);
  due_.erase(std::remove_if(due_.begin(), due_.end(), [index](const Due& due) { return due.group == index; }),
             due_.end());
  if (group.jobs.empty()) return;
  group.done = used_ns(index);
  group.jobs.clear();
  leave(group, index);
  divide(machines_[group.host]);
  rearm(group.host);
}

void SharedCpu::finish_jobs(Computing& group, Group index) {
  const SimTime now = simulator_.now();
  while (!group.jobs.empty() && end_of(group, group.jobs.front()) <= now) {
    const Job job = group.jobs.front();
    std::pop_heap(group.jobs.begin(), group.jobs.end(), later);
    group.jobs.pop_back();
    group.moved = true;
    group.begun_at -= job.mark - (static_cast<int128>(job.work) << kFraction);
    group.done += job.work;
    due_.push_back({index, job.sequence, job.id});
  }
}

void SharedCpu::handle(const engine::Event& event) {
  const auto host = static_cast<Host>(event.data);
  Machine& machine = machines_[host];
  machine.event = {};
  machine.armed = kNever;
  for (std::size_t i = 0; i < machine.groups.size();) {
    const Group index = machine.groups[i];
    Computing& group = groups_[index];
    if (group.next <= simulator_.now()) finish_jobs(group, index);
    if (group.jobs.empty()) {
      leave(group, index);
    } else {
      ++i;
    }
  }
  std::sort(due_.begin(), due_.end(), [](const Due& a, const Due& b) { return a.sequence < b.sequence; });
  divide(machine);
  rearm(host);
  while (!due_.empty()) {  // its owner may begin and clear jobs meanwhile
    const std::uint64_t job = due_.front().job;
    due_.pop_front();
    owner_.computed(job);
  }
}

void SharedCpu::rearm(Host host) {
  Machine& machine = machines_[host];
  if (machine.armed == machine.next) return;
  simulator_.cancel(machine.event);
  machine.event = {};
  machine.armed = machine.next;
  if (machine.next == kNever) return;
  machine.event = simulator_.schedule_at(machine.next, engine::Phase::Completion, self_, kComputed, host);
}

// ---- a look ---------------------------------------------------------------------------------------------------------

std::uint32_t SharedCpu::jobs(Group group) const { return static_cast<std::uint32_t>(at(group).jobs.size()); }

std::int64_t SharedCpu::used_ns(Group index) const {
  const Computing& group = at(index);
  if (group.jobs.empty()) return group.done;
  const int128 running = clock(group, simulator_.now()) * static_cast<int128>(group.jobs.size()) - group.begun_at;
  return group.done + static_cast<std::int64_t>(running >> kFraction);
}

const char* SharedCpu::label(std::uint16_t) const { return "queueing.computed"; }

}  // namespace cloudsim::queueing
