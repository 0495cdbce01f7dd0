// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "result/run_result.hpp"

namespace cloudsim::capi {

/// A result in the form that cloudsim_report names. Refuses a form that it does not know.
std::string in_form(const result::RunResult& result, const std::string& format, const std::string& locale);

/// The story of one deployment, or of all with their names above when it is empty. Refuses a name that is not there.
std::string story(const result::RunResult& result, const std::string& deployment, const std::string& locale);

}  // namespace cloudsim::capi
