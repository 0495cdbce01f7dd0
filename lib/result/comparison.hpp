// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"

/// What changed from one result to another, plain data: inputs, figures, and the parts that a figure is made of.
namespace cloudsim::result {

/// An input that is not the same. Empty text: not there.
struct InputChange {
  std::string input;  ///< scenario | version | seed | price_list | price_region | price_as_of | free_tier |
                      ///< invoice_rounding | effort_list | setting | override | replications | duration_ns |
                      ///< workload | service | assumption
  std::string
      name;  ///< path of a setting or an override, parameter of an assumption, workload class, deployment; else empty
  std::string before, after;
  bool chosen = true;  ///< set by whoever ran it; false: may follow from another input (an assumption, a duration)
  bool operator==(const InputChange&) const = default;
};

/// A headline figure of a deployment. Its unit ends its name, as in Estimate.
struct FigureChange {
  std::string section;  ///< effort | scaling | cost | latency | errors
  std::string name;
  std::optional<double> before, after;                ///< none: nothing to show, as the latency of no answer
  std::optional<double> spread_before, spread_after;  ///< half-widths, when both files have an interval
  std::optional<double> spread;  ///< of the difference: √(a² + b²), as if the runs were independent

  bool differs() const { return before != after; }
  /// Whether the difference is larger than chance explains. None without intervals.
  std::optional<bool> sure() const;
};

/// A line of the bill whose amount is not the same. A line that is not there has quantity and amount 0.
struct LineChange {
  std::string meter, unit;
  int128 quantity_before = 0, quantity_after = 0;  ///< units × 10⁶
  Money price_before, price_after;                 ///< per `per_…` units
  std::int64_t per_before = 1, per_after = 1;
  Money before, after;
  bool in_before = false, in_after = false;
};

/// How often something was, before and after.
struct CountChange {
  std::string name;  ///< reason of a loss, or kind of an event
  std::uint64_t before = 0, after = 0;
  std::uint32_t example = 0;  ///< id of the largest such event of the file that has more; 0: none tells of it
};

/// A duty whose minutes are not the same.
struct DutyChange {
  std::string duty, when;
  double before = 0, after = 0;
};

struct DeploymentChange {
  std::string name;  ///< a link of a chain is "shop.resize"
  std::string service_before, service_after;
  bool same_run = false;              ///< same fingerprint: the same requests, servers and events
  std::vector<FigureChange> figures;  ///< all of them, also those that are the same
  Money bill_before, bill_after;
  std::vector<LineChange> lines;    ///< Σ (after − before) is the difference of the bills; the largest first
  std::vector<CountChange> losses;  ///< by reason
  std::vector<CountChange> events;  ///< kinds that explain figures, where their number differs
  std::vector<DutyChange> duties;
  std::int64_t billed_ns_before = 0, billed_ns_after = 0;  ///< functions: billed time of all runs

  bool differs() const;
};

/// Two results, `first` before `second`.
struct RunComparison {
  std::string first, second;  ///< file names
  std::vector<InputChange> inputs;
  bool settings_known = false;  ///< both files hold what their scenarios said, so `inputs` has every change of them
  std::vector<DeploymentChange> deployments;  ///< that both have, in the order of the first
  std::vector<std::string> only_first, only_second;
  double confidence = 0;  ///< of the intervals; 0 when there are none to hold against each other

  bool differs() const;
};

/// One result against each of the others.
struct Comparison {
  static constexpr const char* kSchema = "cloudsim.comparison/1";
  std::vector<RunComparison> pairs;
};

}  // namespace cloudsim::result
