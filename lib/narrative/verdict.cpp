// SPDX-License-Identifier: Apache-2.0
#include "narrative/verdict.hpp"

#include <algorithm>
#include <functional>

#include "base/check.hpp"

namespace cloudsim::narrative {
namespace {

using result::Deployment;
using result::RunResult;

using Names = std::vector<std::string>;
using Deployments = std::vector<const Deployment*>;

Duration minutes(double count) { return {static_cast<std::int64_t>(count * 60e9 + 0.5)}; }

Deployments all_of(const RunResult& run) {
  Deployments deployments;
  for (const Deployment& deployment : run.deployments) deployments.push_back(&deployment);
  return deployments;
}

/// The deployments whose *printed* value is the smallest (or largest): what a reader sees as equal is a tie.
struct Extremes {
  Deployments lowest, highest;
  bool tie() const { return lowest.size() == highest.size() && lowest.front() == highest.front(); }
};

template <class Number, class Print>
Extremes extremes(const Deployments& deployments, Number number, Print print) {
  const auto less = [&](const Deployment* a, const Deployment* b) { return number(*a) < number(*b); };
  const Deployment* low = *std::min_element(deployments.begin(), deployments.end(), less);
  const Deployment* high = *std::max_element(deployments.begin(), deployments.end(), less);
  Extremes found;
  for (const Deployment* deployment : deployments) {
    if (print(*deployment) == print(*low)) found.lowest.push_back(deployment);
    if (print(*deployment) == print(*high)) found.highest.push_back(deployment);
  }
  return found;
}

Names names(const Deployments& deployments) {
  Names list;
  for (const Deployment* deployment : deployments) list.push_back(deployment->name);
  return list;
}

bool meets(const Deployment& deployment) {
  return std::all_of(deployment.objectives.begin(), deployment.objectives.end(),
                     [](const result::ObjectiveCheck& check) { return check.met; });
}

std::string about_cost(const RunResult& run, const Locale& locale) {
  const Deployments all = all_of(run);
  const Deployment& first = *all.front();
  const bool judged =
      std::any_of(all.begin(), all.end(), [](const Deployment* deployment) { return !deployment->objectives.empty(); });
  if (all.size() == 1) {
    Names missed;
    for (const result::ObjectiveCheck& check : first.objectives) {
      if (!check.met) missed.push_back(locale.text("report.objective." + check.objective));
    }
    const bool open =
        std::all_of(first.objectives.begin(), first.objectives.end(), [](const result::ObjectiveCheck& check) {
          return check.met || (check.over_runs && check.over_runs->verdict == "open");
        });
    const std::string objectives = !judged ? "none" : missed.empty() ? "met" : open ? "open" : "missed";
    return locale.text("verdict.cost.single", {{"objectives", objectives},
                                               {"first", first.name},
                                               {"cost", first.bill.total},
                                               {"duration", run.duration},
                                               {"missed", missed}});
  }
  Deployments meeting;
  std::copy_if(all.begin(), all.end(), std::back_inserter(meeting),
               [](const Deployment* deployment) { return meets(*deployment); });
  const std::string objectives = !judged                        ? "none"
                                 : meeting.empty()              ? "nobody"
                                 : meeting.size() == all.size() ? "all"
                                                                : "some";
  const Extremes cost = extremes(
      all, [](const Deployment& deployment) { return deployment.bill.total; },
      [](const Deployment& deployment) { return total_decimal(deployment.bill.total); });
  return locale.text(cost.tie() ? "verdict.cost.same" : "verdict.cost.differ",
                     {{"objectives", objectives},
                      {"meeting", names(meeting)},
                      {"cheapest", names(cost.lowest)},
                      {"cost", cost.lowest.front()->bill.total},
                      {"dearest", names(cost.highest)},
                      {"most", cost.highest.front()->bill.total},
                      {"duration", run.duration}});
}

Arguments losses(const Deployment& deployment) {
  return {{"lost", static_cast<std::int64_t>(deployment.requests.lost())},
          {"arrived", static_cast<std::int64_t>(deployment.requests.arrived)},
          {"share", deployment.requests.error_share()}};
}

std::string about_speed(const Deployments& all, const Locale& locale) {
  Deployments answering;
  std::copy_if(all.begin(), all.end(), std::back_inserter(answering),
               [](const Deployment* deployment) { return deployment->latency.has_value(); });
  if (answering.empty()) return locale.text("verdict.service.nothing_answered");
  if (all.size() == 1)
    return locale.text("verdict.service.single_fine",
                       {{"first", all.front()->name}, {"p95", all.front()->latency->p95}});
  const Extremes speed = extremes(
      answering, [](const Deployment& deployment) { return deployment.latency->p95; },
      [&locale](const Deployment& deployment) { return short_duration(deployment.latency->p95, locale.numbers()); });
  const char* const how = !speed.tie()                     ? "verdict.service.differ_fine"
                          : answering.size() == all.size() ? "verdict.service.same_fine"
                                                           : "verdict.service.some_fine";
  return locale.text(how, {{"fastest", names(speed.lowest)},
                           {"p95", speed.lowest.front()->latency->p95},
                           {"slowest", names(speed.highest)},
                           {"slow_p95", speed.highest.front()->latency->p95}});
}

std::string about_service(const RunResult& run, const Locale& locale) {
  const Deployments all = all_of(run);
  const auto lost = [](const Deployment& deployment) { return deployment.requests.lost(); };
  const bool none_arrived = std::all_of(all.begin(), all.end(),
                                        [](const Deployment* deployment) { return deployment->requests.arrived == 0; });
  if (none_arrived) return locale.text("verdict.service.no_requests");
  const Extremes losing = extremes(all, lost, lost);
  const Deployment& worst = *losing.highest.front();
  if (lost(worst) == 0) return about_speed(all, locale);
  Arguments arguments = losses(worst);
  arguments.push_back({"first", worst.name});
  arguments.push_back({"worst", names(losing.highest)});
  arguments.push_back({"best", names(losing.lowest)});
  arguments.push_back({"fewest", static_cast<std::int64_t>(lost(*losing.lowest.front()))});
  if (all.size() == 1) return locale.text("verdict.service.single_lost", arguments);
  if (losing.tie()) return locale.text("verdict.service.same_lost", arguments);
  const bool clean = lost(*losing.lowest.front()) == 0;
  return locale.text(clean ? "verdict.service.some_lost" : "verdict.service.all_lost", arguments);
}

std::string about_work(const RunResult& run, const Locale& locale) {
  // What a year of it would take, so that a long set-up and a long upkeep weigh as they do in practice.
  constexpr double kMonths = 12;
  const auto year = [](const Deployment& deployment) {
    return deployment.effort.setup_minutes + kMonths * deployment.effort.monthly_minutes;
  };
  const Deployments all = all_of(run);
  const Extremes work =
      extremes(all, year, [&year](const Deployment& deployment) { return trimmed_decimal(year(deployment), 0); });
  const Deployment& least = *work.lowest.front();
  return locale.text(all.size() == 1 ? "verdict.work.single"
                     : work.tie()    ? "verdict.work.same"
                                     : "verdict.work.differ",
                     {{"setup", minutes(least.effort.setup_minutes)},
                      {"monthly", minutes(least.effort.monthly_minutes)},
                      {"least", names(work.lowest)},
                      {"most", names(work.highest)}});
}

}  // namespace

std::vector<std::string> verdict_sentences(const RunResult& run, const Locale& locale) {
  CLOUDSIM_CHECK(!run.deployments.empty());
  return {about_cost(run, locale), about_service(run, locale), about_work(run, locale)};
}

std::string verdict(const RunResult& run, const Locale& locale) {
  std::string text;
  for (const std::string& sentence : verdict_sentences(run, locale)) text += (text.empty() ? "" : " ") + sentence;
  return text;
}

}  // namespace cloudsim::narrative
