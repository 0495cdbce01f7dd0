// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"

namespace cloudsim::trace {

/// The names of what is used, as models give them ("ec2.instance.t3.micro", "lambda.gb_second.x86") and price lists
/// know them. Interned once at the start of a run; facts carry the id.
class Meters {
 public:
  MeterId intern(std::string_view name);
  const std::string& name(MeterId id) const { return names_[id.value]; }
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
};

}  // namespace cloudsim::trace
