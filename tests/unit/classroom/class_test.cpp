// SPDX-License-Identifier: Apache-2.0
// A class of thirty: each learner has numbers of its own and answers as learners do. What is right is computed here by
// hand from the price list, not by the exercise.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "classroom/grade.hpp"
#include "classroom/tally.hpp"
#include "classroom/tally_page.hpp"
#include "classroom/variants.hpp"
#include "lessons/desk.hpp"
#include "lessons/variant.hpp"

using namespace cloudsim;
using classroom::Advice;
using classroom::Bar;
using classroom::ClassFile;
using classroom::Marks;
using classroom::Tally;

namespace {

const char* const kExercise = "L04.E1";

const narrative::Locale& words() {
  static const narrative::Locale locale = [] {
    narrative::LocaleOptions options;
    options.words = narrative::Words::Everything;
    return narrative::Locale::load("en", options);
  }();
  return locale;
}

const lessons::Library& library() {
  static const lessons::Library shipped;
  return shipped;
}

std::shared_ptr<const lessons::Exercise> exercise() {
  Diagnostics problems;
  return library().exercise(kExercise, problems);
}

/// A learner's own numbers, and the four bills that one may think of. Lambda, x86, us-east-1: 0.0000166667 USD for a
/// GB-second and 0.20 USD for a million requests; a t3.micro costs 0.0104 USD an hour.
struct Numbers {
  double images = 0, run_ms = 0;
  explicit Numbers(const std::string& learner) {
    const auto which = exercise();
    const lessons::Variant variant = lessons::draw(*which, lessons::seed_of(learner, *which));
    for (std::size_t i = 0; i < which->values.size(); ++i) {
      if (which->values[i].name == "images_per_day") images = *variant.numbers[i];
      if (which->values[i].name == "run_ms") run_ms = *variant.numbers[i];
    }
  }
  // 1,024 MB are 1 GB.
  double without_requests() const { return images * run_ms / 1000 * 0.0000166667; }
  double right() const { return without_requests() + images * 0.20 / 1e6; }
  static double always_on() { return 86400 * 0.0000166667; }
};

std::string typed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", value);
  return text;
}

/// What one learner does: a bet, then readings, then explanations.
struct Script {
  std::string learner, bet;
  std::vector<std::string> readings, reasons;
  double points = 0;  ///< 1 for the bet, 2 for a reading before the worked explanation, 2 or 1 for the reason
};

ClassFile played(const Script& script) {
  lessons::AttemptBook book;
  lessons::DeskOptions options;
  options.learner = script.learner;
  Diagnostics problems;
  const auto desk = lessons::Desk::open(library(), kExercise, book, words(), options, problems);
  REQUIRE(desk != nullptr);
  if (!script.bet.empty()) CHECK(desk->predict("", script.bet, "think").status == lessons::ReplyStatus::Pass);
  if (!script.readings.empty()) CHECK(desk->run().status == lessons::ReplyStatus::Pass);
  for (const std::string& reading : script.readings) desk->read("", reading);
  for (const std::string& reason : script.reasons) desk->explain(reason, "");
  return {std::make_shared<Source>(Source{script.learner + ".jsonl", book.text()}),
          lessons::AttemptBook::read(book.text()),
          {}};
}

/// 8 bet right, 14 think of a function that is always on, 4 forget the request, 3 are far too high, 1 a thousand times.
std::vector<Script> thirty() {
  std::vector<Script> scripts;
  for (int i = 0; i < 30; ++i) {
    Script script;
    script.learner = "learner-" + std::string(i < 10 ? "0" : "") + std::to_string(i);
    const Numbers numbers(script.learner);
    const std::string right = typed(numbers.right());
    script.bet = i < 8    ? right
                 : i < 22 ? typed(Numbers::always_on())
                 : i < 26 ? typed(numbers.without_requests())
                 : i < 29 ? typed(numbers.right() * 7)
                          : typed(numbers.right() * 1000);
    script.points = 1;
    switch (i % 5) {
      case 0:  // right at once, and knows why
        script.readings = {right};
        script.reasons = {"x.running"};
        script.points += 2 + 2;
        break;
      case 1:  // right at the third time; the reason at the second
        script.readings = {typed(numbers.right() * 2), typed(numbers.right() * 3), right};
        script.reasons = {"x.size", "x.running"};
        script.points += 2 + 1;
        break;
      case 2:  // three failures show the worked explanation: what is copied from it counts for nothing
        script.readings = {typed(numbers.right() * 2), typed(numbers.right() * 3), typed(numbers.right() * 4), right};
        script.reasons = {"x.running"};
        script.points += 0 + 2;
        break;
      case 3:  // stops after a wrong reading
        script.readings = {typed(numbers.right() * 2)};
        break;
      default:  // bets and runs no further
        break;
    }
    scripts.push_back(script);
  }
  return scripts;
}

const std::vector<ClassFile>& files() {
  static const std::vector<ClassFile> played_files = [] {
    std::vector<ClassFile> all;
    for (const Script& script : thirty()) all.push_back(played(script));
    return all;
  }();
  return played_files;
}

const Bar* bar(const classroom::QuestionTally& question, Bar::Meaning meaning, const std::string& id = "") {
  for (const Bar& each : question.bars) {
    if (each.meaning == meaning && each.id == id) return &each;
  }
  return nullptr;
}

ClassFile changed(const std::string& name, const std::string& text) {
  return {std::make_shared<Source>(Source{name, text}), lessons::AttemptBook::read(text), {}};
}

std::string doubts(const ClassFile& file) {
  Diagnostics problems;
  const std::vector<ClassFile> all = [&] {
    std::vector<ClassFile> one;
    one.push_back(changed(file.source->name, file.source->text));
    return one;
  }();
  std::string codes;
  for (const Diagnostic& doubt : classroom::doubts_about(all[0], classroom::works_of(library(), all, problems)))
    codes += (codes.empty() ? "" : " ") + doubt.code + ":" + std::to_string(doubt.location.line);
  return codes;
}

}  // namespace

TEST_CASE("thirty learners with numbers of their own are counted and marked in less than five seconds") {
  const std::vector<Script> scripts = thirty();
  const std::vector<ClassFile>& handed_in = files();
  const auto begin = std::chrono::steady_clock::now();
  Diagnostics problems;
  const Tally tally = classroom::tally(library(), handed_in, {}, problems);
  const Marks marks = classroom::grade(library(), handed_in, words(), problems);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  CHECK(took.count() < 5);
  CHECK(problems.empty());

  REQUIRE(tally.exercises.size() == 1);
  CHECK(tally.learners == 30);
  const classroom::QuestionTally& question = tally.exercises[0].questions[0];
  CHECK(question.bets == 30);
  CHECK(question.right == 8);
  REQUIRE(bar(question, Bar::Meaning::Misconception, "m.always_on") != nullptr);
  CHECK(bar(question, Bar::Meaning::Misconception, "m.always_on")->count == 14);
  CHECK(bar(question, Bar::Meaning::Misconception, "m.no_request")->count == 4);
  CHECK(bar(question, Bar::Meaning::Misconception, "m.unit_1000")->count == 1);
  CHECK(bar(question, Bar::Meaning::TooHigh)->count == 3);
  CHECK(question.advice == Advice::Reteach);  // 8 of 30 are 27 %
  CHECK(question.dominant == "m.always_on");  // 14 of the 22 wrong ones
  CHECK_FALSE(question.flat);

  REQUIRE(marks.rows.size() == 30);
  for (std::size_t i = 0; i < 30; ++i) {
    CAPTURE(i);
    CHECK(marks.rows[i].learner == scripts[i].learner);
    CHECK(marks.rows[i].points() == doctest::Approx(scripts[i].points));
    CHECK(marks.rows[i].doubts.empty());
  }
}

TEST_CASE("learners have different numbers, and the same ones whenever they ask") {
  Diagnostics problems;
  const auto names = classroom::read_learners("learner\nana\nleo\nsara\nomar\nana\n");
  CHECK(names == std::vector<std::string>{"ana", "leo", "sara", "omar"});
  const auto table = classroom::variants(library(), exercise(), names, true, words(), problems);
  const auto again = classroom::variants(library(), exercise(), {"leo"}, false, words(), problems);
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[1].numbers == again.rows[0].numbers);
  CHECK(again.rows[0].answers.empty());
  CHECK(table.rows[0].numbers != table.rows[1].numbers);
  const auto money = Money::from_decimal(typed(Numbers("ana").right()).substr(0, 6));
  REQUIRE(money);
  CHECK(table.rows[0].answers[0].substr(0, 5) == words().money(*money, 4).substr(0, 5));
}

TEST_CASE("lists of learners: one a line, or a column of a table") {
  CHECK(classroom::read_learners("ana\n\n# group two\nleo\n") == std::vector<std::string>{"ana", "leo"});
  CHECK(classroom::read_learners("name,learner\nAna P.,a1\n\"Leo\",\"a2\"\n") == std::vector<std::string>{"a1", "a2"});
  CHECK(classroom::read_learners("\xEF\xBB\xBFUsername,Email\r\nana,x\r\n") == std::vector<std::string>{"ana"});
  CHECK(classroom::read_learners("").empty());
}

TEST_CASE("a changed, a missing and a moved line are told, with the line") {
  const ClassFile& good = files()[1];  // bet, run, three readings, two explanations
  CHECK(doubts(good).empty());
  std::string text = good.source->text;
  const std::size_t at = text.find("\"action\":\"predict\"");
  REQUIRE(at != std::string::npos);
  const auto line_of = [&](std::size_t place) {
    return std::to_string(1 + std::count(good.source->text.begin(),
                                         good.source->text.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
  };
  std::string altered = text;
  const std::size_t confidence = altered.find("think");
  altered.replace(confidence, 5, "guess");
  CHECK(doubts(changed("a.jsonl", altered)) == "class_altered:" + line_of(confidence));
  std::string missing = text;
  const std::size_t first_read = missing.find("\"action\":\"read\"");
  const std::size_t start = missing.rfind('\n', first_read) + 1;
  missing.erase(start, missing.find('\n', start) + 1 - start);
  CHECK(doubts(changed("b.jsonl", missing)).rfind("class_moved:" + line_of(start), 0) == 0);
  CHECK(doubts(changed("c.jsonl", text + "{\"torn")).rfind("class_torn:", 0) == 0);
}

TEST_CASE("bets in altered lines do not count, and a mark with a doubt says so") {
  std::string text = files()[0].source->text;
  text.replace(text.find("think"), 5, "guess");
  std::vector<ClassFile> handed_in;
  handed_in.push_back(changed("learner-00.jsonl", text));
  Diagnostics problems;
  const Tally tally = classroom::tally(library(), handed_in, {}, problems);
  CHECK(tally.left_out == 1);
  CHECK(tally.exercises[0].questions[0].bets == 0);
  const Marks marks = classroom::grade(library(), handed_in, words(), problems);
  REQUIRE(marks.rows.size() == 1);
  CHECK_FALSE(marks.rows[0].doubts.empty());
  CHECK(classroom::moodle_csv(marks, words()).find("not as it was written") != std::string::npos);
}

TEST_CASE("work done with somebody else's numbers is seen") {
  lessons::AttemptBook book;
  lessons::Attempt line;
  line.action = "predict";
  line.learner = "ana";
  line.exercise = kExercise;
  line.uuid = exercise()->uuid;
  line.seed = lessons::seed_of("leo", *exercise());
  line.question = "bill";
  line.typed = line.reading = "0.02";
  book.append(line);
  CHECK(doubts(changed("ana.jsonl", book.text())) == "class_other_numbers:1");
}

TEST_CASE("who is in two files counts once, with the longer one") {
  std::vector<ClassFile> twice;
  const Script longer = thirty()[0];
  Script shorter = longer;
  shorter.readings.clear();
  shorter.reasons.clear();
  twice.push_back(played(shorter));
  twice.push_back(played(longer));
  Diagnostics problems;
  const Marks marks = classroom::grade(library(), twice, words(), problems);
  REQUIRE(marks.rows.size() == 1);
  CHECK(marks.rows[0].points() == doctest::Approx(5));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "class_twice");
  problems.clear();
  CHECK(classroom::tally(library(), twice, {}, problems).learners == 1);
}

TEST_CASE("advice follows the share: under 30, to 70, over 70 per cent") {
  const auto advice = [](int right, int wrong, const std::string& kind) {
    std::vector<ClassFile> handed_in;
    for (int i = 0; i < right + wrong; ++i) {
      Script script;
      script.learner = "n" + std::to_string(i);
      const Numbers numbers(script.learner);
      const double factors[] = {7, 0.1, 20, 0.01};
      script.bet = i < right             ? typed(numbers.right())
                   : kind == "always_on" ? typed(Numbers::always_on())
                                         : typed(numbers.right() * factors[i % 4]);
      handed_in.push_back(played(script));
    }
    Diagnostics problems;
    return classroom::tally(library(), handed_in, {}, problems).exercises.at(0).questions.at(0);
  };
  CHECK(advice(2, 5, "").advice == Advice::Reteach);  // 29 %
  CHECK(advice(3, 7, "").advice == Advice::Discuss);  // 30 %
  CHECK(advice(7, 3, "").advice == Advice::Discuss);  // 70 %
  CHECK(advice(5, 2, "").advice == Advice::GoOn);     // 71 %
  CHECK(advice(3, 7, "").flat);
  CHECK(advice(3, 7, "").dominant.empty());
  CHECK(advice(3, 7, "always_on").dominant == "m.always_on");
  CHECK_FALSE(advice(3, 7, "always_on").flat);
  CHECK_FALSE(advice(5, 2, "").flat);
}

TEST_CASE("a tally names nobody, in any form") {
  Diagnostics problems;
  const Tally tally = classroom::tally(library(), files(), {}, problems);
  page::TextOptions options;
  for (const std::string& text : {classroom::text_tally(tally, library(), words(), options),
                                  classroom::html_tally(tally, library(), words()), classroom::to_json(tally)}) {
    CHECK(text.find("learner-") == std::string::npos);
    CHECK(text.find("jsonl") == std::string::npos);
    CHECK(text.find("m.always_on") != std::string::npos);
    CHECK(text.find("14") != std::string::npos);
  }
}

TEST_CASE("marks as Moodle and Canvas import them; no cell is a formula") {
  Marks marks;
  marks.exercises = {"L04.E1", "L04.E2"};
  marks.of = {5, 5};
  marks.rows.push_back({"=HYPERLINK(\"x\")", {{4.5, 5, true}, {0, 5, false}}, {}});
  marks.rows.push_back({"ana, p", {{5, 5, true}, {2, 5, true}}, {}});
  CHECK(classroom::moodle_csv(marks, words()) ==
        "Username,L04.E1,L04.E2,Total,Percent,Remarks\n"
        "\"'=HYPERLINK(\"\"x\"\")\",4.5,,4.5,45,\n"
        "\"ana, p\",5,2,7,70,\n");
  CHECK(classroom::canvas_csv(marks) ==
        "Student,ID,SIS User ID,SIS Login ID,Section,L04.E1,L04.E2\n"
        "    Points Possible,,,,,5,5\n"
        "\"'=HYPERLINK(\"\"x\"\")\",,,\"'=HYPERLINK(\"\"x\"\")\",,4.5,\n"
        "\"ana, p\",,,\"ana, p\",,5,2\n");
}
