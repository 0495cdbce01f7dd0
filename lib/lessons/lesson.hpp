// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "lessons/exercise.hpp"
#include "lessons/withhold.hpp"

namespace cloudsim::lessons {

/// One thing to turn in open play.
struct Control {
  std::string id;     ///< its label is the block control.<id>
  std::string path;   ///< as --set takes it
  std::string value;  ///< the default
  std::vector<std::string> worth_trying;
};

struct Lesson {
  std::string id;
  std::vector<std::string> claims;
  std::int64_t minutes = 0;
  std::vector<std::string> prerequisites;
  std::vector<std::string> objectives;
  std::vector<std::string> terms;  ///< glossary ids
  std::string play_scenario;
  std::vector<Control> controls;  ///< at most four
  std::vector<std::string> exercises;
  std::vector<Figure> figures;
  std::vector<std::string> quotes;  ///< claims that are quoted
  ExplainSpec exit;
  std::vector<Withhold> withhold;
  std::vector<FreeBet> free;
  std::shared_ptr<const Source> source;
  bool is_private = false;
};

/// Text → lesson, or every problem at once.
std::shared_ptr<const Lesson> read_lesson(std::shared_ptr<const Source> source, Diagnostics& diagnostics);

}  // namespace cloudsim::lessons
