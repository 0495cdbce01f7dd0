// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace cloudsim::document {

/// What a scalar must look like. The same rule validates a value and describes it in the JSON Schema. Every member has
/// a default, so that naming two of them is no warning.
struct Rule {
  /// Inclusive; in seconds, bytes, per second, USD, vCPU or as the plain number.
  std::optional<double> minimum = {};
  std::optional<double> maximum = {};  ///< inclusive
  bool exclusive_minimum = false;
  std::vector<std::string> choices = {};  ///< closed list of words; gives "did you mean"
  /// A word also allowed instead of a quantity ("never", "none", "unlimited"): see the readers.
  std::string keyword = {};
  std::string doc = {};  ///< one English sentence for the JSON Schema's `description` (tooling text, see docs)
};

}  // namespace cloudsim::document
