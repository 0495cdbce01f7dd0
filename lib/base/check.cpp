// SPDX-License-Identifier: Apache-2.0
#include "base/check.hpp"

#include <cstring>
#include <string>

namespace cloudsim::base {

void check_failed(const char* condition, const char* file, int line) {
  const char* slash = std::strrchr(file, '/');  // no path of the build machine in a message
  throw InternalError(std::string(slash != nullptr ? slash + 1 : file) + ":" + std::to_string(line) + ": " + condition);
}

}  // namespace cloudsim::base
