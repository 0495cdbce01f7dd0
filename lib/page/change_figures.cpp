// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "narrative/certainty.hpp"
#include "narrative/format.hpp"
#include "page/changes.hpp"
#include "page/signs.hpp"

namespace cloudsim::page {
namespace {

using result::DeploymentChange;
using result::FigureChange;
using result::InputChange;
using result::RunComparison;

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string show(const std::string& name, double value, const narrative::Locale& locale) {
  if (ends_with(name, "_minutes")) return show_minutes(value, locale);
  return narrative::show_figure(name, value, locale);
}

std::string cell(const std::string& name, const std::optional<double>& value, const std::optional<double>& spread,
                 const narrative::Locale& locale) {
  if (!value) return locale.text("report.none");
  const std::string text = show(name, *value, locale);
  const std::string gap = locale.numbers().no_break();
  return spread ? text + gap + "±" + gap + show(name, *spread, locale) : text;
}

/// "+12%", from twice on "×20"; empty where the first value is zero.
std::string ratio(double before, double after, const narrative::Locale& locale) {
  if (before <= 0 || after < 0) return {};
  const double times = after / before;
  if (times >= 2) {
    const int decimals = times < 10 ? 1 : 0;
    return "×" + narrative::dress(narrative::trimmed_decimal(times, decimals), locale.numbers());
  }
  return with_sign(after - before, locale.show("percent", std::fabs(times - 1)), locale);
}

std::string change_cell(const FigureChange& figure, const narrative::Locale& locale) {
  if (!figure.before || !figure.after) return locale.text("report.none");
  const bool is_share = ends_with(figure.name, "_share") || figure.name == "utilization";
  // 2% more than 10% could be 10.2% or 12%: differences of shares are points.
  const auto magnitude = [&](double value) {
    if (!is_share) return show(figure.name, value, locale);
    const std::string points = narrative::trimmed_decimal(value * 100, value < 0.01 ? 3 : value < 0.1 ? 1 : 0);
    return locale.text("compare.points", {{"number", narrative::dress(points, locale.numbers())}});
  };
  const double difference = *figure.after - *figure.before;
  const std::string text = with_sign(difference, magnitude(std::fabs(difference)), locale);
  const std::string gap = locale.numbers().no_break();
  if (figure.spread) return text + gap + "±" + gap + magnitude(*figure.spread);
  const std::string part = is_share ? std::string() : ratio(*figure.before, *figure.after, locale);
  return part.empty() ? text : text + " (" + part + ")";
}

constexpr std::size_t kMostInputs = 20;  // of two scenarios that have little in common, the rest is a number

/// More than the noise of a sum of doubles.
bool worth_showing(const FigureChange& figure) {
  if (!figure.before || !figure.after) return figure.before.has_value() != figure.after.has_value();
  const double larger = std::max(std::fabs(*figure.before), std::fabs(*figure.after));
  return std::fabs(*figure.after - *figure.before) > larger * 1e-9;
}

std::string figure_label(const std::string& name, const narrative::Locale& locale) {
  const std::string key = "report.row." + name;
  if (locale.has(key)) return locale.text(key);
  return locale.text(key.substr(0, key.rfind('_')));
}

std::string input_value(const InputChange& change, const std::string& value, const narrative::Locale& locale) {
  if (value.empty()) {
    const bool named = change.input == "setting" || change.input == "override" || change.input == "assumption";
    return locale.text("compare.absent", {{"input", named ? change.input : std::string("other")}});
  }
  if (change.input == "duration_ns") return locale.show("duration(short)", Duration{parse_integer(value).value_or(0)});
  if (change.input == "free_tier" || change.input == "invoice_rounding") return locale.text("common." + value);
  if (change.input == "service" && locale.has("service." + value)) return locale.text("service." + value);
  return value;
}

std::string input_label(const InputChange& change, const narrative::Locale& locale) {
  const std::string key = "compare.input." + change.input;
  return change.name.empty() ? locale.text(key) : locale.text(key, {{"name", change.name}});
}

}  // namespace

std::string with_sign(double difference, const std::string& magnitude, const narrative::Locale& locale) {
  if (difference == 0) return magnitude;
  return (difference > 0 ? "+" : locale.plain() ? "-" : "−") + magnitude;
}

std::string show_minutes(double minutes, const narrative::Locale& locale) {
  const Duration length{static_cast<std::int64_t>(std::fabs(minutes) * 60e9 + 0.5)};
  return locale.show(length.ns == 0 ? "duration(work)" : "duration(short)", length);
}

std::string from_to(const std::string& before, const std::string& after, const narrative::Locale& locale) {
  return locale.text(locale.plain() ? "compare.from_to_plain" : "compare.from_to",
                     {{"before", before}, {"after", after}});
}

std::vector<ChangePart> input_parts(const RunComparison& pair, const narrative::Locale& locale) {
  std::vector<ChangePart> parts;
  for (const InputChange& change : pair.inputs) {
    if (parts.size() == kMostInputs && pair.inputs.size() > kMostInputs + 1) {
      const auto left = static_cast<std::int64_t>(pair.inputs.size() - kMostInputs);
      parts.push_back({locale.text("compare.more_inputs"), locale.number(left), {}});
      break;
    }
    parts.push_back(
        {input_label(change, locale),
         from_to(input_value(change, change.before, locale), input_value(change, change.after, locale), locale),
         {}});
  }
  return parts;
}

std::string why(const RunComparison& pair, const narrative::Locale& locale) {
  if (!pair.differs()) return locale.text(pair.inputs.empty() ? "compare.why.same" : "compare.why.results_same");
  std::vector<const InputChange*> chosen;
  for (const InputChange& change : pair.inputs) {
    if (change.input == "scenario") return locale.text("compare.why.scenario");
    if (change.chosen) chosen.push_back(&change);
  }
  if (chosen.empty()) return locale.text(pair.settings_known ? "compare.why.data" : "compare.why.file");
  if (chosen.size() > 1) return locale.text("compare.why.many", {{"count", static_cast<std::int64_t>(chosen.size())}});
  if (chosen.front()->input == "seed" && pair.inputs.size() == 1) return locale.text("compare.why.seed");
  return locale.text(pair.settings_known ? "compare.why.only" : "compare.why.one",
                     {{"input", input_label(*chosen.front(), locale)}});
}

report::Table change_table(const RunComparison& pair, const DeploymentChange& change, const narrative::Locale& locale) {
  report::Table table;
  table.columns = {pair.first, pair.second, locale.text("compare.change")};
  for (const FigureChange& figure : change.figures) {
    if (!worth_showing(figure)) continue;
    report::Row row{figure.name, "text", {}};
    if (!locale.has("report.row." + figure.name)) row.key = figure.name.substr(0, figure.name.rfind('_'));
    row.cells.emplace_back(cell(figure.name, figure.before, figure.spread_before, locale));
    row.cells.emplace_back(cell(figure.name, figure.after, figure.spread_after, locale));
    row.cells.emplace_back(change_cell(figure, locale));
    if (table.sections.empty() || table.sections.back().key != figure.section)
      table.sections.push_back({figure.section, {}});
    table.sections.back().rows.push_back(std::move(row));
  }
  return table;
}

std::vector<std::string> certainty_of(const RunComparison& pair, const DeploymentChange& change,
                                      const narrative::Locale& locale) {
  std::vector<std::string> sure, open;
  for (const FigureChange& figure : change.figures) {
    const auto verdict = figure.sure();
    if (!verdict || !worth_showing(figure)) continue;
    (*verdict ? sure : open).push_back(figure_label(figure.name, locale));
  }
  std::vector<std::string> sentences;
  if (sure.empty() && open.empty()) return sentences;
  sentences.push_back(locale.text("compare.intervals", {{"confidence", locale.show("percent", pair.confidence)}}));
  if (!sure.empty()) sentences.push_back(locale.text("compare.sure", {{"figures", sure}}));
  if (!open.empty()) sentences.push_back(locale.text("compare.not_sure", {{"figures", open}}));
  sentences.push_back(locale.text("compare.first_runs"));
  return sentences;
}

}  // namespace cloudsim::page
