// SPDX-License-Identifier: Apache-2.0
#include "lessons/typed_answer.hpp"

#include <algorithm>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "lessons/shown.hpp"
#include "narrative/glossary.hpp"

namespace cloudsim::lessons {
namespace {

using Result = tl::expected<Understood, NotUnderstood>;

/// Words for a unit in the locale's language and in English, folded.
bool names_unit(const std::string& word, Unit unit, const narrative::Locale& locale) {
  const std::string folded = narrative::folded(word);
  const std::string names = locale.text(std::string("exercise.unit_typed.") + unit_name(unit));
  for (const std::string_view known : split(names, ' ')) {
    if (folded == narrative::folded(known)) return true;
  }
  return false;
}

/// A word that is no unit at all ("5 containers") names what is counted.
bool fits(const std::string& word, Unit unit, const narrative::Locale& locale) {
  if (word.empty() || names_unit(word, unit, locale)) return true;
  if (unit != Unit::Count && unit != Unit::Ratio && unit != Unit::PerSecond) return false;
  for (const Unit other :
       {Unit::Usd, Unit::Seconds, Unit::Minutes, Unit::Hours, Unit::Percent, Unit::Megabytes, Unit::Gigabytes}) {
    if (names_unit(word, other, locale)) return false;
  }
  return true;
}

/// An ambiguous reading in a form that is not: a whole number without groups, or with one more decimal.
std::string unmistakable(const std::string& plain, const narrative::Locale& locale) {
  std::string text = plain.find('.') == std::string::npos ? plain : plain + "0";
  if (locale.numbers().style == narrative::NumberStyle::Comma) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

tl::expected<Reading, NotUnderstood> one_number(const Question& question, std::string_view typed,
                                                const narrative::Locale& locale) {
  const auto reading = read_number(typed, locale.numbers().style);
  if (!reading) return tl::unexpected(NotUnderstood{reading.error().code, {{"typed", std::string(trim(typed))}}});
  if (!fits(reading->unit, question.unit, locale))
    return tl::unexpected(
        NotUnderstood{"bad_unit", {{"typed", reading->unit}, {"unit", unit_words(question.unit, locale)}}});
  return *reading;
}

Result number(const Question& question, std::string_view typed, const narrative::Locale& locale) {
  const auto reading = one_number(question, typed, locale);
  if (!reading) return tl::unexpected(reading.error());
  Understood understood;
  understood.reading = reading->plain;
  understood.figures = reading->figures;
  understood.other = reading->other;
  if (reading->other) understood.other_shown = unmistakable(*reading->other, locale);
  understood.shown =
      reading->other ? unmistakable(reading->plain, locale) : show_typed(question.unit, reading->plain, locale);
  return understood;
}

Result curve(const Question& question, std::string_view typed, const narrative::Locale& locale) {
  std::vector<std::string_view> parts = split(typed, ';');
  if (parts.size() != question.at.size()) parts = split(trim(typed), ' ');
  parts.erase(std::remove_if(parts.begin(), parts.end(), [](std::string_view part) { return trim(part).empty(); }),
              parts.end());
  if (parts.size() != question.at.size())
    return tl::unexpected(NotUnderstood{"bad_curve", {{"count", static_cast<std::int64_t>(question.at.size())}}});
  Understood understood;
  for (const std::string_view part : parts) {
    const auto reading = one_number(question, part, locale);
    if (!reading) return tl::unexpected(reading.error());
    understood.reading += (understood.reading.empty() ? "" : " ") + reading->plain;
    understood.shown += (understood.shown.empty() ? "" : "; ") + show_typed(question.unit, reading->plain, locale);
  }
  return understood;
}

/// Numbers from 1 to `most`, with blanks or commas between.
std::optional<std::vector<std::size_t>> positions(std::string_view typed, std::size_t most) {
  std::string text(typed);
  for (char& c : text) {
    if (c == ',' || c == ';' || c == '-' || c == '<' || c == '>' || c == '\t') c = ' ';
  }
  std::vector<std::size_t> found;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const auto number = parse_integer(word);
    if (!number || *number < 1 || *number > static_cast<std::int64_t>(most)) return std::nullopt;
    found.push_back(static_cast<std::size_t>(*number - 1));
  }
  return found;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Result choice(const std::vector<std::string>& options, std::string_view typed) {
  const std::optional<std::string> picked = pick(options, typed);
  if (!picked)
    return tl::unexpected(NotUnderstood{"bad_option", {{"count", static_cast<std::int64_t>(options.size())}}});
  return Understood{*picked, std::string(trim(typed)), std::nullopt, {}, 0};
}

Result order(const std::vector<std::string>& options, std::string_view typed) {
  const NotUnderstood problem{"bad_order", {{"count", static_cast<std::int64_t>(options.size())}}};
  const auto found = positions(typed, options.size());
  if (!found || found->size() != options.size()) return tl::unexpected(problem);
  std::vector<std::string> items;
  std::string shown;
  for (const std::size_t at : *found) {
    if (std::find(items.begin(), items.end(), options[at]) != items.end()) return tl::unexpected(problem);
    items.push_back(options[at]);
    shown += (shown.empty() ? "" : " ") + std::to_string(at + 1);
  }
  return Understood{joined(items), shown, std::nullopt, {}, 0};
}

/// Typed in the order in which the items are seen; kept in the order of the question.
Result classes(const Question& question, const std::vector<std::string>& options, std::string_view typed) {
  const auto found = positions(typed, question.bins.size());
  if (!found || found->size() != options.size())
    return tl::unexpected(NotUnderstood{"bad_classes",
                                        {{"count", static_cast<std::int64_t>(options.size())},
                                         {"bins", static_cast<std::int64_t>(question.bins.size())}}});
  std::vector<std::string> bins(question.options.size());
  std::string shown;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto item = std::find(question.options.begin(), question.options.end(), options[i]);
    bins[static_cast<std::size_t>(item - question.options.begin())] = question.bins[(*found)[i]];
    shown += (shown.empty() ? "" : " ") + std::to_string((*found)[i] + 1);
  }
  return Understood{joined(bins), shown, std::nullopt, {}, 0};
}

}  // namespace

std::optional<std::string> pick(const std::vector<std::string>& options, std::string_view typed) {
  const std::string_view word = trim(typed);
  if (const auto number = parse_integer(word)) {
    if (*number < 1 || *number > static_cast<std::int64_t>(options.size())) return std::nullopt;
    return options[static_cast<std::size_t>(*number - 1)];
  }
  for (const std::string& option : options) {
    const std::size_t point = option.find('.');
    const bool without_start = point != std::string::npos && word == std::string_view(option).substr(point + 1);
    if (word == option || without_start) return option;
  }
  return std::nullopt;
}

tl::expected<Understood, NotUnderstood> understand(const Question& question, const std::vector<std::string>& options,
                                                   std::string_view typed, const narrative::Locale& locale) {
  switch (question.ask) {
    case Ask::Number:
      return number(question, typed, locale);
    case Ask::Choice:
      return choice(options, typed);
    case Ask::Order:
      return order(options, typed);
    case Ask::Classify:
      return classes(question, options, typed);
    case Ask::Range:
      return curve(question, typed, locale);
  }
  return tl::unexpected(NotUnderstood{"number_unreadable", {{"typed", std::string(typed)}}});
}

}  // namespace cloudsim::lessons
