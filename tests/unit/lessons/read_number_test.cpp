// SPDX-License-Identifier: Apache-2.0
#include "lessons/read_number.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cloudsim;
using narrative::NumberStyle;

namespace {

/// "reading", "reading?other" when it is ambiguous, "reading unit", or the code of the problem.
std::string read(const std::string& typed, NumberStyle style) {
  const auto reading = lessons::read_number(typed, style);
  if (!reading) return reading.error().code;
  return reading->plain + (reading->other ? "?" + *reading->other : "") +
         (reading->unit.empty() ? "" : " " + reading->unit);
}

void same_everywhere(const std::string& typed, const std::string& wanted) {
  CAPTURE(typed);
  CHECK(read(typed, NumberStyle::English) == wanted);
  CHECK(read(typed, NumberStyle::Comma) == wanted);
  CHECK(read(typed, NumberStyle::Point) == wanted);
}

}  // namespace

// The table of what a learner types: typed, and how each language reads it.
TEST_CASE("comma and point are decimal signs in every language") {
  same_everywhere("0.0206", "0.0206");
  same_everywhere("0,0206", "0.0206");
  same_everywhere("12 345,6", "12345.6");
  same_everywhere("12.345,6", "12345.6");
  same_everywhere("12,345.6", "12345.6");
  same_everywhere(
      "12\xC2\xA0"
      "345,6",
      "12345.6");
  same_everywhere("1.234.567", "1234567");
  same_everywhere("1,234,567", "1234567");
  same_everywhere("0,500", "0.500");
  same_everywhere("0.125", "0.125");
  same_everywhere("1,5e-5", "0.000015");
  same_everywhere("2E3", "2000");
  same_everywhere(
      "\xE2\x88\x92"
      "3",
      "-3");
  same_everywhere("+3", "3");
  same_everywhere(".5", "0.5");
  same_everywhere("007", "7");
}

TEST_CASE("one sign with three figures behind it is ambiguous, and the style prefers") {
  CHECK(read("1,234", NumberStyle::English) == "1234?1.234");
  CHECK(read("1,234", NumberStyle::Comma) == "1.234?1234");
  CHECK(read("1,234", NumberStyle::Point) == "1234?1.234");
  CHECK(read("1.234", NumberStyle::English) == "1.234?1234");
  CHECK(read("1.234", NumberStyle::Comma) == "1234?1.234");
  CHECK(read("1.234", NumberStyle::Point) == "1.234?1234");
  same_everywhere("1.2340", "1.2340");
  same_everywhere("1234", "1234");
  same_everywhere("1234,567", "1234.567");  // four figures before the sign: no group
}

TEST_CASE("units stand around a number and are kept apart") {
  same_everywhere("$0.25", "0.25 $");
  same_everywhere("0,25 USD", "0.25 USD");
  same_everywhere("US$ 0.25", "0.25 US$");
  same_everywhere("-$1.50", "-1.50 $");
  same_everywhere("12,5 %", "12.5 %");
  same_everywhere("75 s", "75 s");
  same_everywhere("5 containers", "5 containers");
}

TEST_CASE("what is no number is refused") {
  for (const char* typed : {"1,23,4", "abc", "1.2.3", "12 34", "1,2,3.4.5", "1e99", "1e", "--3", "1 2 3", "0.1.234",
                            "3 4 s5", "1,2345,678", ",", "-", "$"}) {
    CAPTURE(typed);
    const std::string got = read(typed, NumberStyle::English);
    const bool refused = got == "number_unreadable" || got == "1 e";  // "1e" is one of a unit "e"
    CHECK(refused);
  }
  same_everywhere("", "number_empty");
  same_everywhere("   ", "number_empty");
  same_everywhere(std::string(200, '1'), "number_too_long");
}

TEST_CASE("figures count from the first that is not zero") {
  CHECK(lessons::read_number("0.0206", NumberStyle::English)->figures == 3);
  CHECK(lessons::read_number("0,02", NumberStyle::Comma)->figures == 1);
  CHECK(lessons::read_number("1200", NumberStyle::English)->figures == 4);
  CHECK(lessons::read_number("0", NumberStyle::English)->figures == 1);
  CHECK(lessons::read_number("0.500", NumberStyle::English)->decimals == 3);
}

TEST_CASE("any bytes give a reading or a problem") {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string typed = {static_cast<char>(a), static_cast<char>(b), '1'};
      CHECK_NOTHROW(read(typed, NumberStyle::Comma));
    }
  }
}
