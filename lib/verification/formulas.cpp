// SPDX-License-Identifier: Apache-2.0
#include "verification/formulas.hpp"

#include <algorithm>
#include <cstdint>

#include "base/check.hpp"
#include "theory/queues.hpp"

namespace cloudsim::verification {
namespace {

struct Measure {
  const char* name;
  double theory::QueueResult::*field;
};

constexpr Measure kMeasures[] = {
    {"utilization", &theory::QueueResult::utilization},
    {"waiting_probability", &theory::QueueResult::waiting_probability},
    {"queue_length", &theory::QueueResult::queue_length},
    {"number_in_system", &theory::QueueResult::number_in_system},
    {"waiting_time", &theory::QueueResult::waiting_time},
    {"response_time", &theory::QueueResult::response_time},
    {"blocking_probability", &theory::QueueResult::blocking_probability},
};

std::uint32_t whole(double value) { return static_cast<std::uint32_t>(value); }

}  // namespace

const std::vector<Formula>& formulas() {
  static const std::vector<Formula> all = {
      {"erlang_b", {"offered_load", "servers"}, {"A", "c"}},
      {"erlang_c", {"offered_load", "servers"}, {"A", "c"}},
      {"mm1", {"arrival_rate", "service_rate"}, {"λ", "μ"}},
      {"md1", {"arrival_rate", "service_time"}, {"λ", "s"}},
      {"mg1", {"arrival_rate", "service_time", "service_cv"}, {"λ", "s", "cv"}},
      {"mmc", {"arrival_rate", "service_rate", "servers"}, {"λ", "μ", "c"}},
      {"mmck", {"arrival_rate", "service_rate", "servers", "capacity"}, {"λ", "μ", "c", "K"}},
  };
  return all;
}

const Formula* find_formula(std::string_view name) {
  for (const Formula& formula : formulas()) {
    if (name == formula.name) return &formula;
  }
  return nullptr;
}

std::optional<double> evaluate(std::string_view formula, const std::vector<double>& in, std::string_view measure) {
  theory::QueueResult result;
  if (formula == "erlang_b") {
    if (measure != "blocking_probability") return std::nullopt;
    return theory::erlang_b(in[0], whole(in[1]));
  }
  if (formula == "erlang_c") {
    if (measure != "waiting_probability") return std::nullopt;
    return theory::erlang_c(in[0], whole(in[1]));
  }
  if (formula == "mm1") result = theory::mm1(in[0], in[1]);
  if (formula == "md1") result = theory::md1(in[0], in[1]);
  if (formula == "mg1") result = theory::mg1(in[0], in[1], in[2]);
  if (formula == "mmc") result = theory::mmc(in[0], in[1], whole(in[2]));
  if (formula == "mmck") result = theory::mmck(in[0], in[1], whole(in[2]), whole(in[3]));
  const auto* found =
      std::find_if(std::begin(kMeasures), std::end(kMeasures), [&](const Measure& row) { return measure == row.name; });
  if (found == std::end(kMeasures)) return std::nullopt;
  return result.*(found->field);
}

std::vector<std::string> measures() {
  std::vector<std::string> names;
  for (const Measure& measure : kMeasures) names.emplace_back(measure.name);
  return names;
}

}  // namespace cloudsim::verification
