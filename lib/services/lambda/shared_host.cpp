// SPDX-License-Identifier: Apache-2.0
#include "services/lambda/shared_host.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace cloudsim::services {

using trace::Outcome;
using trace::Reason;
using trace::ServerState;

namespace {

enum Kind : std::uint16_t { kDeployed, kEnded, kExpired };
constexpr std::int64_t kMilli = 1000;

std::uint64_t pack(std::uint32_t container, std::uint32_t uses) {
  return static_cast<std::uint64_t>(uses) << 32 | container;
}

Duration duration_of(const queueing::Request& request) { return request.cpu + request.io; }

}  // namespace

SharedHostModel::SharedHostModel(ModelContext context, LambdaSpec spec)
    : context_(context),
      rules_(std::move(spec.dslab.value())),
      self_(context_.simulator.add(*this)),
      cpu_(context_.simulator, *this),
      host_(cpu_.add_host(rules_.cpu_milli)),
      keep_alive_(spec.keep_alive),
      keep_alive_stream_(context_.seed, "lambda.keep_alive"),
      free_memory_mb_(rules_.memory_mb) {}

void SharedHostModel::submit(const queueing::Request& request) {
  CLOUDSIM_CHECK(request.request_class.value < rules_.functions.size());
  if (!place(request, false)) waiting_.push_back(request);
}

// ---- where a request runs -------------------------------------------------------------------------------------------

bool SharedHostModel::place(const queueing::Request& request, bool waited) {
  const std::uint32_t function = request.request_class.value;
  const DslabFunction& rules = rules_.functions[function];
  const SimTime now = context_.simulator.now();
  std::uint32_t nearest = UINT32_MAX;
  Duration wait{};
  for (const std::uint32_t index : alive_) {
    const Container& container = containers_[index];
    if (container.function != function) continue;
    if (container.serving + container.reserved.size() >= rules.concurrency) continue;
    const Duration delay = container.state == ServerState::Starting ? container.ready - now : Duration{};
    if (nearest != UINT32_MAX && delay >= wait) continue;
    nearest = index;
    wait = delay;
  }
  if (nearest == UINT32_MAX) {
    if (free_memory_mb_ < rules.memory_mb) return false;
    nearest = deploy(function);
  }
  Container& container = containers_[nearest];
  const bool starting = container.state == ServerState::Starting;
  const std::uint32_t run = new_run(request, nearest, starting || waited);
  if (starting) {
    runs_[run].initialization = container.ready - now;
    container.reserved.push_back(run);
  } else {
    begin(run);
  }
  return true;
}

std::uint32_t SharedHostModel::deploy(std::uint32_t function) {
  const DslabFunction& rules = rules_.functions[function];
  const auto index = static_cast<std::uint32_t>(containers_.size());
  Container container;
  container.function = function;
  container.ready = context_.simulator.now() + rules.deployment;
  container.cpu = cpu_.add_group(host_, {rules.cpu_milli, rules.cpu_milli, queueing::SharedCpu::kNoLimit});
  containers_.push_back(std::move(container));
  alive_.push_back(index);
  free_memory_mb_ -= rules.memory_mb;
  change(index, ServerState::Starting);
  context_.simulator.schedule_in(rules.deployment, engine::Phase::Completion, self_, kDeployed, index);
  return index;
}

std::uint32_t SharedHostModel::new_run(const queueing::Request& request, std::uint32_t container, bool cold) {
  std::uint32_t index = 0;
  if (spare_runs_.empty()) {
    index = static_cast<std::uint32_t>(runs_.size());
    runs_.emplace_back();
  } else {
    index = spare_runs_.back();
    spare_runs_.pop_back();
  }
  const auto beside = static_cast<std::uint32_t>(runs_.size() - spare_runs_.size());
  runs_[index] = {request, context_.simulator.now(), {}, container, cold, true, beside};
  return index;
}

void SharedHostModel::begin(std::uint32_t index) {
  Container& container = containers_[runs_[index].container];
  ++container.serving;
  ++container.uses;
  const Duration time = duration_of(runs_[index].request);
  if (!rules_.contention) {
    context_.simulator.schedule_in(time, engine::Phase::Completion, self_, kEnded, index);
    return;
  }
  const int128 work = static_cast<int128>(time.ns) * rules_.functions[container.function].cpu_milli;
  cpu_.start(container.cpu, Duration{static_cast<std::int64_t>((work + kMilli - 1) / kMilli)}, index);
}

// ---- events ---------------------------------------------------------------------------------------------------------

void SharedHostModel::deployed(std::uint32_t index) {
  change(index, ServerState::Ready);
  const std::vector<std::uint32_t> runs = std::exchange(containers_[index].reserved, {});
  for (const std::uint32_t run : runs) begin(run);
  try_waiting();
}

void SharedHostModel::ended(std::uint32_t index) {
  const std::uint32_t container = runs_[index].container;
  const queueing::Request& request = runs_[index].request;
  if (queueing::code_fails(request, 1)) {
    record(runs_[index], Outcome::Failed, request.failure_cause.valid() ? Reason::BadRelease : Reason::FunctionError);
  } else {
    record(runs_[index], Outcome::Completed, Reason::None);
  }
  runs_[index].there = false;
  spare_runs_.push_back(index);
  if (--containers_[container].serving == 0) keep(container);
  try_waiting();
}

void SharedHostModel::keep(std::uint32_t index) {
  Container& container = containers_[index];
  const SimTime now = context_.simulator.now();
  if (rules_.keep_alive_reset || container.kept_until == kNever) {
    const Duration kept{keep_alive_.draw(keep_alive_stream_)};
    container.kept_until = now + kept;
  }
  context_.simulator.schedule_at(std::max(now, container.kept_until), engine::Phase::Control, self_, kExpired,
                                 pack(index, container.uses));
}

void SharedHostModel::expire(std::uint32_t index) {
  Container& container = containers_[index];
  change(index, ServerState::Gone);
  cpu_.remove_group(container.cpu);
  free_memory_mb_ += rules_.functions[container.function].memory_mb;
  alive_.erase(std::lower_bound(alive_.begin(), alive_.end(), index));
  try_waiting();
}

void SharedHostModel::try_waiting() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    const queueing::Request request = waiting_[i];
    if (!place(request, true)) waiting_[kept++] = request;
  }
  waiting_.resize(kept);
}

void SharedHostModel::handle(const engine::Event& event) {
  const auto index = static_cast<std::uint32_t>(event.data);
  switch (event.kind) {
    case kDeployed:
      deployed(index);
      break;
    case kEnded:
      ended(index);
      break;
    default:
      if (containers_[index].uses == static_cast<std::uint32_t>(event.data >> 32)) expire(index);
      break;
  }
}

const char* SharedHostModel::label(std::uint16_t kind) const {
  static constexpr const char* kLabels[] = {"lambda.container_deployed", "lambda.request_ended",
                                            "lambda.container_expired"};
  return kLabels[kind];
}

// ---- what is told ---------------------------------------------------------------------------------------------------

void SharedHostModel::change(std::uint32_t index, ServerState to) {
  Container& container = containers_[index];
  trace::ServerChanged fact;
  fact.server = ServerId{index};
  fact.kind = trace::ServerKind::Environment;
  fact.from = container.state;
  fact.to = to;
  fact.cpu_milli = static_cast<std::uint32_t>(rules_.functions[container.function].cpu_milli);
  fact.memory_mb = rules_.functions[container.function].memory_mb;
  container.state = to;
  context_.tracer.state(context_.simulator.now(), fact);
}

void SharedHostModel::record(const Run& run, Outcome outcome, Reason reason) {
  trace::RequestRecord record;
  record.arrived = run.request.arrived;
  record.started = run.started;
  record.finished = context_.simulator.now();
  record.initialization = std::min(run.initialization, record.finished - record.started);
  record.id = run.request.id;
  record.server = ServerId{run.container};
  record.cause = outcome == Outcome::Failed ? run.request.failure_cause : FactId::none();
  record.request_class = run.request.request_class;
  record.outcome = outcome;
  record.reason = reason;
  record.cold = run.cold;
  record.beside = run.beside;
  context_.tracer.finished(record);
}

void SharedHostModel::finish() {
  for (const Run& run : runs_) {
    if (run.there) record(run, Outcome::InFlight, Reason::None);
  }
  for (const queueing::Request& request : waiting_) {
    trace::RequestRecord record;
    record.arrived = request.arrived;
    record.started = record.finished = context_.simulator.now();
    record.id = request.id;
    record.request_class = request.request_class;
    record.outcome = Outcome::InFlight;
    context_.tracer.finished(record);
  }
}

ServiceView SharedHostModel::view() const {
  ServiceView view;
  view.waiting = static_cast<std::uint32_t>(waiting_.size());
  for (const std::uint32_t index : alive_) {
    view.in_service += containers_[index].serving;
    ++(containers_[index].state == ServerState::Starting ? view.servers_starting : view.servers_ready);
  }
  view.hosts = 1;
  return view;
}

}  // namespace cloudsim::services
