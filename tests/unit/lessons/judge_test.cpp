// SPDX-License-Identifier: Apache-2.0
#include "lessons/judge.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cloudsim;
using lessons::Answer;
using lessons::Ask;
using lessons::Exercise;
using lessons::Judgement;
using lessons::Misconception;
using lessons::Question;
using lessons::Trial;
using lessons::Verdict;

namespace {

/// A question whose answer is the number itself: what is judged needs no run.
Question question_of(const std::string& answer, double rel, double abs) {
  Question question;
  question.id = "q";
  question.metric = *lessons::Expression::parse(answer);
  question.rel = rel;
  question.abs = abs;
  return question;
}

Misconception mistake(const std::string& id, const std::string& value) {
  Misconception out;
  out.id = id;
  out.value = *lessons::Expression::parse(value);
  return out;
}

Trial nothing_run() {
  Trial trial;
  trial.exercise = std::make_shared<const Exercise>();
  trial.tree = std::make_shared<const lessons::ResultTree>(result::RunResult{});
  return trial;
}

Verdict verdict(const Question& question, const std::string& typed) {
  return lessons::judge_reading(nothing_run(), question, typed).verdict;
}

}  // namespace

TEST_CASE("a number passes within either tolerance, ends included") {
  const Question relative = question_of("200", 0.01, 0);
  CHECK(lessons::passes(relative, 200, 198));  // 1 % of 200 is 2
  CHECK(lessons::passes(relative, 200, 202));
  CHECK(!lessons::passes(relative, 200, 197.9));
  CHECK(!lessons::passes(relative, 200, 202.1));
  const Question absolute = question_of("0", 0, 0.5);
  CHECK(lessons::passes(absolute, 0, 0.5));
  CHECK(!lessons::passes(absolute, 0, -0.6));
  const Question exact = question_of("7", 0, 0);
  CHECK(lessons::passes(exact, 7, 7));
  CHECK(!lessons::passes(exact, 7, 8));
}

TEST_CASE("the first misconception that fits is meant, by value or by factor") {
  Question question = question_of("12.5", 0.01, 0);
  question.misconceptions = {mistake("m.a", "12"), mistake("m.b", "25")};
  Misconception factor;
  factor.id = "m.factor";
  factor.ratios = {1000, 0.001};
  question.misconceptions.push_back(factor);
  const Judgement a = lessons::judge_reading(nothing_run(), question, "12.1");  // within 1 % of 12
  CHECK(a.verdict == Verdict::Misconception);
  CHECK(a.misconception == "m.a");
  CHECK(lessons::judge_reading(nothing_run(), question, "25").misconception == "m.b");
  CHECK(lessons::judge_reading(nothing_run(), question, "12500").misconception == "m.factor");
  CHECK(lessons::judge_reading(nothing_run(), question, "0.0125").misconception == "m.factor");
}

TEST_CASE("rounded too far is nearly right; else direction and ratio") {
  const Question question = question_of("0.0206", 0.01, 0);
  CHECK(verdict(question, "0.0206") == Verdict::Pass);
  CHECK(verdict(question, "0.02") == Verdict::Nearly);
  CHECK(verdict(question, "0.021") == Verdict::Nearly);
  CHECK(verdict(question, "0.022") == Verdict::Higher);
  CHECK(verdict(question, "0.019") == Verdict::Lower);
  const Judgement high = lessons::judge_reading(nothing_run(), question, "0.206");
  CHECK(high.verdict == Verdict::TooHigh);
  CHECK(high.ratio == doctest::Approx(10));
  const Judgement low = lessons::judge_reading(nothing_run(), question, "0.00103");
  CHECK(low.verdict == Verdict::TooLow);
  CHECK(low.ratio == doctest::Approx(20));
  // 104 ÷ 1 would tell the answer: only how far it is at least.
  CHECK(lessons::judge_reading(nothing_run(), question_of("104", 0.01, 0), "1").ratio == 100);
  CHECK(lessons::judge_reading(nothing_run(), question_of("6", 0.01, 0), "1").ratio == 5);
  CHECK(verdict(question_of("19", 0.01, 0), "10") == Verdict::Lower);  // less than twice is no factor
  CHECK(verdict(question, "-0.0206") == Verdict::Lower);
  CHECK(verdict(question_of("0", 0, 0), "3") == Verdict::Higher);
}

TEST_CASE("choices, orders and classes: the share in its place") {
  Question question;
  question.ask = Ask::Order;
  question.options = {"i.a", "i.b", "i.c"};
  question.correct = {"i.a", "i.b", "i.c"};
  CHECK(lessons::judge_reading(nothing_run(), question, "i.a i.b i.c").verdict == Verdict::Pass);
  const Judgement swapped = lessons::judge_reading(nothing_run(), question, "i.b i.a i.c");
  CHECK(swapped.verdict == Verdict::Wrong);
  CHECK(swapped.share == doctest::Approx(1.0 / 3));
  CHECK(lessons::judge_reading(nothing_run(), question, "i.a i.b").verdict == Verdict::Wrong);
}

TEST_CASE("a curve is scored by the area between it and the true one") {
  Question question;
  question.ask = Ask::Range;
  question.at = {0, 10, 20};
  for (const char* point : {"0", "10", "0"}) question.points.push_back(*lessons::Expression::parse(point));
  // True: a triangle of height 10 over 20: area 100. Height 9: area between 10, share 0.9.
  const Judgement near = lessons::judge_reading(nothing_run(), question, "0 9 0");
  CHECK(near.share == doctest::Approx(0.9));
  CHECK(near.verdict == Verdict::Pass);
  // A flat 5 crosses both sides at half height: four triangles of 5 × 5 / 2 = 50, share 0.5.
  const Judgement flat = lessons::judge_reading(nothing_run(), question, "5 5 5");
  CHECK(flat.share == doctest::Approx(0.5));
  CHECK(flat.verdict == Verdict::Wrong);
}
