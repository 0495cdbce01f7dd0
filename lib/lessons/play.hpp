// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/desk.hpp"
#include "lessons/lesson.hpp"
#include "result/run_result.hpp"

namespace cloudsim::lessons {

/// What somebody sees before typing the next line.
struct Screen {
  std::string id;                                ///< "open", "L04.E1.predict.bill": language-neutral
  std::vector<std::string> lines;                ///< finished paragraphs
  std::shared_ptr<const result::RunResult> run;  ///< to be told and shown as tables after the lines; may be null
  std::vector<Withhold> withheld;                ///< parts of that run's report that answer a later bet
  std::string ask;                               ///< what may be typed
  bool done = false;                             ///< the lesson is over
};

/// A lesson taken by the hand: open play, then for each exercise bet, run, read, explain; then the lesson's own
/// explanation, the fine print, the exit question. Where a learner is follows from the book alone, and every answer is
/// in the book before the next screen is made: whoever comes back goes on where they were.
class Play {
 public:
  /// Null with problems when the lesson or one of its exercises cannot be used.
  static std::unique_ptr<Play> open(const Library& library, const std::string& lesson, AttemptBook& book,
                                    const narrative::Locale& locale, const DeskOptions& options, Diagnostics& problems);

  /// The screen where the learner is.
  Screen screen();
  /// Takes a line, and gives what is said to it. Empty lines go on where there is nothing to answer.
  Screen take(std::string_view line);

  const Lesson& lesson() const { return *lesson_; }
  std::string title();
  /// Title, minutes, aims and new words.
  std::vector<std::string> about();
  /// Done steps and all of them.
  std::pair<std::size_t, std::size_t> place() const;
  const std::vector<std::unique_ptr<Desk>>& desks() const { return desks_; }

 private:
  enum class Kind : std::uint8_t { Text, OpenPlay, Extend, Predict, Sure, Run, Read, Why, Words, Exit };
  struct Step {
    Kind kind = Kind::Text;
    std::string id;
    std::size_t desk = 0;  ///< of exercise steps
    std::string question;  ///< of Predict, Sure, Read; of Text: the block
  };

  Play(const Library& library, std::shared_ptr<const Lesson> lesson, AttemptBook& book, const narrative::Locale& locale,
       DeskOptions options);

  void lay_out();
  const Step* current() const;
  bool is_done(const Step& step) const;
  bool was_seen(const std::string& id) const;
  void see(const Step& step, std::string_view typed = {}, const std::string& reading = {});

  void show_run(std::shared_ptr<const result::RunResult> run, std::string_view exercise, Screen& screen) const;
  void show_text(const Step& step, Screen& screen);
  void show_open_play(const Step& step, Screen& screen);
  void show_question(const AskedQuestion& question, Screen& screen) const;
  void show_exercise(const Step& step, Screen& screen);
  void show_exit(Screen& screen);
  void turn(std::string_view line, Screen& screen);
  void take_exercise(const Step& step, std::string_view line, Screen& screen);
  void take_exit(const Step& step, std::string_view line, Screen& screen);

  std::vector<std::string> block(const std::string& id);
  std::string label(const Control& control);
  Arguments figures();
  std::string say(const std::string& key, const Arguments& arguments = {}) const;

  Library library_;
  std::shared_ptr<const Lesson> lesson_;
  AttemptBook* book_;
  const narrative::Locale* locale_;
  DeskOptions options_;
  Blocks blocks_;
  std::vector<std::unique_ptr<Desk>> desks_;
  std::vector<Step> steps_;
  std::vector<std::string> controls_;  ///< values as they are turned now
  std::string explained_play_;         ///< whose text stands above; from now on the controls will do
  std::size_t shown_run_ = 0;          ///< the desk whose run this program has shown, from 1; 0 none
};

/// Markdown of a block as paragraphs for a terminal: sentences of one line each are joined, lists keep their lines,
/// marks of emphasis go.
std::vector<std::string> plain_paragraphs(std::string_view markdown);

}  // namespace cloudsim::lessons
