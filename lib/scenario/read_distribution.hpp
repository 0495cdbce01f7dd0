// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "document/reader.hpp"
#include "workload/workload_spec.hpp"

namespace cloudsim::scenario {

/// What a distribution is over; decides the unit of its numbers (nanoseconds or bytes).
enum class Quantity { Time, Memory };

/// Reads `key: 40ms`, or `key: {triangular: [3s, 15s, 25s]}` and the other forms of the language: constant,
/// exponential, lognormal (mean and cv, or mu and sigma of the logarithm in seconds or MB), uniform, triangular,
/// quantiles. `out` keeps its value when the key is absent or wrong.
void optional_distribution(document::Reader& reader, std::string_view key, Quantity quantity,
                           std::optional<random::DistributionSpec>& out, std::string doc);
void required_distribution(document::Reader& reader, std::string_view key, Quantity quantity,
                           std::optional<random::DistributionSpec>& out, std::string doc);

/// The same distribution moved to the right: uniform, triangular and quantiles keep their shape, a
/// log-normal its standard deviation; an exponential, which always begins at 0, gets the longer mean.
random::DistributionSpec shifted(const random::DistributionSpec& spec, double by);

}  // namespace cloudsim::scenario
