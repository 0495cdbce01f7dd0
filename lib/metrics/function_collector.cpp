// SPDX-License-Identifier: Apache-2.0
#include "metrics/function_collector.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "metrics/names.hpp"

namespace cloudsim::metrics {

using trace::Outcome;
using trace::RecordOf;
using trace::ServerState;

namespace {

double average(int128 integral, SimTime horizon) {
  return static_cast<double>(integral) / static_cast<double>(horizon.ns);
}

double mean_seconds(int128 total_ns, std::uint64_t count) {
  return count == 0 ? 0.0 : static_cast<double>(total_ns) / static_cast<double>(count) / 1e9;
}

/// Nearest rank. Requires: sorted, not empty
double quantile(const std::vector<double>& sorted, std::size_t per_cent) {
  const std::size_t rank = (sorted.size() * per_cent + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace

FunctionCollector::FunctionCollector(SimTime horizon, Duration sample_step, std::string request_class)
    : horizon_(horizon),
      step_(sample_step),
      class_(std::move(request_class)),
      samples_(horizon, sample_step),
      changes_(static_cast<std::size_t>((horizon.ns + sample_step.ns - 1) / sample_step.ns) + 1) {}

void FunctionCollector::begin() {
  environments_.clear();
  functions_.emplace_back();
}

void FunctionCollector::end() {
  for (Environment& environment : environments_) {
    if (environment.alive) count_alive(environment.since, horizon_);
  }
}

std::size_t FunctionCollector::step_of(SimTime at) const { return static_cast<std::size_t>(at.ns / step_.ns); }

// Whoever comes and goes within one sample is never seen at the end of one; the integral has it all the same.
void FunctionCollector::count_alive(SimTime from, SimTime to) {
  alive_ns_ += (to - from).ns;
  ++changes_[step_of(from)];
  if (to < horizon_) --changes_[step_of(to)];
}

void FunctionCollector::on(const trace::Fact& fact) {
  const auto* change = std::get_if<trace::ServerChanged>(&fact.body);
  if (change == nullptr) return;
  if (change->server.value >= environments_.size()) environments_.resize(change->server.value + 1);
  Environment& environment = environments_[change->server.value];
  if (change->to == ServerState::Gone) {
    if (!environment.alive) return;
    environment.alive = false;
    count_alive(environment.since, fact.at);
    lived_ns_ += (fact.at - environment.since).ns;
    ++ended_;
  } else if (!environment.alive) {
    environment = {fact.at, true};
    ++launched_;
  }
}

void FunctionCollector::on(std::span<const trace::RequestRecord> block) {
  Function& function = functions_.back();
  for (const trace::RequestRecord& record : block) {
    const Duration wait = record.started - record.arrived;
    if (record.of != RecordOf::Request) {
      ++attempts_;
      cold_ += record.cold ? 1 : 0;
      function.cold += record.cold ? 1 : 0;
      waiting_ns_ += wait.ns;
      handler_billed_ns_ += record.handler_billed.ns;
      init_billed_ns_ += record.init_billed.ns;
      if (record.server.valid() && record.ran_on != trace::RanOn::Shared) {
        ++invocations_;
        serving_ns_ += (record.finished - record.started).ns;
      }
    }
    samples_.add(record);
    if (record.of == RecordOf::Attempt) continue;
    ++function.requests;
    ++outcomes_[static_cast<std::size_t>(record.outcome)];
    ++reasons_[static_cast<std::size_t>(record.reason)];
    const Duration response = record.finished - record.arrived;
    in_system_ns_ += response.ns;
    if (record.outcome != Outcome::Completed) continue;
    latency_.add(response);
    first_answer_ = std::min(first_answer_, record.started + record.initialization);
    waited_completed_ns_ += wait.ns;
  }
}

void FunctionCollector::fill_requests(result::Requests& out) const {
  const auto count = [this](Outcome outcome) { return outcomes_[static_cast<std::size_t>(outcome)]; };
  for (const std::uint64_t each : outcomes_) out.arrived += each;
  out.completed = count(Outcome::Completed);
  out.rejected = count(Outcome::Rejected);
  out.timed_out = count(Outcome::TimedOut);
  out.failed = count(Outcome::Failed);
  out.ignored = count(Outcome::Ignored);
  out.in_flight = count(Outcome::InFlight);
  for (std::size_t i = 1; i < reasons_.size(); ++i) {
    if (reasons_[i] > 0) out.by_reason[name_of(static_cast<trace::Reason>(i))] = reasons_[i];
  }
  out.cold_starts = cold_;
  out.invocations = invocations_;
  out.attempts = attempts_;
}

void FunctionCollector::fill_capacity(result::Deployment& out) const {
  result::Capacity& capacity = out.capacity;
  capacity.unit = name_of(trace::ServerKind::Environment);
  std::int32_t alive = 0;
  for (std::size_t i = 0; i < out.samples.size(); ++i) {
    alive += changes_[i];
    result::Sample& sample = out.samples[i];
    sample.servers = sample.ready = alive;
    capacity.peak = std::max(capacity.peak, alive);
    capacity.peak_busy = std::max(capacity.peak_busy, sample.busy);
  }
  capacity.peak = std::max(capacity.peak, capacity.peak_busy);
  capacity.mean = average(alive_ns_, horizon_);
  capacity.at_end = alive;
  capacity.launched = static_cast<std::int32_t>(launched_);
  if (ended_ > 0) capacity.mean_life = Duration{static_cast<std::int64_t>(lived_ns_ / ended_)};
}

result::Functions FunctionCollector::spread() const {
  result::Functions out;
  std::vector<double> shares;
  std::vector<std::uint32_t> requests;
  std::uint64_t all = 0;
  for (const Function& function : functions_) {
    if (function.requests == 0) continue;
    shares.push_back(static_cast<double>(function.cold) / static_cast<double>(function.requests));
    requests.push_back(function.requests);
    all += function.requests;
    out.invoked_once += function.requests == 1 ? 1 : 0;
    out.always_cold += function.cold >= function.requests ? 1 : 0;
  }
  out.count = static_cast<std::int64_t>(shares.size());
  if (shares.empty()) return out;
  std::sort(shares.begin(), shares.end());
  out.cold_share_p25 = quantile(shares, 25);
  out.cold_share_p50 = quantile(shares, 50);
  out.cold_share_p75 = quantile(shares, 75);
  std::sort(requests.rbegin(), requests.rend());
  std::uint64_t busiest = 0;
  for (std::size_t i = 0; i < (requests.size() + 9) / 10; ++i) busiest += requests[i];
  out.busiest_tenth_share = static_cast<double>(busiest) / static_cast<double>(all);
  return out;
}

void FunctionCollector::fill(result::Deployment& out) {
  fill_requests(out.requests);
  fill_requests(out.by_class[class_]);
  out.samples = samples_.finish();
  fill_capacity(out);
  out.functions = spread();
  out.billed.handler = Duration{static_cast<std::int64_t>(handler_billed_ns_)};
  out.billed.init = Duration{static_cast<std::int64_t>(init_billed_ns_)};

  const std::uint64_t completed = out.requests.completed;
  result::Queueing& queueing = out.queueing;
  queueing.arrival_rate = static_cast<double>(out.requests.arrived) / to_seconds(horizon_);
  queueing.number_in_system = average(in_system_ns_, horizon_);
  queueing.queue_length = average(waiting_ns_, horizon_);
  queueing.busy_servers = average(serving_ns_, horizon_);
  queueing.waiting_time_s = mean_seconds(waited_completed_ns_, completed);
  queueing.response_time_s = mean_seconds(latency_.sum_ns(), completed);
  queueing.utilization = alive_ns_ == 0 ? 0.0 : static_cast<double>(serving_ns_) / static_cast<double>(alive_ns_);
  if (completed == 0) return;
  out.milestones.first_answer = first_answer_ - kTimeZero;
  out.latency = summary(latency_);
}

}  // namespace cloudsim::metrics
