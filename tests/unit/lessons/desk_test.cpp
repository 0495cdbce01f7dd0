// SPDX-License-Identifier: Apache-2.0
#include "lessons/desk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "lessons/check.hpp"

using namespace cloudsim;
using lessons::AttemptBook;
using lessons::Desk;
using lessons::Library;
using lessons::Reply;
using lessons::ReplyStatus;
using lessons::Stage;

namespace {

// A teacher's own folder: one exercise in one language, with a scenario beside it. 10 requests a second for 100 s, of
// 200 ms each, on functions without initialization: 1000 requests, 2 environments at work (10 × 0.2).
constexpr const char* kScenario = R"(cloudsim: 1
title: Steady
duration: 100s
prices: {list: teaching}
workload:
  - {name: calls, arrivals: {constant: 10/s}, work: {io: 200ms}}
deployments:
  - {name: functions, lambda: {memory: 1024MB, init: 0s}}
)";

constexpr const char* kExercise = R"(cloudsim_exercise: 1
id: X1.E1
uuid: 2f1c0c1e-8f3a-4a39-9c3b-6a1b7f0f2d11
lesson: X1
claims: []
objective: own
minutes: 5
prerequisites: []
scenario: steady.yaml
values:
  rate: {value: 10, kind: int, vary: [10, 40, 10]}
set: {workload.calls.arrivals.constant: "{rate}/s"}
questions:
  - id: served
    ask: number
    unit: count
    metric: functions.requests.completed + functions.requests.in_flight
    estimate: rate * 100
    tolerance: {rel: 0.01}
    min_figures: 2
    misconceptions:
      - {id: m.one_second, value: rate}
      - {id: m.unit, ratio: [1000, 0.001]}
    hints: [h.look, h.set_up]
  - id: kind
    ask: choice
    options: [o.one, o.two]
    correct: o.two
    hints: [h.look, h.set_up]
explain: {options: [x.why, x.not], correct: x.why}
points: {predicted: 1, read: 2, explained: 2}
)";

constexpr const char* kTexts = R"(es:
  X1.E1:
    title: Constante
    prompt: "Llegan {rate} solicitudes por segundo."
    ask.served: "¿Cuántas son en total?"
    ask.kind: "¿Una o dos?"
    o.one: "Una"
    o.two: "Dos"
    m.one_second: "{typed} llegan en un segundo."
    m.unit: "Revisa la unidad."
    h.look: "Mira el tiempo."
    h.set_up: "Multiplica."
    worked.served: "Son {answer}."
    worked.kind: "Dos."
    explain: "¿Por qué?"
    x.why: "Por el tiempo."
    x.not: "Por nada."
    f.why: "Sí, son {answer}."
    f.not: "No."
)";

struct Classroom {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / "cloudsim-desk-test";
  narrative::Locale locale = narrative::Locale::load("es");
  AttemptBook book;
  Diagnostics problems;

  Classroom() {
    std::filesystem::remove_all(folder);
    write("scenarios/exercises/X1.E1.yaml", kExercise);
    write("scenarios/exercises/steady.yaml", kScenario);
    write("locales/es/exercises/X1.yaml", kTexts);
  }
  ~Classroom() { std::filesystem::remove_all(folder); }
  void write(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((folder / path).parent_path());
    std::ofstream(folder / path) << text;
  }
  Library library() const { return Library({"", folder.string()}); }
  std::unique_ptr<Desk> desk(lessons::DeskOptions options = {}) {
    auto opened = Desk::open(library(), "X1.E1", book, locale, std::move(options), problems);
    for (const Diagnostic& each : problems) MESSAGE(each.code);
    REQUIRE(opened != nullptr);
    return opened;
  }
  void bet(Desk& desk) {
    CHECK(desk.predict("served", "10", "").status == ReplyStatus::Pass);
    CHECK(desk.predict("kind", "o.one", "guess").status == ReplyStatus::Pass);
  }
};

bool says(const Reply& reply, const std::string& part) {
  return std::any_of(reply.lines.begin(), reply.lines.end(),
                     [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("a teacher's own exercise in one language passes its check") {
  Classroom room;
  const lessons::CheckReport report = lessons::check_exercise(room.library(), "X1.E1");
  for (const Diagnostic& each : report.findings) MESSAGE(each.code);
  CHECK(report.passed());
  CHECK(report.variants == 4);  // 10, 20, 30 and 40 a second
  REQUIRE(report.questions.size() == 2);
  CHECK(report.questions[0].answer.number == doctest::Approx(1000));
}

TEST_CASE("the run is refused before every bet, and bets are closed behind it") {
  Classroom room;
  const auto desk = room.desk();
  CHECK(desk->progress().stage == Stage::Unseen);
  CHECK(desk->run().message_key == "bet_first");
  CHECK(desk->read("", "1000").message_key == "run_first");
  desk->predict("", "10", "sure");
  CHECK(desk->run().message_key == "bet_first");
  desk->predict("", "2", "");
  CHECK(desk->progress().stage == Stage::Predicted);
  const Reply run = desk->run();
  CHECK(run.status == ReplyStatus::Pass);
  CHECK(run.trial != nullptr);
  CHECK(says(run, "Apostaste: 10"));
  CHECK(desk->predict("served", "11", "").message_key == "bets_closed");
}

TEST_CASE("right, nearly, known mistakes and the ladder of help") {
  Classroom room;
  const auto desk = room.desk();
  room.bet(*desk);
  desk->run();
  CHECK(desk->read("served", "abc").message_key == "number_unreadable");
  CHECK(desk->read("served", "5 h").message_key == "bad_unit");
  CHECK(desk->read("served", "7").message_key == "more_figures");
  CHECK(desk->read("served", "1.000").message_key == "right");  // both readings: one thousand is preferred in Spanish
  CHECK(desk->read("kind", "1").status != ReplyStatus::Error);
}

TEST_CASE("an ambiguous number is asked back when the other reading is right") {
  Classroom room;
  room.locale = narrative::Locale::load("en");
  const auto desk = room.desk();
  room.bet(*desk);
  desk->run();
  const std::size_t lines = room.book.attempts().size();
  CHECK(desk->read("served", "1.000").message_key == "ambiguous");  // 1.000 in English, and 1000 would be right
  CHECK(room.book.attempts().size() == lines);                      // it cost nothing
  CHECK(desk->read("served", "1,000").message_key == "right");
}

TEST_CASE("failed readings open hints, the third the explanation; then nothing is to be gained") {
  Classroom room;
  const auto desk = room.desk();
  room.bet(*desk);
  desk->run();
  const Reply first = desk->read("served", "10");
  CHECK(first.message_key == "m.one_second");
  CHECK(says(first, "10 llegan en un segundo."));
  CHECK(says(first, "Mira el tiempo."));
  CHECK(desk->read("served", "1000000").message_key == "m.unit");
  const Reply third = desk->read("served", "3000");
  CHECK(third.message_key == "too_high");
  CHECK(says(third, "Son 1000."));
  CHECK(desk->progress().question("served")->done());
  CHECK(desk->read("served", "1000").message_key == "right");
  CHECK(desk->read("kind", "o.two").message_key == "right");
  CHECK(desk->progress().stage == Stage::Read);
  CHECK(desk->explain("x.not", "").message_key == "f.not");
  CHECK(says(desk->explain("x.why", "Multiplico."), "Sí, son 1000."));
  CHECK(desk->progress().stage == Stage::Explained);
  const Reply score = desk->score();  // 1 bet + 0 + 1 of the two readings + half of 2 for the second explanation
  double points = 0;
  for (const lessons::Part& part : score.parts) points += part.points;
  CHECK(points == doctest::Approx(3));
}

TEST_CASE("an exam says nothing about right and wrong, and keeps nothing that does") {
  Classroom room;
  lessons::DeskOptions exam;
  exam.exam = true;
  const auto desk = room.desk(exam);
  room.bet(*desk);
  desk->run();
  const Reply wrong = desk->read("served", "55");
  const Reply right = desk->read("served", "1000");
  REQUIRE(wrong.lines.size() == right.lines.size());
  CHECK(wrong.message_key == right.message_key);
  CHECK(wrong.status == right.status);
  desk->read("kind", "o.two");
  desk->explain("x.why", "");
  CHECK(desk->score().message_key == "recorded");
  CHECK(room.book.text().find("\"status\"") == std::string::npos);
  const auto grader = room.desk();  // the last reading counts
  double points = 0;
  for (const lessons::Part& part : grader->score().parts) points += part.points;
  CHECK(points == doctest::Approx(5));
}

TEST_CASE("learners have numbers of their own, always the same, and languages share them") {
  Classroom room;
  std::vector<std::string> prompts;
  for (const char* name : {"ana", "leo", "sara", "omar", "ana"}) {
    lessons::DeskOptions options;
    options.learner = name;
    prompts.push_back(room.desk(options)->prompt());
  }
  CHECK(prompts.front() == prompts.back());
  CHECK(std::count(prompts.begin(), prompts.end(), prompts.front()) < 5);
  lessons::DeskOptions ana;
  ana.learner = "ana";
  room.bet(*room.desk(ana));
  room.locale = narrative::Locale::load("en");
  CHECK(room.desk(ana)->progress().stage == Stage::Predicted);
  CHECK(room.desk()->progress().stage == Stage::Unseen);
}

TEST_CASE("nothing that is said before a question is read holds its answer") {
  Classroom room;
  const auto desk = room.desk();
  const auto tells = [](const Reply& reply) {
    return says(reply, "1000") || says(reply,
                                       "1\xC2\xA0"
                                       "000");
  };
  CHECK(!tells(desk->show()));
  CHECK(!tells(desk->predict("served", "10", "")));
  CHECK(!tells(desk->predict("kind", "o.one", "")));
  CHECK(!tells(desk->run()));
  CHECK(!tells(desk->read("served", "20")));
  CHECK(!tells(desk->read("served", "30")));
}

TEST_CASE("a line changed by hand shows in the score") {
  Classroom room;
  const auto desk = room.desk();
  room.bet(*desk);
  std::string text = room.book.text();
  text.replace(text.find("\"typed\":\"10\""), 12, "\"typed\":\"99\"");
  room.book = AttemptBook::read(text);
  CHECK(room.desk()->score().message_key == "altered");
}
