// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cloudsim::cli {

/// What `exercise` and `lesson` were told, as typed.
struct LearningOptions {
  std::string action;              ///< list, show, predict, …
  std::vector<std::string> words;  ///< ids, then an answer
  std::string question, learner, confidence, attempts;
  std::string from;  ///< exercise new: what it is made from
  bool teacher = false;
  bool exam = false;
  bool all = false;
};

using Say = std::function<std::string(const std::string& key)>;

void add_exercise_options(CLI::App& app, LearningOptions& options, const Say& say);
void add_lesson_options(CLI::App& app, LearningOptions& options, const Say& say);

}  // namespace cloudsim::cli
