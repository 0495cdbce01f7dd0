// SPDX-License-Identifier: Apache-2.0
// What it does: ends tasks. A ready one leaves its target group and finishes what it has begun; when that is done, or
// the deregistration delay is over, it is sent SIGTERM; what still runs when the stop time-out is over is lost to
// SIGKILL. Fargate Spot sends SIGTERM at its notice and kills when the notice is over. A start that fails, a crash
// and too much memory end a task at once.
//
// What it assumes: a process that handles SIGTERM finishes its requests and ends, one that ignores it stays to the
// end of the stop time-out; without a load balancer SIGTERM comes at once; a task that is stopped before it is ready
// goes at once.
//
// What it leaves out: the draining of hosts, container dependencies.
#include <algorithm>

#include "base/check.hpp"
#include "services/ecs/task_events.hpp"
#include "services/ecs/task_life.hpp"

namespace cloudsim::services {

using trace::Reason;
using trace::ServerState;

void TaskLife::stop(ServerId id, FactId cause) {
  Task& task = at(id);
  if (!task.stays()) return;
  task.cause = cause;
  if (task.state != ServerState::Ready) {
    leave(task, cause, Reason::None);
    return;
  }
  cluster_.simulator().cancel(task.next);
  change(task, ServerState::Draining, cause);
  if (pool_.busy(id) > 0) {
    const Duration delay = cluster_.spec().load_balancer ? cluster_.spec().deregistration_delay : Duration{};
    if (delay.ns > 0) {
      task.ending =
          cluster_.simulator().schedule_in(delay, engine::Phase::Control, self_, task_event::kDeregistered, id.value);
    } else {
      ask_to_end(task);
    }
  }
  pool_.drain(id);  // may be empty at once
}

void TaskLife::reclaim(ServerId id) {
  Task& task = at(id);
  CLOUDSIM_CHECK(task.state == ServerState::Ready);
  task.cause = FactId::none();
  task.signalled = true;
  task.cause = change(task, ServerState::Draining, FactId::none(), Reason::SpotReclaimed);
  task.ending = cluster_.simulator().schedule_in(cluster_.spec().spot_notice, engine::Phase::Control, self_,
                                                 task_event::kKill, id.value);
  pool_.drain(id);
}

void TaskLife::ask_to_end(Task& task) {
  task.signalled = true;
  const Duration wait = cluster_.spec().stop_timeout;
  if (wait.ns == 0) return;
  task.ending = cluster_.simulator().schedule_in(wait, engine::Phase::Control, self_, task_event::kKill, task.id.value);
}

void TaskLife::cut_off(Task& task) {
  pool_.fail(task.id, task.cause, false, Reason::Stopped);
  pool_.remove(task.id);
  leave(task, task.cause, Reason::None);
}

void TaskLife::emptied(ServerId id) {
  Task& task = at(id);
  if (cluster_.spec().ignores_sigterm && cluster_.spec().stop_timeout.ns > 0) {
    if (!task.signalled) {
      cluster_.simulator().cancel(task.ending);  // deregistration is complete
      ask_to_end(task);
    }
    return;  // it stays until SIGKILL
  }
  pool_.remove(id);
  leave(task, task.cause, Reason::None);
}

void TaskLife::kill(ServerId id, FactId crash) {
  Task& task = at(id);
  if (task.in_pool()) {
    pool_.fail(id, crash, false);
    pool_.remove(id);
  }
  leave(task, crash, Reason::ServerCrashed);
}

void TaskLife::exceed_memory(ServerId id) {
  cluster_.simulator().schedule_in({}, engine::Phase::Control, self_, task_event::kOutOfMemory, id.value);
}

void TaskLife::fail_start(Task& task, Reason reason, FactId cause) {
  task.next = {};
  leave(task, cause, reason);
  owner_.start_failed(task, cause);
}

void TaskLife::leave(Task& task, FactId cause, Reason reason) {
  cluster_.simulator().cancel(task.next);
  cluster_.simulator().cancel(task.ending);
  const auto queued = std::find(waiting_.begin(), waiting_.end(), task.id);
  const bool was_waiting = queued != waiting_.end();
  if (was_waiting) waiting_.erase(queued);
  if (task.host.valid()) hosts_.take_away(task.host, task.id);
  if (task.admitted) quota_used_milli_ -= cluster_.spec().task_cpu_milli;
  close_usage(task);
  change(task, ServerState::Gone, cause, reason);
  live_.erase(std::lower_bound(live_.begin(), live_.end(), task.id));
  if (was_waiting) owner_.waiting_changed();
  owner_.task_gone(task, cause);
}

void TaskLife::close_usage(Task& task) {
  if (task.paid == kNever) return;
  cluster_.state_usage(cpu_meter_, cluster_.spec().task_cpu_milli, task.paid, task.id);
  cluster_.state_usage(memory_meter_, cluster_.spec().task_memory_mb, task.paid, task.id);
  task.paid = kNever;
}

void TaskLife::finish() {
  for (const ServerId id : live_) close_usage(at(id));
}

}  // namespace cloudsim::services
