// SPDX-License-Identifier: Apache-2.0
// Each check against a small language made for it, and all of them against the shipped languages.
#include "language/check.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace cloudsim;
using language::CheckOptions;
using language::MessageFiles;

namespace {

/// The shipped style over languages of a few texts.
MessageFiles small(const std::string& en, const std::string& es, const std::string& schema = "{}") {
  return {{"locales/style.yaml", language::shipped_files().at("locales/style.yaml")},
          {"locales/en/t.yaml", en},
          {"locales/es/t.yaml", es},
          {"locales/schema/t.yaml", schema}};
}

/// What the check finds apart from the lock: "code line".
std::vector<std::string> found(const MessageFiles& files, const CheckOptions& options = {}) {
  std::vector<std::string> codes;
  for (const Diagnostic& problem : language::check(files, options)) {
    if (problem.code == "i18n_new") continue;
    codes.push_back(problem.code + " " + std::to_string(problem.location.line));
  }
  return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("the shipped languages have no finding") {
  for (const Diagnostic& problem : language::check(language::shipped_files())) {
    if (problem.severity == Severity::Warning) continue;
    const auto key = std::find_if(problem.arguments.begin(), problem.arguments.end(),
                                  [](const Argument& argument) { return argument.key == "key"; });
    const std::string name = key == problem.arguments.end() ? "" : std::get<std::string>(key->value);
    const std::string file = problem.location.source == nullptr ? "" : problem.location.source->name;
    FAIL_CHECK(file << ":" << problem.location.line << ": " << problem.code << " " << name);
  }
}

TEST_CASE("two languages that agree have no finding") {
  CHECK(found(small("en: {a: {b: 'Hello.', c: {one: '{n} day', other: '{n} days'}}}",
                    "es: {a: {b: 'Hola.', c: {one: '{n} día', other: '{n} días'}}}",
                    "a.c: {args: {n: int}, plural_by: n, sample: {n: [1, 2]}}")) == Codes{});
}

TEST_CASE("a text that one language lacks is shown where the other has it") {
  CHECK(found(small("en:\n  a: x\n  b: y", "es:\n  a: x")) == Codes{"i18n_missing 3"});
  CHECK(found(small("en:\n  a: x", "es:\n  a: x\n  b: y")) == Codes{"i18n_missing 3"});
  MessageFiles files = small("en:\n  a: x", "es:\n  a: x");
  files["locales/es-ES/t.yaml"] = "es-ES:\n  a: z\n  b: y";
  CHECK(found(files) == Codes{"i18n_extra 3"});
  files = small("en:\n  a: x", "es:\n  a: x");
  files["locales/en/exercises/L01.yaml"] = "en:\n  L01.E1:\n    title: x";
  CHECK(found(files) == Codes{"i18n_missing 3"});
}

TEST_CASE("placeholders agree in every branch; suffixes are the language's own") {
  const std::string schema =
      "a: {args: {n: int, host: entity(term.h)}, plural_by: n, sample: {n: 1, host: h}}\nterm.h: {kind: term}";
  const std::string term = "\n  term: {h: host}";
  CHECK(found(small("en:\n  a: '{n} {host_the}'" + term, "es:\n  a: '{n} {host_of}'" + term, schema)) == Codes{});
  CHECK(found(small("en:\n  a: '{n} {host}'" + term, "es:\n  a: '{n}'" + term, schema)) ==
        Codes{"i18n_lacks_placeholders 2"});
  CHECK(found(small("en:\n  a: '{n}'" + term, "es:\n  a: '{n} {host}'" + term, schema)) ==
        Codes{"i18n_extra_placeholders 2"});
  const std::string choice = "a: {args: {how: 'enum(up, down)', n: int}, sample: {how: [up, down], n: 1}}";
  CHECK(found(small("en:\n  a: {select_how: {up: '{n}', down: x}}", "es:\n  a: {select_how: {up: y, down: x}}",
                    choice)) == Codes{"i18n_lacks_placeholders 2"});
  CHECK(found(small("en:\n  a: {select_how: {up: y, down: x}}", "es:\n  a: {select_how: {up: y}}", choice)) ==
        Codes{"i18n_no_branch 2", "i18n_no_branch 2"});
}

TEST_CASE("schema, branches and samples") {
  CHECK(found(small("en:\n  a: '{n}'", "es:\n  a: '{n}'")) == Codes{"i18n_undeclared 2", "i18n_undeclared 2"});
  CHECK(found(small("en:\n  a: x", "es:\n  a: x", "b: {args: {}}")) == Codes{"i18n_no_message 0"});
  CHECK(found(small("en:\n  a: '{n}'", "es:\n  a: '{n}'", "a: {args: {n: int}}")) == Codes{"i18n_no_sample 2"});
  CHECK(found(small("en:\n  a: '{n}'", "es:\n  a: '{n}'", "a: {args: {n: counted(term.no)}, sample: {n: 1}}")) ==
        Codes{"i18n_unknown_term 2"});
  CHECK(found(small("en:\n  a: {other: x}", "es:\n  a: {one: x, other: y}")) ==
        Codes{"i18n_no_branch 2", "i18n_no_plural_by 2", "i18n_no_plural_by 2"});
  CHECK(found(small("en:\n  a: {one: x, other: '{n}'}", "es:\n  a: '{n}'",
                    "a: {args: {n: int}, plural_by: n, sample: {n: 1}}")) == Codes{"i18n_plural_placeholders 2"});
}

TEST_CASE("files that cannot be read") {
  CHECK(found(small("en:\n  a: '{x:.2f}'", "es:\n  a: x")) == Codes{"i18n_bad_text 2"});
  CHECK(found(small("en:\n  a: {one: x}", "es:\n  a: x")) == Codes{"i18n_bad_branches 2"});
  CHECK(found(small("en:\n  a: x", "es:\n  a: x", "a: {args: {n: money}}")) == Codes{"i18n_bad_schema 1"});
  CHECK(found(small("es:\n  a: x", "es:\n  a: x")) == Codes{"i18n_no_content 1"});
  CHECK(found({{"locales/en/t.yaml", "en: {a: x}"}}) == Codes{"i18n_no_style 0"});
}

TEST_CASE("words that a language does not use, and where they stand on purpose") {
  const auto spanish = [](const std::string& text) { return found(small("en:\n  a: x", "es:\n  a: '" + text + "'")); };
  for (const std::string text : {"El cluster crece.", "Una petición llega.", "Es fácil.", "Haga clic.",
                                 "Su código llega: su código.", "usted", "GB/segundo", "un inicio en frío"}) {
    CAPTURE(text);
    CHECK(spanish(text) == Codes{"i18n_forbidden 2"});
  }
  for (const std::string text :
       {"El clúster crece.", "Otra repetición.", "La implementación falla.", "capa gratuita"}) {
    CAPTURE(text);
    CHECK(spanish(text).size() == (text == "La implementación falla." ? 1 : 0));
  }
  const auto english = [](const std::string& text) {
    return found(small("en:\n  a: \"" + text + "\"", "es:\n  a: x"));
  };
  CHECK(english("It is just a server.") == Codes{"i18n_forbidden 2"});
  CHECK(english("The free tier ends.") == Codes{});
  CHECK(english("A free request.") == Codes{"i18n_forbidden 2"});
  MessageFiles files = small("en:\n  a: x", "es:\n  a: 'El costo'");
  CHECK(found(files) == Codes{"i18n_forbidden 2"});  // what Spain's readers would see
  files["locales/es-ES/t.yaml"] = "es-ES:\n  a: coste";
  CHECK(found(files) == Codes{});
  files["locales/es-ES/t.yaml"] = "es-ES:\n  a: costo";
  CHECK(found(files) == Codes{"i18n_forbidden 2"});
}

TEST_CASE("typography and length") {
  const auto spanish = [](const std::string& text) {
    return found(small("en:\n  a: x", "es:\n  a: \"" + text + "\""));
  };
  for (const std::string text : {"Qué pasa?", "Ya!", "Una «cita.", "(abierto", "dos  espacios", "Fin.Otra vez",
                                 "Son 99,7", "mal .", "un “par"}) {
    CAPTURE(text);
    CHECK(spanish(text) == Codes{"i18n_typography 2"});
  }
  CHECK(spanish("¿Qué pasa? ¡Ya! «Cita» (cerrado).") == Codes{});
  CHECK(spanish("Escribe {{clave: ecs.RunTask}}.") == Codes{});
  std::string long_one = "Uno";
  for (int i = 1; i < 24; ++i) long_one += " más";
  CHECK(spanish(long_one + ".") == Codes{});  // 24 words
  CHECK(spanish(long_one + " más.") == Codes{"i18n_sentence 2"});
  CHECK(found(small("en: {report: {row: {a: Cost}}}", "es: {report: {row: {a: 'La suma de todo junto'}}}")) ==
        Codes{"i18n_label_width 1", "i18n_label_ratio 1"});
}

TEST_CASE("blocks of lessons: same ids, same code, same values, and not too long") {
  const auto lesson = [](const std::string& en, const std::string& es) {
    MessageFiles files = small("en: {a: x}", "es: {a: x}");
    files["locales/en/lessons/L01.md"] = en;
    files["locales/es/lessons/L01.md"] = es;
    return found(files);
  };
  const std::string good = "<!-- id: open -->\nRun `cloudsim list` and see {cost}.\n";
  CHECK(lesson(good, "<!-- id: open -->\nMira {cost} con `cloudsim list`.\n") == Codes{});
  CHECK(lesson(good, "<!-- id: open -->\nMira {cost} con `cloudsim lista`.\n") == Codes{"i18n_block_code 1"});
  CHECK(lesson(good, "<!-- id: open -->\nMira con `cloudsim list`.\n") == Codes{"i18n_block_placeholders 1"});
  CHECK(lesson(good + "<!-- id: run -->\nGo.\n", good) == Codes{"i18n_block_missing 3"});
  CHECK(lesson(good, good + "\n<!-- id: run -->\nYa.\n") == Codes{"i18n_block_missing 4"});
  CHECK(lesson(good + "Two.Three\n", good) == Codes{"i18n_typography 3"});
  CHECK(lesson(good + "A \"straight\" quote.\n", good) == Codes{"i18n_typography 3"});
  std::string long_one = good;
  for (int i = 0; i < 180; ++i) long_one += "One more line of words.\n";  // 6 + 900 words and the heading's
  CHECK(lesson(long_one, good) == Codes{"i18n_lesson_length 0"});
  // What a lesson quotes, and a term of another language in italics, is not ours to correct.
  CHECK(lesson("<!-- id: open -->\nx\n", "<!-- id: open -->\nEl texto escribe «provisionar», y *throughput*.\n") ==
        Codes{});
}

TEST_CASE("keys in code") {
  CheckOptions options;
  options.code["apps/x.cpp"] = "int x;\nsay(locale.text(\"a.used\"));\nsay(locale.text(\"a.lost\", {}));\n";
  CHECK(found(small("en: {a: {used: x}}", "es: {a: {used: x}}"), options) == Codes{"i18n_absent 3"});
  options.code["apps/x.cpp"] = "text(\"a.\" + name); text(\"a.b.\" + name); name = \"used\";";
  CHECK(found(small("en:\n  a: {used: x, b: {any: x}}\n  c: {unused: x}",
                    "es:\n  a: {used: x, b: {any: x}}\n  c: {unused: x}"),
              options) == Codes{"i18n_unused 3"});
}
