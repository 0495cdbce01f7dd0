// SPDX-License-Identifier: Apache-2.0
// Lessons by the hand: the functions of cloudsim.h that begin with cloudsim_lesson.
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "capi/learner.hpp"
#include "lessons/play.hpp"
#include "lessons/texts.hpp"
#include "report/result_json.hpp"

using namespace cloudsim;
using namespace cloudsim::capi;
using Json = nlohmann::ordered_json;

struct cloudsim_lesson {
  Learner learner;
  std::unique_ptr<lessons::Play> play;
  std::shared_ptr<const result::RunResult> run;  ///< of the last screen that had one

  explicit cloudsim_lesson(const cloudsim_exercise_options* options) : learner(options) {}
};

namespace {

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json json_of(const lessons::Lesson& lesson, const std::string& title) {
  return {{"id", lesson.id},
          {"title", title},
          {"minutes", lesson.minutes},
          {"prerequisites", lesson.prerequisites},
          {"exercises", lesson.exercises}};
}

/// Where the learner is now stands beside what is seen: after an answer that may be one step further.
char* give_screen(cloudsim_lesson& lesson, const char* kind, const lessons::Screen& screen) {
  if (screen.run) lesson.run = screen.run;
  const auto [done, all] = lesson.play->place();
  return give(dumped({{"schema", "cloudsim.screen/1"},
                      {"kind", kind},
                      {"id", screen.id},
                      {"lines", screen.lines},
                      {"ask", screen.ask},
                      {"has_run", screen.run != nullptr},
                      {"done", screen.done},
                      {"steps_done", done},
                      {"steps", all}}));
}

template <class Body>
cloudsim_status in_lesson(cloudsim_lesson* lesson, cloudsim_error** error, Body body) noexcept {
  return at_work(lesson, "lesson", error, std::move(body));
}

}  // namespace

cloudsim_status cloudsim_lessons_json(const char* locale, char** json, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(json, "json");
    const std::string tag = name_of(locale, "locale", "en");
    const narrative::Locale words = narrative::Locale::load(tag, {});
    const lessons::Library library;
    Json list = Json::array();
    Diagnostics problems;
    for (const std::string& id : library.lesson_ids()) {
      const auto lesson = library.lesson(id, problems);
      if (lesson == nullptr) refuse(std::move(problems), tag);
      const lessons::Blocks blocks = lessons::lesson_blocks(library, words.language(), id, problems);
      const document::Block* title = blocks.find("title");
      list.push_back(json_of(*lesson, title == nullptr ? id : title->text()));
    }
    *json = give(dumped({{"schema", "cloudsim.lessons/1"}, {"lessons", list}}));
  });
}

cloudsim_status cloudsim_lesson_open(const char* id, const cloudsim_exercise_options* options, cloudsim_lesson** lesson,
                                     cloudsim_error** error) {
  return guard(error, [&] {
    prepare(lesson, "lesson");
    const std::string name = name_of(id, "id");
    auto made = std::make_unique<cloudsim_lesson>(options);
    Learner& own = made->learner;
    Diagnostics problems;
    made->play = lessons::Play::open(own.library, name, own.book, own.locale, own.how, problems);
    if (!made->play) refuse_opening(std::move(problems), "unknown_lesson", own.locale.tag());
    *lesson = made.release();
  });
}

void cloudsim_lesson_free(cloudsim_lesson* lesson) { delete lesson; }

cloudsim_status cloudsim_lesson_set_time(cloudsim_lesson* lesson, const char* now, cloudsim_error** error) {
  return in_lesson(lesson, error, [&](cloudsim_lesson& own) { own.learner.now = name_of(now, "now"); });
}

cloudsim_status cloudsim_lesson_describe_json(cloudsim_lesson* lesson, char** json, cloudsim_error** error) {
  return in_lesson(lesson, error, [&](cloudsim_lesson& own) {
    prepare(json, "json");
    Json described = {{"schema", "cloudsim.lesson/1"}};
    described.update(json_of(own.play->lesson(), own.play->title()));
    described["about"] = own.play->about();
    *json = give(dumped(described));
  });
}

cloudsim_status cloudsim_lesson_screen_json(cloudsim_lesson* lesson, char** screen, cloudsim_error** error) {
  return in_lesson(lesson, error, [&](cloudsim_lesson& own) {
    prepare(screen, "screen");
    *screen = give_screen(own, "screen", own.play->screen());
  });
}

cloudsim_status cloudsim_lesson_take(cloudsim_lesson* lesson, const char* typed, char** screen,
                                     cloudsim_error** error) {
  return in_lesson(lesson, error, [&](cloudsim_lesson& own) {
    prepare(screen, "screen");
    *screen = give_screen(own, "reply", own.play->take(name_of(typed, "typed")));
  });
}

cloudsim_status cloudsim_lesson_result_json(cloudsim_lesson* lesson, char** json, cloudsim_error** error) {
  return in_lesson(lesson, error, [&](cloudsim_lesson& own) {
    prepare(json, "json");
    if (!own.run) refuse(CLOUDSIM_WRONG_STATE, "api_not_over");
    *json = give(report::to_json(*own.run));
  });
}
