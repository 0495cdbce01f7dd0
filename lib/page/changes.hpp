// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/locale.hpp"
#include "report/table.hpp"
#include "result/comparison.hpp"
#include "result/run_result.hpp"

/// What a comparison of two results says, in words, before it is laid out as text or as HTML.
namespace cloudsim::page {

struct ChangePart {
  std::string label, value, note;  ///< the note may be empty
};

/// A difference and what it is made of, and the events of the run that tell more.
struct Change {
  std::string text;
  std::vector<ChangePart> parts;
  std::vector<std::string> notes;
};

/// Each input that differs, and its two values.
std::vector<ChangePart> input_parts(const result::RunComparison& pair, const narrative::Locale& locale);

/// One sentence on what the differences can be put down to. Only what the files prove.
std::string why(const result::RunComparison& pair, const narrative::Locale& locale);

/// Figures that differ as they are printed, with both values and the change; and what chance alone may explain.
report::Table change_table(const result::RunComparison& pair, const result::DeploymentChange& change,
                           const narrative::Locale& locale);
std::vector<std::string> certainty_of(const result::RunComparison& pair, const result::DeploymentChange& change,
                                      const narrative::Locale& locale);

/// Bill line by line, losses by reason, waiting and work, duties, and what happened in one run only. The sums of the
/// parts are the differences. `before` and `after` are the runs that were compared.
std::vector<Change> changes_of(const result::RunComparison& pair, const result::DeploymentChange& change,
                               const result::RunResult& before, const result::RunResult& after,
                               const narrative::Locale& locale);

}  // namespace cloudsim::page
