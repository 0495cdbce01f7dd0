// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "lessons/exercise.hpp"
#include "lessons/library.hpp"
#include "lessons/result_tree.hpp"
#include "lessons/variant.hpp"
#include "result/run_result.hpp"
#include "session/data.hpp"
#include "tl/expected.hpp"

namespace cloudsim::lessons {

/// What is right, as the run says. Only what the question asks for is filled.
struct Answer {
  double number = 0;                ///< Number
  std::vector<std::string> picked;  ///< Choice: one option. Order: all items. Classify: the bin of each item
  std::vector<double> curve;        ///< Range
};

/// A variant of an exercise that was run.
struct Trial {
  std::shared_ptr<const Exercise> exercise;
  Variant variant;
  result::RunResult result;
  session::Data data;  ///< its prices
  std::shared_ptr<const ResultTree> tree;

  /// Throws nothing; the trial must outlive what is returned.
  Surroundings surroundings() const;
  tl::expected<double, Diagnostic> evaluate(const Expression& expression, const Location& where) const;
  tl::expected<Answer, Diagnostic> answer(const Question& question) const;
};

/// Runs a scenario by name with changes. `problems` holds what was wrong when it gives nothing.
struct Ran {
  result::RunResult result;
  session::Data data;
};
std::optional<Ran> run_scenario(const Library& library, const std::string& name,
                                const std::vector<scenario::Override>& changes, const Location& where,
                                Diagnostics& problems);

/// Runs the exercise with the variant's numbers; null with problems when its scenario cannot be run.
std::shared_ptr<const Trial> run_exercise(const Library& library, std::shared_ptr<const Exercise> exercise,
                                          const Variant& variant, Diagnostics& problems);

/// A problem of an expression as one of the file: with the expression in it.
Diagnostic to_diagnostic(const ExpressionProblem& problem, const std::string& expression, const Location& where);

}  // namespace cloudsim::lessons
