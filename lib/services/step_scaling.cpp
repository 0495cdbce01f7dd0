// SPDX-License-Identifier: Apache-2.0
#include "services/step_scaling.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/money.hpp"  // int128

namespace cloudsim::services {

namespace {

constexpr std::int64_t kOne = 1'000'000;  // a share of 1 in millionths

std::int64_t percent_of(std::int32_t size, std::int64_t millionths) {
  const std::int64_t product = size * millionths;
  if (product > 0) return std::max<std::int64_t>(1, product / kOne);
  if (product < 0) return std::min<std::int64_t>(-1, product / kOne);  // C++ rounds towards 0
  return 0;
}

}  // namespace

std::int32_t adjusted(const ScalingStep& step, std::int32_t size, std::uint32_t least) {
  std::int64_t change = step.by;
  if (step.adjustment == Adjustment::Exact) change = step.by - size;
  if (step.adjustment == Adjustment::Percent) {
    change = percent_of(size, step.by);
    if (change > 0) change = std::max<std::int64_t>(change, least);
    if (change < 0) change = std::min<std::int64_t>(change, -static_cast<std::int64_t>(least));
  }
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(size + change, 0, 1'000'000'000));
}

StepScaler::StepScaler(const StepScaling& spec)
    : spec_(spec), threshold_(to_millionths(spec.threshold)), points_(spec.points) {
  CLOUDSIM_CHECK(points_ > 0 && !spec_.steps.empty());
}

void StepScaler::add_point_millionths(std::int64_t utilization) {
  latest_ = utilization;
  const bool beyond = spec_.above ? utilization >= threshold_ : utilization <= threshold_;
  run_ = beyond ? run_ + 1 : 0;
  if (!breaching()) reported_limit_ = -1;
}

void StepScaler::add_missing() {
  run_ = 0;
  reported_limit_ = -1;
}

const ScalingStep* StepScaler::step_at(std::int64_t distance) const {
  for (const ScalingStep& step : spec_.steps) {
    if (distance < to_millionths(step.from)) continue;
    if (!step.to || distance < to_millionths(*step.to)) return &step;
  }
  return nullptr;
}

std::optional<ScalingDecision> StepScaler::decide(SimTime now, std::int32_t current, std::int32_t minimum,
                                                  std::int32_t maximum, std::int32_t warming) {
  if (!breaching()) return std::nullopt;
  const bool simple = spec_.cooldown.has_value();
  if (simple && (waiting_ || now < cooled_down_)) return std::nullopt;
  const ScalingStep* step = step_at(spec_.above ? latest_ - threshold_ : threshold_ - latest_);
  if (step == nullptr) return std::nullopt;

  ScalingDecision decision;
  decision.signal = trace::Signal::CpuUtilization;
  decision.measured = static_cast<double>(latest_) / 1e6;
  decision.threshold = spec_.threshold;
  decision.points = static_cast<std::int32_t>(run_);
  decision.from = current;
  // Simple scaling waits for its members instead of counting those that are warm.
  decision.wanted = adjusted(*step, simple ? current : std::max(0, current - warming), spec_.least);
  decision.to = std::clamp(decision.wanted, minimum, maximum);
  const bool grows = adjusted(*step, current, spec_.least) > current;
  if (grows) {
    if (decision.wanted <= current) return std::nullopt;  // what is on its way will do
    if (decision.to > current) return decision;
    if (current > maximum || reported_limit_ == maximum) return std::nullopt;
    reported_limit_ = maximum;
    decision.to = current;
    return decision;
  }
  if (warming > 0) return std::nullopt;  // blocks every scale-in
  if (decision.to >= current) return std::nullopt;
  return decision;
}

void StepScaler::acted() { waiting_ = spec_.cooldown.has_value(); }

void StepScaler::launched(SimTime now) {
  waiting_ = false;
  cooled_down_ = now + spec_.cooldown.value_or(Duration{});
}

}  // namespace cloudsim::services
