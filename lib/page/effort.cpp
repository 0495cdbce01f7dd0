// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <vector>

#include "narrative/format.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::Effort;

Duration minutes(double count) { return {static_cast<std::int64_t>(count * 60e9 + 0.5)}; }

/// To the second: whoever adds the ledger up must reach its total.
std::string exact(double count, const narrative::Locale& locale) {
  return locale.show(count == 0 ? "duration(work)" : "duration(short)", minutes(count));
}

std::string duty_name(const Effort::Line& line, const narrative::Locale& locale) {
  const std::string key = "effort." + line.duty;
  return locale.has(key) ? locale.text(key) : line.duty;
}

/// "3 × 20 min, per release, source: AWS1"; what goes without saying is left out.
std::string remark(const Effort::Line& line, const narrative::Locale& locale) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (line.times != 1) {
    const std::string times = narrative::dress(narrative::trimmed_decimal(line.times, 2), locale.numbers());
    add(locale.text("report.effort.times", {{"times", times}, {"each", minutes(line.minutes_each)}}));
  }
  if (line.when == "per_release") add(locale.text("report.when.per_release"));
  add(line.source == "assumption" ? locale.text("report.effort.assumed")
                                  : locale.text("report.effort.source", {{"source", line.source}}));
  return text;
}

struct Group {
  const char* part;
  std::vector<const char*> whens;
  const char* total_key;
  double total = 0;
};

}  // namespace

void write_effort(Sheet& page, const Effort& effort, const Withholding& withheld, std::string_view deployment) {
  const narrative::Locale& locale = page.locale();
  std::string said;
  const auto hides = [&](const std::string& part) {
    const Withheld* hidden = withheld.find("effort." + part, deployment);
    if (hidden != nullptr && hidden->note != said) page.paragraph(hidden->note, 2);
    if (hidden != nullptr) said = hidden->note;
    return hidden != nullptr;
  };
  const std::array<Group, 3> parts = {
      Group{"once", {"once"}, "report.effort.total_once", effort.setup_minutes},
      Group{"monthly", {"monthly", "per_release"}, "report.effort.total_monthly", effort.monthly_minutes},
      Group{"incident", {"per_incident"}, "report.effort.total_incident", effort.incident_minutes}};
  for (const Group& part : parts) {
    // Withheld whether there is something or not: that there is nothing is an answer, too.
    if (hides(part.part)) continue;
    bool any = false;
    for (const char* when : part.whens) {
      for (const Effort::Line& line : effort.lines) {
        if (line.when != when) continue;
        any = true;
        page.entry(duty_name(line, locale) + " (" + remark(line, locale) + ")", exact(line.minutes, locale), 2);
      }
    }
    if (any) page.entry(locale.text(part.total_key), exact(part.total, locale), 0);
  }
  if (effort.lines.empty() && said.empty()) page.paragraph(locale.text("report.effort.nothing"));
  if (effort.datasets_reachable > 1 && !hides("datasets"))
    page.paragraph(locale.text("report.effort.datasets", {{"datasets", std::int64_t{effort.datasets_reachable}}}));
  if (!effort.api_calls.empty() && !hides("calls")) {
    std::vector<std::string> calls;
    for (const auto& [call, count] : effort.api_calls)
      calls.push_back(locale.number(count) + locale.numbers().no_break() + call);
    page.paragraph(locale.text("report.effort.api_calls", {{"calls", calls}}));
  }
}

}  // namespace cloudsim::page
