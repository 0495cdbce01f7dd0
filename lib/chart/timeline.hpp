// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "chart/svg.hpp"
#include "chart/ticks.hpp"

namespace cloudsim::chart {

/// A state that something can be in.
struct State {
  std::string name;    ///< for the legend
  std::string letter;  ///< stands inside the bar where there is room
};

struct Stretch {
  double from = 0, to = 0;  ///< on the axis
  std::size_t state = 0;    ///< of Timeline::states
};

struct Lane {
  std::string name;
  std::vector<Stretch> stretches;
};

/// What was in which state when: one lane for each server.
struct Timeline {
  Words words;
  Axis x;
  std::vector<State> states;
  std::vector<Lane> lanes;
};

/// States are told apart by color, pattern and letter.
std::string draw(const Timeline& timeline);

}  // namespace cloudsim::chart
