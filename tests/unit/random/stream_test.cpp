// SPDX-License-Identifier: Apache-2.0
#include "random/stream.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace cloudsim {

namespace {

using random::Stream;

std::vector<std::uint64_t> bits(Stream stream, int count = 64) {
  std::vector<std::uint64_t> result;
  for (int i = 0; i < count; ++i) result.push_back(stream.next());
  return result;
}

// The published algorithms, written once more and independently of lib/random.
struct ReferenceSplitMix {
  std::uint64_t x;
  std::uint64_t next() {
    x += 0x9e3779b97f4a7c15ull;
    std::uint64_t z = x;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
};

struct ReferenceXoshiro {
  std::array<std::uint64_t, 4> s;
  std::uint64_t next() {
    const auto rotl = [](std::uint64_t v, int k) { return (v << k) | (v >> (64 - k)); };
    const std::uint64_t result = rotl(s[0] + s[3], 23) + s[0];
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 45);
    return result;
  }
};

}  // namespace

TEST_CASE("the reference generators give the published values") {
  // xoshiro256++ from state {1, 2, 3, 4}; SplitMix64 from 1234567 (published with the generators).
  ReferenceXoshiro xoshiro{{1, 2, 3, 4}};
  const std::vector<std::uint64_t> expected_xoshiro = {41943041, 58720359, 3588806011781223, 3591011842654386};
  for (const std::uint64_t value : expected_xoshiro) CHECK(xoshiro.next() == value);
  ReferenceSplitMix splitmix{1234567};
  const std::vector<std::uint64_t> expected_splitmix = {6457827717110365317ull, 3203168211198807973ull,
                                                        9817491932198370423ull};
  for (const std::uint64_t value : expected_splitmix) CHECK(splitmix.next() == value);
}

TEST_CASE("a stream is xoshiro256++ seeded by SplitMix64 over seed, name and index") {
  const auto fnv = [](const std::string& text) {
    std::uint64_t h = 14695981039346656037ull;
    for (const char c : text) h = (h ^ static_cast<std::uint64_t>(c)) * 1099511628211ull;
    return h;
  };
  std::uint64_t key = ReferenceSplitMix{42}.next();
  key = ReferenceSplitMix{key ^ fnv("arrivals")}.next();
  ReferenceSplitMix seeder{ReferenceSplitMix{key ^ 7}.next()};
  ReferenceXoshiro reference{};
  for (std::uint64_t& word : reference.s) word = seeder.next();
  Stream stream(42, "arrivals", 7);
  for (int i = 0; i < 1000; ++i) REQUIRE(stream.next() == reference.next());
}

TEST_CASE("streams with another seed, name or index share no word") {
  CHECK(bits(Stream(1, "arrivals")) == bits(Stream(1, "arrivals")));
  std::set<std::uint64_t> seen;
  std::size_t drawn = 0;
  for (const std::uint64_t seed : {0ull, 1ull, 2ull, 42ull, ~0ull}) {
    for (const char* name : {"", "arrivals", "work.cpu", "work.io", "work.memory", "boot"}) {
      for (std::uint64_t index = 0; index < 5; ++index) {
        for (const std::uint64_t word : bits(Stream(seed, name, index))) seen.insert(word);
        drawn += 64;
      }
    }
  }
  CHECK(seen.size() == drawn);
}

// Two independent streams of n uniforms: the sample correlation has standard deviation 1 / sqrt(n); 3.891 of them hold
// 99.99 %.
TEST_CASE("neighbouring streams are not correlated") {
  const int n = 100'000;
  const std::array<Stream, 4> others = {Stream(1, "arrivals", 1), Stream(2, "arrivals", 0), Stream(1, "arrivalt", 0),
                                        Stream(1, "arrivals", 256)};
  for (Stream other : others) {
    Stream first(1, "arrivals", 0);
    double sum = 0;
    for (int i = 0; i < n; ++i) {
      const double a = first.uniform();
      const double b = other.uniform();
      sum += (a - 0.5) * (b - 0.5) * 12;
    }
    CHECK(std::fabs(sum / n) < 3.891 / std::sqrt(static_cast<double>(n)));
  }
}

TEST_CASE("uniform stays strictly between 0 and 1") {
  Stream stream(5, "test");
  for (int i = 0; i < 100'000; ++i) {
    const double u = stream.uniform();
    REQUIRE(u > 0.0);
    REQUIRE(u < 1.0);
  }
}

// Chi-squared with 9 degrees of freedom: 33.72 is exceeded with probability 0.0001.
TEST_CASE("below is uniform and keeps its bound") {
  Stream stream(6, "test");
  const int n = 100'000;
  std::array<int, 10> counts{};
  for (int i = 0; i < n; ++i) {
    const std::uint64_t value = stream.below(10);
    REQUIRE(value < 10);
    counts[value] += 1;
  }
  double chi_squared = 0;
  for (const int count : counts) chi_squared += (count - n / 10.0) * (count - n / 10.0) / (n / 10.0);
  CHECK(chi_squared < 33.72);
  for (int i = 0; i < 100; ++i) CHECK(stream.below(1) == 0);
  // A bound just above 2⁶³ rejects nearly half of the words: the results must still fill both halves.
  const std::uint64_t bound = (1ull << 63) + 1;
  int upper = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::uint64_t value = stream.below(bound);
    REQUIRE(value < bound);
    if (value >= bound / 2) ++upper;
  }
  CHECK(std::abs(upper - 5000) < 3.891 * 50);  // binomial: sqrt(10000 × ½ × ½) = 50
}

}  // namespace cloudsim
