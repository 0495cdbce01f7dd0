// SPDX-License-Identifier: Apache-2.0
#include "lessons/judge.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "base/text.hpp"
#include "narrative/format.hpp"

namespace cloudsim::lessons {
namespace {

double size_of(double value) { return value < 0 ? -value : value; }

/// What decimal input and binary results may differ by without anybody having made a mistake.
double grain(double value) { return 1e-9 * size_of(value) + 1e-15; }

constexpr double kWorthARatio = 2;
constexpr double kDefaultRel = 0.005;

/// ∫ |a − b| of two curves that are straight between their points; crossings are met exactly.
double area_between(const std::vector<double>& at, const std::vector<double>& a, const std::vector<double>& b) {
  double area = 0;
  for (std::size_t i = 0; i + 1 < at.size(); ++i) {
    const double width = at[i + 1] - at[i];
    const double left = a[i] - b[i];
    const double right = a[i + 1] - b[i + 1];
    if ((left < 0) == (right < 0) || left == 0 || right == 0) {
      area += width * (size_of(left) + size_of(right)) / 2;
    } else {
      const double whole = size_of(left) + size_of(right);
      area += width * (left * left + right * right) / whole / 2;
    }
  }
  return area;
}

/// The largest of 2, 5, 10, 20, 50 … that is not above it: enough to think of units, too coarse to work the answer out,
/// and true as "at least so many times". Requires: ratio >= 2, finite.
double at_least(double ratio) {
  ratio += grain(ratio);
  double ten = 1;
  while (ratio / ten >= 10 && ten < 1e300) ten *= 10;
  for (const double step : {5.0, 2.0}) {
    if (ratio >= ten * step) return ten * step;
  }
  return ten;
}

}  // namespace

bool passes(const Question& question, double answer, double typed) {
  const double distance = size_of(typed - answer);
  const double window = std::max(question.rel * size_of(answer), question.abs);
  return distance <= window + grain(answer);
}

double misconception_window(const Question& question, const Misconception& misconception, double value) {
  double rel = kDefaultRel;
  if (question.rel > 0) rel = question.rel;
  if (misconception.rel) rel = *misconception.rel;
  return std::max(rel * size_of(value), misconception.rel ? 0.0 : question.abs) + grain(value);
}

bool is_misconception(const Question& question, const Misconception& misconception, std::optional<double> value,
                      double answer, double typed) {
  if (misconception.value)
    return value && size_of(typed - *value) <= misconception_window(question, misconception, *value);
  const double rel = misconception.rel.value_or(question.rel > 0 ? question.rel : kDefaultRel);
  return std::any_of(misconception.ratios.begin(), misconception.ratios.end(), [&](double ratio) {
    const double wanted = answer * ratio;
    return answer != 0 && size_of(typed - wanted) <= rel * size_of(wanted) + grain(wanted);
  });
}

Judgement judge_number(const Trial& trial, const Question& question, double typed, int decimals) {
  Judgement judgement;
  const auto answer = trial.answer(question);
  if (!answer) return judgement;
  const double right = answer->number;
  if (passes(question, right, typed)) {
    judgement.verdict = Verdict::Pass;
    judgement.share = 1;
    return judgement;
  }
  for (const Misconception& each : question.misconceptions) {
    std::optional<double> value;
    if (each.value) {
      const auto found = trial.evaluate(*each.value, each.location);
      if (found) value = *found;
    }
    if (!is_misconception(question, each, value, right, typed)) continue;
    judgement.verdict = Verdict::Misconception;
    judgement.misconception = each.id;
    return judgement;
  }
  const std::optional<double> rounded = parse_number(narrative::decimal(right, decimals));
  if (typed != 0 && rounded && size_of(*rounded - typed) <= grain(typed)) {
    judgement.verdict = Verdict::Nearly;
    return judgement;
  }
  const bool comparable = right != 0 && typed != 0 && (right < 0) == (typed < 0);
  const double ratio = comparable ? size_of(typed) / size_of(right) : 1;
  if (comparable && std::isfinite(ratio) && ratio >= kWorthARatio) {
    judgement.verdict = Verdict::TooHigh;
    judgement.ratio = at_least(ratio);
  } else if (comparable && ratio > 0 && ratio <= 1 / kWorthARatio && std::isfinite(1 / ratio)) {
    judgement.verdict = Verdict::TooLow;
    judgement.ratio = at_least(1 / ratio);
  } else {
    judgement.verdict = typed > right ? Verdict::Higher : Verdict::Lower;
  }
  return judgement;
}

Judgement judge_picked(const Question& question, const Answer& answer, const std::vector<std::string>& picked) {
  Judgement judgement;
  std::size_t right = 0;
  for (std::size_t i = 0; i < picked.size() && i < answer.picked.size(); ++i) {
    if (picked[i] == answer.picked[i]) ++right;
  }
  const std::size_t all = std::max<std::size_t>(answer.picked.size(), 1);
  judgement.share = static_cast<double>(right) / static_cast<double>(all);
  if (right == answer.picked.size() && picked.size() == right) judgement.verdict = Verdict::Pass;
  if (question.ask == Ask::Choice && !picked.empty()) judgement.picked = picked.front();
  return judgement;
}

Judgement judge_curve(const Question& question, const Answer& answer, const std::vector<double>& typed) {
  Judgement judgement;
  if (typed.size() != answer.curve.size() || question.at.size() != typed.size()) return judgement;
  const std::vector<double> ground(typed.size(), 0.0);
  const double under = area_between(question.at, answer.curve, ground);
  const double between = area_between(question.at, answer.curve, typed);
  judgement.share = under > 0 ? std::max(0.0, 1 - between / under) : (between == 0 ? 1.0 : 0.0);
  if (judgement.share + 1e-9 >= question.pass) judgement.verdict = Verdict::Pass;
  return judgement;
}

Judgement judge_reading(const Trial& trial, const Question& question, const std::string& reading) {
  std::vector<std::string> words;
  std::vector<double> numbers;
  for (const std::string_view word : split(reading, ' ')) {
    if (word.empty()) continue;
    words.emplace_back(word);
    if (const std::optional<double> number = parse_number(word)) numbers.push_back(*number);
  }
  const auto answer = trial.answer(question);
  if (!answer) return {};
  if (question.ask == Ask::Range) return judge_curve(question, *answer, numbers);
  if (question.ask != Ask::Number) return judge_picked(question, *answer, words);
  if (numbers.size() != 1) return {};
  const std::size_t point = reading.find('.');
  const int decimals = point == std::string::npos ? 0 : static_cast<int>(reading.size() - point - 1);
  return judge_number(trial, question, numbers.front(), decimals);
}

}  // namespace cloudsim::lessons
