// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lessons/library.hpp"
#include "lessons/texts.hpp"
#include "lessons/typed_answer.hpp"

namespace {

using namespace cloudsim;

const lessons::Blocks blocks_of_l08(const char* tag) {
  Diagnostics problems;
  return lessons::lesson_blocks(lessons::Library(), tag, "L08", problems);
}

}  // namespace

TEST_CASE("the unit that a question asks for may be typed, in short and in the language's words") {
  lessons::Question question;
  question.unit = lessons::Unit::Minutes;
  const narrative::Locale en = narrative::Locale::load("en");
  const narrative::Locale es = narrative::Locale::load("es");
  for (const char* typed : {"95", "95 min", "95min", "95 minutes"}) {
    const auto understood = lessons::understand(question, {}, typed, en);
    REQUIRE(understood.has_value());
    CHECK(understood->reading == "95");
  }
  CHECK(lessons::understand(question, {}, "95 minutos", es).has_value());
  CHECK_FALSE(lessons::understand(question, {}, "95 h", en).has_value());
}

TEST_CASE("a country's words stand in the place of its language's; all others stay") {
  Diagnostics problems;
  const auto exercise = lessons::Library().exercise("L08.E1", problems);
  REQUIRE(exercise != nullptr);
  const auto texts = lessons::ExerciseTexts::load(lessons::Library(), *exercise, problems);
  const narrative::Locale es = narrative::Locale::load("es");
  const narrative::Locale spain = narrative::Locale::load("es-ES");
  CHECK(texts.text(es, "title", {}) == "En mi computadora sí funciona");
  CHECK(texts.text(spain, "title", {}) == "En mi ordenador sí funciona");
  CHECK(texts.text(spain, "h.red_rows", {}) == texts.text(es, "h.red_rows", {}));
  CHECK(blocks_of_l08("es-ES").find("title")->text() == "En mi ordenador sí funciona");
  CHECK(blocks_of_l08("es").find("title")->text() == "En mi computadora sí funciona");
  CHECK(blocks_of_l08("es-ES").find("exit.why")->text() == blocks_of_l08("es").find("exit.why")->text());
  CHECK(blocks_of_l08("es-MX").all.size() == blocks_of_l08("es").all.size());
  CHECK_FALSE(has_errors(problems));
}
