// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lessons/expression.hpp"
#include "result/run_result.hpp"

namespace cloudsim::lessons {

/// A result as its JSON form shows it, for paths: the first step names a deployment, or is `run` for the whole. A
/// member of a list is looked up in each of its items; [key=value] keeps the items with that value. Numbers, decimal
/// texts and one-member objects ({"duration_ns": 5}) count as numbers; items without the member are passed over.
class ResultTree {
 public:
  explicit ResultTree(const result::RunResult& run);

  Looked look(const std::vector<PathStep>& path) const;
  std::vector<std::string> deployments() const;

 private:
  struct Json;
  std::shared_ptr<const Json> json_;
};

}  // namespace cloudsim::lessons
