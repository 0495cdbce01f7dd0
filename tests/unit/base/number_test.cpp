// SPDX-License-Identifier: Apache-2.0
#include "base/number.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <string>

using namespace cloudsim;

TEST_CASE("parse_integer reads plain digits and nothing else") {
  CHECK(parse_integer("0") == 0);
  CHECK(parse_integer("-0") == 0);
  CHECK(parse_integer("42") == 42);
  CHECK(parse_integer("-3") == -3);
  CHECK(parse_integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(parse_integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  for (const char* text : {"",
                           "-",
                           "+1",
                           "010",
                           "00",
                           "1_000",
                           "1,000",
                           "0x1f",
                           " 1",
                           "1 ",
                           "1.0",
                           "1.",
                           "1e3",
                           ".inf",
                           "nan",
                           "true",
                           "9223372036854775808",
                           "-9223372036854775809",
                           "99999999999999999999999",
                           "1\n",
                           "\u0661"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_integer(text).has_value());
  }
}

TEST_CASE("parse_number reads JSON's numbers, finite only") {
  CHECK(parse_number("0.25") == 0.25);
  CHECK(parse_number("-3") == -3.0);
  CHECK(parse_number("1e-5") == 1e-5);
  CHECK(parse_number("1E+5") == 1e5);
  CHECK(parse_number("0.1") == 0.1);  // the double nearest to a tenth, as the compiler reads it
  CHECK(parse_number("5e-324") == 5e-324);
  CHECK(parse_number("1.7976931348623157e308") == std::numeric_limits<double>::max());
  for (const char* text : {"",     ".5",    "5.",  "-.5",  "010",   "1e",  "1e+", "--1", "+1",  "1e400",    "inf",
                           ".inf", "-.INF", "nan", ".nan", "0x1p3", "1,5", " 1",  "1 ",  "1_0", "infinity", "1e5.0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text).has_value());
  }
}

TEST_CASE("parse_scaled is exact or refuses") {
  CHECK(parse_scaled("1.5", 9) == 1'500'000'000);
  CHECK(parse_scaled("0.0000000001", 9) == std::nullopt);  // a tenth of the smallest step
  CHECK(parse_scaled("0.0000000010", 9) == 1);             // zeros at the end lose nothing
  CHECK(parse_scaled("-0.001", 3) == -1);
  CHECK(parse_scaled("9223372036854775.807", 3) == std::numeric_limits<std::int64_t>::max());
  CHECK(parse_scaled("9223372036854775.808", 3) == std::nullopt);
  CHECK(parse_scaled("-9223372036854775.808", 3) == std::numeric_limits<std::int64_t>::min());
  CHECK(parse_scaled("1e3", 3) == std::nullopt);
  CHECK(parse_scaled("7", 0) == 7);
  CHECK(parse_scaled("7.0", 0) == 7);
}

TEST_CASE("to_text gives the shortest text that reads back") {
  CHECK(to_text(0.1) == "0.1");
  CHECK(to_text(1.0) == "1");
  CHECK(to_text(-0.0) == "-0");
  CHECK(to_text(1e21) == "1e+21");
  CHECK(to_text(1.0 / 3.0) == "0.3333333333333333");
  std::mt19937_64 bits(7);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t pattern = bits();
    double value = 0;
    static_assert(sizeof(value) == sizeof(pattern));
    std::memcpy(&value, &pattern, sizeof(value));
    if (!std::isfinite(value)) continue;
    CAPTURE(value);
    REQUIRE(parse_number(to_text(value)) == value);
  }
}

TEST_CASE("parse_integer reads back what is printed") {
  std::mt19937_64 bits(11);
  for (int i = 0; i < 20'000; ++i) {
    const auto value = static_cast<std::int64_t>(bits() >> (bits() % 64));
    REQUIRE(parse_integer(std::to_string(value)) == value);
    REQUIRE(parse_integer(std::to_string(-value)) == -value);
  }
}
