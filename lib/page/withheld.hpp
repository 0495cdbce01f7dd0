// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cloudsim::page {

/// Something of a report that is not to be seen yet. A part stands for all below it: "effort" for "effort.monthly".
///
/// Parts are `title`, `verdict.cost|service|work`, `comparison.SECTION.ROW`, `objectives`, `certainty`, `theory`,
/// `story.setting|calm|settling|reckoning`, `story.EVENT`, `bill`, `effort.once|monthly|incident|datasets|calls` and
/// `assumptions`.
struct Withheld {
  std::string part;
  std::vector<std::string> deployments;  ///< empty: of all
  std::string note;                      ///< finished text that stands in its place
};

/// What a report leaves out.
class Withholding {
 public:
  Withholding() = default;
  explicit Withholding(std::vector<Withheld> all) : all_(std::move(all)) {}

  bool empty() const { return all_.empty(); }
  /// What withholds this part of this deployment, or null. Without a deployment only what holds for all of them counts.
  const Withheld* find(std::string_view part, std::string_view deployment = {}) const;

 private:
  std::vector<Withheld> all_;
};

}  // namespace cloudsim::page
