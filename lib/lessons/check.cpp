// SPDX-License-Identifier: Apache-2.0
#include "lessons/check.hpp"

#include <set>
#include <utility>

#include "base/number.hpp"
#include "random/stream.hpp"

namespace cloudsim::lessons {
namespace {

constexpr std::uint64_t kSeedOfVariants = 1;

/// Any different findings of the same kind at the same place are one: fifty variants would say it fifty times.
void add_new(const Diagnostics& found, Diagnostics& findings) {
  for (const Diagnostic& each : found) {
    bool known = false;
    for (const Diagnostic& other : findings)
      known = known || (other.code == each.code && other.location.line == each.location.line &&
                        other.location.column == each.location.column && other.location.source == each.location.source);
    if (!known) findings.push_back(each);
  }
}

std::string fingerprints(const result::RunResult& run) {
  std::string text;
  for (const result::Deployment& deployment : run.deployments) text += std::to_string(deployment.fingerprint) + " ";
  return text;
}

std::string text_of(const std::vector<scenario::Override>& changes) {
  std::string text;
  for (const scenario::Override& change : changes) text += change.path + "=" + change.value + "\n";
  return text;
}

/// Everything that distinguishes two variants: also values that no setting uses, for estimates may.
std::string identity(const Exercise& exercise, const Variant& variant) {
  std::string text = text_of(changes_of(exercise, variant));
  for (const std::optional<double>& number : variant.numbers) text += number ? to_text(*number) + " " : "- ";
  return text;
}

CheckedQuestion checked(const Trial& trial, const Question& question) {
  CheckedQuestion out;
  out.id = question.id;
  if (const auto answer = trial.answer(question)) out.answer = *answer;
  if (question.estimate) {
    if (const auto value = trial.evaluate(*question.estimate, question.location)) out.estimate = *value;
  }
  for (const Misconception& each : question.misconceptions) {
    if (!each.value) continue;
    if (const auto value = trial.evaluate(*each.value, each.location)) out.misconceptions.emplace_back(each.id, *value);
  }
  return out;
}

}  // namespace

CheckReport check_exercise(const Library& library, const std::string& id, const CheckOptions& options) {
  CheckReport report;
  report.id = id;
  report.exercise = library.exercise(id, report.findings);
  if (report.exercise == nullptr) {
    sort_by_position(report.findings);
    return report;
  }
  const Exercise& exercise = *report.exercise;
  report.texts = ExerciseTexts::load(library, exercise, report.findings);
  check_shape(exercise, library, report.findings);
  report.trial = run_exercise(library, report.exercise, draw(exercise, 0), report.findings);
  check_texts(exercise, report.texts, report.trial.get(), report.findings);
  if (report.trial != nullptr) {
    Diagnostics found;
    check_numbers(*report.trial, report.texts, found);
    report.variants = 1;
    for (const Question& question : exercise.questions) report.questions.push_back(checked(*report.trial, question));
    Diagnostics ignored;
    const auto again = run_exercise(library, report.exercise, draw(exercise, 0), ignored);
    if (again == nullptr || fingerprints(again->result) != fingerprints(report.trial->result))
      found.push_back({Severity::Error, "run_differs", {{"id", id}}, {exercise.source, 1, 1, 1}, {}});
    add_new(found, report.findings);
  }
  if (report.trial != nullptr) {
    std::set<std::string> seen = {identity(exercise, report.trial->variant)};
    random::Stream seeds(kSeedOfVariants, "check." + exercise.uuid);
    for (std::size_t i = 0; i < options.variants; ++i) {
      const Variant variant = draw(exercise, (seeds.next() >> 11) | 1);
      if (!seen.insert(identity(exercise, variant)).second) continue;
      Diagnostics found;
      const auto trial = run_exercise(library, report.exercise, variant, found);
      if (trial != nullptr) check_numbers(*trial, report.texts, found);
      ++report.variants;
      add_new(found, report.findings);
    }
  }
  sort_by_position(report.findings);
  return report;
}

}  // namespace cloudsim::lessons
