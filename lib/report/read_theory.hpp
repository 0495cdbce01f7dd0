// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/json_object.hpp"
#include "result/theory.hpp"

namespace cloudsim::report {

/// A deployment's "theory", as read_result() meets it.
void read_theory(const JsonObject& object, result::Theory& out);

}  // namespace cloudsim::report
