// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"

namespace cloudsim::services {

/// Of the first `count` things the one that has been up longest, passing over so many that have been up even longer; of
/// those that came up together the first. `up_since(i)` is empty when i is not up. None: there are not so many.
template <class UpSince>
std::optional<std::size_t> up_longest(std::size_t count, std::uint32_t passed_over, const UpSince& up_since) {
  struct Up {
    SimTime since;
    std::size_t index;
  };
  std::vector<Up> all;
  for (std::size_t i = 0; i < count; ++i) {
    if (const std::optional<SimTime> since = up_since(i)) all.push_back({*since, i});
  }
  if (passed_over >= all.size()) return std::nullopt;
  std::sort(all.begin(), all.end(),
            [](const Up& a, const Up& b) { return a.since != b.since ? a.since < b.since : a.index < b.index; });
  return all[passed_over].index;
}

}  // namespace cloudsim::services
