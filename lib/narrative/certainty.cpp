// SPDX-License-Identifier: Apache-2.0
#include "narrative/certainty.hpp"

#include <algorithm>
#include <cmath>

namespace cloudsim::narrative {
namespace {

using result::Deployment;
using result::Difference;
using result::Estimate;
using result::RunResult;
using result::Statistics;

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string percent_of(double share, const Locale& locale) { return locale.show("percent", share); }

const Estimate* find(const Deployment& deployment, const std::string& name) {
  const auto found = std::find_if(deployment.estimates.begin(), deployment.estimates.end(),
                                  [&](const Estimate& each) { return each.name == name; });
  return found == deployment.estimates.end() ? nullptr : &*found;
}

bool any_correlated(const RunResult& run) {
  for (const Deployment& deployment : run.deployments) {
    for (const Estimate& each : deployment.estimates) {
      if (each.correlated) return true;
    }
  }
  return false;
}

/// Of the percentiles, as their histogram keeps them; 0 when there are none.
double resolution_of(const RunResult& run) {
  double share = 0;
  for (const Deployment& deployment : run.deployments) {
    for (const Estimate& each : deployment.estimates) share = std::max(share, each.resolution);
  }
  return share;
}

std::string tell(const Difference& difference, const Locale& locale) {
  const double low = difference.mean - *difference.half_width;
  const double high = difference.mean + *difference.half_width;
  const bool open = low < 0 && high > 0;
  const bool first_less = difference.mean < 0;
  const std::string smaller = show_figure(difference.name, std::min(std::fabs(low), std::fabs(high)), locale);
  const std::string larger = show_figure(difference.name, std::max(std::fabs(low), std::fabs(high)), locale);
  const std::string nothing = show_figure(difference.name, 0, locale);
  const char* verdict = open ? "open" : larger == nothing ? "same" : smaller == larger ? "exact" : "range";
  return locale.text("certainty.difference." + difference.name,
                     {{"verdict", std::string(verdict)},
                      {"less", first_less || open ? difference.first : difference.second},
                      {"more", first_less || open ? difference.second : difference.first},
                      {"low", open ? show_figure(difference.name, std::fabs(low), locale) : smaller},
                      {"high", open ? show_figure(difference.name, high, locale) : larger}});
}

}  // namespace

std::string show_figure(const std::string& name, double value, const Locale& locale) {
  if (ends_with(name, "_usd")) {
    return locale.show("usd", Money{static_cast<int128>(value * 1e12 + (value < 0 ? -0.5 : 0.5))});
  }
  if (ends_with(name, "_s")) {
    return locale.show("duration(short)", Duration{static_cast<std::int64_t>(value * 1e9 + (value < 0 ? -0.5 : 0.5))});
  }
  if (ends_with(name, "_share") || name == "utilization" || name == "waiting_probability")
    return locale.show("percent", value);
  return dress(trimmed_decimal(value, 2), locale.numbers());
}

std::string with_half_width(const std::string& mean, const std::string& half_width, const Locale& locale) {
  if (half_width.empty()) return mean;
  const std::string gap = locale.numbers().no_break();
  return mean + gap + "±" + gap + half_width;
}

namespace {

/// "mean answer 812 ms ± 14 ms"; nothing for what never happened.
std::vector<std::string> single_figures(const Deployment& deployment, const Locale& locale) {
  std::vector<std::string> figures;
  for (const Estimate& each : deployment.estimates) {
    if (each.mean == 0 || !each.half_width) continue;
    std::string half_width = show_figure(each.name, *each.half_width, locale);
    if (half_width == show_figure(each.name, 0, locale)) half_width.clear();  // sure to every digit that is shown
    const std::string mean = show_figure(each.name, each.mean, locale);
    figures.push_back(
        locale.text("certainty.single." + each.name, {{"value", with_half_width(mean, half_width, locale)}}));
  }
  return figures;
}

}  // namespace

std::vector<std::string> tell_single_run(const RunResult& run, const Locale& locale) {
  std::vector<const Deployment*> told;
  bool any_interval = false, one_reason = true;
  for (const Deployment& deployment : run.deployments) {
    if (deployment.no_interval == "fixed" || (deployment.no_interval.empty() && deployment.estimates.empty())) continue;
    told.push_back(&deployment);
    any_interval |= deployment.no_interval.empty();
    one_reason &= deployment.no_interval == told.front()->no_interval;
  }
  if (told.empty()) return {};
  if (!any_interval && one_reason)
    return {locale.text("certainty.single.none", {{"reason", told.front()->no_interval}})};
  std::vector<std::string> sentences = {
      locale.text("certainty.single.intro", {{"confidence", percent_of(result::kUnaskedConfidence, locale)}})};
  for (const Deployment* deployment : told) {
    if (!deployment->no_interval.empty()) {
      sentences.push_back(locale.text("certainty.single.none_of",
                                      {{"deployment", deployment->name}, {"reason", deployment->no_interval}}));
      continue;
    }
    const Duration start = deployment->estimates.front().warm_up;
    sentences.push_back(locale.text(
        start.ns > 0 ? "certainty.single.later" : "certainty.single.line",
        {{"deployment", deployment->name}, {"figures", single_figures(*deployment, locale)}, {"warm_up", start}}));
  }
  return sentences;
}

std::vector<std::string> how_sure(const RunResult& run, const Locale& locale) {
  const Statistics& statistics = *run.statistics;
  const bool batches = statistics.method == "batch_means";
  const std::string confidence = percent_of(statistics.confidence, locale);
  std::vector<std::string> sentences;
  if (batches) {
    sentences.push_back(locale.text("certainty.batches", {{"confidence", confidence}}));
  } else {
    sentences.push_back(locale.text("certainty.replications",
                                    {{"count", std::int64_t{statistics.replications}}, {"confidence", confidence}}));
  }
  if (statistics.warm_up.ns > 0) {
    const char* key = statistics.warm_up_missing ? "certainty.no_steady_state"
                      : statistics.warm_up_found ? "certainty.warm_up_found"
                                                 : "certainty.warm_up";
    sentences.push_back(locale.text(key, {{"warm_up", statistics.warm_up}}));
  } else if (statistics.warm_up_found) {
    sentences.push_back(locale.text("certainty.no_warm_up"));
  }
  const std::string row = "report.row." + statistics.precision_of;
  if (statistics.precision && !statistics.precision_of.empty() && locale.has(row)) {
    sentences.push_back(
        locale.text(statistics.precise ? "certainty.precise_one" : "certainty.not_precise_one",
                    {{"figure", locale.text(row)}, {"precision", percent_of(*statistics.precision, locale)}}));
  } else if (statistics.precision) {
    sentences.push_back(locale.text(statistics.precise ? "certainty.precise" : "certainty.not_precise",
                                    {{"precision", percent_of(*statistics.precision, locale)}}));
  }
  if (any_correlated(run)) sentences.push_back(locale.text("certainty.correlated"));
  if (const double share = resolution_of(run); share > 0)
    sentences.push_back(locale.text("certainty.resolution", {{"share", percent_of(share, locale)}}));
  return sentences;
}

std::vector<std::string> tell_differences(const RunResult& run, const Locale& locale) {
  constexpr std::size_t kAllPairs = 4;
  std::vector<std::string> sentences;
  for (const char* figure : {"bill_usd", "response_time_s"}) {
    for (const Difference& each : run.statistics->differences) {
      if (each.name != figure || !each.half_width) continue;
      if (run.deployments.size() > kAllPairs && each.first != run.deployments.front().name) continue;
      sentences.push_back(tell(each, locale));
    }
  }
  return sentences;
}

std::string tell_certainty(const Deployment& deployment, const RunResult& run, const Locale& locale) {
  const Estimate* bill = find(deployment, "bill_usd");
  if (bill == nullptr || !bill->half_width) return {};
  const Estimate* response = find(deployment, "response_time_s");
  const bool answers = response != nullptr && response->half_width;
  const auto end = [&](const Estimate& estimate, double sign) {
    return show_figure(estimate.name, std::max(0.0, estimate.mean + sign * *estimate.half_width), locale);
  };
  return locale.text("certainty.story", {{"answers", std::string(answers ? "some" : "none")},
                                         {"count", std::int64_t{run.statistics->replications}},
                                         {"confidence", percent_of(run.statistics->confidence, locale)},
                                         {"cost", end(*bill, -1)},
                                         {"most", end(*bill, 1)},
                                         {"fast", answers ? end(*response, -1) : std::string()},
                                         {"slow", answers ? end(*response, 1) : std::string()}});
}

}  // namespace cloudsim::narrative
