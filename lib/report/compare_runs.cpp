// SPDX-License-Identifier: Apache-2.0
#include "report/compare_runs.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "result/events.hpp"

namespace cloudsim::report {
namespace {

using result::Bill;
using result::BillLine;
using result::CountChange;
using result::Deployment;
using result::DeploymentChange;
using result::Estimate;
using result::InputChange;
using result::RunComparison;
using result::RunResult;
using Pairs = std::vector<std::pair<std::string, std::string>>;

// ---- inputs

class Inputs {
 public:
  explicit Inputs(std::vector<InputChange>& out) : out_(&out) {}

  void compare(const char* input, std::string before, std::string after, bool chosen = true,
               const std::string& name = {}) {
    if (before != after) out_->push_back({input, name, std::move(before), std::move(after), chosen});
  }

  /// Names with their values, in the order of the first file, then what only the second one has.
  void compare(const char* input, const Pairs& before, const Pairs& after, bool chosen) {
    for (const auto& [name, value] : before) compare(input, value, value_of(after, name), chosen, name);
    for (const auto& [name, value] : after) {
      if (!has(before, name)) compare(input, "", value, chosen, name);
    }
  }

 private:
  static bool has(const Pairs& pairs, const std::string& name) {
    return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
  }
  static std::string value_of(const Pairs& pairs, const std::string& name) {
    const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
    return found == pairs.end() ? std::string() : found->second;
  }

  std::vector<InputChange>* out_;
};

std::string yes(bool flag) { return flag ? "yes" : "no"; }

/// The last value that was set for each path; the seed and the number of replications are inputs of their own.
Pairs overrides_of(const RunResult& run) {
  Pairs out;
  for (const auto& [path, value] : run.provenance.overrides) {
    if (path == "seed" || path == "run.replications") continue;
    const std::string& name = path;
    const auto known = std::find_if(out.begin(), out.end(), [&](const auto& pair) { return pair.first == name; });
    if (known == out.end()) {
      out.emplace_back(path, value);
    } else {
      known->second = value;
    }
  }
  return out;
}

/// What scenarios say, without what has a comparison of its own.
Pairs settings_of(const RunResult& run) {
  Pairs out;
  for (const auto& [path, value] : run.provenance.settings) {
    const bool elsewhere = path == "seed" || path == "run.replications" || path == "effort" || path == "prices.list" ||
                           path == "prices.region" || path == "prices.free_tier" || path == "prices.rounding";
    if (!elsewhere) out.emplace_back(path, value);
  }
  return out;
}

bool knows_settings(const RunResult& before, const RunResult& after) {
  return !before.provenance.settings.empty() && !after.provenance.settings.empty();
}

Pairs assumptions_of(const Deployment& deployment) {
  Pairs out;
  for (const result::Assumption& each : deployment.assumptions) out.emplace_back(each.parameter, each.value);
  return out;
}

/// Of each deployment that both have; a change that several of them share is one input.
void compare_assumptions(const RunResult& before, const RunResult& after, std::vector<InputChange>& out) {
  for (const Deployment& deployment : before.deployments) {
    for (const Deployment& other : after.deployments) {
      if (other.name != deployment.name) continue;
      std::vector<InputChange> changes;
      Inputs(changes).compare("assumption", assumptions_of(deployment), assumptions_of(other), false);
      for (InputChange& change : changes) {
        if (std::find(out.begin(), out.end(), change) == out.end()) out.push_back(std::move(change));
      }
    }
  }
}

std::string replications_of(const RunResult& run) {
  return std::to_string(run.statistics ? run.statistics->replications : 1);
}

std::vector<InputChange> compare_inputs(const RunResult& before, const RunResult& after) {
  std::vector<InputChange> out;
  Inputs inputs(out);
  const result::Provenance& a = before.provenance;
  const result::Provenance& b = after.provenance;
  inputs.compare("scenario", a.scenario, b.scenario);
  inputs.compare("version", a.version, b.version);
  // A result of an older version does not hold its settings: then only what --set changed can be told.
  const bool settings = knows_settings(before, after);
  if (settings) {
    inputs.compare("setting", settings_of(before), settings_of(after), true);
  } else {
    inputs.compare("override", overrides_of(before), overrides_of(after), true);
  }
  inputs.compare("seed", std::to_string(a.seed), std::to_string(b.seed));
  inputs.compare("replications", replications_of(before), replications_of(after));
  inputs.compare("price_list", a.price_list, b.price_list);
  inputs.compare("price_region", a.price_region, b.price_region);
  inputs.compare("price_as_of", a.price_as_of, b.price_as_of, a.price_list == b.price_list);
  inputs.compare("free_tier", yes(a.free_tier), yes(b.free_tier));
  inputs.compare("invoice_rounding", yes(a.invoice_rounding), yes(b.invoice_rounding));
  inputs.compare("effort_list", a.effort_list, b.effort_list);
  if (!settings)
    inputs.compare("duration_ns", std::to_string(before.duration.ns), std::to_string(after.duration.ns), false);
  if (!settings) inputs.compare("workload", before.workload, after.workload, false);
  compare_assumptions(before, after, out);
  return out;
}

// ---- figures

const Estimate* estimate_of(const Deployment& deployment, const std::string& name) {
  const auto found = std::find_if(deployment.estimates.begin(), deployment.estimates.end(),
                                  [&](const Estimate& each) { return each.name == name; });
  return found == deployment.estimates.end() || !found->half_width ? nullptr : &*found;
}

/// Work is what is left of a response without the waiting: also where both of these are estimates.
void split_response(std::vector<result::FigureChange>& figures) {
  const auto named = [&figures](const char* name) {
    return std::find_if(figures.begin(), figures.end(),
                        [name](const result::FigureChange& each) { return each.name == name; });
  };
  const auto response = named("response_time_s"), waiting = named("waiting_time_s"), work = named("service_time_s");
  if (!response->spread || !waiting->spread) return;
  work->before = *response->before - *waiting->before;
  work->after = *response->after - *waiting->after;
}

std::vector<result::FigureChange> compare_figures(const Deployment& before, const Deployment& after, bool intervals) {
  std::vector<result::FigureChange> out;
  for (const HeadlineFigure& figure : headline_figures()) {
    result::FigureChange change;
    change.section = figure.section;
    change.name = figure.name;
    const Estimate* a = intervals ? estimate_of(before, figure.name) : nullptr;
    const Estimate* b = intervals ? estimate_of(after, figure.name) : nullptr;
    if (a != nullptr && b != nullptr) {
      change.before = a->mean;
      change.after = b->mean;
      change.spread_before = a->half_width;
      change.spread_after = b->half_width;
      change.spread = std::sqrt(*a->half_width * *a->half_width + *b->half_width * *b->half_width);
    } else {
      change.before = figure.of(before);
      change.after = figure.of(after);
    }
    out.push_back(std::move(change));
  }
  split_response(out);
  return out;
}

// ---- what figures are made of

int128 magnitude(const result::LineChange& line) {
  const int128 difference = line.after.pico - line.before.pico;
  return difference < 0 ? -difference : difference;
}

std::vector<result::LineChange> compare_lines(const Bill& before, const Bill& after) {
  std::vector<result::LineChange> out;
  const auto at = [&out](const BillLine& line) -> result::LineChange& {
    const auto known = std::find_if(out.begin(), out.end(), [&](const result::LineChange& each) {
      return each.meter == line.meter && each.unit == line.unit;
    });
    if (known != out.end()) return *known;
    out.emplace_back();
    out.back().meter = line.meter;
    out.back().unit = line.unit;
    return out.back();
  };
  for (const BillLine& line : before.lines) {
    result::LineChange& change = at(line);
    change.in_before = true;
    change.quantity_before += line.quantity;
    change.price_before = line.price;
    change.per_before = line.per;
    change.before += line.amount;
  }
  for (const BillLine& line : after.lines) {
    result::LineChange& change = at(line);
    change.in_after = true;
    change.quantity_after += line.quantity;
    change.price_after = line.price;
    change.per_after = line.per;
    change.after += line.amount;
  }
  out.erase(
      std::remove_if(out.begin(), out.end(), [](const result::LineChange& each) { return each.before == each.after; }),
      out.end());
  std::stable_sort(out.begin(), out.end(), [](const result::LineChange& a, const result::LineChange& b) {
    return magnitude(a) > magnitude(b);
  });
  return out;
}

std::int64_t number_of(const result::Event& event, const char* key) {
  for (const Argument& argument : event.arguments) {
    const auto* whole = std::get_if<std::int64_t>(&argument.value);
    if (argument.key == key && whole != nullptr) return *whole;
  }
  return 0;
}

bool has_reason(const result::Event& event, const std::string& reason) {
  return std::any_of(event.arguments.begin(), event.arguments.end(), [&](const Argument& argument) {
    const auto* text = std::get_if<std::string>(&argument.value);
    return argument.key == "reason" && text != nullptr && *text == reason;
  });
}

/// The event with the largest number in it, the first of several.
template <class Holds>
std::uint32_t largest(const Deployment& deployment, const char* key, Holds holds) {
  const result::Event* found = nullptr;
  for (const result::Event& event : deployment.events) {
    if (holds(event) && (found == nullptr || number_of(event, key) > number_of(*found, key))) found = &event;
  }
  return found == nullptr ? 0 : found->id;
}

std::uint64_t count_of(const std::map<std::string, std::uint64_t>& counts, const std::string& name) {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

std::vector<CountChange> compare_losses(const Deployment& before, const Deployment& after) {
  std::set<std::string> reasons;
  for (const Deployment* each : {&before, &after}) {
    for (const auto& [reason, count] : each->requests.by_reason) reasons.insert(reason);
  }
  std::vector<CountChange> out;
  for (const std::string& reason : reasons) {
    CountChange change{reason, count_of(before.requests.by_reason, reason), count_of(after.requests.by_reason, reason)};
    if (change.before == change.after) continue;
    change.example = largest(change.after > change.before ? after : before, "count", [&](const result::Event& event) {
      return event.kind == result::event::kLost && has_reason(event, reason);
    });
    out.push_back(std::move(change));
  }
  const auto size = [](const CountChange& each) {
    return each.before < each.after ? each.after - each.before : each.before - each.after;
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const CountChange& a, const CountChange& b) { return size(a) > size(b); });
  return out;
}

std::uint64_t number_of_kind(const Deployment& deployment, const std::string& kind) {
  return static_cast<std::uint64_t>(std::count_if(deployment.events.begin(), deployment.events.end(),
                                                  [&](const result::Event& event) { return event.kind == kind; }));
}

/// Kinds of events that make a figure what it is; the others tell how a run went.
std::vector<CountChange> compare_events(const Deployment& before, const Deployment& after) {
  namespace kind = result::event;
  constexpr const char* kKinds[] = {kind::kSurge,        kind::kFault,       kind::kCrashed,    kind::kSpotReclaimed,
                                    kind::kMemoryAlarm,  kind::kStartFailed, kind::kDriftFound, kind::kDeploymentFailed,
                                    kind::kLimitReached, kind::kAtMaximum,   kind::kNoRoom,     kind::kRetries,
                                    kind::kColdStarts,   kind::kQueueing,    kind::kScaleOut,   kind::kScaleIn,
                                    kind::kIgnored};
  std::vector<CountChange> out;
  for (const char* each : kKinds) {
    CountChange change{each, number_of_kind(before, each), number_of_kind(after, each)};
    if (change.before == change.after) continue;
    const char* size = std::string(each) == kind::kQueueing ? "longest_queue" : "count";
    change.example = largest(change.after > change.before ? after : before, size,
                             [&](const result::Event& event) { return event.kind == each; });
    out.push_back(std::move(change));
  }
  return out;
}

std::vector<result::DutyChange> compare_duties(const result::Effort& before, const result::Effort& after) {
  std::vector<result::DutyChange> out;
  const auto at = [&out](const result::Effort::Line& line) -> result::DutyChange& {
    const auto known = std::find_if(out.begin(), out.end(), [&](const result::DutyChange& each) {
      return each.duty == line.duty && each.when == line.when;
    });
    if (known != out.end()) return *known;
    out.push_back({line.duty, line.when, 0, 0});
    return out.back();
  };
  for (const result::Effort::Line& line : before.lines) at(line).before += line.minutes;
  for (const result::Effort::Line& line : after.lines) at(line).after += line.minutes;
  out.erase(
      std::remove_if(out.begin(), out.end(), [](const result::DutyChange& each) { return each.before == each.after; }),
      out.end());
  return out;
}

DeploymentChange compare_deployments(const std::string& name, const Deployment& before, const Deployment& after,
                                     bool intervals) {
  DeploymentChange change;
  change.name = name;
  change.service_before = before.service;
  change.service_after = after.service;
  change.same_run = before.fingerprint == after.fingerprint;
  change.figures = compare_figures(before, after, intervals);
  change.bill_before = before.bill.total;
  change.bill_after = after.bill.total;
  change.lines = compare_lines(before.bill, after.bill);
  change.losses = compare_losses(before, after);
  change.events = compare_events(before, after);
  change.duties = compare_duties(before.effort, after.effort);
  change.billed_ns_before = (before.billed.handler + before.billed.init).ns;
  change.billed_ns_after = (after.billed.handler + after.billed.init).ns;
  return change;
}

using Named = std::vector<std::pair<std::string, const Deployment*>>;

Named parts_of(const RunResult& run) {
  Named out;
  for (const Deployment& deployment : run.deployments) {
    out.emplace_back(deployment.name, &deployment);
    for (const Deployment& link : deployment.links) out.emplace_back(deployment.name + "." + link.name, &link);
  }
  return out;
}

const Deployment* find(const Named& parts, const std::string& name) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.first == name; });
  return found == parts.end() ? nullptr : found->second;
}

}  // namespace

RunComparison compare_runs(const RunResult& before, const RunResult& after, std::string first, std::string second) {
  RunComparison out;
  out.first = std::move(first);
  out.second = std::move(second);
  out.inputs = compare_inputs(before, after);
  out.settings_known = knows_settings(before, after);
  const bool intervals =
      before.statistics && after.statistics && before.statistics->confidence == after.statistics->confidence;
  if (intervals) out.confidence = before.statistics->confidence;
  const Named a = parts_of(before), b = parts_of(after);
  for (const auto& [name, deployment] : a) {
    const Deployment* other = find(b, name);
    if (other == nullptr) {
      out.only_first.push_back(name);
      continue;
    }
    if (deployment->service != other->service)
      out.inputs.push_back({"service", name, deployment->service, other->service, false});
    out.deployments.push_back(compare_deployments(name, *deployment, *other, intervals));
  }
  for (const auto& [name, deployment] : b) {
    if (find(a, name) == nullptr) out.only_second.push_back(name);
  }
  return out;
}

}  // namespace cloudsim::report
