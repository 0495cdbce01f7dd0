// SPDX-License-Identifier: Apache-2.0
#include "result/verification.hpp"

#include <algorithm>

namespace cloudsim::result {

const char* name_of(Basis basis) {
  switch (basis) {
    case Basis::Exact:
      return "exact";
    case Basis::LastDigit:
      return "last_digit";
    case Basis::Deviation:
      return "deviation";
    case Basis::Interval:
      return "interval";
  }
  return "";
}

bool VerifiedCheck::passed() const {
  return std::all_of(values.begin(), values.end(), [](const VerifiedValue& value) { return value.passed; });
}

std::int64_t Verification::values() const {
  std::int64_t count = 0;
  for (const VerifiedCheck& check : checks) count += static_cast<std::int64_t>(check.values.size());
  return count;
}

std::int64_t Verification::failed() const {
  std::int64_t count = 0;
  for (const VerifiedCheck& check : checks) {
    count += std::count_if(check.values.begin(), check.values.end(),
                           [](const VerifiedValue& value) { return !value.passed; });
  }
  return count;
}

}  // namespace cloudsim::result
