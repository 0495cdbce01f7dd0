// SPDX-License-Identifier: Apache-2.0
#include "base/index_set.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <set>

using cloudsim::base::IndexSet;

namespace {

void check_same(const IndexSet& set, const std::set<std::uint32_t>& expected) {
  REQUIRE(set.empty() == expected.empty());
  REQUIRE(set.first() == (expected.empty() ? IndexSet::kNone : *expected.begin()));
  REQUIRE(set.last() == (expected.empty() ? IndexSet::kNone : *expected.rbegin()));
}

}  // namespace

TEST_CASE("an index set equals std::set, within one word and grown by one level after the other") {
  std::mt19937 engine(7);  // its numbers are the same everywhere
  IndexSet set;
  std::set<std::uint32_t> expected;
  for (const std::uint32_t below : {1U, 3U, 64U, 65U, 200U, 4096U, 4097U, 262'144U, 262'145U, 1'000'000U}) {
    CAPTURE(below);
    for (int i = 0; i < 4000; ++i) {
      const std::uint32_t index = static_cast<std::uint32_t>(engine() % below);
      const bool mostly_grows = i < 2000;
      if (engine() % 8 < (mostly_grows ? 5U : 2U)) {
        set.insert(index);
        expected.insert(index);
      } else {
        set.erase(index);
        expected.erase(index);
      }
      if (!expected.empty() && engine() % 4 == 0) {  // as it is used: one end is taken off
        const std::uint32_t end = engine() % 2 == 0 ? *expected.begin() : *expected.rbegin();
        set.erase(end);
        expected.erase(end);
      }
      REQUIRE(set.contains(index) == (expected.count(index) != 0));
      check_same(set, expected);
    }
  }
  for (; !expected.empty(); expected.erase(expected.begin())) {
    check_same(set, expected);
    set.erase(set.first());
  }
  check_same(set, expected);
}

TEST_CASE("an index set at the edges of its levels, empty when it grows, and cleared") {
  for (const std::uint32_t edge : {64U, 4096U, 262'144U, 16'777'216U}) {
    CAPTURE(edge);
    IndexSet grown_empty;
    CHECK_FALSE(grown_empty.contains(edge));
    grown_empty.erase(edge);
    CHECK(grown_empty.empty());
    grown_empty.insert(edge);
    CHECK(grown_empty.first() == edge);
    CHECK(grown_empty.last() == edge);

    IndexSet set;
    set.insert(edge - 1);
    set.insert(edge - 1);
    CHECK_FALSE(set.contains(edge));
    set.insert(edge);
    CHECK(set.contains(edge - 1));
    CHECK(set.first() == edge - 1);
    CHECK(set.last() == edge);
    set.erase(edge - 1);
    CHECK(set.first() == edge);
    set.clear();
    CHECK(set.empty());
    CHECK_FALSE(set.contains(edge));
    set.insert(0);
    CHECK(set.last() == 0);
  }
}
