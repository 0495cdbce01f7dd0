// SPDX-License-Identifier: Apache-2.0
#include "narrative/diagnostics.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"

namespace cloudsim::narrative {
namespace {

constexpr std::size_t kWidestLine = 100;
constexpr const char* kBold = "\x1b[1m";
constexpr const char* kRed = "\x1b[1;31m";
constexpr const char* kYellow = "\x1b[1;33m";
constexpr const char* kGreen = "\x1b[1;32m";
constexpr const char* kReset = "\x1b[0m";

class Painter {
 public:
  explicit Painter(bool color) : color_(color) {}
  std::string paint(const char* code, const std::string& text) const { return color_ ? code + text + kReset : text; }

 private:
  bool color_;
};

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The offset moved back to the start of its character, so that no character is cut.
std::size_t character_start(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && at < text.size() && continues_character(text[at])) --at;
  return at;
}

std::string place_of(const Location& location, const std::string& line) {
  if (location.source == nullptr) return "cloudsim";
  if (location.line == 0) return location.source->name;
  const std::size_t before = character_start(line, location.column > 0 ? location.column - 1 : 0);
  // Text before the caret may hold bytes that are no characters at all; then bytes are the best count there is.
  const std::string prefix = line.substr(0, before);
  const std::size_t column = invalid_utf8(prefix) ? before : display_width(prefix);
  return location.source->name + ":" + std::to_string(location.line) + ":" + std::to_string(column + 1);
}

/// The source line and the line with the caret below it.
std::string quote(const Diagnostic& diagnostic, std::string line, const Locale& locale, const Painter& painter) {
  const Location& location = diagnostic.location;
  const bool broken = invalid_utf8(line).has_value();
  if (broken) {
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  }
  std::size_t from = character_start(line, location.column > 0 ? location.column - 1 : 0);
  std::size_t to = std::min(line.size(), from + std::max<std::size_t>(1, location.length));
  while (to < line.size() && continues_character(line[to])) ++to;
  if (line.size() > kWidestLine) {
    // A window around the caret: one-line JSON can be thousands of characters long.
    const std::size_t start = from > kWidestLine / 2 ? character_start(line, from - kWidestLine / 2) : 0;
    const std::size_t end = character_start(line, std::min(line.size(), start + kWidestLine));
    const std::string head = start > 0 ? "..." : "";
    const std::string tail = end < line.size() ? "..." : "";
    to = std::min(to, end);
    line = head + line.substr(start, end - start) + tail;
    from = from - start + head.size();
    to = to - start + head.size();
  }
  std::string underline = std::string(display_width(line.substr(0, from)), ' ');
  std::string caret = "^";
  const std::size_t width = to > from ? display_width(line.substr(from, to - from)) : 1;
  if (width > 1) caret.append(width - 1, '~');
  underline += painter.paint(kGreen, caret);
  if (!diagnostic.suggestion.empty())
    underline += " " + locale.text("diagnostic.suggestion", {{"word", diagnostic.suggestion}});
  return "  " + line + "\n  " + underline + "\n";
}

}  // namespace

std::string render(const Diagnostics& diagnostics, const Locale& locale, bool color) {
  const Painter painter(color);
  Diagnostics sorted = diagnostics;
  sort_by_position(sorted);
  std::string text;
  std::int64_t errors = 0;
  std::int64_t warnings = 0;
  for (const Diagnostic& diagnostic : sorted) {
    const bool is_error = diagnostic.severity == Severity::Error;
    ++(is_error ? errors : warnings);
    const std::string line = line_of(diagnostic.location);
    const std::string label = locale.text(is_error ? "diagnostic.error" : "diagnostic.warning");
    Arguments arguments = diagnostic.arguments;
    arguments.push_back({"suggestion", diagnostic.suggestion});
    text += painter.paint(kBold, place_of(diagnostic.location, line) + ":") + " " +
            painter.paint(is_error ? kRed : kYellow, label + ":") + " " +
            locale.text("error." + diagnostic.code, arguments) + "\n";
    if (diagnostic.location.line > 0) {
      text += quote(diagnostic, line, locale, painter);
    } else if (!diagnostic.suggestion.empty()) {
      text += "  " + locale.text("diagnostic.suggestion", {{"word", diagnostic.suggestion}}) + "\n";
    }
  }
  if (errors > 0 && warnings > 0) {
    text += locale.text("diagnostic.count_both", {{"errors", errors}, {"warnings", warnings}}) + "\n";
  } else if (errors > 0) {
    text += locale.text("diagnostic.count", {{"errors", errors}}) + "\n";
  } else if (warnings > 0) {
    text += locale.text("diagnostic.count_warnings", {{"warnings", warnings}}) + "\n";
  }
  return text;
}

}  // namespace cloudsim::narrative
