// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/facts.hpp"

namespace cloudsim::metrics {

// The identifiers under which results speak of what facts number: keys of locales (`term.<…>`, `reason.<…>`) and of
// JSON. snake_case, except API calls, which keep AWS's names.
const char* name_of(trace::Reason reason);
const char* name_of(trace::ServerKind kind);
const char* name_of(trace::ServerState state);
const char* name_of(trace::Signal signal);
const char* name_of(trace::Shortage shortage);
const char* name_of(trace::ApiCall call);
const char* name_of(trace::Fault fault);

}  // namespace cloudsim::metrics
