// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace cloudsim::result {

/// Why a tolerance is what it is. Words: `verify.basis.<name>`.
enum class Basis : std::uint8_t {
  Exact,      ///< nothing may differ
  LastDigit,  ///< half a unit of the last digit that was published
  Deviation,  ///< three standard deviations, from the published deviation of one run
  Interval,   ///< the 99.9 % confidence interval of our own replications, which must also be narrow
};
const char* name_of(Basis basis);

/// One published or computed value beside ours.
struct VerifiedValue {
  std::string quantity;   ///< words: `verify.quantity.<name>`, or a meter of a bill
  std::string expected;   ///< decimal text, as published
  std::string got;        ///< decimal text with as many decimals, or more where the tolerance has them
  std::string tolerance;  ///< decimal text; "0" when exact
  Basis basis = Basis::Exact;
  Duration from{};  ///< what came before in each run is left out; 0 = nothing is
  bool passed = false;
};

/// One thing that was run or computed: a formula, a scenario, a bill.
struct VerifiedCheck {
  std::string id;
  std::string kind;                                        ///< "theory" | "runs" | "bills": `verify.kind.<name>`
  std::vector<std::pair<std::string, std::string>> title;  ///< language tag → text
  std::string source;                                      ///< who published it, and where; not translated
  std::string formula;                                     ///< of theory: words `verify.formula.<name>`
  std::vector<std::pair<std::string, double>> inputs;      ///< of a formula: symbol → value
  std::int64_t replications = 0;                           ///< of a scenario
  std::vector<VerifiedValue> values;
  bool passed() const;
};

/// The outcome of `cloudsim verify`, versioned as "cloudsim.verification/1".
struct Verification {
  static constexpr const char* kSchema = "cloudsim.verification/1";
  std::string version;  ///< of cloudsim
  bool short_form = false;
  std::vector<VerifiedCheck> checks;
  std::int64_t values() const;
  std::int64_t failed() const;  ///< values that lie outside their tolerance
};

}  // namespace cloudsim::result
