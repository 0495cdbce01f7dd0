// SPDX-License-Identifier: Apache-2.0
#include "lessons/desk.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "lessons/shown.hpp"
#include "lessons/typed_answer.hpp"

namespace cloudsim::lessons {
namespace {

bool is_confidence(std::string_view word) {
  return word.empty() || word == "guess" || word == "think" || word == "sure";
}

/// "x.size" → "f.size": what is said when an option was picked.
std::string feedback_key(const std::string& option) {
  const std::size_t point = option.find('.');
  return "f." + (point == std::string::npos ? option : option.substr(point + 1));
}

std::string without_full_stop(std::string text) {
  if (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

std::size_t place_of(const std::vector<std::pair<std::string, std::string>>& shown, const std::string& id) {
  const auto found = std::find_if(shown.begin(), shown.end(), [&](const auto& each) { return each.first == id; });
  return static_cast<std::size_t>(found - shown.begin()) + 1;
}

/// A choice, an order or classes as a learner who sees the question like this would type them.
std::string as_typed(const AskedQuestion& question, const Answer& answer) {
  std::string typed;
  const auto add = [&typed](std::size_t number) { typed += (typed.empty() ? "" : " ") + std::to_string(number); };
  if (question.ask != Ask::Classify) {
    for (const std::string& each : answer.picked) add(place_of(question.options, each));
    return typed;
  }
  for (const std::size_t item : question.in_file) add(place_of(question.bins, answer.picked[item]));
  return typed;
}

}  // namespace

std::unique_ptr<Desk> Desk::open(const Library& library, const std::string& id, AttemptBook& book,
                                 const narrative::Locale& locale, DeskOptions options, Diagnostics& problems) {
  auto exercise = library.exercise(id, problems);
  if (exercise == nullptr) return nullptr;
  std::unique_ptr<Desk> desk(new Desk(library, exercise, book, locale, std::move(options)));
  desk->texts_ = ExerciseTexts::load(library, *exercise, problems);
  if (desk->texts_.languages().empty() && !has_errors(problems))
    problems.push_back({Severity::Error,
                        "texts_missing",
                        {{"id", id}, {"language", locale.language()}},
                        {exercise->source, 1, 1, 1},
                        {}});
  return has_errors(problems) ? nullptr : std::move(desk);
}

Desk::Desk(const Library& library, std::shared_ptr<const Exercise> exercise, AttemptBook& book,
           const narrative::Locale& locale, DeskOptions options)
    : library_(library),
      exercise_(std::move(exercise)),
      book_(&book),
      locale_(&locale),
      options_(std::move(options)),
      variant_(draw(*exercise_, seed_of(options_.learner, *exercise_))) {}

ExerciseProgress Desk::progress() const { return progress_of(*exercise_, book_->attempts(), options_.learner); }

Attempt Desk::line(const char* action) const {
  Attempt attempt;
  attempt.action = action;
  attempt.at = options_.now ? options_.now() : "";
  attempt.learner = options_.learner;
  attempt.exercise = exercise_->id;
  attempt.uuid = exercise_->uuid;
  attempt.seed = variant_.seed;
  attempt.language = locale_->tag();
  attempt.exam = options_.exam;
  return attempt;
}

std::string Desk::say(const std::string& key, const Arguments& arguments) const {
  return locale_->text("exercise." + key, arguments);
}

std::string Desk::word(const std::string& key, const Arguments& arguments) const {
  return texts_.text(*locale_, key, arguments);
}

Reply Desk::refuse(const char* key, Arguments arguments) const {
  Reply reply;
  reply.message_key = key;
  arguments.push_back({"id", exercise_->id});
  reply.lines.push_back(say(key, arguments));
  return reply;
}

std::string Desk::title() const { return word("title", value_arguments(*exercise_, variant_, *locale_)); }
std::string Desk::prompt() const { return word("prompt", value_arguments(*exercise_, variant_, *locale_)); }

/// Orders and classes are shuffled, so that the file's order tells nothing; so are choices.
std::vector<std::string> Desk::options_of(const Question& question) const {
  std::vector<std::string> shown;
  for (const std::size_t i : shuffled(question.options.size(), *exercise_, variant_.seed, "options." + question.id))
    shown.push_back(question.options[i]);
  return shown;
}

/// What was picked, by its names; numbers as they are `shown`.
std::string Desk::in_words(const Question& question, const std::string& reading, const std::string& shown) const {
  if (question.ask == Ask::Number || question.ask == Ask::Range) return shown;
  const Arguments values = value_arguments(*exercise_, variant_, *locale_);
  std::string text;
  std::size_t i = 0;
  for (const std::string_view id : split(reading, ' ')) {
    const std::string name = without_full_stop(word(std::string(id), values));
    const bool has_item = question.ask == Ask::Classify && i < question.options.size();
    text += (text.empty() ? "" : "; ") +
            (has_item ? without_full_stop(word(question.options[i], values)) + " = " + name : name);
    ++i;
  }
  return text;
}

AskedQuestion Desk::asked(const Question& question) const {
  const Arguments values = value_arguments(*exercise_, variant_, *locale_);
  AskedQuestion out;
  out.id = question.id;
  out.ask = question.ask;
  out.text = word("ask." + question.id, values);
  for (const std::string& option : options_of(question)) {
    out.options.emplace_back(option, word(option, values));
    const auto item = std::find(question.options.begin(), question.options.end(), option);
    out.in_file.push_back(static_cast<std::size_t>(item - question.options.begin()));
  }
  for (const std::string& bin : question.bins) out.bins.emplace_back(bin, word(bin, values));
  const auto count = static_cast<std::int64_t>(question.options.size());
  switch (question.ask) {
    case Ask::Number:
      out.how = question.unit == Unit::Count || question.unit == Unit::Ratio || question.unit == Unit::PerSecond
                    ? say("how.plain")
                    : say("how.number", {{"unit", unit_words(question.unit, *locale_)}});
      break;
    case Ask::Choice:
      out.how = say("how.choice", {{"count", count}});
      break;
    case Ask::Order:
      out.how = say("how.order", {{"count", count}});
      break;
    case Ask::Classify:
      out.how = say("how.classes", {{"count", count}, {"bins", static_cast<std::int64_t>(question.bins.size())}});
      break;
    case Ask::Range: {
      std::vector<std::string> at;
      for (const double each : question.at) at.push_back(narrative::dress(significant(each, 6), locale_->numbers()));
      out.how = say("how.curve", {{"at", at}, {"unit", unit_words(question.unit, *locale_)}});
      break;
    }
  }
  return out;
}

AskedQuestion Desk::asked_why() const {
  const Arguments values = value_arguments(*exercise_, variant_, *locale_);
  const std::vector<std::string>& options = exercise_->explain.options;
  AskedQuestion out;
  out.id = "explain";
  out.ask = Ask::Choice;
  out.text = word("explain", values);
  for (const std::size_t i : shuffled(options.size(), *exercise_, variant_.seed, "explain"))
    out.options.emplace_back(options[i], word(options[i], values));
  out.how = say("how.choice", {{"count", static_cast<std::int64_t>(options.size())}});
  return out;
}

Reply Desk::show() {
  Reply reply;
  reply.status = ReplyStatus::Pass;
  reply.message_key = stage_name(progress().stage);
  reply.lines = {title(), prompt()};
  for (const Question& question : exercise_->questions) {
    const AskedQuestion asked_one = asked(question);
    std::string text = (exercise_->questions.size() > 1 ? "[" + question.id + "] " : "") + asked_one.text;
    for (std::size_t i = 0; i < asked_one.options.size(); ++i)
      text += "\n  " + std::to_string(i + 1) + ". " + asked_one.options[i].second;
    for (std::size_t i = 0; i < asked_one.bins.size(); ++i)
      text += (i == 0 ? "\n  → " : "; ") + std::to_string(i + 1) + " = " + asked_one.bins[i].second;
    reply.lines.push_back(text + "\n  " + asked_one.how);
  }
  reply.lines.push_back(say(std::string("stage.") + stage_name(progress().stage), {{"id", exercise_->id}}));
  if (!options_.teacher) return reply;
  Diagnostics ignored;
  const auto run = trial(ignored);
  for (const Question& question : exercise_->questions) {
    const auto answer = run == nullptr ? tl::expected<Answer, Diagnostic>(Answer{}) : run->answer(question);
    if (run == nullptr || !answer) continue;
    std::string shown = as_typed(asked(question), *answer);
    if (question.ask == Ask::Number) shown = lessons::show(question.unit, answer->number, *locale_);
    for (const double each : answer->curve)
      shown += (shown.empty() ? "" : "; ") + lessons::show(question.unit, each, *locale_);
    reply.lines.push_back(say("answer_is", {{"question", question.id}, {"answer", shown}}));
  }
  Answer why;
  why.picked = {exercise_->explain.correct};
  reply.lines.push_back(
      say("answer_is", {{"question", std::string("explain")}, {"answer", as_typed(asked_why(), why)}}));
  return reply;
}

const Question* Desk::choose(std::string_view id, bool to_predict, Reply& problem) const {
  if (!id.empty()) {
    if (const Question* found = exercise_->question(id)) return found;
    std::vector<std::string> known;
    for (const Question& each : exercise_->questions) known.push_back(each.id);
    problem = refuse("no_question", {{"name", std::string(id)}, {"known", known}});
    return nullptr;
  }
  const ExerciseProgress now = progress();
  for (std::size_t i = 0; i < now.questions.size(); ++i) {
    const bool open = to_predict ? now.questions[i].predictions.empty() : !now.questions[i].done();
    if (open) return &exercise_->questions[i];
  }
  problem = refuse(to_predict ? "all_bets_laid" : "all_read");
  return nullptr;
}

Reply Desk::predict(std::string_view question_id, std::string_view typed, std::string_view confidence) {
  if (progress().has_run) return refuse("bets_closed");
  if (!is_confidence(confidence)) return refuse("bad_confidence", {{"typed", std::string(confidence)}});
  Reply reply;
  const Question* question = choose(question_id, true, reply);
  if (question == nullptr) return reply;
  const auto understood = understand(*question, options_of(*question), typed, *locale_);
  if (!understood) {
    reply = refuse(understood.error().key.c_str(), understood.error().arguments);
    reply.question = question->id;
    return reply;
  }
  if (understood->other) {
    // Whether it is right is not looked at: before the run, everything ambiguous is asked back.
    reply = refuse(
        "ambiguous",
        {{"typed", std::string(trim(typed))}, {"first", understood->shown}, {"second", understood->other_shown}});
    reply.question = question->id;
    return reply;
  }
  Attempt attempt = line("predict");
  attempt.question = question->id;
  attempt.typed = std::string(typed);
  attempt.reading = understood->reading;
  attempt.confidence = std::string(confidence);
  book_->append(attempt);
  reply.status = ReplyStatus::Pass;
  reply.message_key = "sealed";
  reply.question = question->id;
  reply.lines = {say("sealed", {{"reading", in_words(*question, understood->reading, understood->shown)}})};
  if (progress().predicted_all()) reply.lines.push_back(say("stage.predicted", {{"id", exercise_->id}}));
  return reply;
}

std::shared_ptr<const Trial> Desk::trial(Diagnostics& problems) {
  if (trial_ == nullptr) trial_ = run_exercise(library_, exercise_, variant_, problems);
  return trial_;
}

std::vector<Withhold> Desk::withheld() const {
  Diagnostics ignored;
  const auto lesson = options_.teacher ? nullptr : library_.lesson(exercise_->lesson, ignored);
  return lesson == nullptr ? std::vector<Withhold>{}
                           : still_withheld(library_, *lesson, *book_, options_.learner, exercise_->id);
}

Reply Desk::run() {
  const ExerciseProgress before = progress();
  if (!before.predicted_all() && !options_.teacher) {
    std::vector<std::string> open;
    for (const QuestionProgress& each : before.questions) {
      if (each.predictions.empty()) open.push_back(each.id);
    }
    return refuse("bet_first", {{"questions", open}});
  }
  Diagnostics problems;
  Reply reply;
  reply.trial = trial(problems);
  if (reply.trial == nullptr) return refuse("cannot_run");
  if (!before.has_run && !options_.teacher) book_->append(line("run"));
  reply.status = ReplyStatus::Pass;
  reply.message_key = "run";
  const ExerciseProgress after = progress();  // the book has grown: what pointed into it does not any more
  for (const QuestionProgress& each : after.questions) {
    if (each.predictions.empty()) continue;
    const Attempt& bet = *each.predictions.back();
    const Question* question = exercise_->question(each.id);
    const std::string shown = question->ask == Ask::Number ? show_typed(question->unit, bet.reading, *locale_)
                                                           : in_words(*question, bet.reading, bet.typed);
    reply.lines.push_back(say(
        "your_bet",
        {{"question", word("ask." + each.id, value_arguments(*exercise_, variant_, *locale_))}, {"reading", shown}}));
  }
  if (!options_.teacher) reply.lines.push_back(say("stage.run", {{"id", exercise_->id}}));
  return reply;
}

Reply Desk::explain(std::string_view option, std::string_view free_text) {
  const ExerciseProgress before = progress();
  if (before.stage < Stage::Read) return refuse(before.has_run ? "read_first" : "run_first");
  std::vector<std::string> options;
  for (const auto& [id, words] : asked_why().options) options.push_back(id);
  const std::optional<std::string> picked = pick(options, option);
  if (!picked) return refuse("bad_option", {{"count", static_cast<std::int64_t>(options.size())}});
  const bool right = *picked == exercise_->explain.correct;
  Attempt attempt = line("explain");
  attempt.reading = *picked;
  attempt.typed = std::string(free_text);
  if (!options_.exam) attempt.status = right ? "pass" : "fail";
  attempt.message_key = options_.exam ? "recorded" : feedback_key(*picked);
  book_->append(attempt);
  Reply reply;
  reply.status = right || options_.exam ? ReplyStatus::Pass : ReplyStatus::Fail;
  reply.message_key = attempt.message_key;
  reply.question = "explain";
  if (options_.exam) {
    reply.lines = {say("recorded")};
    return reply;
  }
  Diagnostics problems;
  const auto run = trial(problems);
  const Arguments after = run == nullptr ? value_arguments(*exercise_, variant_, *locale_)
                                         : answer_arguments(*run, nullptr, *locale_, problems);
  reply.lines.push_back(word(attempt.message_key, after));
  if (right) {
    if (texts_.has_any("reconcile")) reply.lines.push_back(word("reconcile", after));
    reply.lines.push_back(say("stage.explained", {{"id", exercise_->id}}));
  } else {
    reply.lines.push_back(say("choose_again"));
  }
  return reply;
}

}  // namespace cloudsim::lessons
