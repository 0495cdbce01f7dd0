// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "billing/price_list.hpp"
#include "document/value.hpp"

namespace cloudsim::billing {

// Readers of the small parts that price lists and usage files share. Each reports its own problems.

void report(Diagnostics& diagnostics, const Location& where, std::string code, Arguments arguments = {},
            std::string suggestion = {});

/// A plain decimal of at most 12 decimals, from 0 to 10¹², kept exactly; "not_a_decimal" or "number_too_large"
/// otherwise.
std::optional<Money> read_decimal(const document::Value& value, Diagnostics& diagnostics);

/// One price, at most 10⁶ USD (`0.0104`) or rising tiers (`[{up_to: 10240, price: 0.09}, {price: 0.085}]`). Empty after
/// a problem.
std::vector<Tier> read_tiers(const document::Value& value, Diagnostics& diagnostics);

/// The same in millionths; "too_many_decimals" when digits would be lost.
std::optional<int128> read_millionths(const document::Value& value, Diagnostics& diagnostics);

}  // namespace cloudsim::billing
