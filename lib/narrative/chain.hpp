// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "narrative/locale.hpp"
#include "result/run_result.hpp"

namespace cloudsim::narrative {

/// What a chain passes through, as a sentence.
std::string name_links(const result::Deployment& chain, const Locale& locale);

/// Where the time and the money go: the link in which an answered request spends the most time of its own, and the one
/// with the largest part of the bill. Links that tie are told by the first; nothing is said of a bill of zero.
std::string weigh_links(const result::Deployment& chain, const Locale& locale);

/// How requests come to a link, and what it waits for.
std::string place_link(const result::Deployment& chain, std::size_t link, const Locale& locale);

}  // namespace cloudsim::narrative
