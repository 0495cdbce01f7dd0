// SPDX-License-Identifier: Apache-2.0
#include "narrative/diagnostics.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace cloudsim;
using narrative::Locale;

namespace {

narrative::MessageFiles words() {
  return {{"en/test.yaml", "en: {error: {test_unknown: \"There is no '{word}'.\", test_warning: \"Careful.\"}}"},
          {"es/test.yaml", "es: {error: {test_unknown: \"No hay «{word}».\", test_warning: \"Cuidado.\"}}"}};
}

Locale load(const char* tag) {
  narrative::LocaleOptions options;
  options.files = words();
  return Locale::load(tag, options);
}

std::shared_ptr<const Source> source(std::string text) {
  return std::make_shared<Source>(Source{"demo.yaml", std::move(text)});
}

Diagnostic problem(const Location& location, std::string word, std::string suggestion = {}) {
  return {Severity::Error, "test_unknown", {{"word", std::move(word)}}, location, std::move(suggestion)};
}

}  // namespace

TEST_CASE("place, line, caret, suggestion and count") {
  const auto text = source("a: 1\nec2:\n  type: t3.mirco\n");
  const Diagnostics problems = {problem({text, 3, 9, 8}, "t3.mirco", "t3.micro")};
  CHECK(render(problems, load("en"), false) ==
        "demo.yaml:3:9: error: There is no 't3.mirco'.\n"
        "    type: t3.mirco\n"
        "          ^~~~~~~~ did you mean 't3.micro'?\n"
        "1 problem found.\n");
  CHECK(render(problems, load("es"), false) ==
        "demo.yaml:3:9: error: No hay «t3.mirco».\n"
        "    type: t3.mirco\n"
        "          ^~~~~~~~ ¿querías decir «t3.micro»?\n"
        "En total: 1 problema.\n");
}

TEST_CASE("the caret stands under the character, whatever bytes come before it") {
  // "ñandú: 7" has the value at byte 10 and column 8.
  const Diagnostics problems = {problem({source("ñandú: 7"), 1, 10, 1}, "7")};
  CHECK(render(problems, load("en"), false) ==
        "demo.yaml:1:8: error: There is no '7'.\n"
        "  ñandú: 7\n"
        "         ^\n"
        "1 problem found.\n");
}

TEST_CASE("problems come in reading order, warnings are counted apart") {
  const auto text = source("a\nb\nc\n");
  Diagnostic warning = problem({text, 2, 1, 1}, "b");
  warning.severity = Severity::Warning;
  warning.code = "test_warning";
  const std::string shown =
      render({problem({text, 3, 1, 1}, "c"), warning, problem({text, 1, 1, 1}, "a")}, load("en"), false);
  CHECK(shown.find("demo.yaml:1:1: error") < shown.find("demo.yaml:2:1: warning: Careful."));
  CHECK(shown.find("demo.yaml:2:1: warning") < shown.find("demo.yaml:3:1: error"));
  CHECK(shown.find("2 problems and 1 warning found.\n") != std::string::npos);
  CHECK(render({warning}, load("es"), false).find("En total: 1 aviso.\n") != std::string::npos);
  CHECK(render({}, load("en"), false).empty());
}

TEST_CASE("a problem with the whole file, or with no file, has no line to show") {
  CHECK(render({problem({source("x"), 0, 0, 1}, "y")}, load("en"), false) ==
        "demo.yaml: error: There is no 'y'.\n1 problem found.\n");
  CHECK(render({problem({}, "y", "z")}, load("en"), false) ==
        "cloudsim: error: There is no 'y'.\n  did you mean 'z'?\n1 problem found.\n");
}

TEST_CASE("a long line is shown around its caret") {
  const std::string long_line = std::string(500, 'x') + "bad" + std::string(500, 'y');
  const std::string shown = render({problem({source(long_line), 1, 501, 3}, "bad")}, load("en"), false);
  const std::size_t line_start = shown.find('\n') + 1;
  const std::string line = shown.substr(line_start, shown.find('\n', line_start) - line_start);
  const std::size_t caret_start = line_start + line.size() + 1;
  const std::string caret = shown.substr(caret_start, shown.find('\n', caret_start) - caret_start);
  CHECK(line.size() < 120);
  CHECK(line.substr(caret.find('^'), 3) == "bad");
  CHECK(caret.substr(caret.find('^')) == "^~~");
  CHECK(shown.find("demo.yaml:1:501:") == 0);
}

TEST_CASE("a caret behind the end of the line, a broken character and colors do no harm") {
  CHECK(render({problem({source("ab"), 1, 3, 1}, "")}, load("en"), false).find("  ab\n    ^\n") != std::string::npos);
  const std::string broken = render({problem({source("a\xff\xfe: 1"), 1, 2, 1}, "")}, load("en"), false);
  CHECK(broken.find("  a??: 1\n   ^\n") != std::string::npos);
  const std::string colored = render({problem({source("ab"), 1, 1, 2}, "ab")}, load("en"), true);
  CHECK(colored.find("\x1b[1;31merror:\x1b[0m") != std::string::npos);
  CHECK(colored.find("\x1b[1;32m^~\x1b[0m") != std::string::npos);
}
