// SPDX-License-Identifier: Apache-2.0
#include "page/changes.hpp"

#include <algorithm>
#include <cmath>

#include "narrative/certainty.hpp"
#include "narrative/format.hpp"
#include "narrative/story.hpp"
#include "page/sections.hpp"
#include "page/signs.hpp"
#include "result/events.hpp"

namespace cloudsim::page {
namespace {

using result::CountChange;
using result::Deployment;
using result::DeploymentChange;
using result::FigureChange;
using result::LineChange;
using result::RunComparison;
using result::RunResult;

constexpr std::size_t kMostQuotes = 4;

const Deployment* find(const RunResult& run, const std::string& name) {
  for (const Deployment& deployment : run.deployments) {
    if (deployment.name == name) return &deployment;
    for (const Deployment& link : deployment.links) {
      if (deployment.name + "." + link.name == name) return &link;
    }
  }
  return nullptr;
}

const FigureChange* figure(const DeploymentChange& change, const char* name) {
  const auto found = std::find_if(change.figures.begin(), change.figures.end(),
                                  [&](const FigureChange& each) { return each.name == name; });
  return found == change.figures.end() ? nullptr : &*found;
}

/// The two runs of one deployment, and how they are told.
class Teller {
 public:
  Teller(const RunComparison& pair, const DeploymentChange& change, const Deployment& before, const Deployment& after,
         const narrative::Locale& locale)
      : pair_(pair), change_(change), before_(before), after_(after), locale_(locale) {}

  std::vector<Change> all() const {
    std::vector<Change> out;
    if (!change_.lines.empty()) out.push_back(bill());
    if (!change_.losses.empty()) out.push_back(losses());
    if (auto told = latency(); !told.text.empty()) out.push_back(std::move(told));
    if (!change_.duties.empty()) out.push_back(effort());
    for (const std::string& text : only_in_one()) out.push_back({text, {}, {}});
    return out;
  }

 private:
  using Arguments = base::Arguments;

  std::string say(const char* key, const Arguments& arguments = {}) const { return locale_.text(key, arguments); }

  std::string price(Money amount, std::int64_t per) const {
    const std::string text = locale_.price(amount);
    return per == 1 ? text : say("compare.per", {{"price", text}, {"per", per}});
  }

  std::string remark(const LineChange& line) const {
    const std::string before = quantity_text(line.quantity_before, line.unit, locale_);
    const std::string after = quantity_text(line.quantity_after, line.unit, locale_);
    const std::string price_before = price(line.price_before, line.per_before);
    const std::string price_after = price(line.price_after, line.per_after);
    if (!line.in_before)
      return say("compare.line.only", {{"file", pair_.second}, {"quantity", after}, {"price", price_after}});
    if (!line.in_after)
      return say("compare.line.only", {{"file", pair_.first}, {"quantity", before}, {"price", price_before}});
    const bool same_price = line.price_before == line.price_after && line.per_before == line.per_after;
    const bool same_quantity = line.quantity_before == line.quantity_after;
    if (same_price && same_quantity) return say("compare.line.rule", {{"quantity", after}});
    if (same_price) return say("compare.line.quantity", {{"before", before}, {"after", after}, {"price", price_after}});
    if (same_quantity)
      return say("compare.line.price", {{"before", price_before}, {"after", price_after}, {"quantity", after}});
    return say("compare.line.both",
               {{"before", before}, {"after", after}, {"price_before", price_before}, {"price_after", price_after}});
  }

  static double gb_seconds(const result::Bill& bill) {
    int128 sum = 0;
    for (const result::BillLine& line : bill.lines) {
      if (line.family == "lambda.gb_second") sum += line.quantity + line.free;
    }
    return static_cast<double>(sum) / 1e6;
  }

  /// What stands behind quantities: how long code ran, how much memory each second has, how many servers there are.
  void explain_quantities(std::vector<std::string>& notes) const {
    const double time_before = static_cast<double>(change_.billed_ns_before) / 1e9;
    const double time_after = static_cast<double>(change_.billed_ns_after) / 1e9;
    const double gb_before = gb_seconds(before_.bill), gb_after = gb_seconds(after_.bill);
    if (gb_before > 0 && gb_after > 0 && time_before > 0 && time_after > 0) {
      if (time_before != time_after)
        notes.push_back(say("compare.billed_time", {{"before", Duration{change_.billed_ns_before}},
                                                    {"after", Duration{change_.billed_ns_after}}}));
      const double memory_before = gb_before / time_before, memory_after = gb_after / time_after;
      if (std::fabs(memory_after - memory_before) > 0.01 * memory_before)
        notes.push_back(
            say("compare.memory", {{"before", gigabytes(memory_before)}, {"after", gigabytes(memory_after)}}));
    }
    const FigureChange* servers = figure(change_, "servers_mean");
    const bool hours = std::any_of(change_.lines.begin(), change_.lines.end(), [](const LineChange& line) {
      return line.unit == "instance_hour" || line.unit == "vcpu_hour";
    });
    if (!hours || servers == nullptr || !servers->differs()) return;
    const std::string before = number(*servers->before), after = number(*servers->after);
    if (before != after) notes.push_back(say("compare.servers", {{"before", before}, {"after", after}}));
  }

  std::string number(double value) const {
    return narrative::dress(narrative::trimmed_decimal(value, 2), locale_.numbers());
  }
  std::string gigabytes(double value) const { return number(value) + locale_.numbers().no_break() + "GB"; }

  Change bill() const {
    const Money difference = change_.bill_after - change_.bill_before;
    const Money size = difference.pico < 0 ? Money{-difference.pico} : difference;
    const char* direction = difference.pico > 0 ? "more" : difference.pico < 0 ? "less" : "same";
    Change told;
    told.text = say("compare.bill", {{"direction", std::string(direction)}, {"amount", locale_.money(size)}});
    for (const LineChange& line : change_.lines) {
      const Money part = line.after - line.before;
      const Money part_size = part.pico < 0 ? Money{-part.pico} : part;
      told.parts.push_back({meter_name(line.meter, locale_),
                            with_sign(part.pico < 0 ? -1 : 1, locale_.money(part_size), locale_), remark(line)});
    }
    explain_quantities(told.notes);
    return told;
  }

  /// The event in the words of its story, in the run that has more of them.
  std::string quote(const CountChange& change, const char* key) const {
    const bool second = change.after > change.before;
    const Deployment& deployment = second ? after_ : before_;
    if (change.example == 0 || change.example > deployment.events.size()) return {};
    const result::Event& event = deployment.events[change.example - 1];
    const result::Event* cause = event.cause == 0 ? nullptr : &deployment.events[event.cause - 1];
    return say(key, {{"file", second ? pair_.second : pair_.first},
                     {"text", narrative::tell_event(event, cause, deployment, locale_)}});
  }

  Change losses() const {
    Change told;
    told.text = say("compare.losses");
    for (const CountChange& each : change_.losses) {
      const std::string key = "compare.reason." + each.name;
      told.parts.push_back({locale_.has(key) ? locale_.text(key) : each.name,
                            from_to(locale_.number(static_cast<std::int64_t>(each.before)),
                                    locale_.number(static_cast<std::int64_t>(each.after)), locale_),
                            {}});
    }
    for (const CountChange& each : change_.losses) {
      const std::string text = quote(each, "compare.in_file");
      if (told.notes.size() < kMostQuotes && !text.empty()) told.notes.push_back(text);
    }
    return told;
  }

  /// A request's time is waiting and work; what happens meanwhile explains the waiting.
  Change latency() const {
    const FigureChange* response = figure(change_, "response_time_s");
    Change told;
    if (response == nullptr || !response->before || !response->after) return told;
    const double difference = *response->after - *response->before;
    const std::string amount = narrative::show_figure(response->name, std::fabs(difference), locale_);
    if (amount == narrative::show_figure(response->name, 0, locale_)) return told;
    told.text =
        say("compare.latency", {{"direction", std::string(difference > 0 ? "more" : "less")}, {"amount", amount}});
    for (const char* name : {"waiting_time_s", "service_time_s"}) {
      const FigureChange* part = figure(change_, name);
      if (part == nullptr || !part->before || !part->after) continue;
      const double change = *part->after - *part->before;
      told.parts.push_back({locale_.text(std::string("report.row.") + name),
                            with_sign(change, narrative::show_figure(name, std::fabs(change), locale_), locale_),
                            {}});
    }
    for (const CountChange& each : change_.events) {
      const bool waits = each.name == result::event::kColdStarts || each.name == result::event::kQueueing;
      // Of two runs that both waited, the slower one with more such times tells why.
      if (!waits || each.before == 0 || each.after == 0 || (each.after > each.before) != (difference > 0)) continue;
      const std::string text = quote(each, "compare.in_file");
      if (!text.empty()) told.notes.push_back(text);
    }
    return told;
  }

  Change effort() const {
    Change told;
    told.text = say("compare.effort");
    for (const result::DutyChange& each : change_.duties) {
      const std::string key = "effort." + each.duty;
      told.parts.push_back({locale_.has(key) ? locale_.text(key) : each.duty,
                            from_to(show_minutes(each.before, locale_), show_minutes(each.after, locale_), locale_),
                            {}});
    }
    return told;
  }

  std::vector<std::string> only_in_one() const {
    std::vector<std::string> out;
    for (const CountChange& each : change_.events) {
      if (each.before != 0 && each.after != 0) continue;
      const std::string text = quote(each, "compare.only_there");
      if (out.size() < kMostQuotes && !text.empty()) out.push_back(text);
    }
    return out;
  }

  const RunComparison& pair_;
  const DeploymentChange& change_;
  const Deployment& before_;
  const Deployment& after_;
  const narrative::Locale& locale_;
};

}  // namespace

std::vector<Change> changes_of(const RunComparison& pair, const DeploymentChange& change, const RunResult& before,
                               const RunResult& after, const narrative::Locale& locale) {
  const Deployment* a = find(before, change.name);
  const Deployment* b = find(after, change.name);
  if (a == nullptr || b == nullptr) return {};
  return Teller(pair, change, *a, *b, locale).all();
}

}  // namespace cloudsim::page
