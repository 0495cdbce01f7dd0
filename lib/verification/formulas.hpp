// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cloudsim::verification {

/// Symbol → value, in the order of the formula: {"λ", 0.8}, {"μ", 1}.
using Inputs = std::vector<std::pair<std::string, double>>;

/// A formula of the theory module by the name that a check list gives it, with what it needs.
struct Formula {
  const char* name;                  ///< "mmc"
  std::vector<const char*> needs;    ///< keys of the list: "arrival_rate", "service_rate", …
  std::vector<const char*> symbols;  ///< of the same, as textbooks write them
};

const std::vector<Formula>& formulas();
const Formula* find_formula(std::string_view name);

/// The measure ("waiting_time", "blocking_probability", …) that the formula gives for these inputs, in the order of
/// `needs`; empty when it has no such measure.
std::optional<double> evaluate(std::string_view formula, const std::vector<double>& inputs, std::string_view measure);

/// Measures that evaluate() knows.
std::vector<std::string> measures();

}  // namespace cloudsim::verification
