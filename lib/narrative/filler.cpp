// SPDX-License-Identifier: Apache-2.0
#include "narrative/filler.hpp"

#include <array>
#include <cmath>

#include "base/number.hpp"
#include "base/text.hpp"

namespace cloudsim::narrative {
namespace {

/// Any value as a number; names and lists are zero. Durations are seconds, money is dollars.
double as_double(const ArgumentValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* length = std::get_if<Duration>(&value)) return to_seconds(*length);
  if (const auto* instant = std::get_if<SimTime>(&value)) return to_seconds(*instant);
  if (const auto* amount = std::get_if<Money>(&value)) return to_usd(*amount);
  return 0;
}

std::int64_t as_int(const ArgumentValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  const double real = as_double(value);
  return static_cast<std::int64_t>(real < 0 ? real - 0.5 : real + 0.5);
}

Duration as_duration(const ArgumentValue& value) {
  if (const auto* length = std::get_if<Duration>(&value)) return *length;
  if (const auto* instant = std::get_if<SimTime>(&value)) return {instant->ns};
  return {static_cast<std::int64_t>(as_double(value) * 1e9)};
}

Money as_money(const ArgumentValue& value) {
  if (const auto* amount = std::get_if<Money>(&value)) return *amount;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return Money::usd(*whole);
  return Money::from_decimal(trimmed_decimal(as_double(value), 12)).value_or(Money{});
}

std::string as_text(const ArgumentValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return to_text(*real);
  return {};
}

/// What a value is when the schema does not say: keeps an undeclared placeholder readable.
Kind natural_kind(const ArgumentValue& value) {
  const char* kind = "text";
  if (std::holds_alternative<std::int64_t>(value)) kind = "int";
  if (std::holds_alternative<double>(value)) kind = "num(2)";
  if (std::holds_alternative<Duration>(value)) kind = "duration(short)";
  if (std::holds_alternative<SimTime>(value)) kind = "instant";
  if (std::holds_alternative<Money>(value)) kind = "usd";
  if (std::holds_alternative<std::vector<std::string>>(value)) kind = "list(and)";
  return *Kind::parse(kind);
}

const char* class_name(Plural plural) {
  if (plural == Plural::Zero) return "zero";
  if (plural == Plural::One) return "one";
  return plural == Plural::Many ? "many" : "other";
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

std::string Filler::fill(const Message& message) const {
  if (message.shape != Message::Shape::Text) {
    const Message* chosen = branch(message);
    return chosen == nullptr ? "⟦" + message.selector + "⟧" : fill(*chosen);
  }
  std::string text;
  for (const Message::Piece& piece : message.pieces)
    text += piece.placeholder ? placeholder(piece.text) : literal(piece.text);
  return text;
}

const ArgumentValue* Filler::find(std::string_view name) const {
  for (const Argument& argument : *arguments_) {
    if (argument.key == name) return &argument.value;
  }
  return nullptr;
}

const Message* Filler::branch(const Message& message) const {
  const auto get = [&message](const std::string& key) -> const Message* {
    const auto found = message.branches.find(key);
    return found == message.branches.end() ? nullptr : &found->second;
  };
  if (message.shape == Message::Shape::Plural) {
    const std::string by = schema_ == nullptr ? "" : schema_->plural_by;
    const ArgumentValue* value = find(by);
    if (value == nullptr) return get("other");
    const Kind* kind = schema_->kind_of(by);
    const Plural plural =
        plural_class(locale_->language(), decimal_of(kind == nullptr ? natural_kind(*value) : *kind, *value));
    const Message* chosen = get(class_name(plural));
    return chosen == nullptr ? get("other") : chosen;
  }
  constexpr std::string_view kGender = "_gender";
  const std::string& selector = message.selector;
  if (find(selector) == nullptr && selector.size() > kGender.size()) {
    const std::string root = selector.substr(0, selector.size() - kGender.size());
    const ArgumentValue* named = find(root);
    const Kind* kind = schema_ == nullptr ? nullptr : schema_->kind_of(root);
    return named == nullptr || kind == nullptr ? nullptr : get(gender(term_of(*kind, *named)));
  }
  const ArgumentValue* value = find(selector);
  if (value == nullptr) return get("other");
  const Message* chosen = get(as_text(*value));
  return chosen == nullptr ? get("other") : chosen;
}

std::string Filler::placeholder(const std::string& name) const {
  const auto [root, suffix] = root_of(name, schema_);
  const ArgumentValue* value = find(root);
  if (value == nullptr) return "⟦" + name + "⟧";
  const Kind* kind = schema_ == nullptr ? nullptr : schema_->kind_of(root);
  return show(kind == nullptr ? natural_kind(*value) : *kind, *value, suffix);
}

std::string Filler::literal(const std::string& text) const {
  std::string shown = text;
  if (locale_->plain()) {
    constexpr std::array<std::pair<const char*, const char*>, 12> kPlain = {{{kNoBreak, " "},
                                                                             {"“", "\""},
                                                                             {"”", "\""},
                                                                             {"«", "\""},
                                                                             {"»", "\""},
                                                                             {"‘", "'"},
                                                                             {"’", "'"},
                                                                             {"·", "-"},
                                                                             {"–", "-"},
                                                                             {"—", "-"},
                                                                             {"×", "x"},
                                                                             {"…", "..."}}};
    for (const auto& [from, to] : kPlain) replace_all(shown, from, to);
  } else if (locale_->latin_quotes_) {
    replace_all(shown, "«", "“");
    replace_all(shown, "»", "”");
  }
  return shown;
}

std::string Filler::decimal_of(const Kind& kind, const ArgumentValue& value) const {
  switch (kind.type) {
    case Kind::Type::Num:
    case Kind::Type::Seconds:
      return decimal(as_double(value), kind.decimals);
    case Kind::Type::Percent:
      return trimmed_decimal(as_double(value) * 100, kind.decimals < 0 ? 6 : kind.decimals);
    case Kind::Type::Usd:
      return total_decimal(as_money(value));
    case Kind::Type::Price:
      return price_decimal(as_money(value));
    case Kind::Type::List: {
      const auto* items = std::get_if<std::vector<std::string>>(&value);
      return std::to_string(items == nullptr ? 1 : items->size());
    }
    default:
      return decimal(as_int(value));
  }
}

std::string Filler::show(const Kind& kind, const ArgumentValue& value, std::string_view suffix) const {
  const NumberFormat& numbers = locale_->numbers();
  const auto money = [&](const std::string& plain_decimal) {
    const bool negative = plain_decimal.front() == '-';
    const std::string digits = dress(negative ? plain_decimal.substr(1) : plain_decimal, numbers);
    return (negative ? "-" : "") + word("pattern.usd", {{"amount", digits}});
  };
  switch (kind.type) {
    case Kind::Type::Int:
    case Kind::Type::Num:
      return dress(decimal_of(kind, value), numbers);
    case Kind::Type::Usd:
    case Kind::Type::Price:
      return money(decimal_of(kind, value));
    case Kind::Type::Percent:
      return percent(as_double(value), kind.decimals, numbers);
    case Kind::Type::Duration:
      return duration(kind, value);
    case Kind::Type::Seconds:
      return dress(decimal_of(kind, value), numbers) + numbers.no_break() + "s";
    case Kind::Type::Instant: {
      // Seconds as long as they can be pictured, then hours and minutes.
      const double seconds = as_double(value);
      const std::string length = seconds < 1000 ? dress(trimmed_decimal(seconds, 2), numbers) + numbers.no_break() + "s"
                                                : short_duration(as_duration(value), numbers);
      return "t" + numbers.no_break() + "=" + numbers.no_break() + length;
    }
    case Kind::Type::Clock:
      return clock({as_duration(value).ns});
    case Kind::Type::Date:
      return date(as_text(value));
    case Kind::Type::Bytes:
      return bytes(as_int(value), numbers);
    case Kind::Type::Rate:
      return rate(as_double(value));
    case Kind::Type::Counted:
      return counted(term_of(kind, value), value);
    case Kind::Type::Approx:
      return word(gender(kind.term) == "f" ? "pattern.about_f" : "pattern.about_m",
                  {{"number", dress(decimal(as_int(value)), numbers)}});
    case Kind::Type::Ordinal:
      return ordinal(locale_->language(), as_int(value), gender(kind.term) == "f", numbers);
    case Kind::Type::Big:
      return big(value);
    case Kind::Type::Entity: {
      const std::string name = as_text(value);
      if (suffix.empty()) return name;
      const std::string term = term_of(kind, value);
      const std::string thing =
          suffix == "a" || name.empty() ? noun(term, Plural::One) : noun(term, Plural::One) + " " + name;
      return with_article(term, thing, suffix);
    }
    case Kind::Type::Term: {
      const std::string term = term_of(kind, value);
      if (suffix.empty()) return noun(term, Plural::One);
      if (suffix == "plural") return noun(term, Plural::Other);
      if (suffix == "the_plural") return with_article(term, noun(term, Plural::Other), suffix);
      return with_article(term, noun(term, Plural::One), suffix);
    }
    case Kind::Type::List:
      return list(kind, value);
    case Kind::Type::Enum:
    case Kind::Type::Text:
      return as_text(value);
    case Kind::Type::YesNo:
      return word(as_int(value) != 0 ? "common.yes" : "common.no");
  }
  return {};
}

}  // namespace cloudsim::narrative
