// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "base/diagnostic.hpp"
#include "lessons/exercise.hpp"
#include "lessons/library.hpp"

using namespace cloudsim;

namespace {

std::shared_ptr<const Source> source(const std::string& text) {
  return std::make_shared<const Source>(Source{"X1.E1.yaml", text});
}

/// "code@line:column" of every problem in reading order.
std::string problems(const std::string& text) {
  Diagnostics found;
  lessons::read_exercise(source(text), found);
  sort_by_position(found);
  std::string all;
  for (const Diagnostic& each : found)
    all += (all.empty() ? "" : " ") + each.code + "@" + std::to_string(each.location.line) + ":" +
           std::to_string(each.location.column);
  return all;
}

std::string shipped() {
  Diagnostics found;
  const lessons::Library library;
  const std::vector<std::string> ids = library.exercise_ids();
  REQUIRE(!ids.empty());
  return library.exercise(ids.front(), found)->source->text;
}

}  // namespace

TEST_CASE("every shipped exercise and lesson is read without a problem") {
  const lessons::Library library;
  Diagnostics found;
  for (const std::string& id : library.exercise_ids()) CHECK(library.exercise(id, found) != nullptr);
  for (const std::string& id : library.lesson_ids()) CHECK(library.lesson(id, found) != nullptr);
  CHECK(found.empty());
}

TEST_CASE("all problems of a file are told at once, each at its place") {
  const std::string text = R"(cloudsim_exercise: 2
id: x
uuid: 1234
lesson: L1
claims: []
objective: o
minutes: 5
prerequisites: []
scenario: s
values:
  a: {value: 1, kind: banana}
set: {seed: "{b}"}
questions:
  - {id: q, ask: choice, options: [o.a, o.b], correct: o.c, hints: []}
  - id: n
    ask: number
    unit: miles
    metric: 1 +
    estimate: sine(2)
    tolerance: {rel: 0.01}
explain: {options: [x.a, x.b], correct: x.z}
)";
  CHECK(problems(text) ==
        "out_of_range@1:20 bad_exercise_id@2:5 bad_uuid@3:7 exercise_of_other_lesson@4:9 unknown_kind@11:23 "
        "unknown_placeholder@12:13 unknown_option@14:56 bad_choice@17:11 expression_syntax@18:16 "
        "expression_function@19:15 unknown_option@21:41");
}

TEST_CASE("no file crashes the reader: every byte of a shipped exercise changed, and cut off everywhere") {
  const std::string text = shipped();
  for (std::size_t at = 0; at < text.size(); at += 3) {
    std::string changed = text;
    changed[at] = static_cast<char>(at * 31 + 7);
    CHECK_NOTHROW(problems(changed));
    CHECK_NOTHROW(problems(text.substr(0, at)));
  }
}

TEST_CASE("no name leads out of the folders of lessons") {
  const lessons::Library library({"/nowhere", "/nowhere"});
  CHECK(library.find("../etc/passwd") == nullptr);
  CHECK(library.find("scenarios/../../etc/passwd") == nullptr);
  CHECK(library.find("/etc/passwd") == nullptr);
  Diagnostics found;
  CHECK(library.exercise("../L", found) == nullptr);
  CHECK(library.scenario("../../../etc/passwd") == nullptr);
}
