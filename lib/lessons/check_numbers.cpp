// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "lessons/check.hpp"
#include "lessons/judge.hpp"
#include "lessons/placeholders.hpp"
#include "lessons/shown.hpp"

namespace cloudsim::lessons {
namespace {

/// A window of more than 5 % either way lets guesses through, so it needs a reason.
constexpr double kWidest = 0.05;

/// Which variant a number belongs to, for a message: "images=3000 run_ms=400".
std::string named(const Trial& trial) {
  std::string text;
  for (std::size_t i = 0; i < trial.exercise->values.size(); ++i) {
    const ValueSpec& value = trial.exercise->values[i];
    if (!value.vary || !trial.variant.numbers[i]) continue;
    text += (text.empty() ? "" : " ") + value.name + "=" + plain_number(*trial.variant.numbers[i]);
  }
  return text.empty() ? "-" : text;
}

std::string figure(double value) { return significant(value, 6); }

class NumberCheck {
 public:
  NumberCheck(const Trial& trial, const ExerciseTexts& texts, Diagnostics& findings)
      : trial_(trial), texts_(texts), findings_(findings), variant_(named(trial)) {}

  void question(const Question& question) {
    const auto answer = trial_.answer(question);
    if (!answer) {
      findings_.push_back(answer.error());
      return;
    }
    if (question.ask != Ask::Number) return;
    tolerance(question, answer->number);
    estimate(question, answer->number);
    std::vector<std::pair<const Misconception*, double>> values;
    for (const Misconception& each : question.misconceptions) {
      if (!each.value) continue;
      const auto value = trial_.evaluate(*each.value, each.location);
      if (!value) {
        findings_.push_back(value.error());
        continue;
      }
      values.emplace_back(&each, *value);
    }
    for (const auto& [each, value] : values) {
      if (passes(question, answer->number, value))
        report("misconception_passes", each->location,
               {{"name", each->id}, {"value", figure(value)}, {"answer", figure(answer->number)}});
    }
    apart(question, answer->number, values);
  }

 private:
  void report(const char* code, const Location& where, Arguments arguments) {
    arguments.push_back({"variant", variant_});
    findings_.push_back({Severity::Error, code, std::move(arguments), where, {}});
  }

  void tolerance(const Question& question, double answer) {
    const double size = answer < 0 ? -answer : answer;
    const bool whole = significant(answer, 15).find('.') == std::string::npos;
    if (question.rel == 0 && question.abs == 0 && !whole)
      report("tolerance_zero", question.location, {{"question", question.id}, {"answer", figure(answer)}});
    const double share = std::max(question.rel, size > 0 ? question.abs / size : 0.0);
    const bool explained = texts_.has_any("why_wide") || texts_.has_any("why_wide." + question.id);
    if (share > kWidest && !explained)
      report("tolerance_wide", question.location, {{"question", question.id}, {"share", share}, {"maximum", kWidest}});
  }

  void estimate(const Question& question, double answer) {
    const auto value = trial_.evaluate(*question.estimate, question.location);
    if (!value) {
      findings_.push_back(value.error());
      return;
    }
    const bool explained = texts_.has_any("reconcile") || texts_.has_any("reconcile." + question.id);
    if (passes(question, answer, *value) || explained) return;
    report("estimate_differs", question.location,
           {{"question", question.id}, {"value", figure(*value)}, {"answer", figure(answer)}});
  }

  /// A misconception that an earlier one catches would never be told.
  void apart(const Question& question, double answer,
             const std::vector<std::pair<const Misconception*, double>>& values) {
    for (const auto& [each, value] : values) {
      for (const Misconception& earlier : question.misconceptions) {
        if (&earlier == each) break;
        std::optional<double> earlier_value;
        for (const auto& [other, its_value] : values) {
          if (other == &earlier) earlier_value = its_value;
        }
        if (is_misconception(question, earlier, earlier_value, answer, value))
          report("misconceptions_equal", each->location,
                 {{"name", each->id}, {"other", earlier.id}, {"value", figure(value)}});
      }
    }
  }

  const Trial& trial_;
  const ExerciseTexts& texts_;
  Diagnostics& findings_;
  std::string variant_;
};

}  // namespace

void check_numbers(const Trial& trial, const ExerciseTexts& texts, Diagnostics& findings) {
  NumberCheck check(trial, texts, findings);
  for (const Question& question : trial.exercise->questions) check.question(question);
  for (const Figure& each : trial.exercise->figures) {
    const auto value = trial.evaluate(each.metric, each.location);
    if (!value) findings.push_back(value.error());
  }
}

}  // namespace cloudsim::lessons
