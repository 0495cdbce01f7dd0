// SPDX-License-Identifier: Apache-2.0
// A Lambda function with a concurrency limit and no queue is Erlang's loss system: Poisson arrivals that find all c
// environments busy are lost, with the probability of the Erlang B formula, whatever the distribution of run times.
// Warm environments and no init phase, so that only the limit speaks.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>

#include "engine/simulator.hpp"
#include "metrics/confidence.hpp"
#include "random/distribution.hpp"
#include "random/stream.hpp"
#include "services/lambda/lambda_model.hpp"
#include "theory/queues.hpp"
#include "trace/tracer.hpp"

using namespace cloudsim;

namespace {

struct LossCase {
  double load;  // erlang: arrivals per mean run time
  std::uint32_t limit;
  random::DistributionSpec run_time;  // mean 1 s
  std::uint64_t seed;
};

/// One replication: arrivals in, blocked share and mean busy environments out.
class LossRun final : public engine::Component, public trace::Sink {
 public:
  LossRun(const LossCase& loss, std::uint64_t replication)
      : gaps_(random::Exponential{1e9 / loss.load}),
        runs_(loss.run_time),
        gap_stream_(loss.seed, "arrivals", replication),
        run_stream_(loss.seed, "runs", replication),
        self_(simulator_.add(*this)),
        next_(simulator_.add_timer(engine::Phase::Arrival, self_, 0)),
        model_({simulator_, tracer_, loss.seed, kNever}, spec(loss.limit)) {
    tracer_.add(*this);
  }
  void run(std::uint64_t warm_up, std::uint64_t requests) {
    warm_up_ = warm_up;
    last_ = warm_up + requests;
    model_.start();
    simulator_.arm(next_, SimTime{gaps_.draw(gap_stream_)});
    while (arrived_ < last_) simulator_.step();
    ended_ = simulator_.now();
    model_.finish();
    tracer_.flush();
  }
  double blocked() const { return static_cast<double>(blocked_) / static_cast<double>(last_ - warm_up_); }
  /// Time run after the warm-up ÷ that time: the mean number of busy environments.
  double busy() const { return to_seconds(ran_) / to_seconds(ended_ - began_); }

  void handle(const engine::Event&) override {
    if (arrived_ == warm_up_) began_ = simulator_.now();
    queueing::Request request;
    request.id = RequestId{arrived_++};
    request.arrived = simulator_.now();
    request.io.ns = runs_.draw(run_stream_);
    const Duration gap{gaps_.draw(gap_stream_)};
    simulator_.arm(next_, simulator_.now() + gap);
    model_.submit(request);
  }
  const char* label(std::uint16_t) const override { return "test.arrival"; }
  void on(const trace::Fact&) override {}
  void on(std::span<const trace::RequestRecord> block) override {
    for (const trace::RequestRecord& record : block) {
      if (record.finished > began_) ran_ += record.finished - std::max(record.started, began_);
      if (record.id.value < warm_up_) continue;
      blocked_ += record.outcome == trace::Outcome::Rejected;
    }
  }

 private:
  static services::LambdaSpec spec(std::uint32_t limit) {
    services::LambdaSpec spec;
    spec.init = random::Constant{0};
    spec.keep_alive = random::Constant{1e18};
    spec.concurrency = limit;
    spec.timeout = Duration::hours(24);
    return spec;
  }

  random::Distribution gaps_, runs_;
  random::Stream gap_stream_, run_stream_;
  engine::Simulator simulator_;
  trace::Tracer tracer_;
  ComponentId self_;
  engine::TimerId next_;
  services::LambdaModel model_;
  std::uint64_t warm_up_ = 0, last_ = 0, arrived_ = 0, blocked_ = 0;
  SimTime began_ = kNever, ended_{};
  Duration ran_{};
};

void check_against_erlang(const LossCase& loss) {
  constexpr int kRuns = 41;
  metrics::Estimate blocked;
  metrics::Estimate busy;
  for (std::uint64_t i = 0; i < kRuns; ++i) {
    LossRun run(loss, i);
    run.run(2'000, 120'000);
    blocked.add(run.blocked());
    busy.add(run.busy());
  }
  const double formula = theory::erlang_b(loss.load, loss.limit);
  const double carried = loss.load * (1 - formula);
  const double width = 2 * blocked.half_width(metrics::Confidence::Percent999);
  INFO("blocked: formula " << formula << ", measured " << blocked.mean() << ", interval width " << width);
  INFO("busy: formula " << carried << ", measured " << busy.mean());
  CHECK(blocked.covers(formula, metrics::Confidence::Percent999));
  CHECK(width < 0.02 * formula);
  CHECK(busy.covers(carried, metrics::Confidence::Percent999));
  CHECK(2 * busy.half_width(metrics::Confidence::Percent999) < 0.02 * carried);
}

}  // namespace

TEST_CASE("Erlang B: a limit of 10 environments under 9 erlang, exponential run times") {
  check_against_erlang({9.0, 10, random::Exponential{1e9}, 201});
}

TEST_CASE("Erlang B does not ask for the distribution: lognormal run times") {
  check_against_erlang({9.0, 10, random::lognormal_from_mean(1e9, 1.5), 202});
}

TEST_CASE("Erlang B: a limit of 50 environments under 60 erlang, constant run times") {
  check_against_erlang({60.0, 50, random::Constant{1e9}, 203});
}
