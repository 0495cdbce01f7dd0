// SPDX-License-Identifier: Apache-2.0
// Exercises: the functions of cloudsim.h that begin with cloudsim_exercise.
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "capi/learner.hpp"
#include "lessons/desk.hpp"
#include "lessons/progress.hpp"
#include "report/result_json.hpp"

using namespace cloudsim;
using namespace cloudsim::capi;
using Json = nlohmann::ordered_json;

struct cloudsim_exercise {
  Learner learner;
  std::unique_ptr<lessons::Desk> desk;
  std::shared_ptr<const lessons::Trial> ran;

  explicit cloudsim_exercise(const cloudsim_exercise_options* options) : learner(options) {}
};

namespace {

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string_view or_empty(const char* text) { return text == nullptr ? std::string_view() : text; }

template <class Body>
cloudsim_status at_desk(cloudsim_exercise* exercise, cloudsim_error** error, Body body) noexcept {
  return at_work(exercise, "exercise", error, std::move(body));
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
    auto made = std::make_unique<cloudsim_exercise>(options);
    Learner& own = made->learner;
    Diagnostics problems;
    made->desk = lessons::Desk::open(own.library, name, own.book, own.locale, own.how, problems);
    if (!made->desk) refuse_opening(std::move(problems), "unknown_exercise", own.locale.tag());
    *exercise = made.release();
  });
}

void cloudsim_exercise_free(cloudsim_exercise* exercise) { delete exercise; }

cloudsim_status cloudsim_exercise_set_time(cloudsim_exercise* exercise, const char* now, cloudsim_error** error) {
  return at_desk(exercise, error, [&](cloudsim_exercise& own) { own.learner.now = name_of(now, "now"); });
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

cloudsim_status cloudsim_exercise_attempts(cloudsim_exercise* exercise, char** lines, cloudsim_error** error) {
  return at_desk(exercise, error, [&](cloudsim_exercise& own) {
    prepare(lines, "lines");
    *lines = give(own.learner.book.text());
  });
}
