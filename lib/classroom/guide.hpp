// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "lessons/library.hpp"
#include "narrative/locale.hpp"

/// The teacher's guide of a lesson and its hand-out: locales/<language>/teachers/<id>.md as pieces that can be laid
/// out.
namespace cloudsim::classroom {

/// How long the plan of a lesson is, in minutes.
constexpr std::int64_t kLessonHour = 45;

/// One step of a plan; minutes from the beginning of the lesson.
struct PlanStep {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::string text;
  bool has_time = false;  ///< else the step does not begin with "A–B min:", and all of it is in `text`
};

struct HandoutPart {
  enum class Kind : std::uint8_t {
    Text,   ///< a paragraph
    Item,   ///< one of a list; runs of "_" are blanks to fill in
    Line,   ///< a line to write on, all the width
    Frame,  ///< room for a drawing
  };
  Kind kind = Kind::Text;
  std::string text;
};

struct Guide {
  std::shared_ptr<const lessons::Lesson> lesson;
  std::string title;  ///< of the lesson
  std::vector<PlanStep> plan;
  std::vector<std::string> say, leave, ask, board;  ///< items
  std::vector<HandoutPart> handout;
};

/// In the locale's language, else in the first that has it. Null with problems: unknown_lesson, texts_missing, or what
/// is wrong in the files.
std::shared_ptr<const Guide> read_guide(const lessons::Library& library, const std::string& id,
                                        const narrative::Locale& locale, Diagnostics& problems);

/// Where runs of four or more "_" stand in a text: first, length.
struct Blank {
  std::size_t at = 0;
  std::size_t length = 0;
};
std::vector<Blank> blanks_in(std::string_view text);

/// What is wrong with the guide of a shipped lesson, in each language: a step without minutes (guide_step), a plan with
/// a gap or an overlap (guide_gap), or of another length (guide_hour); a block without a line (guide_empty); a hand-out
/// that may not fit a page (guide_page), or that tells an answer (guide_answer).
Diagnostics check_guide(const lessons::Library& library, const std::string& id);

}  // namespace cloudsim::classroom
