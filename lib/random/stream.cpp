// SPDX-License-Identifier: Apache-2.0
#include "random/stream.hpp"

#include "base/check.hpp"
#include "base/money.hpp"  // uint128

namespace cloudsim::random {

namespace {

constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15;  // 2⁶⁴ ÷ the golden ratio: SplitMix64's step

/// SplitMix64's output function: a bijection that spreads every input bit over all output bits.
std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

/// FNV-1a, 64 bits.
std::uint64_t hash(std::string_view name) {
  std::uint64_t h = 0xcbf29ce484222325;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return h;
}

}  // namespace

// Three chained bijections: changing any one of seed, name hash and index changes the state for certain.
Stream::Stream(std::uint64_t seed, std::string_view name, std::uint64_t index) {
  std::uint64_t x = mix(seed + kGolden);
  x = mix((x ^ hash(name)) + kGolden);
  x = mix((x ^ index) + kGolden);
  for (std::uint64_t& word : state_) {
    x += kGolden;
    word = mix(x);
  }
}

// Lemire's multiply-and-shift: the high word of a 64 × 64-bit product, with the few low words rejected that would
// favour some results.
std::uint64_t Stream::below(std::uint64_t bound) {
  CLOUDSIM_DCHECK(bound > 0);
  uint128 product = static_cast<uint128>(next()) * bound;
  if (static_cast<std::uint64_t>(product) < bound) {
    const std::uint64_t unfair = (0 - bound) % bound;
    while (static_cast<std::uint64_t>(product) < unfair) product = static_cast<uint128>(next()) * bound;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

}  // namespace cloudsim::random
