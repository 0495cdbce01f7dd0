// SPDX-License-Identifier: Apache-2.0
#include "over.hpp"

#include "base/number.hpp"
#include "base/text.hpp"
#include "scenario/read.hpp"

namespace cloudsim::cli {

std::optional<scenario::SweepAxis> axis_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) return std::nullopt;
  scenario::SweepAxis axis{text.substr(0, equals), {}};
  const std::string values = text.substr(equals + 1);
  const std::size_t dots = values.find("..");
  if (dots == std::string::npos) {
    for (const std::string_view value : split(values, ',')) axis.values.emplace_back(value);
    return axis;
  }
  const std::size_t colon = values.rfind(':');
  if (colon == std::string::npos || colon < dots) return std::nullopt;
  const auto steps = parse_integer(values.substr(colon + 1));
  if (!steps || *steps < 2 || *steps > 1000) return std::nullopt;
  axis.values = scenario::spread(values.substr(0, dots), values.substr(dots + 2, colon - dots - 2),
                                 static_cast<std::uint32_t>(*steps));
  if (axis.values.empty()) return std::nullopt;
  return axis;
}

}  // namespace cloudsim::cli
