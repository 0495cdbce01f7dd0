// SPDX-License-Identifier: Apache-2.0
#include "lessons/play.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "lessons/placeholders.hpp"
#include "lessons/shown.hpp"
#include "narrative/filler.hpp"

namespace cloudsim::lessons {
namespace {

/// Blocks that nobody must have to take a lesson.
constexpr const char* kBlocksAfter[] = {"explain", "fine_print"};

}  // namespace

std::unique_ptr<Play> Play::open(const Library& library, const std::string& id, AttemptBook& book,
                                 const narrative::Locale& locale, const DeskOptions& options, Diagnostics& problems) {
  auto lesson = library.lesson(id, problems);
  if (lesson == nullptr) return nullptr;
  std::unique_ptr<Play> play(new Play(library, lesson, book, locale, options));
  play->blocks_ = lesson_blocks(library, locale.tag(), id, problems);
  for (const std::string& language : narrative::Catalogue::languages()) {
    if (play->blocks_.source == nullptr) play->blocks_ = lesson_blocks(library, language, id, problems);
  }
  for (const std::string& exercise : lesson->exercises) {
    auto desk = Desk::open(library, exercise, book, locale, options, problems);
    if (desk != nullptr) play->desks_.push_back(std::move(desk));
  }
  if (has_errors(problems)) return nullptr;
  for (const Control& control : lesson->controls) play->controls_.push_back(control.value);
  play->lay_out();
  return play;
}

Play::Play(const Library& library, std::shared_ptr<const Lesson> lesson, AttemptBook& book,
           const narrative::Locale& locale, DeskOptions options)
    : library_(library), lesson_(std::move(lesson)), book_(&book), locale_(&locale), options_(std::move(options)) {}

std::string Play::say(const std::string& key, const Arguments& arguments) const {
  return locale_->text("exercise.play." + key, arguments);
}

void Play::lay_out() {
  const auto text = [this](const std::string& block) {
    if (block == "start" || blocks_.find(block) != nullptr) steps_.push_back({Kind::Text, block, 0, block});
  };
  text("start");
  steps_.push_back({Kind::OpenPlay, "open", 0, {}});
  text("bet");
  for (std::size_t i = 0; i < desks_.size(); ++i) {
    const Exercise& exercise = desks_[i]->exercise();
    for (const Question& question : exercise.questions) {
      steps_.push_back({Kind::Predict, exercise.id + ".predict." + question.id, i, question.id});
      steps_.push_back({Kind::Sure, exercise.id + ".sure." + question.id, i, question.id});
    }
    if (i == 0) text("run");
    steps_.push_back({Kind::Run, exercise.id + ".run", i, {}});
    if (i == 0) text("read");
    for (const Question& question : exercise.questions)
      steps_.push_back({Kind::Read, exercise.id + ".read." + question.id, i, question.id});
    steps_.push_back({Kind::Why, exercise.id + ".why", i, {}});
    steps_.push_back({Kind::Words, exercise.id + ".words", i, {}});
  }
  for (const char* block : kBlocksAfter) text(block);
  if (blocks_.find("extend") != nullptr) steps_.push_back({Kind::Extend, "extend", 0, {}});
  steps_.push_back({Kind::Exit, "exit", 0, {}});
}

bool Play::was_seen(const std::string& id) const {
  const std::vector<Attempt>& all = book_->attempts();
  return std::any_of(all.begin(), all.end(), [&](const Attempt& each) {
    return each.action == "seen" && each.exercise == lesson_->id && each.question == id &&
           each.learner == options_.learner;
  });
}

void Play::see(const Step& step, std::string_view typed, const std::string& reading) {
  Attempt attempt;
  attempt.action = "seen";
  attempt.at = options_.now ? options_.now() : "";
  attempt.learner = options_.learner;
  attempt.exercise = lesson_->id;
  attempt.question = step.id;
  attempt.typed = std::string(typed);
  attempt.reading = reading;
  attempt.language = locale_->tag();
  attempt.exam = options_.exam;
  book_->append(attempt);
}

bool Play::is_done(const Step& step) const {
  const bool is_of_lesson = step.kind == Kind::Text || step.kind == Kind::OpenPlay || step.kind == Kind::Extend;
  if (is_of_lesson || step.kind == Kind::Exit) return was_seen(step.id);
  const ExerciseProgress progress = desks_[step.desk]->progress();
  const QuestionProgress* question = progress.question(step.question);
  switch (step.kind) {
    case Kind::Predict:
      return progress.has_run || !question->predictions.empty();
    case Kind::Sure:
      return progress.has_run || was_seen(step.id);
    case Kind::Run:
      return progress.has_run;
    case Kind::Read:
      return question->done();
    case Kind::Why:
      return progress.stage == Stage::Explained;
    default:
      return was_seen(step.id);
  }
}

const Play::Step* Play::current() const {
  const auto open = std::find_if(steps_.begin(), steps_.end(), [this](const Step& step) { return !is_done(step); });
  return open == steps_.end() ? nullptr : &*open;
}

std::pair<std::size_t, std::size_t> Play::place() const {
  const auto done = std::count_if(steps_.begin(), steps_.end(), [this](const Step& step) { return is_done(step); });
  return {static_cast<std::size_t>(done), steps_.size()};
}

/// Numbers that texts after the exercises may show: those of this learner's runs.
Arguments Play::figures() {
  Arguments arguments;
  Diagnostics ignored;
  for (const Figure& figure : lesson_->figures) {
    for (const auto& desk : desks_) {
      if (desk->exercise().id != figure.exercise) continue;
      const auto trial = desk->trial(ignored);
      if (trial == nullptr) continue;
      const auto value = trial->evaluate(figure.metric, figure.location);
      if (value) arguments.push_back({figure.name, lessons::show(figure.shown, *value, *locale_)});
    }
  }
  return arguments;
}

std::vector<std::string> Play::block(const std::string& id) {
  const document::Block* found = blocks_.find(id);
  if (found == nullptr) return {};
  std::string text = found->text();
  narrative::Message message;
  if (auto pieces = narrative::Message::parse_text(text)) {
    message.pieces = std::move(*pieces);
    const bool has_figures = !ExerciseTexts::placeholders(message).empty();
    text = narrative::Filler(*locale_, nullptr, has_figures ? figures() : Arguments{}).fill(message);
  }
  return plain_paragraphs(text);
}

std::vector<std::string> plain_paragraphs(std::string_view markdown) {
  std::vector<std::string> paragraphs;
  bool open = false;
  for (const std::string_view raw : split(markdown, '\n')) {
    const std::string_view line = trim(raw);
    if (line.empty()) {
      open = false;
      continue;
    }
    const bool item = line.substr(0, 2) == "- ";
    if (!open || item) {
      paragraphs.emplace_back(item ? "  " : "");
    } else {
      paragraphs.back() += " ";
    }
    for (const char c : line) {
      if (c != '*') paragraphs.back() += c;
    }
    open = true;
  }
  return paragraphs;
}

}  // namespace cloudsim::lessons
