// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace cloudsim::base {

/// A broken promise of our own code, never of the input. Thrown, so that a notebook or a browser survives it.
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;
}

/// In all builds. Not in destructors.
#define CLOUDSIM_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::cloudsim::base::check_failed(#condition, __FILE__, __LINE__))

/// In debug builds only: for the hot path.
#ifdef NDEBUG
#define CLOUDSIM_DCHECK(condition) static_cast<void>(0)
#else
#define CLOUDSIM_DCHECK(condition) CLOUDSIM_CHECK(condition)
#endif
