// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classroom/class_files.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::classroom {

/// The names of a list: one a line; of CSV the column `learner`, `username` or the first one. Empty lines and lines
/// that begin with # do not count; each name comes once.
std::vector<std::string> read_learners(std::string_view text);

struct VariantTable {
  std::vector<std::string> values;  ///< names of the values that the prompt shows
  std::vector<std::string> questions;
  struct Row {
    std::string learner;
    std::vector<std::string> numbers;  ///< as the prompt shows them
    std::vector<std::string> answers;  ///< for the teacher; else empty
  };
  std::vector<Row> rows;
};

/// Which numbers each learner gets. Answers cost a run each and are only there when asked for.
VariantTable variants(const lessons::Library& library, const std::shared_ptr<const lessons::Exercise>& exercise,
                      const std::vector<std::string>& learners, bool with_answers, const narrative::Locale& locale,
                      Diagnostics& problems);

}  // namespace cloudsim::classroom
