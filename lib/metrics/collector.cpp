// SPDX-License-Identifier: Apache-2.0
#include "metrics/collector.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>
#include <variant>

#include "base/check.hpp"
#include "metrics/names.hpp"
#include "metrics/surge.hpp"

namespace cloudsim::metrics {

using trace::Outcome;
using trace::RecordOf;

namespace {

// What lies closer together than this is one story: a minute, less in a short run, never less than a sample.
Duration story_gap(SimTime horizon, Duration sample_step) {
  return std::max(sample_step, std::min(Duration::minutes(1), Duration{horizon.ns / 20}));
}

trace::ServerKind unit_of(const std::string& name) {
  for (const trace::ServerKind kind : {trace::ServerKind::Instance, trace::ServerKind::Environment,
                                       trace::ServerKind::Task, trace::ServerKind::Container}) {
    if (name == name_of(kind)) return kind;
  }
  CLOUDSIM_CHECK(false);
  return {};
}

double average(int128 integral, SimTime horizon) {
  return static_cast<double>(integral) / static_cast<double>(horizon.ns);
}

double mean_seconds(int128 total_ns, std::uint64_t count) {
  return count == 0 ? 0.0 : static_cast<double>(total_ns) / static_cast<double>(count) / 1e9;
}

}  // namespace

Collector::Collector(CollectorOptions options)
    : options_(std::move(options)),
      tallies_(options_.classes.size()),
      samples_(options_.horizon, options_.sample_step),
      book_(options_.deployment, unit_of(options_.unit), options_.horizon),
      spells_(story_gap(options_.horizon, options_.sample_step)),
      events_(book_, options_.unit, story_gap(options_.horizon, options_.sample_step)) {
  CLOUDSIM_CHECK(options_.slots > 0);
}

void Collector::on(const trace::Fact& fact) {
  fingerprint_.on(fact);
  ServerBook::Change change;
  struct Visitor {
    ServerBook& book;
    SimTime at;
    ServerBook::Change& change;
    void operator()(const trace::ServerChanged& body) const { change = book.apply(at, body); }
    void operator()(const trace::ScalingDecided& body) const { book.apply(at, body); }
    void operator()(const trace::ApiCalled& body) const { book.apply(at, body); }
    void operator()(const trace::PlacementDecided& body) const { book.apply(at, body); }
    void operator()(const trace::UsageRecorded&) const {}
    void operator()(const trace::InvocationMetered&) const {}
    void operator()(const trace::OperationDone&) const {}
    void operator()(const trace::Crashed&) const {}
    void operator()(const trace::Repaired&) const {}
    void operator()(const trace::ImagePulled&) const {}
    void operator()(const trace::LimitReached&) const {}
    void operator()(const trace::LoadBalancerUsed&) const {}
    void operator()(const trace::FaultChanged&) const {}
    void operator()(const trace::DeploymentChanged&) const {}
    void operator()(const trace::Noticed&) const {}
  };
  std::visit(Visitor{book_, fact.at, change}, fact.body);
  if (std::holds_alternative<trace::ServerChanged>(fact.body)) {
    samples_.servers(fact.at, book_.alive(), book_.ready(), book_.hosts());
  }
  events_.on(fact, change);
}

// Answered whole by a warm server at once: what most requests of most runs are, and then most of the figures need no
// look at the record. The six small fields are compared all at once.
inline bool Collector::is_plain(const trace::RequestRecord& record) {
  using Record = trace::RequestRecord;
  static constexpr Record kPlain{};
  constexpr std::size_t kSmall = offsetof(Record, ran_on) + 1 - offsetof(Record, outcome);
  static_assert(kSmall == 6);  // without gaps
  return record.started == record.arrived && record.server.valid() &&
         std::memcmp(&record.outcome, &kPlain.outcome, kSmall) == 0;
}

// In stretches of 64 records, wherever blocks end: batches must not depend on who flushed when.
void Collector::on(std::span<const trace::RequestRecord> block) {
  while (!block.empty()) {
    const std::size_t count = std::min(block.size(), kStretch - in_stretch_);
    take(block.first(count));
    block = block.subspan(count);
    in_stretch_ += count;
    if (in_stretch_ < kStretch) return;
    if (stretch_.requests > 0) batches_.add(stretch_);
    stretch_ = Batch{};
    in_stretch_ = 0;
  }
}

void Collector::take(std::span<const trace::RequestRecord> block) {
  Sums sums;
  std::int64_t stayed = 0;  // plain ones: in the system as long as in service
  Fingerprint fingerprint = fingerprint_;
  std::uint32_t most_busy = most_busy_;
  const bool one_class = tallies_.size() == 1;
  for (const trace::RequestRecord& record : block) {
    CLOUDSIM_DCHECK(record.request_class.value < tallies_.size());
    if (!is_plain(record)) {
      fingerprint.add(record);
      add(record, sums);
      continue;
    }
    fingerprint.add_plain(record, one_class);
    const Duration response = record.finished - record.arrived;
    ++tallies_[record.request_class.value].plain;
    latency_.count(response);
    stayed += response.ns;
    sums.handler += record.handler_billed.ns;
    sums.init += record.init_billed.ns;
    if (response.ns > 0) most_busy = std::max(most_busy, record.beside);
    samples_.add_plain(record.arrived, record.finished);
    const SimTime served = record.started + record.initialization;
    if (served < first_answer_) first_answered(served);
  }
  fingerprint_ = fingerprint;
  most_busy_ = std::max(most_busy_, most_busy);
  latency_.add_sum(stayed);
  in_system_ns_ += sums.in_system + stayed;
  waiting_ns_ += sums.waiting;
  serving_ns_ += sums.serving + stayed;
  waited_completed_ns_ += sums.waited_completed;
  handler_billed_ns_ += sums.handler;
  init_billed_ns_ += sums.init;
  const std::uint64_t requests = block.size() - sums.attempts_only;
  stretch_.add({requests, requests - sums.not_completed, sums.lost, stayed + sums.stayed_completed,
                sums.waited_completed, block.back().finished.ns});
}

void Collector::add(const trace::RequestRecord& record, Sums& sums) {
  Tally& tally = tallies_[record.request_class.value];
  const Duration response = record.finished - record.arrived;
  const Duration wait = record.started - record.arrived;
  if (record.of != RecordOf::Request) {  // the load of an attempt
    ++tally.attempts;
    tally.cold += record.cold ? 1 : 0;
    sums.waiting += wait.ns;
    sums.handler += record.handler_billed.ns;
    sums.init += record.init_billed.ns;
    if (record.server.valid() && record.ran_on != trace::RanOn::Shared) {
      ++tally.invocations;
      sums.serving += (record.finished - record.started).ns;
      if (record.finished > record.started) most_busy_ = std::max(most_busy_, record.beside);
    }
  }
  samples_.add(record);
  if (record.of == RecordOf::Attempt) {
    ++sums.attempts_only;
    if (record.cold || wait.ns > 0 || record.attempts > 1) spells_.add(record, book_.alive());
    return;
  }
  ++tally.outcomes[static_cast<std::size_t>(record.outcome)];
  ++tally.reasons[static_cast<std::size_t>(record.reason)];
  sums.in_system += response.ns;
  if (record.outcome == Outcome::Completed) {
    latency_.add(response);
    sums.waited_completed += wait.ns;
    sums.stayed_completed += response.ns;
    const SimTime served = record.started + record.initialization;
    if (served < first_answer_) first_answered(served);
    if (!record.cold && wait.ns == 0) return;  // nothing to tell
  } else {
    ++sums.not_completed;
    if (record.outcome != Outcome::Ignored && record.outcome != Outcome::InFlight) {
      ++sums.lost;
      ++lost_;
    }
  }
  spells_.add(record, book_.alive());
}

void Collector::first_answered(SimTime served) {
  if (first_answer_ == kNever) lost_before_answer_ = lost_;
  first_answer_ = served;
}

void Collector::fill_requests(const Tally& tally, result::Requests& out) {
  const auto count = [&](Outcome outcome) { return tally.outcomes[static_cast<std::size_t>(outcome)]; };
  out.completed += count(Outcome::Completed) + tally.plain;
  out.rejected += count(Outcome::Rejected);
  out.timed_out += count(Outcome::TimedOut);
  out.failed += count(Outcome::Failed);
  out.ignored += count(Outcome::Ignored);
  out.in_flight += count(Outcome::InFlight);
  out.arrived += tally.plain;
  for (const std::uint64_t each : tally.outcomes) out.arrived += each;
  for (std::size_t i = 1; i < tally.reasons.size(); ++i) {
    if (tally.reasons[i] > 0) out.by_reason[name_of(static_cast<trace::Reason>(i))] += tally.reasons[i];
  }
  out.cold_starts += tally.cold;
  out.invocations += tally.invocations + tally.plain;
  out.attempts += tally.attempts + tally.plain;
}

void Collector::fill_queueing(result::Deployment& out) const {
  const std::uint64_t completed = out.requests.completed;
  const SimTime horizon = options_.horizon;
  result::Queueing& queueing = out.queueing;
  queueing.arrival_rate = static_cast<double>(out.requests.arrived) / to_seconds(horizon);
  queueing.number_in_system = average(in_system_ns_, horizon);
  queueing.queue_length = average(waiting_ns_, horizon);
  queueing.busy_servers = average(serving_ns_, horizon);
  queueing.waiting_time_s = mean_seconds(waited_completed_ns_, completed);
  queueing.response_time_s = mean_seconds(latency_.sum_ns(), completed);
  const double slots = static_cast<double>(book_.serving_ns()) * options_.slots;
  queueing.utilization = slots == 0 ? 0.0 : static_cast<double>(serving_ns_) / slots;

  if (completed == 0) return;
  out.latency = summary(latency_);
}

void Collector::fill(result::Deployment& out) {
  out.fingerprint = fingerprint_.value();
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    fill_requests(tallies_[i], out.requests);
    fill_requests(tallies_[i], out.by_class[options_.classes[i]]);
  }
  fill_queueing(out);
  out.capacity.unit = options_.unit;
  out.capacity.peak_busy = static_cast<std::int32_t>(most_busy_);
  book_.fill(out, serving_ns_, options_.slots);
  out.billed.handler = Duration{static_cast<std::int64_t>(handler_billed_ns_)};
  out.billed.init = Duration{static_cast<std::int64_t>(init_billed_ns_)};
  out.samples = samples_.finish();

  spells_.finish();
  if (first_answer_ != kNever) out.milestones.first_answer = first_answer_ - kTimeZero;
  if (lost_ > 0) out.milestones.longest_shortage = spells_.longest_loss();

  const std::vector<DemandChange> demand = find_demand_changes(out.samples, options_.sample_step, options_.horizon);
  EventBuilder::Ending ending{options_.horizon, spells_.all(), demand, out.samples, options_.sample_step, {}, 0, 0, 0};
  if (first_answer_ != kNever) ending.first_answer = first_answer_;
  ending.lost_before_answer = first_answer_ == kNever ? lost_ : lost_before_answer_;
  ending.peak = out.capacity.peak;
  ending.peak_busy = out.capacity.peak_busy;
  out.events = events_.finish(ending);
}

}  // namespace cloudsim::metrics
