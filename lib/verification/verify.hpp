// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "base/diagnostic.hpp"
#include "result/verification.hpp"
#include "scenario/load.hpp"
#include "tl/expected.hpp"
#include "verification/check_list.hpp"

namespace cloudsim::verification {

struct VerifyOptions {
  bool short_form = false;  ///< one replication of each scenario, and only what one can show
  /// Told between runs how much is done, 0..1; must not throw. May be empty.
  std::function<void(double share)> progress;
};

/// Computes every formula, runs every scenario, prices every usage of the list, and holds them against what was
/// published. Deterministic. Problems: a file that the list names is missing or not valid.
///
/// What it does: a value passes when it is no farther from the published one than its tolerance, which follows from
/// half a unit of the last published digit, from three published standard deviations of one run (of the difference of
/// two means when both are means), or from the 99.9 % interval of our own replications, which must then be narrow too.
/// What it assumes: replications with successive seeds are independent.
/// What it leaves out: published figures without digits or spread to judge by.
tl::expected<result::Verification, Diagnostics> verify(const CheckList& list, const scenario::FileReader& files,
                                                       const VerifyOptions& options);

}  // namespace cloudsim::verification
