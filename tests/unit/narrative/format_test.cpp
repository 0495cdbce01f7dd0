// SPDX-License-Identifier: Apache-2.0
// The formatting table of the teaching material, row by row: value → English, Spanish, Spanish of Mexico.
#include "narrative/format.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "narrative/locale.hpp"

using namespace cloudsim;
using narrative::Locale;
using narrative::LocaleOptions;

namespace {

/// A message file with one message per row that needs words around the value.
narrative::MessageFiles test_messages() {
  return {{"en/test.yaml",
           "en: {test: {quoted: \"“{word}”\", question: \"Ready?\", range: \"{from}–{to}\", clock: \"{at}\"}}"},
          {"es/test.yaml",
           "es: {test: {quoted: \"«{word}»\", question: \"¿Lista?\", range: \"de {from} a {to}\", clock: \"{at}\"}}"}};
}

struct Languages {
  Locale en, es, mx;
};

const Languages& languages() {
  static const Languages all = [] {
    LocaleOptions options;
    options.files = test_messages();
    return Languages{Locale::load("en", options), Locale::load("es", options), Locale::load("es-MX", options)};
  }();
  return all;
}

/// ~ stands for U+00A0 in the expected texts.
std::string no_breaks(std::string text) {
  for (std::size_t at = text.find('~'); at != std::string::npos; at = text.find('~')) text.replace(at, 1, "\xC2\xA0");
  return text;
}

struct Row {
  const char* kind;
  ArgumentValue value;
  const char* en;
  const char* es;
  const char* mx;
};

ArgumentValue money(const char* decimal) { return *Money::from_decimal(decimal); }
ArgumentValue whole(std::int64_t value) { return value; }
ArgumentValue texts(std::vector<std::string> items) { return items; }

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.kind);
    CAPTURE(row.en);
    CHECK(languages().en.show(row.kind, row.value) == no_breaks(row.en));
    CHECK(languages().es.show(row.kind, row.value) == no_breaks(row.es));
    CHECK(languages().mx.show(row.kind, row.value) == no_breaks(row.mx));
  }
}

}  // namespace

TEST_CASE("whole numbers and decimals") {
  check({
      {"int", whole(0), "0", "0", "0"},
      {"int", whole(999), "999", "999", "999"},
      {"int", whole(1000), "1,000", "1000", "1,000"},
      {"int", whole(9999), "9,999", "9999", "9,999"},
      {"int", whole(10000), "10,000", "10~000", "10,000"},
      {"int", whole(12345), "12,345", "12~345", "12,345"},
      {"int", whole(1000000), "1,000,000", "1~000~000", "1,000,000"},
      {"int", whole(1234567), "1,234,567", "1~234~567", "1,234,567"},
      {"int", whole(-3), "-3", "-3", "-3"},
      {"num(1)", 0.5, "0.5", "0,5", "0.5"},
      {"num(1)", 1.0, "1.0", "1,0", "1.0"},
      {"num(2)", 3.14159, "3.14", "3,14", "3.14"},
      {"num(1)", 1234.5, "1,234.5", "1234,5", "1,234.5"},
      {"num(2)", 12345.678, "12,345.68", "12~345,68", "12,345.68"},
      {"num(2)", -0.0004, "0.00", "0,00", "0.00"},
  });
}

TEST_CASE("totals, prices and percentages") {
  check({
      {"usd", money("0"), "$0.00", "0,00~USD", "0.00~USD"},
      {"usd", money("0.0206"), "$0.0206", "0,0206~USD", "0.0206~USD"},
      {"usd", money("0.2496"), "$0.2496", "0,2496~USD", "0.2496~USD"},
      {"usd", money("0.00004"), "$0.0000400", "0,0000400~USD", "0.0000400~USD"},
      {"usd", money("12.5"), "$12.50", "12,50~USD", "12.50~USD"},
      {"usd", money("1234.5"), "$1,234.50", "1234,50~USD", "1,234.50~USD"},
      {"usd", money("12345.678"), "$12,345.68", "12~345,68~USD", "12,345.68~USD"},
      {"usd", money("-1.5"), "-$1.50", "-1,50~USD", "-1.50~USD"},
      {"price", money("0.2"), "$0.20", "0,20~USD", "0.20~USD"},
      {"price", money("0.0104"), "$0.0104", "0,0104~USD", "0.0104~USD"},
      {"price", money("0.0000166667"), "$0.0000166667", "0,0000166667~USD", "0.0000166667~USD"},
      {"price", money("0.0000002"), "$0.0000002", "0,0000002~USD", "0.0000002~USD"},
      {"percent(1)", 0.125, "12.5%", "12,5~%", "12.5%"},
      {"percent(0)", 1.0, "100%", "100~%", "100%"},
      {"percent(2)", 0.9981, "99.81%", "99,81~%", "99.81%"},
  });
}

TEST_CASE("times, dates, sizes and rates") {
  const ArgumentValue afternoon = SimTime{Duration::seconds(14 * 3600 + 5 * 60 + 9).ns};
  check({
      {"duration(short)", Duration::milliseconds(600), "600~ms", "600~ms", "600~ms"},
      {"seconds(2)", Duration::milliseconds(5440), "5.44~s", "5,44~s", "5.44~s"},
      {"duration(short)", Duration::milliseconds(5440), "5.44~s", "5,44~s", "5.44~s"},
      {"duration(short)", Duration::seconds(75), "1~min~15~s", "1~min~15~s", "1~min~15~s"},
      {"duration(short)", Duration::seconds(18000), "5~h", "5~h", "5~h"},
      {"duration(words)", Duration::seconds(18000), "5 hours", "5 horas", "5 horas"},
      {"duration(words)", Duration::seconds(1), "1 second", "1 segundo", "1 segundo"},
      {"duration(words, 1)", Duration::seconds(1), "1.0 seconds", "1,0 segundo", "1.0 segundo"},
      {"duration(words, 1)", Duration::milliseconds(500), "0.5 seconds", "0,5 segundos", "0.5 segundos"},
      {"instant", SimTime{75'000'000'000}, "t~=~75~s", "t~=~75~s", "t~=~75~s"},
      {"clock", afternoon, "14:05:09", "14:05:09", "14:05:09"},
      {"date", std::string("2026-03-07"), "March 7, 2026", "7 de marzo de 2026", "7 de marzo de 2026"},
      {"text", std::string("2026-03-07"), "2026-03-07", "2026-03-07", "2026-03-07"},
      {"bytes", whole(std::int64_t{512} << 20), "512~MB", "512~MB", "512~MB"},
      {"bytes", whole(std::int64_t{10240} << 20), "10,240~MB", "10~240~MB", "10,240~MB"},
      {"counted(unit.gb_second)", whole(1200), "1,200~GB-seconds", "1200~GB-segundos", "1,200~GB-segundos"},
      {"rate", 1.0, "1 request/s", "1 solicitud/s", "1 solicitud/s"},
      {"rate", 0.05, "3 requests/min", "3 solicitudes/min", "3 solicitudes/min"},
      {"rate", 0.001, "3.6 requests/h", "3,6 solicitudes/h", "3.6 solicitudes/h"},
      {"rate", 200.0, "200 requests/s", "200 solicitudes/s", "200 solicitudes/s"},
  });
}

TEST_CASE("counted things, ordinals and lists") {
  check({
      {"approx(term.request)", whole(134), "about 134", "unas 134", "unas 134"},
      {"approx(term.environment)", whole(134), "about 134", "unos 134", "unos 134"},
      {"counted(term.request)", whole(0), "0 requests", "0 solicitudes", "0 solicitudes"},
      {"counted(term.request)", whole(1), "1 request", "1 solicitud", "1 solicitud"},
      {"counted(term.request)", whole(21), "21 requests", "21 solicitudes", "21 solicitudes"},
      {"counted(term.request)", whole(1000000), "1,000,000 requests", "1~000~000 de solicitudes",
       "1,000,000 de solicitudes"},
      {"counted(term.request)", whole(2500000), "2,500,000 requests", "2~500~000 solicitudes", "2,500,000 solicitudes"},
      {"big", whole(2'000'000'000), "2 billion", "2 mil millones", "2 mil millones"},
      {"big", whole(1'000'000), "1 million", "1 millón", "1 millón"},
      {"ordinal(term.instance)", whole(1), "1st", "1.ª", "1.ª"},
      {"ordinal(term.attempt)", whole(2), "2nd", "2.º", "2.º"},
      {"ordinal(term.attempt)", whole(11), "11th", "11.º", "11.º"},
      {"ordinal(term.attempt)", whole(21), "21st", "21.º", "21.º"},
      {"list(and)", texts({"EC2", "Lambda", "ECS"}), "EC2, Lambda, and ECS", "EC2, Lambda y ECS", "EC2, Lambda y ECS"},
      {"list(and)", texts({"Lambda", "images"}), "Lambda and images", "Lambda e images", "Lambda e images"},
      {"list(and)", texts({"Lambda", "imágenes"}), "Lambda and imágenes", "Lambda e imágenes", "Lambda e imágenes"},
      {"list(or)", texts({"7", "8"}), "7 or 8", "7 u 8", "7 u 8"},
      {"yes_no", whole(1), "yes", "sí", "sí"},
      {"yes_no", whole(0), "no", "no", "no"},
  });
}

TEST_CASE("ranges, quotes and questions are written by the messages; quotes follow the country") {
  const Languages& all = languages();
  const Arguments range = {{"from", whole(10)}, {"to", whole(20)}};
  CHECK(all.en.text("test.range", range) == "10–20");
  CHECK(all.es.text("test.range", range) == "de 10 a 20");
  CHECK(all.mx.text("test.range", range) == "de 10 a 20");
  CHECK(all.en.text("test.quoted", {{"word", "hello"}}) == "“hello”");
  CHECK(all.es.text("test.quoted", {{"word", "hola"}}) == "«hola»");
  CHECK(all.mx.text("test.quoted", {{"word", "hola"}}) == "“hola”");
  CHECK(all.en.text("test.question") == "Ready?");
  CHECK(all.es.text("test.question") == "¿Lista?");
  CHECK(all.mx.text("test.question") == "¿Lista?");
}

TEST_CASE("each country gets its number style, and --numbers overrides it") {
  for (const char* point : {"MX", "US", "PR", "GT", "SV", "HN", "NI", "PA", "DO", "CU", "PE", "419"})
    CHECK(narrative::style_of(std::string("es-") + point) == narrative::NumberStyle::Point);
  for (const char* comma : {"ES", "AR", "BO", "CL", "CO", "CR", "EC", "GQ", "PY", "UY", "VE"})
    CHECK(narrative::style_of(std::string("es-") + comma) == narrative::NumberStyle::Comma);
  CHECK(narrative::style_of("es") == narrative::NumberStyle::Comma);
  CHECK(narrative::style_of("en-ES") == narrative::NumberStyle::English);
  LocaleOptions options;
  options.numbers = narrative::NumberStyle::Comma;
  CHECK(Locale::load("es-PE", options).number(1234.5, 1) == "1234,5");
  CHECK(Locale::load("en", options).number(1234.5, 1) == "1234,5");
}

TEST_CASE("plain text has no U+00A0, and no groups that would need one") {
  LocaleOptions options;
  options.plain = true;
  options.files = test_messages();
  const Locale plain = Locale::load("es", options);
  CHECK(plain.show("int", whole(12345)) == "12345");
  CHECK(plain.show("percent(0)", 0.5) == "50 %");
  CHECK(plain.show("usd", money("12.5")) == "12,50 USD");
  CHECK(plain.show("duration(short)", Duration::seconds(75)) == "1 min 15 s");
  CHECK(plain.show("duration(short)", Duration::nanoseconds(2500)) == "2,5 us");
  CHECK(plain.text("test.quoted", {{"word", "hola"}}) == "\"hola\"");
}

TEST_CASE("durations round within three digits, and rounding never prints 60 s or 1000 ms") {
  const narrative::NumberFormat plain{narrative::NumberStyle::English, true};
  const auto shown = [&](std::int64_t ns) { return narrative::short_duration({ns}, plain); };
  CHECK(shown(0) == "0 s");
  CHECK(shown(999) == "999 ns");
  CHECK(shown(999'700'000) == "1 s");
  CHECK(shown(59'970'000'000) == "1 min");
  CHECK(shown(59'940'000'000) == "59.9 s");
  CHECK(shown(3'690'000'000'000) == "1 h 1 min 30 s");  // 3690 s
  CHECK(shown(3'599'600'000'000) == "1 h");
  CHECK(shown(86'400'000'000'000) == "24 h");
  CHECK(shown(2'592'000'000'000'000) == "30 d");
  CHECK(shown(-75'000'000'000) == "-1 min 15 s");
}

TEST_CASE("work is counted in minutes: none of it is 0 min") {
  check({{"duration(work)", Duration{}, "0~min", "0~min", "0~min"},
         {"duration(work)", Duration::seconds(35), "35~s", "35~s", "35~s"},
         {"duration(work)", Duration::seconds(95 * 60 + 29), "1~h~35~min", "1~h~35~min", "1~h~35~min"}});
}

TEST_CASE("a total that rounds up to one dollar is written like one") {
  CHECK(narrative::total_decimal(*Money::from_decimal("0.99996")) == "1.00");
  CHECK(narrative::total_decimal(*Money::from_decimal("0.99994")) == "0.9999");
  CHECK(narrative::total_decimal(*Money::from_decimal("0.00001234")) == "0.0000123");
  CHECK(narrative::total_decimal(*Money::from_decimal("0.000000000001")) == "0.000000000001");
}

TEST_CASE("shares in prose have two figures") {
  const narrative::NumberFormat english;
  const auto shown = [&](double share) { return narrative::percent(share, -1, english); };
  CHECK(shown(1) == "100%");
  CHECK(shown(15.0 / 135) == "11%");
  CHECK(shown(330.0 / 21600) == "1.5%");
  CHECK(shown(1.0 / 5000) == "0.02%");
  CHECK(shown(0.0996) == "10%");
  CHECK(shown(0) == "0%");
}

TEST_CASE("money rounds half to even, from the exact decimal") {
  CHECK(narrative::fixed_decimal(*Money::from_decimal("2.345"), 2) == "2.34");
  CHECK(narrative::fixed_decimal(*Money::from_decimal("2.355"), 2) == "2.36");
  CHECK(narrative::fixed_decimal(*Money::from_decimal("-0.004"), 2) == "0.00");
}

TEST_CASE("plural classes follow the printed number") {
  using narrative::Plural;
  CHECK(narrative::plural_class("en", "1") == Plural::One);
  CHECK(narrative::plural_class("en", "1.0") == Plural::Other);
  CHECK(narrative::plural_class("es", "1.0") == Plural::One);
  CHECK(narrative::plural_class("es", "1000000") == Plural::Many);
  CHECK(narrative::plural_class("es", "1000001") == Plural::Other);
  CHECK(narrative::plural_class("en", "1000000") == Plural::Other);
  CHECK(narrative::plural_class("es", "0") == Plural::Zero);
}
