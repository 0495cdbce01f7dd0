// SPDX-License-Identifier: Apache-2.0
#include "lessons/read_common.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "document/read_scalar.hpp"
#include "lessons/trial.hpp"

namespace cloudsim::lessons {
namespace {

using document::Reader;
using document::Rule;
using document::Value;

constexpr std::array<std::pair<const char*, ShownAs>, 16> kKinds = {{{"int", ShownAs::Int},
                                                                     {"num1", ShownAs::Num1},
                                                                     {"num2", ShownAs::Num2},
                                                                     {"usd", ShownAs::Usd},
                                                                     {"price", ShownAs::Price},
                                                                     {"percent", ShownAs::Percent},
                                                                     {"ms", ShownAs::Ms},
                                                                     {"s", ShownAs::S},
                                                                     {"min", ShownAs::Min},
                                                                     {"h", ShownAs::H},
                                                                     {"mb", ShownAs::Mb},
                                                                     {"mib", ShownAs::Mib},
                                                                     {"gb", ShownAs::Gb},
                                                                     {"per_second", ShownAs::PerSecond},
                                                                     {"per_day", ShownAs::PerDay},
                                                                     {"text", ShownAs::Text}}};

}  // namespace

std::optional<ShownAs> shown_as(std::string_view word) {
  for (const auto& [name, kind] : kKinds) {
    if (word == name) return kind;
  }
  return std::nullopt;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 20 && text.front() >= 'A' && text.front() <= 'Z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'; });
}

void read_words(Reader& reader, std::string_view key, bool is_required, std::vector<std::string>& out) {
  reader.list_of_values(
      key, is_required,
      [&out](const Value& item, Diagnostics& diagnostics) {
        std::string word;
        if (document::read_scalar(item, "", word, Rule{}, diagnostics)) out.push_back(std::move(word));
      },
      "string");
}

std::optional<Expression> to_expression(const Value& value, Diagnostics& diagnostics) {
  std::string text;
  if (!document::read_scalar(value, "", text, Rule{}, diagnostics)) return std::nullopt;
  tl::expected<Expression, ExpressionProblem> parsed = Expression::parse(text);
  if (parsed) return std::move(*parsed);
  Location where = value.location;
  const bool one_line = text.find('\n') == std::string::npos;
  if (one_line) where.column += static_cast<std::uint32_t>(parsed.error().at) + (value.quoted ? 1 : 0);
  diagnostics.push_back(to_diagnostic(parsed.error(), document::shown(text), where));
  return std::nullopt;
}

std::optional<Expression> read_expression(Reader& reader, std::string_view key, bool is_required) {
  std::string text;
  const bool is_there = is_required ? reader.required(key, text) : reader.optional(key, text);
  const Value* value = reader.value().find(key);
  if (!is_there || value == nullptr) return std::nullopt;
  return to_expression(*value, reader.diagnostics());
}

std::vector<Figure> read_figures(Reader& reader, bool of_lesson) {
  std::vector<Figure> figures;
  std::vector<std::string> kinds;
  for (const auto& each : kKinds) kinds.emplace_back(each.first);
  reader.optional_object("figures", [&](Reader& all) {
    all.accept_any_key();
    for (const Value::Member& member : all.value().members) {
      Reader item(member.value, all.diagnostics());
      Figure figure;
      figure.name = member.key;
      figure.location = member.key_location;
      std::string kind;
      const std::optional<Expression> metric = read_expression(item, "metric", true);
      const bool has_kind = item.required("kind", kind, Rule{.choices = kinds});
      const bool has_exercise = !of_lesson || item.required("exercise", figure.exercise);
      item.finish();
      if (!metric || !has_kind || !has_exercise) continue;
      figure.metric = *metric;
      figure.shown = shown_as(kind).value_or(ShownAs::Int);
      figures.push_back(std::move(figure));
    }
  });
  return figures;
}

void read_explain(Reader& reader, std::string_view key, ExplainSpec& out) {
  reader.required_object(key, [&out](Reader& part) {
    read_words(part, "options", true, out.options);
    if (!part.required("correct", out.correct)) return;
    const bool known = std::find(out.options.begin(), out.options.end(), out.correct) != out.options.end();
    if (!known)
      part.fail("correct", "unknown_option", {{"name", out.correct}, {"known", out.options}},
                closest(out.correct, out.options));
  });
}

}  // namespace cloudsim::lessons
