// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/argument.hpp"
#include "language/texts.hpp"

namespace cloudsim::language {

/// Arguments to try a message with: every combination of the samples that its schema declares. Then, one at a time with
/// the first sample of the others, what makes words bend: none, one, two, 21 and a million of whatever is counted,
/// every value of a choice, a noun of each gender, lists of two and three, a name that is long.
std::vector<Arguments> declared_samples(const MessageSchema& schema);
std::vector<Arguments> all_samples(const MessageSchema& schema);

/// Every message of one folder as a reader would see it, with all_samples(): the key on a line of its own, below it
/// each different text once, with the arguments that made it. U+00A0 is shown as ⍽, a line end as ⏎.
std::string rendered_samples(const Texts& texts, const std::string& tag);

/// Branches that none of the samples reaches: key, path ("/one"). `many`, which only numbers of some languages need,
/// does not count.
std::vector<std::pair<std::string, std::string>> unreached_branches(const Texts& texts, const std::string& tag);

}  // namespace cloudsim::language
