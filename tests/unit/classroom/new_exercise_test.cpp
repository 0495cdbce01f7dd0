// SPDX-License-Identifier: Apache-2.0
#include "classroom/new_exercise.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cloudsim;

namespace {

constexpr const char* kUuid = "213965a0-bf2f-45ac-9c88-42eb56763d27";

std::string problem_of(const std::string& id, const std::string& from) {
  Diagnostics problems;
  const lessons::Library shipped;
  const auto files = classroom::new_exercise(shipped, "", id, from, kUuid, problems);
  CHECK(files.empty() != problems.empty());
  CHECK(files.empty() == !problems.empty());
  return problems.empty() ? "" : problems.front().code;
}

}  // namespace

TEST_CASE("a new exercise is the old one with its own id and uuid, and a mark on every text") {
  Diagnostics problems;
  const lessons::Library shipped;
  const auto files = classroom::new_exercise(shipped, "", "L04.E9", "L04.E1", kUuid, problems);
  REQUIRE(files.size() == 3);
  const std::string& numbers = files.at("scenarios/exercises/L04.E9.yaml");
  CHECK(numbers.find("\nid: L04.E9\nuuid: " + std::string(kUuid) + "\nlesson: L04\n") != std::string::npos);
  CHECK(numbers.find("L04.E1") == std::string::npos);
  for (const std::string tag : {"en", "es"}) {
    const std::string& texts = files.at("locales/" + tag + "/exercises/L04.yaml");
    CHECK(texts.rfind(tag + ":\n  L04.E9:\n    title: ⟦…⟧ ", 0) == 0);
    CHECK(texts.find("L04.E2") == std::string::npos);
    std::size_t keys = 0;
    std::size_t marks = 0;
    for (std::size_t at = texts.find("\n    "); at != std::string::npos; at = texts.find("\n    ", at + 1))
      keys += texts[at + 5] != ' ' ? 1U : 0U;
    for (std::size_t at = texts.find("⟦…⟧"); at != std::string::npos; at = texts.find("⟦…⟧", at + 1)) ++marks;
    CHECK(keys == marks);
    CHECK(keys > 15);
  }
}

TEST_CASE("an id of another form, one that is there, and an exercise that is not") {
  CHECK(problem_of("L04.E9", "L04.E1").empty());
  CHECK(problem_of("L04", "L04.E1") == "new_exercise_id");
  CHECK(problem_of("../x.E1", "L04.E1") == "new_exercise_id");
  CHECK(problem_of("L04.E2", "L04.E1") == "new_exercise_there");
  CHECK(problem_of("L04.E9", "L04.E77") == "unknown_exercise");
}
