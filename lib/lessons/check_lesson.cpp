// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "lessons/check.hpp"
#include "lessons/placeholders.hpp"
#include "narrative/glossary.hpp"

namespace cloudsim::lessons {
namespace {

constexpr const char* kLessonBlocks[] = {"title",   "open",       "bet",    "run",  "read",
                                         "explain", "fine_print", "extend", "exit", "exit.why"};
constexpr const char* kTeacherBlocks[] = {"plan", "say", "leave", "ask", "board", "handout"};
/// Shown after the learner's own reading; in all others a number from the run would give answers away.
constexpr const char* kWithFigures[] = {"run", "read", "explain", "fine_print", "extend", "exit.why"};

/// Parts of a report, by the first word of their names.
constexpr const char* kParts[] = {"title",  "verdict", "comparison", "objectives", "certainty",
                                  "theory", "story",   "bill",       "effort",     "assumptions"};

template <std::size_t N>
bool is_in(const char* const (&list)[N], const std::string& word) {
  return std::any_of(std::begin(list), std::end(list), [&](const char* each) { return word == each; });
}

class LessonCheck {
 public:
  LessonCheck(const Library& library, const Lesson& lesson) : library_(library), lesson_(lesson) {}

  Diagnostics run() {
    exercises();
    terms();
    controls();
    withheld();
    blocks();
    sort_by_position(findings_);
    return std::move(findings_);
  }

 private:
  Location top() const { return {lesson_.source, 1, 1, 1}; }
  void report(const char* code, const Location& where, Arguments arguments, std::string suggestion = {}) {
    findings_.push_back({Severity::Error, code, std::move(arguments), where, std::move(suggestion)});
  }

  void exercises() {
    for (const std::string& id : lesson_.exercises) {
      Diagnostics problems;
      const auto exercise = library_.exercise(id, problems);
      if (exercise == nullptr) {
        report("unknown_exercise", top(), {{"id", id}}, closest(id, library_.exercise_ids()));
        continue;
      }
      if (exercise->lesson != lesson_.id) report("exercise_not_of_lesson", top(), {{"id", id}, {"lesson", lesson_.id}});
      figures_of(exercise);
    }
    for (const std::string& before : lesson_.prerequisites) {
      if (library_.find("scenarios/lessons/" + before + ".yaml") == nullptr)
        report("unknown_lesson", top(), {{"id", before}}, closest(before, library_.lesson_ids()));
    }
  }

  void figures_of(const std::shared_ptr<const Exercise>& exercise) {
    const bool wanted = std::any_of(lesson_.figures.begin(), lesson_.figures.end(),
                                    [&](const Figure& each) { return each.exercise == exercise->id; });
    if (!wanted) return;
    const auto trial = run_exercise(library_, exercise, draw(*exercise, 0), findings_);
    if (trial == nullptr) return;
    for (const Figure& figure : lesson_.figures) {
      if (figure.exercise != exercise->id) continue;
      const auto value = trial->evaluate(figure.metric, figure.location);
      if (!value) findings_.push_back(value.error());
    }
  }

  void terms() {
    const narrative::Glossary glossary = narrative::Glossary::load();
    for (const std::string& term : lesson_.terms) {
      if (glossary.by_id(term) == nullptr) report("unknown_term", top(), {{"name", term}});
    }
  }

  void controls() {
    for (const Control& control : lesson_.controls) {
      std::vector<std::string> values = control.worth_trying;
      values.push_back(control.value);
      for (const std::string& value : values) {
        Diagnostics problems;
        if (!run_scenario(library_, lesson_.play_scenario, {{control.path, value}}, top(), problems))
          report("control_path", top(), {{"name", control.id}, {"value", value}});
      }
    }
  }

  void known(const std::string& name, const std::vector<std::string>& names, const Location& where) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      report("unknown_option", where, {{"name", name}, {"known", names}}, closest(name, names));
  }

  void withheld() {
    const std::vector<std::string> families(std::begin(kParts), std::end(kParts));
    for (const Withhold& each : lesson_.withhold) {
      known(each.until, lesson_.exercises, each.location);
      for (const std::string& run : each.runs) known(run, lesson_.exercises, each.location);
      for (const std::string& part : each.parts) known(part.substr(0, part.find('.')), families, each.location);
    }
    std::vector<std::string> bets;
    for (const std::string& id : lesson_.exercises) {
      Diagnostics ignored;
      const auto exercise = library_.exercise(id, ignored);
      if (exercise == nullptr) continue;
      for (const Question& question : exercise->questions) bets.push_back(id + "." + question.id);
    }
    for (const FreeBet& each : lesson_.free) known(each.bet, bets, each.location);
  }

  std::set<std::string> wanted() const {
    std::set<std::string> names(std::begin(kLessonBlocks), std::end(kLessonBlocks));
    for (const std::string& objective : lesson_.objectives) names.insert("aim." + objective);
    for (const Control& control : lesson_.controls) names.insert("control." + control.id);
    for (const std::string& option : lesson_.exit.options) names.insert("exit." + option);
    return names;
  }

  void blocks() {
    std::size_t languages = 0;
    for (const std::string& tag : narrative::Catalogue::languages()) {
      const Blocks words = lesson_blocks(library_, tag, lesson_.id, findings_);
      if (words.source == nullptr) {
        if (!lesson_.is_private) report("texts_missing", top(), {{"id", lesson_.id}, {"language", tag}});
        continue;
      }
      ++languages;
      compare(words, wanted(), tag);
      for (const document::Block& block : words.all) figures_in(block);
      if (lesson_.is_private) continue;
      const Blocks guide = teacher_blocks(library_, tag, lesson_.id, findings_);
      compare(guide, {std::begin(kTeacherBlocks), std::end(kTeacherBlocks)}, tag);
    }
    if (languages == 0) report("texts_missing", top(), {{"id", lesson_.id}, {"language", std::string("en, es")}});
  }

  void compare(const Blocks& blocks, const std::set<std::string>& names, const std::string& tag) {
    const Location where = blocks.source == nullptr ? top() : Location{blocks.source, 1, 1, 1};
    for (const std::string& name : names) {
      if (blocks.find(name) == nullptr) report("block_missing", where, {{"name", name}, {"language", tag}});
    }
    const std::vector<std::string> known(names.begin(), names.end());
    for (const document::Block& block : blocks.all) {
      if (names.count(block.id) == 0)
        report("block_unused", block.where, {{"name", block.id}}, closest(block.id, known));
    }
  }

  void figures_in(const document::Block& block) {
    for (const std::string& name : placeholders_in(block.text())) {
      const bool known = std::any_of(lesson_.figures.begin(), lesson_.figures.end(),
                                     [&](const Figure& each) { return each.name == name; });
      if (!known || !is_in(kWithFigures, block.id))
        report("block_placeholder", block.where, {{"name", name}, {"key", block.id}});
    }
  }

  const Library& library_;
  const Lesson& lesson_;
  Diagnostics findings_;
};

}  // namespace

Diagnostics check_lesson(const Library& library, const std::string& id) {
  Diagnostics problems;
  const auto lesson = library.lesson(id, problems);
  if (lesson == nullptr) {
    sort_by_position(problems);
    return problems;
  }
  return LessonCheck(library, *lesson).run();
}

}  // namespace cloudsim::lessons
