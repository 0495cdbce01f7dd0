// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

/// Where one deployment begins to cost more than another, plain data.
namespace cloudsim::result {

/// `first` minus `second` at one value, paired over replications.
struct BreakEvenPoint {
  std::string value;  ///< as written: "12.5/s"
  double mean = 0;
  double half_width = 0;
};

/// Where the curve meets zero. Within low … high the sign is not sure.
struct Crossing {
  std::string value, low, high;
  bool first_below = true;  ///< before it, `first` has less
};

struct BreakEven {
  static constexpr const char* kSchema = "cloudsim.break-even/1";
  std::string path, first, second, figure;
  double confidence = 0.95;
  std::vector<BreakEvenPoint> curve;  ///< by value, from one end of the range to the other
  std::optional<Crossing> crossing;   ///< the first one; none when the sign is the same all along
};

}  // namespace cloudsim::result
