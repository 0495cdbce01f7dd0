// SPDX-License-Identifier: Apache-2.0
#include "page/withheld.hpp"

#include <algorithm>

namespace cloudsim::page {
namespace {

bool stands_for(std::string_view whole, std::string_view part) {
  if (part.substr(0, whole.size()) != whole) return false;
  return part.size() == whole.size() || part[whole.size()] == '.';
}

}  // namespace

const Withheld* Withholding::find(std::string_view part, std::string_view deployment) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Withheld& each) {
    const bool of_it = each.deployments.empty() || std::find(each.deployments.begin(), each.deployments.end(),
                                                             deployment) != each.deployments.end();
    return of_it && stands_for(each.part, part);
  });
  return found == all_.end() ? nullptr : &*found;
}

}  // namespace cloudsim::page
