// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "billing/price_list.hpp"
#include "result/run_result.hpp"

namespace cloudsim::session {

/// Fills what a chain has from its links: bill, effort, servers, assumptions, and the fingerprint of all. The bill is
/// the sum of the links' bills, line by line, and so is the effort. Requests, latency and events are the chain's own.
/// Requires: chain.links is not empty, chain.capacity.peak is set
void sum_links(const billing::PriceList& prices, result::Deployment& chain);

/// Meters whose free amount a bill has taken from, with those that share it: an account has it once, so the first link
/// that uses it gets it.
void note_free_tier(const result::Bill& bill, const billing::PriceList& prices, std::vector<std::string>& used_up);

}  // namespace cloudsim::session
