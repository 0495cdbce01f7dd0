// SPDX-License-Identifier: Apache-2.0
// The kinds that need words: nouns with articles, counted things, durations in words, dates, lists.
#include <algorithm>
#include <array>
#include <string>

#include "base/number.hpp"
#include "base/text.hpp"
#include "narrative/filler.hpp"

namespace cloudsim::narrative {
namespace {

/// The word that decides whether "y" becomes "e" (before the sound i) and "o" becomes "u" (before the sound o).
bool sounds_like_i(std::string_view word) {
  constexpr std::array<std::string_view, 10> kStarts = {"i", "I", "í", "Í", "hi", "Hi", "hí", "Hí", "HI", "y "};
  constexpr std::array<std::string_view, 6> kDiphthongs = {"hie", "Hie", "hia", "Hia", "ion", "Ion"};
  const auto starts = [word](std::string_view start) { return word.substr(0, start.size()) == start; };
  return std::any_of(kStarts.begin(), kStarts.end(), starts) &&
         std::none_of(kDiphthongs.begin(), kDiphthongs.end(), starts);
}

bool sounds_like_o(std::string_view word) {
  constexpr std::array<std::string_view, 9> kStarts = {"o", "O", "ó", "Ó", "ho", "Ho", "hó", "HO", "8"};
  const auto starts = [word](std::string_view start) { return word.substr(0, start.size()) == start; };
  return word == "11" || std::any_of(kStarts.begin(), kStarts.end(), starts);
}

}  // namespace

std::string Filler::term_of(const Kind& kind, const ArgumentValue& value) const {
  if (kind.type != Kind::Type::Term && kind.term_from.empty()) return kind.term;
  const ArgumentValue* named = kind.type == Kind::Type::Term ? &value : find(kind.term_from);
  const auto* name = named == nullptr ? nullptr : std::get_if<std::string>(named);
  return "term." + (name == nullptr ? "" : *name);
}

const MessageSchema* Filler::term_schema(const std::string& term) const {
  const Schemas& schemas = locale_->catalogue().schemas;
  const auto found = schemas.find(term);
  return found == schemas.end() ? nullptr : &found->second;
}

std::string Filler::gender(const std::string& term) const {
  const MessageSchema* schema = term_schema(term);
  if (schema == nullptr) return "m";
  const auto found = schema->gender.find(locale_->language());
  return found == schema->gender.end() ? "m" : found->second;
}

std::string Filler::noun(const std::string& term, Plural plural) const {
  for (const Catalogue::Layer& layer : locale_->catalogue().layers) {
    const auto found = layer.messages.find(term);
    if (found == layer.messages.end()) continue;
    const Message& message = found->second;
    if (message.shape != Message::Shape::Plural) return Filler(*locale_, nullptr, {}).fill(message);
    const auto one = message.branches.find("one");
    const bool singular = plural == Plural::One && one != message.branches.end();
    return Filler(*locale_, nullptr, {}).fill(singular ? one->second : message.branches.at("other"));
  }
  return "⟦" + term + "⟧";
}

std::string Filler::with_article(const std::string& term, const std::string& thing, std::string_view form) const {
  const MessageSchema* schema = term_schema(term);
  const bool vowel = schema != nullptr &&
                     std::find(schema->vowel.begin(), schema->vowel.end(), locale_->language()) != schema->vowel.end();
  const std::string ending = form == "a" && vowel ? "vowel" : gender(term);
  return word("pattern." + std::string(form) + "_" + ending, {{"thing", thing}});
}

std::string Filler::counted(const std::string& term, const ArgumentValue& value) const {
  std::string plain_decimal;
  if (const auto* exact = std::get_if<std::string>(&value)) {
    plain_decimal = *exact;  // decimal text, where more digits count than a double has
  } else if (const auto* real = std::get_if<double>(&value)) {
    plain_decimal = trimmed_decimal(*real, 2);
  } else {
    plain_decimal = decimal_of(*Kind::parse("int"), value);
  }
  const Plural plural = plural_class(locale_->language(), plain_decimal);
  const std::string number = dress(plain_decimal, locale_->numbers());
  const std::string word_form = noun(term, plural);
  const MessageSchema* schema = term_schema(term);
  if (schema != nullptr && schema->unit) return number + locale_->numbers().no_break() + word_form;
  return word(plural == Plural::Many ? "pattern.counted_many" : "pattern.counted",
              {{"number", number}, {"noun", word_form}});
}

std::string Filler::duration(const Kind& kind, const ArgumentValue& value) const {
  Duration length{};
  if (const auto* given = std::get_if<Duration>(&value)) length = *given;
  if (const auto* instant = std::get_if<SimTime>(&value)) length = {instant->ns};
  if (const auto* seconds = std::get_if<double>(&value)) length = {static_cast<std::int64_t>(*seconds * 1e9)};
  constexpr std::int64_t kMinute = 60'000'000'000;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kLongWork = 48 * kHour;
  if (kind.work && length.ns == 0) return "0" + locale_->numbers().no_break() + "min";
  if (kind.work && length.ns > kMinute) length.ns = (length.ns + kMinute / 2) / kMinute * kMinute;
  if (kind.work && length.ns >= kLongWork) {  // people work hours, not days of 24 of them
    return dress(std::to_string(length.ns / kHour), locale_->numbers()) + locale_->numbers().no_break() + "h";
  }
  if (!kind.words) return short_duration(length, locale_->numbers());
  const auto in_words = [&](const std::string& plain_decimal, const std::string& unit) {
    constexpr std::array<std::pair<const char*, const char*>, 7> kUnits = {{{"ns", "nanosecond"},
                                                                            {"\xC2\xB5s", "microsecond"},
                                                                            {"ms", "millisecond"},
                                                                            {"s", "second"},
                                                                            {"min", "minute"},
                                                                            {"h", "hour"},
                                                                            {"d", "day"}}};
    std::string term = "second";
    for (const auto& [symbol, name] : kUnits) {
      if (unit == symbol) term = name;
    }
    const Plural plural = plural_class(locale_->language(), plain_decimal);
    return word("pattern.counted",
                {{"number", dress(plain_decimal, locale_->numbers())}, {"noun", noun("term." + term, plural)}});
  };
  if (kind.decimals >= 0) return in_words(decimal(to_seconds(length), kind.decimals), "s");
  std::vector<std::string> parts;
  for (const auto& [number, unit] : split_duration(length)) parts.push_back(in_words(number, unit));
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
  return text;
}

std::string Filler::date(const std::string& iso) const {
  const std::vector<std::string_view> parts = split(iso, '-');
  if (parts.size() != 3 || parts[0].size() != 4 || parts[1].size() != 2 || parts[2].size() != 2) return iso;
  const auto number = [](std::string_view digits) {
    return parse_integer(digits.size() > 1 && digits.front() == '0' ? digits.substr(1) : digits);
  };
  const std::optional<std::int64_t> month = number(parts[1]);
  const std::optional<std::int64_t> day = number(parts[2]);
  if (!parse_integer(parts[0]) || !month || !day || *month < 1 || *month > 12) return iso;
  return word("pattern.date", {{"year", std::string(parts[0])},
                               {"month", word("common.month_" + std::to_string(*month))},
                               {"day", std::to_string(*day)}});
}

std::string Filler::rate(double per_second) const {
  // Per second while that is at least one request in ten seconds; then per minute, then per hour.
  const bool seconds = per_second >= 0.1 || per_second <= 0;
  const bool minutes = !seconds && per_second * 60 >= 0.1;
  const double value = seconds ? per_second : minutes ? per_second * 60 : per_second * 3600;
  const int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
  const std::string plain_decimal = trimmed_decimal(value, decimals);
  const std::string number = dress(plain_decimal, locale_->numbers());
  const std::int64_t count = plain_decimal == "1" ? 1 : 2;  // all that the plural needs to know
  return word(seconds   ? "pattern.per_second"
              : minutes ? "pattern.per_minute"
                        : "pattern.per_hour",
              {{"count", count}, {"number", number}});
}

std::string Filler::list(const Kind& kind, const ArgumentValue& value) const {
  const auto* items = std::get_if<std::vector<std::string>>(&value);
  if (items == nullptr) return show(*Kind::parse("text"), value);
  if (items->empty()) return {};
  if (items->size() == 1) return items->front();
  const std::string& last = items->back();
  std::string joiner = kind.alternatives ? "pattern.or" : "pattern.and";
  if (kind.alternatives ? sounds_like_o(last) : sounds_like_i(last)) joiner += "_euphonic";
  if (items->size() > 2) joiner += "_long";
  std::string before = items->front();
  for (std::size_t i = 1; i + 1 < items->size(); ++i) before += ", " + (*items)[i];
  return word(joiner, {{"before", before}, {"last", last}});
}

std::string Filler::big(const ArgumentValue& value) const {
  const auto* whole = std::get_if<std::int64_t>(&value);
  const auto* real = std::get_if<double>(&value);
  const double number = whole != nullptr ? static_cast<double>(*whole) : real != nullptr ? *real : 0;
  if (number < 1e6) return show(*Kind::parse("int"), value);
  const bool billions = number >= 1e9;
  const std::string plain_decimal = trimmed_decimal(number / (billions ? 1e9 : 1e6), 1);
  const std::int64_t count = plain_decimal == "1" ? 1 : 2;
  return word(billions ? "pattern.billions" : "pattern.millions",
              {{"count", count}, {"number", dress(plain_decimal, locale_->numbers())}});
}

}  // namespace cloudsim::narrative
