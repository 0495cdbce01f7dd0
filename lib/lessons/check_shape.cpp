// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "lessons/check.hpp"
#include "lessons/coverage.hpp"

namespace cloudsim::lessons {
namespace {

constexpr std::size_t kFewestMisconceptions = 2;
constexpr std::size_t kFewestHints = 2;

class ShapeCheck {
 public:
  ShapeCheck(const Exercise& exercise, const Library& library, Diagnostics& findings)
      : exercise_(exercise), library_(library), findings_(findings) {}

  void run() {
    for (const Question& question : exercise_.questions) {
      number_question(question);
      if (question.hints.size() < kFewestHints)
        report("few_hints", question.location,
               {{"question", question.id}, {"minimum", static_cast<std::int64_t>(kFewestHints)}});
      if (question.ask == Ask::Choice || question.ask == Ask::Order || question.ask == Ask::Classify) {
        if (question.options.size() < 2) report("few_options", question.location, {{"question", question.id}});
      }
    }
    if (exercise_.explain.options.size() < 2) report("few_options", top(), {{"question", std::string("explain")}});
    claims();
    references();
  }

 private:
  Location top() const { return {exercise_.source, 1, 1, 1}; }
  void report(const char* code, const Location& where, Arguments arguments, std::string suggestion = {},
              Severity severity = Severity::Error) {
    findings_.push_back({severity, code, std::move(arguments), where, std::move(suggestion)});
  }

  void number_question(const Question& question) {
    if (question.ask != Ask::Number) return;
    if (question.misconceptions.size() < kFewestMisconceptions)
      report("few_misconceptions", question.location,
             {{"question", question.id}, {"minimum", static_cast<std::int64_t>(kFewestMisconceptions)}});
  }

  void claims() {
    Diagnostics ignored;  // the list itself is checked by `lessons coverage`
    const std::vector<Claim> known = read_claims(library_, ignored);
    std::vector<std::string> ids;
    for (const Claim& claim : known) ids.push_back(claim.id);
    for (const std::string& claim : exercise_.claims) {
      if (std::find(ids.begin(), ids.end(), claim) == ids.end())
        report("unknown_claim", top(), {{"name", claim}}, closest(claim, ids));
    }
    if (exercise_.claims.empty() && !exercise_.is_private) report("no_claims", top(), {});
  }

  void references() {
    const std::vector<std::string> exercises = library_.exercise_ids();
    for (const std::string& before : exercise_.prerequisites) {
      if (std::find(exercises.begin(), exercises.end(), before) == exercises.end())
        report("unknown_exercise", top(), {{"id", before}}, closest(before, exercises));
    }
    for (const std::string& other : exercises) {
      if (other == exercise_.id) continue;
      Diagnostics ignored;
      const auto read = library_.exercise(other, ignored);
      if (read != nullptr && read->uuid == exercise_.uuid)
        report("uuid_twice", top(), {{"id", other}, {"text", exercise_.uuid}});
    }
    if (exercise_.is_private && library_.find("scenarios/lessons/" + exercise_.lesson + ".yaml") == nullptr) return;
    Diagnostics ignored;
    const auto lesson = library_.lesson(exercise_.lesson, ignored);
    if (lesson == nullptr) {
      report("lesson_missing", top(), {{"id", exercise_.lesson}}, {}, Severity::Warning);
      return;
    }
    const auto has = [](const std::vector<std::string>& list, const std::string& word) {
      return std::find(list.begin(), list.end(), word) != list.end();
    };
    if (!exercise_.is_private && !has(lesson->exercises, exercise_.id))
      report("not_in_lesson", top(), {{"id", exercise_.id}, {"lesson", lesson->id}});
    if (!has(lesson->objectives, exercise_.objective))
      report("unknown_objective", top(), {{"name", exercise_.objective}, {"lesson", lesson->id}},
             closest(exercise_.objective, lesson->objectives));
  }

  const Exercise& exercise_;
  const Library& library_;
  Diagnostics& findings_;
};

}  // namespace

void check_shape(const Exercise& exercise, const Library& library, Diagnostics& findings) {
  ShapeCheck(exercise, library, findings).run();
}

}  // namespace cloudsim::lessons
