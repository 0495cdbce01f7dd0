// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// What one request cannot avoid, as loops that each add one part: two draws, one counter of a histogram, one meter,
/// one event that is put into the list and taken out again. With the samplers, the histogram and the calendar of the
/// simulator, compiled into the same program and measured in the same run: what is left of "model ÷ bound" is the
/// model.
namespace cloudsim::bench {

enum class BoundPart : std::uint8_t { Arrival, Service, Histogram, Meter, Calendar };

/// Nanoseconds per request of the loop up to and including that part, with so many events pending.
double bound_ns(BoundPart upto, std::size_t pending, std::uint64_t requests);

}  // namespace cloudsim::bench
