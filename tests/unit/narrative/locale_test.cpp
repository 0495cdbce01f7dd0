// SPDX-License-Identifier: Apache-2.0
#include "narrative/locale.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/error.hpp"

using namespace cloudsim;
using narrative::Kind;
using narrative::Locale;
using narrative::LocaleOptions;
using narrative::Message;

namespace {

Locale load(const char* tag, narrative::MessageFiles files) {
  LocaleOptions options;
  options.files = std::move(files);
  return Locale::load(tag, options);
}

}  // namespace

TEST_CASE("tags: language and country, as people and systems write them") {
  CHECK(narrative::normalized_tag("es_MX.UTF-8") == "es-MX");
  CHECK(narrative::normalized_tag("ES-mx@euro") == "es-MX");
  CHECK(narrative::normalized_tag("C") == "en");
  CHECK(narrative::normalized_tag("") == "en");
  CHECK(Locale::load("es-PE").language() == "es");
  CHECK(Locale::load("es-ES").language() == "es");
  CHECK(Locale::load("de").language() == "en");
  CHECK(Locale::load("en-GB").language() == "en");
}

TEST_CASE("an overlay changes its own words and leaves the others") {
  CHECK(Locale::load("es-ES").text("report.section.cost") == "Coste");
  CHECK(Locale::load("es-AR").text("report.section.cost") == "Costo");
  CHECK(Locale::load("es-ES").text("report.section.latency") == "Latencia");
}

TEST_CASE("an entity takes its articles from the noun's gender") {
  const narrative::MessageFiles files = {
      {"schema/t.yaml",
       "test.host: {args: {host: entity(term.host)}}\n"
       "test.server: {args: {unit: term, server: entity(@unit)}}\n"},
      {"es/t.yaml",
       "es: {test: {host: '{host}|{host_the}|{host_a}|{host_of}|{host_to}', "
       "server: '{server_the}|{server_of}|{unit_a}|{unit_plural}|{unit_the_plural}'}}"},
      {"en/t.yaml",
       "en: {test: {host: '{host}|{host_the}|{host_a}|{host_of}|{host_to}', "
       "server: '{server_the}|{server_of}|{unit_a}|{unit_plural}|{unit_the_plural}'}}"}};
  const Locale es = load("es", files);
  const Locale en = load("en", files);
  CHECK(es.text("test.host", {{"host", "h-07"}}) == "h-07|el host h-07|un host|del host h-07|al host h-07");
  CHECK(en.text("test.host", {{"host", "h-07"}}) == "h-07|the host h-07|a host|of the host h-07|to the host h-07");
  const Arguments instance = {{"unit", "instance"}, {"server", "web-1"}};
  CHECK(es.text("test.server", instance) ==
        "la instancia web-1|de la instancia web-1|una instancia|instancias|las instancias");
  CHECK(en.text("test.server", instance) ==
        "the instance web-1|of the instance web-1|an instance|instances|the instances");
}

TEST_CASE("select by value, by gender, and plural inside") {
  const narrative::MessageFiles files = {
      {"schema/t.yaml",
       "test.state: {args: {result: 'enum(under, over)', n: int}, plural_by: n}\n"
       "test.ready: {args: {unit: term}}\n"},
      {"es/t.yaml",
       "es: {test: {state: {select_result: {under: {one: uno, other: '{n} menos'}, over: más}}, "
       "ready: {select_unit_gender: {m: listo, f: lista}}}}"}};
  const Locale es = load("es", files);
  CHECK(es.text("test.state", {{"result", "under"}, {"n", std::int64_t{1}}}) == "uno");
  CHECK(es.text("test.state", {{"result", "under"}, {"n", std::int64_t{4}}}) == "4 menos");
  CHECK(es.text("test.state", {{"result", "over"}, {"n", std::int64_t{4}}}) == "más");
  CHECK(es.text("test.ready", {{"unit", "instance"}}) == "lista");
  CHECK(es.text("test.ready", {{"unit", "container"}}) == "listo");
}

TEST_CASE("what is missing is seen, and nothing throws") {
  const Locale en =
      load("en", {{"schema/t.yaml", "test.gap: {args: {a: int}}"}, {"en/t.yaml", "en: {test: {gap: '{a} {b}'}}"}});
  CHECK(en.text("no.such.key") == "⟦no.such.key⟧");
  CHECK(en.text("test.gap", {{"a", std::int64_t{1}}}) == "1 ⟦b⟧");
  CHECK(en.text("test.gap") == "⟦a⟧ ⟦b⟧");
  CHECK(en.show("no kind", std::int64_t{1}) == "⟦no kind⟧");
  // A value of another type than declared becomes a zero, not an exception.
  CHECK(en.show("usd", std::string("x")) == "$0.00");
  CHECK(en.show("big", std::string("x")) == "0");
}

TEST_CASE("a text from the language of last resort is marked") {
  const Locale es = load("es", {{"en/t.yaml", "en: {test: {only: Only English}}"}});
  CHECK(es.text("test.only") == "⟦en⟧Only English");
}

TEST_CASE("an override takes the place of one message; braces are written twice") {
  const Locale es = load("es", {{"locales/es/mine.yaml", "es: {report: {section: {cost: 'Precio {{USD}}'}}}"}});
  CHECK(es.text("report.section.cost") == "Precio {USD}");
  CHECK(es.text("report.section.latency") == "Latencia");
}

TEST_CASE("a broken message file is refused with its place") {
  const auto problem_of = [](const char* path, const char* text) -> std::string {
    try {
      load("en", {{path, text}});
    } catch (const Error& error) {
      CHECK(error.code() == "catalogue_invalid");
      return std::get<std::string>(error.arguments()[0].value) + " " +
             std::get<std::string>(error.arguments()[1].value);
    }
    return "accepted";
  };
  CHECK(problem_of("en/t.yaml", "en:\n  a: '{x:.2f}'") == "en/t.yaml:2:3 bad_text");
  CHECK(problem_of("en/t.yaml", "en:\n  a: '{X}'") == "en/t.yaml:2:3 bad_text");
  CHECK(problem_of("en/t.yaml", "en:\n  a: 'open {'") == "en/t.yaml:2:3 bad_text");
  CHECK(problem_of("en/t.yaml", "en:\n  a: 'shut }'") == "en/t.yaml:2:3 bad_text");
  CHECK(problem_of("en/t.yaml", "en:\n  a: {one: x}") == "en/t.yaml:2:3 bad_branches");
  CHECK(problem_of("en/t.yaml", "en:\n  a: {select_b: x}") == "en/t.yaml:2:3 bad_branches");
  CHECK(problem_of("en/t.yaml", "es:\n  a: x").find("unreadable") != std::string::npos);
  CHECK(problem_of("en/t.yaml", "en:\n  a: x\n  a: y").find("unreadable") != std::string::npos);
  CHECK(problem_of("schema/t.yaml", "a.b: {args: {x: 'num'}}") == "schema/t.yaml:1:1 bad_schema");
  CHECK(problem_of("schema/t.yaml", "a.b: {args: {x: 'money'}}") == "schema/t.yaml:1:1 bad_schema");
}

TEST_CASE("kinds: what can be declared") {
  for (const char* good : {"int",
                           "num(2)",
                           "usd",
                           "price",
                           "percent(0)",
                           "duration(short)",
                           "duration(words)",
                           "duration(words, 1)",
                           "seconds(2)",
                           "instant",
                           "clock",
                           "date",
                           "bytes",
                           "rate",
                           "counted(term.request)",
                           "counted(@unit)",
                           "approx(term.request)",
                           "ordinal(term.x)",
                           "big",
                           "entity(term.host)",
                           "entity(@unit)",
                           "term",
                           "list(and)",
                           "list(or)",
                           "enum(a, b)",
                           "text",
                           "yes_no"}) {
    CAPTURE(good);
    CHECK(Kind::parse(good).has_value());
  }
  for (const char* bad :
       {"", "num", "num()", "num(x)", "num(12)", "percent(x)", "duration", "duration(long)", "duration(short, 1)",
        "counted", "counted(request)", "list", "list(xor)", "enum", "int(3)", "text(", "money"}) {
    CAPTURE(bad);
    CHECK_FALSE(Kind::parse(bad).has_value());
  }
}

TEST_CASE("a text in several languages: own, then English, then the first") {
  CHECK(Locale::load("es").choose({{"en", "a"}, {"es", "b"}}) == "b");
  CHECK(Locale::load("es-ES").choose({{"en", "a"}, {"es", "b"}, {"es-ES", "c"}}) == "c");
  CHECK(Locale::load("es").choose({{"pt", "p"}, {"en", "a"}}) == "a");
  CHECK(Locale::load("es").choose({{"pt", "p"}}) == "p");
  CHECK(Locale::load("es").choose({}).empty());
}
