// SPDX-License-Identifier: Apache-2.0
// What a learner does with one exercise: each action opens the desk, asks it one thing and prints the reply.
#include <cstdio>
#include <functional>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"
#include "lessons/desk.hpp"
#include "listing.hpp"
#include "page/text.hpp"

namespace cloudsim::cli {
namespace {

using lessons::AttemptBook;
using lessons::Desk;
using lessons::Reply;
using lessons::ReplyStatus;

int exit_code(const Reply& reply) {
  if (reply.status == ReplyStatus::Pass) return kFine;
  return reply.status == ReplyStatus::Fail ? kObjectivesMissed : kBadInput;
}

int missing(const char* what, const narrative::Locale& locale) {
  std::fprintf(stderr, "cloudsim: %s\n%s\n",
               locale.text("cli.error.missing_argument", {{"name", std::string(what)}}).c_str(),
               locale.text("cli.error.see_help").c_str());
  return kBadInput;
}

lessons::DeskOptions desk_options(const Options& options) {
  return {options.learning.learner, options.learning.exam, options.learning.teacher, timestamp};
}

/// Opens the desk for the first word and hands over; the other words are the learner's.
int at_desk(const Options& options, const narrative::Locale& locale, std::size_t words,
            const std::function<Reply(Desk&)>& act) {
  const std::vector<std::string>& typed = options.learning.words;
  if (typed.empty()) return missing("exercise", locale);
  if (typed.size() < 1 + words) return missing("answer", locale);
  AttemptBook book = AttemptBook::open(attempts_path(options), timestamp());
  Diagnostics problems;
  const auto desk = Desk::open(library_for(options), typed.front(), book, locale, desk_options(options), problems);
  if (desk == nullptr) {
    print_diagnostics(problems, options, locale);
    return kBadInput;
  }
  const Reply reply = act(*desk);
  if (options.format == Format::Json) {
    deliver(lessons::to_json(reply, *desk), options);
    return exit_code(reply);
  }
  std::string text;
  if (reply.trial != nullptr)
    text = page::text_report(reply.trial->result, locale, learner_report(options, locale, desk->withheld())) + "\n";
  text += paragraphs(reply.lines, options);
  if (reply.status == ReplyStatus::Error && reply.parts.empty()) {
    std::fputs(text.c_str(), stderr);
  } else {
    deliver(text, options);
  }
  return exit_code(reply);
}

/// The words behind the exercise, as one answer: "3 1 2 4" needs no quotes.
std::string answer_in(const Options& options, std::size_t from) {
  std::string answer;
  for (std::size_t i = from; i < options.learning.words.size(); ++i)
    answer += (answer.empty() ? "" : " ") + options.learning.words[i];
  return answer;
}

}  // namespace

int show_exercise(const Options& options, const narrative::Locale& locale) {
  return at_desk(options, locale, 0, [](Desk& desk) { return desk.show(); });
}

int predict_exercise(const Options& options, const narrative::Locale& locale) {
  return at_desk(options, locale, 1, [&](Desk& desk) {
    return desk.predict(options.learning.question, answer_in(options, 1), options.learning.confidence);
  });
}

int run_exercise(const Options& options, const narrative::Locale& locale) {
  return at_desk(options, locale, 0, [](Desk& desk) { return desk.run(); });
}

int read_exercise(const Options& options, const narrative::Locale& locale) {
  return at_desk(options, locale, 1,
                 [&](Desk& desk) { return desk.read(options.learning.question, answer_in(options, 1)); });
}

int explain_exercise(const Options& options, const narrative::Locale& locale) {
  if (options.learning.words.size() == 1) {  // no choice yet: show what there is to choose
    return at_desk(options, locale, 0, [](Desk& desk) {
      Reply reply;
      if (desk.progress().stage < lessons::Stage::Read) return desk.explain("", "");
      const lessons::AskedQuestion why = desk.asked_why();
      reply.status = ReplyStatus::Pass;
      reply.message_key = "explain";
      reply.lines = {why.text};
      for (std::size_t i = 0; i < why.options.size(); ++i)
        reply.lines.push_back("  " + std::to_string(i + 1) + ". " + why.options[i].second);
      reply.lines.push_back(why.how);
      return reply;
    });
  }
  return at_desk(options, locale, 1,
                 [&](Desk& desk) { return desk.explain(options.learning.words[1], answer_in(options, 2)); });
}

int score_exercise(const Options& options, const narrative::Locale& locale) {
  return at_desk(options, locale, 0, [](Desk& desk) { return desk.score(); });
}

int list_exercises(const Options& options, const narrative::Locale& locale) {
  const lessons::Library library = library_for(options);
  AttemptBook book = AttemptBook::open(attempts_path(options), timestamp());
  Diagnostics problems;
  const auto head = [&](const char* key) { return locale.text(std::string("cli.exercise.") + key); };
  Listing listing{{"id", "state", "minutes", "claims", "title"},
                  {head("id"), head("state"), head("minutes"), head("claims"), head("title")},
                  {}};
  for (const std::string& id : library.exercise_ids()) {
    const auto desk = Desk::open(library, id, book, locale, desk_options(options), problems);
    if (desk == nullptr) continue;
    std::string claims;
    for (const std::string& claim : desk->exercise().claims) claims += (claims.empty() ? "" : " ") + claim;
    const char* state = lessons::stage_name(desk->progress().stage);
    listing.rows.push_back(
        {id, options.format == Format::Text ? locale.text(std::string("exercise.state.") + state) : state,
         std::to_string(desk->exercise().minutes), claims, desk->title()});
  }
  deliver(render(listing, options.format), options);
  print_diagnostics(problems, options, locale);
  return has_errors(problems) ? kBadInput : kFine;
}

}  // namespace cloudsim::cli
