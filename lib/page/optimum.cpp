// SPDX-License-Identifier: Apache-2.0
#include "page/optimum.hpp"

#include <algorithm>
#include <vector>

#include "narrative/certainty.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::Candidate;
using result::Estimate;

const Estimate* find(const Candidate& candidate, const std::string& name) {
  const auto found = std::find_if(candidate.figures.begin(), candidate.figures.end(),
                                  [&](const Estimate& each) { return each.name == name; });
  return found == candidate.figures.end() ? nullptr : &*found;
}

std::string value(const Candidate& candidate, const char* figure, const narrative::Locale& locale) {
  const Estimate* estimate = find(candidate, figure);
  if (estimate == nullptr) return locale.text("report.none");
  std::string text = narrative::show_figure(figure, estimate->mean, locale);
  const std::string gap = locale.numbers().no_break();
  if (estimate->half_width) text += gap + "±" + gap + narrative::show_figure(figure, *estimate->half_width, locale);
  return text;
}

/// "memory=512MB": the path within the deployment is enough, since the deployment is named.
std::string settings_of(const Candidate& candidate) {
  std::string text;
  for (const auto& [path, set] : candidate.settings) {
    const std::string at = "deployments." + candidate.deployment + ".";
    const std::string inner = path.compare(0, at.size(), at) == 0 ? path.substr(at.size()) : path;
    text += (text.empty() ? "" : ", ") + inner + "=" + set;
  }
  return text;
}

}  // namespace

std::string text_optimum(const result::Optimum& found, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  page.heading(locale.text("optimum.heading"));
  page.paragraph(locale.text("optimum.tried", {{"count", static_cast<std::int64_t>(found.candidates.size())}}));
  if (found.left_out > 0) page.paragraph(locale.text("optimum.left_out", {{"count", found.left_out}}));
  if (!found.objectives) page.paragraph(locale.text("optimum.no_objectives"));
  std::vector<const Candidate*> frontier;
  for (const Candidate& each : found.candidates) {
    if (each.frontier) frontier.push_back(&each);
  }
  if (frontier.empty()) {
    page.paragraph(locale.text("optimum.none"));
    return page.take();
  }
  std::stable_sort(frontier.begin(), frontier.end(), [](const Candidate* a, const Candidate* b) {
    return find(*a, "bill_usd")->mean < find(*b, "bill_usd")->mean;
  });
  const Candidate& best = *frontier.front();
  page.paragraph(locale.text("optimum.best", {{"deployment", best.deployment},
                                              {"settings", settings_of(best)},
                                              {"cost", value(best, "bill_usd", locale)},
                                              {"p95", value(best, "latency_p95_s", locale)}}));
  page.heading(locale.text("optimum.frontier"));
  page.paragraph(locale.text("optimum.about_frontier"));
  for (const Candidate* each : frontier) {
    page.entry(each->deployment + ": " + settings_of(*each),
               locale.text("optimum.pair", {{"cost", value(*each, "bill_usd", locale)},
                                            {"p95", value(*each, "latency_p95_s", locale)}}),
               2);
  }
  return page.take();
}

}  // namespace cloudsim::page
