// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lessons/attempts.hpp"
#include "lessons/exercise.hpp"
#include "lessons/judge.hpp"
#include "lessons/library.hpp"
#include "lessons/progress.hpp"
#include "lessons/texts.hpp"
#include "lessons/trial.hpp"
#include "lessons/withhold.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::lessons {

/// What came of something that a learner did. Error: it was refused or not understood, and cost nothing.
enum class ReplyStatus : std::uint8_t { Pass, Fail, Error };

struct Part {
  std::string name;  ///< predicted | read.<question> | explained
  ReplyStatus status = ReplyStatus::Fail;
  double points = 0;
  double of = 0;  ///< how many there are
  std::string message_key;
  std::string message;
};

struct Reply {
  ReplyStatus status = ReplyStatus::Error;
  std::string message_key;             ///< language-neutral: "right", "m.always_on", "bet_first", …
  std::string question;                ///< what it was about; may be empty
  std::vector<std::string> lines;      ///< what to say, finished text, one paragraph each
  std::vector<Part> parts;             ///< of score()
  std::shared_ptr<const Trial> trial;  ///< of run()
};

/// One question as this learner sees it.
struct AskedQuestion {
  std::string id;
  Ask ask = Ask::Number;
  std::string text;
  std::string how;                                           ///< "Type a number of seconds."
  std::vector<std::pair<std::string, std::string>> options;  ///< id and words, in the order in which they are numbered
  std::vector<std::size_t> in_file;                          ///< position of each option in the exercise's file
  std::vector<std::pair<std::string, std::string>> bins;
};

struct DeskOptions {
  std::string learner;
  bool exam = false;                 ///< nothing that is said tells right from wrong
  bool teacher = false;              ///< runs without a bet; show() tells the answers
  std::function<std::string()> now;  ///< the caller's clock; empty: no time stamps
};

/// One learner at one exercise: everything that can be done with it, in the locale's language. Nothing that is said
/// before a question is read holds its answer. The book and the locale must outlive the desk.
class Desk {
 public:
  /// Null with problems when there is no such exercise or it has no words.
  static std::unique_ptr<Desk> open(const Library& library, const std::string& id, AttemptBook& book,
                                    const narrative::Locale& locale, DeskOptions options, Diagnostics& problems);

  const Exercise& exercise() const { return *exercise_; }
  const Variant& variant() const { return variant_; }
  ExerciseProgress progress() const;
  /// The title and what happens, with this learner's numbers.
  std::string title() const;
  std::string prompt() const;
  AskedQuestion asked(const Question& question) const;
  /// The explain question: words and options in this learner's order.
  AskedQuestion asked_why() const;

  Reply show();
  /// `question` may be empty: the first that has no bet yet. A bet may be laid again until the run.
  Reply predict(std::string_view question, std::string_view typed, std::string_view confidence);
  /// Refused before all bets are laid. The first one is kept as run.
  Reply run();
  /// `question` may be empty: the first that is not done. Each failed reading opens a hint; after three, the worked
  /// explanation.
  Reply read(std::string_view question, std::string_view typed);
  Reply explain(std::string_view option, std::string_view free_text);
  /// Judges what was read and explained once more, by running the scenario again.
  Reply score();

  /// Parts of this exercise's run that answer later bets of its lesson; none for teachers.
  std::vector<Withhold> withheld() const;
  /// The run with this learner's numbers; null with problems when the scenario cannot be run. Run once.
  std::shared_ptr<const Trial> trial(Diagnostics& problems);

 private:
  Desk(const Library& library, std::shared_ptr<const Exercise> exercise, AttemptBook& book,
       const narrative::Locale& locale, DeskOptions options);

  Attempt line(const char* action) const;
  Reply refuse(const char* key, Arguments arguments = {}) const;
  std::string say(const std::string& key, const Arguments& arguments = {}) const;
  std::string word(const std::string& key, const Arguments& arguments) const;
  const Question* choose(std::string_view id, bool to_predict, Reply& problem) const;
  std::vector<std::string> options_of(const Question& question) const;
  std::string in_words(const Question& question, const std::string& reading, const std::string& shown) const;
  void tell(const Question& question, const Judgement& judgement, const std::string& shown, Reply& reply);
  void open_help(const Question& question, Reply& reply);
  void judge_again(Reply& reply, const Trial& trial);

  Library library_;
  std::shared_ptr<const Exercise> exercise_;
  AttemptBook* book_;
  const narrative::Locale* locale_;
  DeskOptions options_;
  ExerciseTexts texts_;
  Variant variant_;
  std::shared_ptr<const Trial> trial_;
};

/// {"version": 1, "exercise", "uuid", "variant_seed", "status", "message_key", "message", "parts": […],
/// "simulator_version"}: for graders and other programs.
std::string to_json(const Reply& reply, const Desk& desk);

}  // namespace cloudsim::lessons
