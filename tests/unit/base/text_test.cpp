// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/diagnostic.hpp"

using namespace cloudsim;

TEST_CASE("closest finds the word that was meant") {
  const std::vector<std::string> types{"t3.micro", "t3.medium", "m5.large"};
  CHECK(closest("t3.mirco", types) == "t3.micro");  // swapped neighbours
  CHECK(closest("t3.micr", types) == "t3.micro");
  CHECK(closest("T3.MICRO", types) == "t3.micro");
  CHECK(closest("x9.huge", types) == "");
  CHECK(closest("", types) == "");
  CHECK(closest("t3", {}) == "");
  const std::vector<std::string> short_words{"ec2", "ecs"};
  CHECK(closest("ec", short_words) == "ec2");  // the first wins a tie
  CHECK(closest("es", short_words) == "ecs");
  CHECK(closest("EC2", short_words) == "ec2");
  CHECK(closest("abc", short_words) == "");  // a third of three letters is one
  const std::vector<std::string> letters{"a"};
  CHECK(closest("b", letters) == "");  // one step, but nothing in common
  // Letters count, not bytes: ñ against n is one step.
  const std::vector<std::string> accents{"tamaño"};
  CHECK(closest("tamano", accents) == "tamaño");
  CHECK(closest(std::string(100'000, 'a'), types) == "");
}

TEST_CASE("closest never looks further than three steps") {
  const std::vector<std::string> words{"abcdefghijkl"};
  CHECK(closest("abcdefghiXYZ", words) == "abcdefghijkl");
  CHECK(closest("abcdefghWXYZ", words) == "");
}

TEST_CASE("invalid UTF-8 is found at its first byte") {
  CHECK_FALSE(invalid_utf8("").has_value());
  CHECK_FALSE(invalid_utf8("ñandú €𝄞").has_value());
  CHECK(invalid_utf8("a\xFF") == 1);
  CHECK(invalid_utf8("ab\xC0\xAF") == 2);            // overlong '/'
  CHECK(invalid_utf8("\xE0\x80\xAF") == 0);          // overlong
  CHECK(invalid_utf8("\xED\xA0\x80") == 0);          // surrogate
  CHECK(invalid_utf8("\xF4\x90\x80\x80") == 0);      // above U+10FFFF
  CHECK(invalid_utf8("x\xE2\x82") == 1);             // cut off
  CHECK(invalid_utf8("x\x80") == 1);                 // a continuation alone
  CHECK(invalid_utf8("\xF8\x88\x80\x80\x80") == 0);  // five bytes
}

TEST_CASE("split keeps empty parts, trim takes blanks only") {
  CHECK(split("a,b,,c", ',') == std::vector<std::string_view>{"a", "b", "", "c"});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(split(",", ',') == std::vector<std::string_view>{"", ""});
  CHECK(trim(" \t a b \r\n") == "a b");
  CHECK(trim("   ") == "");
}

TEST_CASE("display_width counts what takes a column") {
  CHECK(display_width("ñandú") == 5);
  CHECK(display_width("n\u0303") == 1);  // n and a combining tilde
  CHECK(display_width("a\u200Bb") == 2);
  CHECK(display_width("\xFFx") == 2);
}

TEST_CASE("diagnostics sort into reading order and keep their order at one place") {
  const auto first = std::make_shared<const Source>(Source{"z.yaml", "1\n2\n3\n"});
  const auto second = std::make_shared<const Source>(Source{"a.yaml", "1\n"});
  const auto at = [](std::shared_ptr<const Source> source, std::uint32_t line, std::uint32_t column, const char* code) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.location = {std::move(source), line, column, 1};
    return diagnostic;
  };
  Diagnostics all{at(first, 3, 1, "e"), at(second, 1, 1, "f"), at(first, 1, 5, "c"),
                  at(first, 1, 2, "a"), at(first, 1, 2, "b"),  at(first, 2, 1, "d")};
  sort_by_position(all);
  std::string order;
  for (const Diagnostic& diagnostic : all) order += diagnostic.code;
  CHECK(order == "abcdef");
  CHECK(has_errors(all));
  for (Diagnostic& diagnostic : all) diagnostic.severity = Severity::Warning;
  CHECK_FALSE(has_errors(all));
}

TEST_CASE("line_of quotes one line, byte for byte") {
  const auto source = std::make_shared<const Source>(Source{"f", "one\r\n\ttwo\x1B[31m\nthree"});
  CHECK(line_of({source, 1, 1, 1}) == "one");
  CHECK(line_of({source, 2, 1, 1}) == " two [31m");  // no tab, no escape sequence for the terminal
  CHECK(line_of({source, 3, 1, 1}) == "three");
  CHECK(line_of({source, 4, 1, 1}) == "");
  CHECK(line_of({source, 0, 0, 1}) == "");
  CHECK(line_of({nullptr, 1, 1, 1}) == "");
}

TEST_CASE("a broken promise is an exception with a place and no path") {
  try {
    CLOUDSIM_CHECK(1 > 2);
    FAIL("not reached");
  } catch (const InternalError& error) {
    const std::string what = error.what();
    CHECK(what.starts_with("text_test.cpp:"));
    CHECK(what.ends_with(": 1 > 2"));
  }
}
