// SPDX-License-Identifier: Apache-2.0
#include "lessons/read_question.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "document/read_scalar.hpp"
#include "lessons/read_common.hpp"

namespace cloudsim::lessons {
namespace {

using document::Reader;
using document::Rule;
using document::Value;

constexpr std::array<const char*, 10> kUnits = {"count",   "usd",       "seconds",   "minutes",    "hours",
                                                "percent", "megabytes", "gigabytes", "per_second", "ratio"};
constexpr std::array<const char*, 5> kAsks = {"number", "choice", "order", "classify", "range"};

template <std::size_t N>
std::vector<std::string> words(const std::array<const char*, N>& all) {
  return {all.begin(), all.end()};
}

template <std::size_t N>
std::size_t position(const std::array<const char*, N>& all, const std::string& word) {
  const auto found = std::find(all.begin(), all.end(), word);
  return found == all.end() ? 0 : static_cast<std::size_t>(found - all.begin());
}

void read_unit(Reader& reader, Question& question) {
  std::string unit;
  if (reader.required("unit", unit, Rule{.choices = words(kUnits)}))
    question.unit = static_cast<Unit>(position(kUnits, unit));
}

std::vector<double> read_numbers(Reader& reader, std::string_view key, bool is_required) {
  std::vector<double> numbers;
  reader.list_of_values(
      key, is_required,
      [&](const Value& each, Diagnostics& diagnostics) {
        double number = 0;
        if (document::read_scalar(each, key, number, Rule{}, diagnostics)) numbers.push_back(number);
      },
      "number");
  return numbers;
}

std::vector<Expression> read_expressions(Reader& reader, std::string_view key, bool is_required) {
  std::vector<Expression> expressions;
  reader.list_of_values(
      key, is_required,
      [&expressions](const Value& each, Diagnostics& diagnostics) {
        if (std::optional<Expression> parsed = to_expression(each, diagnostics)) expressions.push_back(*parsed);
      },
      "string");
  return expressions;
}

void read_misconception(Reader& item, Question& question) {
  Misconception misconception;
  misconception.location = item.location();
  item.required("id", misconception.id);
  misconception.value = read_expression(item, "value", false);
  double rel = 0;
  if (item.optional("rel", rel, Rule{.minimum = 0, .maximum = 1})) misconception.rel = rel;
  misconception.ratios = read_numbers(item, "ratio", false);
  const bool has_value = item.has("value");
  const bool has_ratio = item.has("ratio");
  if (has_value == has_ratio)
    item.fail_at(misconception.location, has_value ? "two_answers" : "no_answer",
                 {{"first", std::string("value")}, {"second", std::string("ratio")}});
  const bool known = std::any_of(question.misconceptions.begin(), question.misconceptions.end(),
                                 [&](const Misconception& each) { return each.id == misconception.id; });
  if (known) item.fail("id", "duplicate_name", {{"name", misconception.id}});
  question.misconceptions.push_back(std::move(misconception));
}

void read_number_question(Reader& reader, Question& question) {
  read_unit(reader, question);
  question.metric = read_expression(reader, "metric", true);
  question.estimate = read_expression(reader, "estimate", true);
  reader.required_object("tolerance", [&question](Reader& part) {
    part.optional("rel", question.rel, Rule{.minimum = 0, .maximum = 1});
    part.optional("abs", question.abs, Rule{.minimum = 0});
  });
  std::int64_t figures = 0;
  reader.optional("min_figures", figures, Rule{.minimum = 1, .maximum = 6});
  question.min_figures = static_cast<int>(figures);
  reader.optional_list("misconceptions",
                       [&question](Reader& item, std::size_t) { read_misconception(item, question); });
}

/// One expression for each of the question's options, in their order.
void read_option_metrics(Reader& reader, Question& question) {
  reader.optional_object("metrics", [&question](Reader& part) {
    std::vector<std::pair<std::string, Expression>> found;
    part.accept_any_key();
    for (const Value::Member& member : part.value().members) {
      const bool known =
          std::find(question.options.begin(), question.options.end(), member.key) != question.options.end();
      if (!known)
        part.fail(member.key, "unknown_option", {{"name", member.key}, {"known", question.options}},
                  closest(member.key, question.options));
      if (std::optional<Expression> parsed = to_expression(member.value, part.diagnostics()))
        found.emplace_back(member.key, *parsed);
    }
    for (const std::string& option : question.options) {
      const auto metric =
          std::find_if(found.begin(), found.end(), [&](const auto& each) { return each.first == option; });
      if (metric == found.end()) {
        part.fail_at(part.location(), "metrics_not_options", {{"name", option}});
      } else {
        question.option_metrics.push_back(metric->second);
      }
    }
  });
}

void check_known(Reader& reader, const std::string& word, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), word) == known.end())
    reader.fail("correct", "unknown_option", {{"name", word}, {"known", known}}, closest(word, known));
}

void one_answer(Reader& reader) {
  if (reader.has("correct") == reader.has("metrics"))
    reader.fail_at(reader.location(), reader.has("correct") ? "two_answers" : "no_answer",
                   {{"first", std::string("correct")}, {"second", std::string("metrics")}});
}

void read_choice(Reader& reader, Question& question) {
  read_words(reader, "options", true, question.options);
  std::string correct;
  if (reader.optional("correct", correct)) {
    question.correct = {correct};
    check_known(reader, correct, question.options);
  }
  read_option_metrics(reader, question);
  std::string pick = "lowest";
  reader.optional("pick", pick, Rule{.choices = {"lowest", "highest"}});
  question.lowest = pick == "lowest";
  one_answer(reader);
}

void read_order(Reader& reader, Question& question) {
  read_words(reader, "items", true, question.options);
  read_words(reader, "correct", false, question.correct);
  read_option_metrics(reader, question);
  one_answer(reader);
  if (!reader.has("correct")) return;
  std::vector<std::string> left = question.correct;
  std::vector<std::string> right = question.options;
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  if (left != right) reader.fail("correct", "order_not_items", {{"known", question.options}});
}

void read_classify(Reader& reader, Question& question) {
  read_words(reader, "items", true, question.options);
  read_words(reader, "bins", true, question.bins);
  reader.required_object("correct", [&question](Reader& part) {
    part.accept_any_key();
    for (const std::string& item : question.options) {
      const Value* bin = part.value().find(item);
      if (bin == nullptr) {
        part.fail_at(part.location(), "missing_key", {{"key", item}});
        continue;
      }
      const bool known = std::find(question.bins.begin(), question.bins.end(), bin->text) != question.bins.end();
      if (!known)
        part.fail(item, "unknown_option", {{"name", bin->text}, {"known", question.bins}},
                  closest(bin->text, question.bins));
      question.correct.push_back(bin->text);
    }
    for (const Value::Member& member : part.value().members) {
      const bool known =
          std::find(question.options.begin(), question.options.end(), member.key) != question.options.end();
      if (!known)
        part.fail(member.key, "unknown_option", {{"name", member.key}, {"known", question.options}},
                  closest(member.key, question.options));
    }
  });
}

void read_range(Reader& reader, Question& question) {
  read_unit(reader, question);
  question.at = read_numbers(reader, "at", true);
  question.points = read_expressions(reader, "metrics", true);
  reader.optional("pass", question.pass, Rule{.minimum = 0, .maximum = 1});
  const bool rising = std::is_sorted(question.at.begin(), question.at.end()) && question.at.size() >= 2;
  if (reader.has("at") && reader.has("metrics") && (!rising || question.at.size() != question.points.size()))
    reader.fail("at", "bad_curve");
}

}  // namespace

const char* unit_name(Unit unit) { return kUnits[static_cast<std::size_t>(unit)]; }

Question read_question(Reader& reader) {
  Question question;
  question.location = reader.location();
  reader.required("id", question.id);
  std::string ask;
  if (!reader.required("ask", ask, Rule{.choices = words(kAsks)})) return question;
  question.ask = static_cast<Ask>(position(kAsks, ask));
  switch (question.ask) {
    case Ask::Number:
      read_number_question(reader, question);
      break;
    case Ask::Choice:
      read_choice(reader, question);
      break;
    case Ask::Order:
      read_order(reader, question);
      break;
    case Ask::Classify:
      read_classify(reader, question);
      break;
    case Ask::Range:
      read_range(reader, question);
      break;
  }
  read_words(reader, "hints", false, question.hints);
  return question;
}

}  // namespace cloudsim::lessons
