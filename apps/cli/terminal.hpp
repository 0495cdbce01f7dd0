// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace cloudsim::cli {

enum class ColorMode { Automatic, Always, Never };

/// Colours on standard output: --color, NO_COLOR, TERM=dumb, and whether it is a terminal at all.
bool use_color(ColorMode mode);
bool use_color_on_stderr(ColorMode mode);

/// Columns of the terminal: COLUMNS, the terminal's own word, else 80; kept within 40..200.
int terminal_width();

/// A progress line on standard error for work over a second: only on a terminal, never with --quiet, in CI or on
/// TERM=dumb; at most ten times a second; gone without a trace when the work is done.
class Progress {
 public:
  Progress(bool wanted, std::string label);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void show(double share);

 private:
  bool active_ = false;
  bool drawn_ = false;
  std::string label_;
  std::chrono::steady_clock::time_point begun_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace cloudsim::cli
