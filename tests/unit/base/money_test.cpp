// SPDX-License-Identifier: Apache-2.0
#include "base/money.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>

#include "base/check.hpp"

using namespace cloudsim;

namespace {
Money usd(const char* text) { return Money::from_decimal(text).value(); }
}  // namespace

TEST_CASE("money is read exactly from decimal text") {
  CHECK(usd("0.0000166667").pico == 16'666'700);
  CHECK(usd("1").pico == 1'000'000'000'000);
  CHECK(usd("-1.5") == Money{-1'500'000'000'000});
  CHECK(usd("+2") == Money::usd(2));
  CHECK(usd("0.000000000001").pico == 1);
  CHECK(usd("000.50") == usd("0.5"));
  CHECK(to_decimal(usd("999999999999999999.999999999999")) == "999999999999999999.999999999999");
  for (const char* text : {"", ".", "-", "1e-5", "0.0000000000001", "1,5", "1.2.3", "USD 1", " 1", "1 ", "$1",
                           "1000000000000000000", "9999999999999999999999999999", "1234567890123456789012345678901"}) {
    CAPTURE(text);
    CHECK_FALSE(Money::from_decimal(text).has_value());
  }
}

TEST_CASE("multiply rounds once, half to even") {
  // 3 × 1 ÷ 2 = 1.5 → 2; 5 × 1 ÷ 2 = 2.5 → 2; 7 × 1 ÷ 2 = 3.5 → 4 (in 10⁻¹² USD).
  CHECK(multiply(Money{3}, 1, 2).pico == 2);
  CHECK(multiply(Money{5}, 1, 2).pico == 2);
  CHECK(multiply(Money{7}, 1, 2).pico == 4);
  CHECK(multiply(Money{-3}, 1, 2).pico == -2);
  CHECK(multiply(Money{-5}, 1, 2).pico == -2);
  CHECK(multiply(Money{1}, 1, 3).pico == 0);
  CHECK(multiply(Money{2}, 1, 3).pico == 1);
  CHECK(multiply(usd("0.20"), 3'000'000, 1'000'000) == usd("0.60"));
  CHECK_THROWS_AS(multiply(Money{1}, 1, 0), InternalError);
}

TEST_CASE("rounding to decimals, half to even and half up") {
  CHECK(round_to(usd("0.125"), 2) == usd("0.12"));
  CHECK(round_to(usd("0.135"), 2) == usd("0.14"));
  CHECK(round_to(usd("-0.125"), 2) == usd("-0.12"));
  CHECK(round_to(usd("0.125000000001"), 2) == usd("0.13"));
  CHECK(round_half_up(usd("0.125"), 2) == usd("0.13"));
  CHECK(round_half_up(usd("-0.125"), 2) == usd("-0.13"));
  CHECK(round_half_up(usd("0.124999999999"), 2) == usd("0.12"));
  CHECK(round_to(usd("0.5"), 0) == usd("0"));
  CHECK(round_to(usd("1.5"), 0) == usd("2"));
  CHECK(round_half_up(usd("0.5"), 0) == usd("1"));
  CHECK(round_to(usd("0.123456789012"), 12) == usd("0.123456789012"));
  CHECK(round_to(usd("0.123456789012"), 20) == usd("0.123456789012"));
}

TEST_CASE("to_decimal is the shortest exact text") {
  CHECK(to_decimal(usd("0.24947")) == "0.24947");
  CHECK(to_decimal(usd("0.2"), 2) == "0.20");
  CHECK(to_decimal(usd("-1.5"), 2) == "-1.50");
  CHECK(to_decimal(Money{}) == "0");
  CHECK(to_decimal(Money{-1}) == "-0.000000000001");
  CHECK(to_decimal(Money::usd(1'000'000), 2) == "1000000.00");
  CHECK(to_usd(usd("0.5")) == 0.5);
}

TEST_CASE("128-bit integers print in full") {
  CHECK(to_string(int128{0}) == "0");
  CHECK(to_string(int128{-42}) == "-42");
  const int128 largest = static_cast<int128>(~uint128{0} >> 1);
  CHECK(to_string(largest) == "170141183460469231731687303715884105727");
  CHECK(to_string(-largest - 1) == "-170141183460469231731687303715884105728");
}

TEST_CASE("what is printed reads back, and rounding stays within half a step") {
  std::mt19937_64 bits(5);
  for (int i = 0; i < 20'000; ++i) {
    const auto pico = static_cast<std::int64_t>(bits()) >> (bits() % 63);
    const Money amount{pico};
    CAPTURE(pico);
    REQUIRE(Money::from_decimal(to_decimal(amount)) == amount);
    const int decimals = static_cast<int>(bits() % 12);
    int128 step = 1;
    for (int d = decimals; d < 12; ++d) step *= 10;
    for (const Money rounded : {round_to(amount, decimals), round_half_up(amount, decimals)}) {
      const int128 off = rounded.pico < amount.pico ? amount.pico - rounded.pico : rounded.pico - amount.pico;
      REQUIRE(off * 2 <= step);
      REQUIRE(rounded.pico % step == 0);
    }
  }
}
