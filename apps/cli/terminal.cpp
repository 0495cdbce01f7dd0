// SPDX-License-Identifier: Apache-2.0
#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/number.hpp"

namespace cloudsim::cli {
namespace {

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool is_dumb() {
  const char* term = std::getenv("TERM");
  return term == nullptr || std::strcmp(term, "dumb") == 0;
}

bool colors_on(ColorMode mode, int stream) {
  if (mode != ColorMode::Automatic) return mode == ColorMode::Always;
  return !is_set("NO_COLOR") && !is_dumb() && isatty(stream) == 1;
}

constexpr int kBarCells = 24;

}  // namespace

bool use_color(ColorMode mode) { return colors_on(mode, STDOUT_FILENO); }
bool use_color_on_stderr(ColorMode mode) { return colors_on(mode, STDERR_FILENO); }

int terminal_width() {
  std::int64_t width = 80;
  if (is_set("COLUMNS")) {
    width = parse_integer(std::getenv("COLUMNS")).value_or(80);
  } else {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) width = size.ws_col;
  }
  return static_cast<int>(std::clamp<std::int64_t>(width, 40, 200));
}

Progress::Progress(bool wanted, std::string label)
    : label_(std::move(label)), begun_(std::chrono::steady_clock::now()), last_(begun_) {
  active_ = wanted && isatty(STDERR_FILENO) == 1 && !is_dumb() && !is_set("CI");
}

Progress::~Progress() {
  if (drawn_) std::fputs("\r\033[2K", stderr);
}

void Progress::show(double share) {
  if (!active_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - begun_ < std::chrono::seconds(1) || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  drawn_ = true;
  const int filled = static_cast<int>(share * kBarCells);
  std::string bar(static_cast<std::size_t>(filled), '#');
  bar.resize(kBarCells, '.');
  std::fprintf(stderr, "\r\033[2K%s [%s] %3d%%", label_.c_str(), bar.c_str(), static_cast<int>(share * 100));
  std::fflush(stderr);
}

}  // namespace cloudsim::cli
