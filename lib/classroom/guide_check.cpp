// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "classroom/guide.hpp"
#include "lessons/texts.hpp"
#include "lessons/trial.hpp"
#include "narrative/catalogue.hpp"

namespace cloudsim::classroom {
namespace {

using Kind = HandoutPart::Kind;

// A sheet has room for this much, in half lines of 3.1 mm: 240 mm without title, name and foot are 195 mm.
constexpr std::size_t kPage = 62;
constexpr std::size_t kLetters = 75;  // that a line of the sheet takes
constexpr std::size_t kFrame = 13, kLine = 4;

std::size_t half_lines_of(const HandoutPart& part) {
  const std::size_t lines = (display_width(part.text) + kLetters - 1) / kLetters;
  switch (part.kind) {
    case Kind::Text:
      return 2 * lines + 1;
    case Kind::Item:
      return 2 * lines + 1;
    case Kind::Line:
      return kLine;
    case Kind::Frame:
      return kFrame;
  }
  return 0;
}

/// Numbers with a point or comma in them, or of three digits and more: others stand on many hand-outs by chance.
std::vector<std::string> long_numbers_in(const std::string& text) {
  std::vector<std::string> numbers;
  std::string number;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool digit = c >= '0' && c <= '9';
    const bool sign =
        (c == '.' || c == ',') && !number.empty() && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (digit || sign) {
      number += sign ? '.' : c;
      continue;
    }
    if (number.size() >= 3) numbers.push_back(number);
    number.clear();
  }
  return numbers;
}

class GuideCheck {
 public:
  GuideCheck(const lessons::Library& library, const lessons::Lesson& lesson) : library_(library), lesson_(lesson) {
    Diagnostics told;  // the exercises' own check reports what is wrong with them
    for (const std::string& id : lesson.exercises) {
      const auto exercise = library.exercise(id, told);
      const auto trial =
          exercise == nullptr ? nullptr : lessons::run_exercise(library, exercise, lessons::draw(*exercise, 0), told);
      if (trial == nullptr) continue;
      for (const lessons::Question& question : exercise->questions) {
        if (question.ask != lessons::Ask::Number) continue;
        if (const auto answer = trial->answer(question)) answers_.emplace_back(id, answer->number);
      }
    }
  }

  Diagnostics run() {
    for (const std::string& tag : narrative::Catalogue::languages()) {
      blocks_ = lessons::teacher_blocks(library_, tag, lesson_.id, findings_);
      if (blocks_.source == nullptr) continue;  // the lesson's check reports missing blocks
      const auto guide = read_guide(library_, lesson_.id, narrative::Locale::load(tag), findings_);
      if (guide == nullptr) continue;
      plan(*guide);
      handout(*guide);
      for (const document::Block& block : blocks_.all) {
        if (block.lines.empty()) report("guide_empty", block.id, {{"name", block.id}});
      }
    }
    return std::move(findings_);
  }

 private:
  void report(const char* code, const std::string& block, Arguments arguments) {
    const document::Block* where = blocks_.find(block);
    findings_.push_back({Severity::Error, code, std::move(arguments),
                         where == nullptr ? Location{blocks_.source, 1, 1, 1} : where->where, ""});
  }

  void plan(const Guide& guide) {
    std::int64_t minute = 0;
    for (const PlanStep& step : guide.plan) {
      if (!step.has_time) {
        report("guide_step", "plan", {{"text", step.text}});
        return;
      }
      if (step.from != minute || step.to <= step.from) {
        report("guide_gap", "plan", {{"from", step.from}, {"to", step.to}, {"minute", minute}});
        return;
      }
      minute = step.to;
    }
    if (!guide.plan.empty() && minute != kLessonHour)
      report("guide_hour", "plan", {{"minute", minute}, {"hour", kLessonHour}});
  }

  void handout(const Guide& guide) {
    std::size_t height = 0;
    for (const HandoutPart& part : guide.handout) {
      height += half_lines_of(part);
      for (const std::string& number : long_numbers_in(part.text)) {
        const double value = parse_number(number).value_or(0);
        for (const auto& [id, answer] : answers_) {
          if (std::abs(value - answer) <= 0.001 * std::abs(answer))
            report("guide_answer", "handout", {{"text", number}, {"id", id}});
        }
      }
    }
    if (height > kPage) {
      report("guide_page", "handout",
             {{"lines", static_cast<std::int64_t>(height / 2)}, {"maximum", static_cast<std::int64_t>(kPage / 2)}});
    }
  }

  const lessons::Library& library_;
  const lessons::Lesson& lesson_;
  std::vector<std::pair<std::string, double>> answers_;  ///< exercise, what its run gives
  lessons::Blocks blocks_;                               ///< of the language at hand
  Diagnostics findings_;
};

}  // namespace

Diagnostics check_guide(const lessons::Library& library, const std::string& id) {
  Diagnostics problems;
  const auto lesson = library.lesson(id, problems);
  // A lesson that cannot be read has its own check; a private one needs no guide.
  if (lesson == nullptr || lesson->is_private) return {};
  return GuideCheck(library, *lesson).run();
}

}  // namespace cloudsim::classroom
