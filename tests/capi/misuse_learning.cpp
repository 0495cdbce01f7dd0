// SPDX-License-Identifier: Apache-2.0
// Exercises and lessons as careless callers use them.
#include <string>

#include "misuse.hpp"

namespace {

constexpr const char* kExercise = "L04.E1";

cloudsim_exercise* opened_exercise() {
  cloudsim_exercise* exercise = nullptr;
  EXPECT(cloudsim_exercise_open(kExercise, nullptr, &exercise, nullptr) == CLOUDSIM_OK);
  return exercise;
}

cloudsim_lesson* opened_lesson() {
  cloudsim_lesson* lesson = nullptr;
  EXPECT(cloudsim_lesson_open("L04", nullptr, &lesson, nullptr) == CLOUDSIM_OK);
  return lesson;
}

/// A reply that says "error": not understood or not yet, and nothing was counted.
template <class Call>
void costs_nothing(int line, Call call) {
  char* reply = nullptr;
  const cloudsim_status status = call(&reply);
  expect(status == CLOUDSIM_OK && reply != nullptr, cloudsim_status_name(status), line);
  if (reply == nullptr) return;
  expect(std::strstr(reply, "\"status\": \"error\"") != nullptr, reply, line);
  cloudsim_string_free(reply);
}

}  // namespace

void misuse_of_exercises() {
  char* text = nullptr;
  cloudsim_exercise* none = nullptr;
  cloudsim_exercise* fine = opened_exercise();
  const auto missing = CLOUDSIM_INVALID_ARGUMENT;
  REFUSED(missing, "api_missing", cloudsim_exercises_json(nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_open(nullptr, nullptr, &none, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_open(kExercise, nullptr, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_set_time(nullptr, "", error));
  REFUSED(missing, "api_missing", cloudsim_exercise_set_time(fine, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_describe_json(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_describe_json(fine, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_predict(nullptr, nullptr, "1", nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_predict(fine, nullptr, nullptr, nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_predict(fine, nullptr, "1", nullptr, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_run(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_read(fine, nullptr, nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_explain(fine, nullptr, nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_score(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_attempts(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_exercise_result_json(fine, nullptr, error));
  REFUSED(CLOUDSIM_NOT_FOUND, "unknown_exercise", cloudsim_exercise_open("L04.E9", nullptr, &none, error));
  REFUSED(CLOUDSIM_NOT_FOUND, "unknown_exercise", cloudsim_exercise_open("../../passwd", nullptr, &none, error));
  REFUSED(CLOUDSIM_WRONG_STATE, "api_not_over", cloudsim_exercise_result_json(fine, &text, error));
  cloudsim_exercise_options options;
  EXPECT(cloudsim_exercise_options_init(nullptr, sizeof options) == missing);
  EXPECT(cloudsim_exercise_options_init(&options, 3) == missing);
  EXPECT(cloudsim_exercise_options_init(&options, sizeof options) == CLOUDSIM_OK);
  options.struct_size = 1;
  REFUSED(missing, "api_struct_size", cloudsim_exercise_open(kExercise, &options, &none, error));

  // Not yet, or not to be understood: said in words, and nothing is counted.
  costs_nothing(__LINE__, [&](char** reply) { return cloudsim_exercise_run(fine, reply, nullptr); });
  costs_nothing(__LINE__, [&](char** reply) { return cloudsim_exercise_read(fine, nullptr, "0.02", reply, nullptr); });
  costs_nothing(__LINE__, [&](char** reply) { return cloudsim_exercise_explain(fine, "1", nullptr, reply, nullptr); });
  const std::string endless(200'000, '9');
  for (const char* answer : {"", "nothing", "1.234", "--3", "\x01\x02", "1e999", endless.c_str()}) {
    EXPECT(cloudsim_exercise_predict(fine, nullptr, answer, "perhaps", &text, nullptr) == CLOUDSIM_OK);
    cloudsim_string_free(text);
  }
  costs_nothing(__LINE__, [&](char** reply) {
    return cloudsim_exercise_predict(fine, "no_such_question", "1", nullptr, reply, nullptr);
  });
  cloudsim_exercise_free(fine);
  cloudsim_exercise_free(nullptr);
}

void misuse_of_lessons() {
  char* text = nullptr;
  cloudsim_lesson* none = nullptr;
  cloudsim_lesson* fine = opened_lesson();
  const auto missing = CLOUDSIM_INVALID_ARGUMENT;
  REFUSED(missing, "api_missing", cloudsim_lessons_json(nullptr, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_lesson_open(nullptr, nullptr, &none, error));
  REFUSED(missing, "api_missing", cloudsim_lesson_open("L04", nullptr, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_lesson_set_time(nullptr, "", error));
  REFUSED(missing, "api_missing", cloudsim_lesson_describe_json(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_lesson_describe_json(fine, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_lesson_screen_json(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_lesson_screen_json(fine, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_lesson_take(nullptr, "", &text, error));
  REFUSED(missing, "api_missing", cloudsim_lesson_take(fine, nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_lesson_take(fine, "", nullptr, error));
  REFUSED(CLOUDSIM_NOT_FOUND, "unknown_lesson", cloudsim_lesson_open("L99", nullptr, &none, error));
  REFUSED(CLOUDSIM_NOT_FOUND, "unknown_lesson", cloudsim_lesson_open("", nullptr, &none, error));
  REFUSED(CLOUDSIM_WRONG_STATE, "api_not_over", cloudsim_lesson_result_json(fine, &text, error));
  REFUSED(missing, "api_not_utf8", cloudsim_lesson_take(fine, "\xff\xfe", &text, error));
  const std::string endless(200'000, 'x');
  for (const char* line : {"nothing like that", "1=", "9=9", "\x01", endless.c_str()}) {
    EXPECT(cloudsim_lesson_take(fine, line, &text, nullptr) == CLOUDSIM_OK);
    cloudsim_string_free(text);
  }
  cloudsim_lesson_free(fine);
  cloudsim_lesson_free(nullptr);
}

void attempts_that_cannot_be_kept() {
  cloudsim_exercise_options options;
  cloudsim_exercise_options_init(&options, sizeof options);
  options.attempts = "/dev/null/attempts.jsonl";
  cloudsim_exercise* exercise = nullptr;
  cloudsim_lesson* lesson = nullptr;
  EXPECT(cloudsim_exercise_open(kExercise, &options, &exercise, nullptr) == CLOUDSIM_IO);
  EXPECT(cloudsim_lesson_open("L04", &options, &lesson, nullptr) == CLOUDSIM_IO);
  EXPECT(exercise == nullptr && lesson == nullptr);
}
