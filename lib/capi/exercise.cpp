// SPDX-License-Identifier: Apache-2.0
// Exercises: the functions of cloudsim.h that begin with cloudsim_exercise.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "capi/guard.hpp"
#include "lessons/attempts.hpp"
#include "lessons/desk.hpp"
#include "lessons/library.hpp"
#include "lessons/progress.hpp"
#include "narrative/locale.hpp"
#include "report/result_json.hpp"

using namespace cloudsim;
using namespace cloudsim::capi;
using Json = nlohmann::ordered_json;

struct cloudsim_exercise {
  lessons::Library library;
  narrative::Locale locale;
  lessons::AttemptBook book;
  std::string now;
  std::unique_ptr<lessons::Desk> desk;
  std::shared_ptr<const lessons::Trial> ran;
  std::atomic_flag busy = ATOMIC_FLAG_INIT;

  cloudsim_exercise(lessons::Library files, narrative::Locale words)
      : library(std::move(files)), locale(std::move(words)) {}
};

namespace {

constexpr std::size_t kOldestOptions = offsetof(cloudsim_exercise_options, learner);
constexpr std::size_t kMostBytes = 4096;

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

cloudsim_exercise_options complete(const cloudsim_exercise_options* given) {
  cloudsim_exercise_options full{};
  full.struct_size = sizeof full;
  if (given == nullptr) return full;
  std::uint32_t size = 0;
  std::memcpy(&size, given, sizeof size);
  if (size < kOldestOptions || size > kMostBytes) {
    refuse(CLOUDSIM_INVALID_ARGUMENT, "api_struct_size", {{"size", static_cast<std::int64_t>(size)}});
  }
  std::memcpy(&full, given, std::min<std::size_t>(size, sizeof full));
  return full;
}

std::string_view or_empty(const char* text) { return text == nullptr ? std::string_view() : text; }

/// The frame of every function on an exercise: one caller at a time, words in the learner's language.
template <class Body>
cloudsim_status at_desk(cloudsim_exercise* exercise, cloudsim_error** error, Body body) noexcept {
  return guard(error, [&] {
    need(exercise, "exercise");
    if (exercise->busy.test_and_set(std::memory_order_acquire)) refuse(CLOUDSIM_WRONG_STATE, "api_busy");
    struct Leave {
      std::atomic_flag& busy;
      ~Leave() { busy.clear(std::memory_order_release); }
    } leave{exercise->busy};
    try {
      body(*exercise);
    } catch (Failure& failure) {
      failure.locale = exercise->locale.tag();
      throw;
    }
  });
}

/// A function that does something and answers.
template <class Act>
cloudsim_status reply_of(cloudsim_exercise* exercise, char** reply, cloudsim_error** error, Act act) noexcept {
  return at_desk(exercise, error, [&](cloudsim_exercise& own) {
    prepare(reply, "reply");
    const lessons::Reply said = act(own);
    *reply = give(lessons::to_json(said, *own.desk));
  });
}

Json named(const std::vector<std::pair<std::string, std::string>>& options) {
  Json list = Json::array();
  for (const auto& [id, text] : options) list.push_back({{"id", id}, {"text", text}});
  return list;
}

Json json_of(const lessons::AskedQuestion& question) {
  constexpr const char* kAsks[] = {"number", "choice", "order", "classify", "range"};
  return {{"id", question.id},
          {"ask", kAsks[static_cast<std::size_t>(question.ask)]},
          {"text", question.text},
          {"how", question.how},
          {"options", named(question.options)},
          {"bins", named(question.bins)}};
}

}  // namespace

cloudsim_status cloudsim_exercise_options_init(cloudsim_exercise_options* options, size_t struct_size) {
  return guard(nullptr, [&] {
    need(options, "options");
    if (struct_size < sizeof(std::uint32_t) || struct_size > kMostBytes) {
      refuse(CLOUDSIM_INVALID_ARGUMENT, "api_struct_size", {{"size", static_cast<std::int64_t>(struct_size)}});
    }
    std::memset(options, 0, struct_size);
    const auto size = static_cast<std::uint32_t>(struct_size);
    std::memcpy(options, &size, sizeof size);
  });
}

cloudsim_status cloudsim_exercises_json(char** json, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(json, "json");
    Json list = Json::array();
    for (const std::string& id : lessons::Library().exercise_ids()) {
      list.push_back({{"id", id}, {"lesson", id.substr(0, id.find('.'))}});
    }
    *json = give(dumped({{"schema", "cloudsim.exercises/1"}, {"exercises", list}}));
  });
}

cloudsim_status cloudsim_exercise_open(const char* id, const cloudsim_exercise_options* options,
                                       cloudsim_exercise** exercise, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(exercise, "exercise");
    const std::string name = name_of(id, "id");
    const cloudsim_exercise_options given = complete(options);
    const std::string tag = name_of(given.locale, "locale", "en");
    const std::string attempts = name_of(given.attempts, "attempts", "");
    lessons::Library::Options folders;
    folders.data_folder = name_of(given.data_folder, "data_folder", "");
    folders.teach_path = name_of(given.teach_path, "teach_path", "");
    narrative::LocaleOptions words;
    words.words = narrative::Words::Everything;
    auto made = std::make_unique<cloudsim_exercise>(lessons::Library(folders), narrative::Locale::load(tag, words));
    if (!attempts.empty()) made->book = lessons::AttemptBook::open(attempts, {});
    lessons::DeskOptions how;
    how.learner = name_of(given.learner, "learner", "");
    how.exam = given.exam != 0;
    how.teacher = given.teacher != 0;
    how.now = [own = made.get()] { return own->now; };
    Diagnostics problems;
    made->desk = lessons::Desk::open(made->library, name, made->book, made->locale, how, problems);
    if (!made->desk) {
      if (!problems.empty() && problems.front().code == "unknown_exercise") {
        throw Failure{CLOUDSIM_NOT_FOUND,          problems.front().code, problems.front().arguments,
                      problems.front().suggestion, std::move(problems),   tag};
      }
      refuse(std::move(problems), tag);
    }
    *exercise = made.release();
  });
}

void cloudsim_exercise_free(cloudsim_exercise* exercise) { delete exercise; }

cloudsim_status cloudsim_exercise_set_time(cloudsim_exercise* exercise, const char* now, cloudsim_error** error) {
  return at_desk(exercise, error, [&](cloudsim_exercise& own) { own.now = name_of(now, "now"); });
}

cloudsim_status cloudsim_exercise_describe_json(cloudsim_exercise* exercise, char** json, cloudsim_error** error) {
  return at_desk(exercise, error, [&](cloudsim_exercise& own) {
    prepare(json, "json");
    const lessons::Exercise& what = own.desk->exercise();
    Json questions = Json::array();
    for (const lessons::Question& each : what.questions) questions.push_back(json_of(own.desk->asked(each)));
    *json = give(dumped(
        {{"schema", "cloudsim.exercise/1"},
         {"id", what.id},
         {"lesson", what.lesson},
         {"scenario", what.scenario},
         {"title", own.desk->title()},
         {"prompt", own.desk->prompt()},
         {"stage", lessons::stage_name(own.desk->progress().stage)},
         {"points",
          {{"predicted", what.points.predicted}, {"read", what.points.read}, {"explained", what.points.explained}}},
         {"questions", questions},
         {"why", json_of(own.desk->asked_why())}}));
  });
}

cloudsim_status cloudsim_exercise_predict(cloudsim_exercise* exercise, const char* question, const char* typed,
                                          const char* confidence, char** reply, cloudsim_error** error) {
  return reply_of(exercise, reply, error, [&](cloudsim_exercise& own) {
    need(typed, "typed");
    return own.desk->predict(or_empty(question), typed, or_empty(confidence));
  });
}

cloudsim_status cloudsim_exercise_run(cloudsim_exercise* exercise, char** reply, cloudsim_error** error) {
  return reply_of(exercise, reply, error, [&](cloudsim_exercise& own) {
    lessons::Reply said = own.desk->run();
    if (said.trial) own.ran = said.trial;
    return said;
  });
}

cloudsim_status cloudsim_exercise_result_json(cloudsim_exercise* exercise, char** json, cloudsim_error** error) {
  return at_desk(exercise, error, [&](cloudsim_exercise& own) {
    prepare(json, "json");
    if (!own.ran) refuse(CLOUDSIM_WRONG_STATE, "api_not_over");
    *json = give(report::to_json(own.ran->result));
  });
}

cloudsim_status cloudsim_exercise_read(cloudsim_exercise* exercise, const char* question, const char* typed,
                                       char** reply, cloudsim_error** error) {
  return reply_of(exercise, reply, error, [&](cloudsim_exercise& own) {
    need(typed, "typed");
    return own.desk->read(or_empty(question), typed);
  });
}

cloudsim_status cloudsim_exercise_explain(cloudsim_exercise* exercise, const char* option, const char* own_words,
                                          char** reply, cloudsim_error** error) {
  return reply_of(exercise, reply, error, [&](cloudsim_exercise& own) {
    need(option, "option");
    return own.desk->explain(option, or_empty(own_words));
  });
}

cloudsim_status cloudsim_exercise_score(cloudsim_exercise* exercise, char** reply, cloudsim_error** error) {
  return reply_of(exercise, reply, error, [](cloudsim_exercise& own) { return own.desk->score(); });
}
