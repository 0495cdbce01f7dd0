// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

#include <algorithm>

namespace cloudsim::base {

void sort_by_position(Diagnostics& diagnostics) {
  // Sources in order of first mention: an address would differ from run to run, a name would put "--set" first.
  std::vector<const Source*> sources;
  const auto rank = [&sources](const Diagnostic& diagnostic) {
    return std::find(sources.begin(), sources.end(), diagnostic.location.source.get()) - sources.begin();
  };
  for (const Diagnostic& diagnostic : diagnostics) {
    if (rank(diagnostic) == static_cast<std::ptrdiff_t>(sources.size()))
      sources.push_back(diagnostic.location.source.get());
  }
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [&rank](const Diagnostic& a, const Diagnostic& b) {
    const auto a_rank = rank(a);
    const auto b_rank = rank(b);
    if (a_rank != b_rank) return a_rank < b_rank;
    if (a.location.line != b.location.line) return a.location.line < b.location.line;
    return a.location.column < b.location.column;
  });
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::Error; });
}

std::string line_of(const Location& location) {
  if (location.source == nullptr || location.line == 0) return {};
  const std::string& text = location.source->text;
  std::size_t start = 0;
  for (std::uint32_t line = 1; line < location.line; ++line) {
    start = text.find('\n', start);
    if (start == std::string::npos) return {};
    ++start;
  }
  std::string line = text.substr(start, text.find('\n', start) - start);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  // Byte for byte, so that columns stay true; an escape sequence in a file must not reach the terminal.
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

}  // namespace cloudsim::base
