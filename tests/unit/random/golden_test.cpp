// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "random/distribution.hpp"
#include "random/math.hpp"

namespace cloudsim {

// Change detection only, no statement of truth: these hashes are the same under g++ -O0, g++ -O2, clang -O2 and
// WebAssembly. A change here changes every run of the program and needs a line under "Behaviour" in the changelog.
TEST_CASE("a million draws of every distribution hash to the recorded values") {
  struct Golden {
    std::string name;
    random::DistributionSpec spec;
    std::uint64_t hash;
  };
  const std::vector<Golden> all = {
      {"exponential", random::Exponential{1e9}, 13697179851967175035u},
      {"lognormal", random::lognormal_from_mean(120e6, 0.8), 5259402084978226070u},
      {"uniform", random::Uniform{1e9, 3e9}, 8933877482176748085u},
      {"triangular", random::Triangular{1e8, 2e8, 9e8}, 11409573383387594383u},
      {"quantiles", random::Quantiles{{{0, 1e6}, {0.5, 5e7}, {0.95, 8e8}, {1, 3e9}}}, 872739367008058054u},
  };
  for (const Golden& golden : all) {
    const random::Distribution distribution(golden.spec);
    random::Stream stream(42, "golden");
    std::uint64_t hash = 14695981039346656037ull;
    for (int i = 0; i < 1'000'000; ++i) {
      hash = (hash ^ static_cast<std::uint64_t>(distribution.draw(stream))) * 1099511628211ull;
    }
    CAPTURE(golden.name);
    CHECK(hash == golden.hash);
  }
}

TEST_CASE("a million values of log, exp and inverse_normal hash to the recorded value") {
  random::Stream stream(42, "golden");
  std::uint64_t hash = 14695981039346656037ull;
  const auto add = [&hash](double x) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &x, sizeof bits);
    hash = (hash ^ bits) * 1099511628211ull;
  };
  for (int i = 0; i < 1'000'000; ++i) {
    const double u = stream.uniform();
    add(random::log(u));
    add(random::exp(40 * u - 20));
    add(random::inverse_normal(u));
  }
  CHECK(hash == 7452123138956419345u);
}

}  // namespace cloudsim
