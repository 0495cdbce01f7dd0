// SPDX-License-Identifier: Apache-2.0
#include "document/scalar_extent.hpp"

#include <algorithm>

namespace cloudsim::document {
namespace {

constexpr std::size_t kNone = std::string::npos;

std::size_t start_of_line(std::string_view text, std::uint32_t line) {
  std::size_t at = 0;
  for (std::uint32_t number = 1; number < line; ++number) {
    at = text.find('\n', at);
    if (at == kNone) return kNone;
    ++at;
  }
  return at;
}

std::size_t end_of_line(std::string_view text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

std::size_t indentation(std::string_view text, std::size_t line_start) {
  const std::size_t first = text.find_first_not_of(' ', line_start);
  return (first == kNone ? text.size() : first) - line_start;
}

std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 == text.size() || text[i + 1] != quote) return i + 1;
      ++i;  // '' is a quote inside
    }
  }
  return kNone;
}

/// The end of the lines below that are indented deeper than the line at `line_start`; empty lines between them count.
std::size_t end_of_deeper_lines(std::string_view text, std::size_t line_start, std::size_t from) {
  const std::size_t depth = indentation(text, line_start);
  std::size_t end = from;
  for (std::size_t at = end_of_line(text, from); at < text.size();) {
    const std::size_t next = at + 1;
    const std::size_t stop = end_of_line(text, next);
    const std::size_t indent = indentation(text, next);
    const bool empty = next + indent >= stop;
    if (!empty && indent <= depth) break;
    if (!empty) end = stop;
    at = stop;
  }
  return end;
}

/// Whether this place is inside { } or [ ] that the line opened.
bool in_brackets(std::string_view line) {
  int depth = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' || c == '\'') {
      const std::size_t end = end_of_quoted(line, i);
      if (end == kNone) return depth > 0;
      i = end - 1;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return depth > 0;
}

std::size_t end_of_plain(std::string_view text, std::size_t line_start, std::size_t at) {
  const bool flow = in_brackets(text.substr(line_start, at - line_start));
  std::size_t end = at;
  while (end < text.size() && text[end] != '\n') {
    if (flow && (text[end] == ',' || text[end] == '}' || text[end] == ']')) break;
    if (text[end] == ' ' && end + 1 < text.size() && text[end + 1] == '#') break;
    ++end;
  }
  if (!flow && (end == text.size() || text[end] == '\n')) end = end_of_deeper_lines(text, line_start, end);
  while (end > at && text[end - 1] == ' ') --end;
  return end;
}

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> scalar_extent(const Location& where) {
  if (where.source == nullptr || where.line == 0 || where.column == 0) return std::nullopt;
  const std::string_view text = where.source->text;
  const std::size_t line_start = start_of_line(text, where.line);
  if (line_start == kNone || line_start + where.column - 1 >= text.size()) return std::nullopt;
  const std::size_t at = line_start + where.column - 1;
  std::size_t end = kNone;
  if (text[at] == '"' || text[at] == '\'') {
    end = end_of_quoted(text, at);
  } else if (text[at] == '|' || text[at] == '>') {
    end = end_of_deeper_lines(text, line_start, end_of_line(text, at));
  } else {
    end = end_of_plain(text, line_start, at);
  }
  if (end == kNone || end <= at) return std::nullopt;
  return std::pair{at, end};
}

std::string quoted_scalar(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

}  // namespace cloudsim::document
