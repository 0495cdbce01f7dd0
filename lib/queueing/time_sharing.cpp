// SPDX-License-Identifier: Apache-2.0
#include "queueing/time_sharing.hpp"

#include "base/check.hpp"

namespace cloudsim::queueing {

namespace {
enum Kind : std::uint16_t { kWaited };
}

TimeSharing::TimeSharing(engine::Simulator& simulator, ServerPool& pool, Owner& owner)
    : simulator_(simulator), pool_(pool), owner_(owner), self_(simulator.add(*this)), cpu_(simulator, *this) {}

const TimeSharing::Place& TimeSharing::place(ServerId server) const {
  CLOUDSIM_DCHECK(is_there(server));
  return places_[server.value];
}

void TimeSharing::put(ServerId server, ServerId number, std::int64_t machine_milli, const SharedCpu::Part& part) {
  CLOUDSIM_CHECK(server.valid() && number.valid() && !is_there(server));
  if (server.value >= places_.size()) places_.resize(static_cast<std::size_t>(server.value) + 1);
  if (number.value >= machines_.size()) machines_.resize(static_cast<std::size_t>(number.value) + 1);
  Machine& machine = machines_[number.value];
  if (machine.servers++ == 0) machine.host = cpu_.add_host(machine_milli);
  places_[server.value] = {cpu_.add_group(machine.host, part), number, true};
}

void TimeSharing::set_cores(ServerId machine, std::int64_t milli) {
  CLOUDSIM_CHECK(machine.value < machines_.size() && machines_[machine.value].servers > 0);
  cpu_.set_cores(machines_[machine.value].host, milli);
}

void TimeSharing::lose(ServerId server) {
  if (is_there(server)) cpu_.clear(places_[server.value].group);
}

void TimeSharing::take_away(ServerId server) {
  if (!is_there(server)) return;
  Place& its = places_[server.value];
  cpu_.clear(its.group);
  cpu_.remove_group(its.group);
  its.there = false;
  Machine& machine = machines_[its.machine.value];
  if (--machine.servers == 0) cpu_.remove_host(machine.host);
}

void TimeSharing::begin(ServerPool::Handle handle, const Request& request, ServerId server) {
  if (request.cpu.ns > 0) {
    cpu_.start(place(server).group, request.cpu, handle.value);
  } else {
    simulator_.schedule_in(request.io, engine::Phase::Completion, self_, kWaited, handle.value);
  }
}

void TimeSharing::computed(std::uint64_t job) {
  const ServerPool::Handle handle{job};
  const ServerId server = pool_.server(handle);
  const Duration io = pool_.request(handle).io;
  if (io.ns > 0) {
    simulator_.schedule_in(io, engine::Phase::Completion, self_, kWaited, job);
  } else {
    pool_.end(handle);
  }
  owner_.computed(server);
}

// Its worker may have been lost meanwhile; then the name is stale.
void TimeSharing::handle(const engine::Event& event) { pool_.end({event.data}); }

const char* TimeSharing::label(std::uint16_t) const { return "queueing.waited"; }

}  // namespace cloudsim::queueing
