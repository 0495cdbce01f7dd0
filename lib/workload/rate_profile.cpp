// SPDX-License-Identifier: Apache-2.0
#include "workload/rate_profile.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/check.hpp"

// What it does: keeps the area under a rate in steps or ramps as exact 128-bit integers, twice the area so that the
// triangle of a ramp stays whole, and inverts it segment by segment.
// What it assumes: a profile has few points (a segment is found by bisection).
// What it leaves out: curves between points.

namespace cloudsim::workload {

namespace {

constexpr std::int64_t kLargestCommonPer = 1'000'000'000'000'000;

/// Nanoseconds that every rate's `per` divides, so that all rates become whole numbers of one unit.
std::int64_t common_per(std::span<const std::pair<SimTime, Rate>> points) {
  std::int64_t common = 1;
  for (const auto& [at, rate] : points) {
    CLOUDSIM_CHECK(rate.per.ns > 0 && rate.millionths >= 0);
    const std::int64_t factor = rate.per.ns / std::gcd(common, rate.per.ns);
    CLOUDSIM_CHECK(factor <= kLargestCommonPer / common);
    common *= factor;
  }
  return common;
}

}  // namespace

RateProfile::RateProfile(std::span<const std::pair<SimTime, Rate>> points, Interpolation interpolation) {
  const std::int64_t common = common_per(points);
  arrival_area_ = static_cast<int128>(2'000'000) * common;
  int128 area = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool last = i + 1 == points.size();
    CLOUDSIM_CHECK(last || points[i].first <= points[i + 1].first);
    const auto unit_rate = [common, points](std::size_t index) {
      const Rate& rate = points[index].second;
      const std::int64_t factor = common / rate.per.ns;
      CLOUDSIM_CHECK(rate.millionths <= kNever.ns / factor);
      return rate.millionths * factor;
    };
    Segment segment;
    segment.from = points[i].first;
    segment.length = last ? kNever.ns : (points[i + 1].first - points[i].first).ns;
    segment.rate_begin = unit_rate(i);
    segment.rate_end = !last && interpolation == Interpolation::Linear ? unit_rate(i + 1) : segment.rate_begin;
    segment.area_before = area;
    if (segment.length == 0) continue;  // a jump between ramps
    if (!last) area += (static_cast<int128>(segment.rate_begin) + segment.rate_end) * segment.length;
    segments_.push_back(segment);
  }
}

SimTime RateProfile::when(int128 area) const {
  // The last segment that begins with no more than this area: segments of rate 0 are skipped, as they begin with what
  // their successor begins with.
  const auto after = std::upper_bound(segments_.begin(), segments_.end(), area,
                                      [](int128 value, const Segment& segment) { return value < segment.area_before; });
  if (after == segments_.begin()) return kNever;
  const Segment& segment = *(after - 1);
  if (segment.rate_begin == 0 && segment.rate_end == 0) return kNever;  // only the last one can be
  const std::int64_t offset = offset_in(segment, area - segment.area_before);
  return offset > kNever.ns - segment.from.ns ? kNever : segment.from + Duration{offset};
}

// A ramp from rate r to s over a length D has, after x, twice the area 2 r x + (s − r) x² ÷ D. Solved from the end
// where the rate is lower, all terms are positive: x = area ÷ (r + √(r² + area (s − r) ÷ D)).
std::int64_t RateProfile::offset_in(const Segment& segment, int128 area) const {
  if (segment.rate_begin == segment.rate_end) {
    const int128 offset = area / (static_cast<int128>(2) * segment.rate_begin);
    return offset > kNever.ns ? kNever.ns : static_cast<std::int64_t>(offset);
  }
  const bool rising = segment.rate_begin < segment.rate_end;
  const int128 whole = (static_cast<int128>(segment.rate_begin) + segment.rate_end) * segment.length;
  const int128 from_low_end = rising ? area : whole - area;
  if (from_low_end == 0) return rising ? 0 : segment.length;
  const double low = static_cast<double>(rising ? segment.rate_begin : segment.rate_end);
  const double high = static_cast<double>(rising ? segment.rate_end : segment.rate_begin);
  const double x = static_cast<double>(from_low_end);
  const double slope = (high - low) / static_cast<double>(segment.length);
  const double distance = x / (low + std::sqrt(low * low + x * slope));
  const std::int64_t rounded = std::min(static_cast<std::int64_t>(distance + 0.5), segment.length);
  return rising ? rounded : segment.length - rounded;
}

}  // namespace cloudsim::workload
