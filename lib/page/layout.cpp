// SPDX-License-Identifier: Apache-2.0
#include "page/layout.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace cloudsim::page {

std::string wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t hanging) {
  std::string result;
  std::string line;
  std::size_t used = 0;
  const auto start_line = [&](std::size_t spaces) {
    line.assign(spaces, ' ');
    used = 0;
  };
  start_line(indent);
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const std::size_t room = display_width(line) + (used > 0 ? 1 : 0) + display_width(word);
    if (used > 0 && room > width) {
      result += line + "\n";
      start_line(indent + hanging);
    }
    if (used > 0) line += ' ';
    line += word;
    ++used;
  }
  return result + line + "\n";
}

std::string pad_left(const std::string& text, std::size_t width) {
  const std::size_t columns = display_width(text);
  return columns >= width ? text : std::string(width - columns, ' ') + text;
}

std::string pad_right(const std::string& text, std::size_t width) {
  const std::size_t columns = display_width(text);
  return columns >= width ? text : text + std::string(width - columns, ' ');
}

std::string leader(const std::string& label, const std::string& value, std::size_t width, std::size_t indent) {
  // A label too long to leave room for its value takes several lines; the value stands on the last one.
  const std::size_t room = width > display_width(value) + 1 ? width - display_width(value) - 1 : 1;
  std::string text = wrap(label, room, indent, 2);
  text.pop_back();
  const std::size_t last = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
  const std::size_t used = display_width(text.substr(last)) + display_width(value) + 2;
  text += " ";
  if (used < width) text += std::string(width - used, '.') + " ";
  return text + value + "\n";
}

std::vector<std::string> break_name(const std::string& name, std::size_t width) {
  if (display_width(name) <= width) return {name};
  std::vector<std::string> lines;
  std::string line;
  std::size_t start = 0;
  while (start < name.size()) {
    const std::size_t hyphen = name.find('-', start);
    const std::size_t end = hyphen == std::string::npos ? name.size() : hyphen + 1;
    const std::string part = name.substr(start, end - start);
    if (display_width(part) > width) return {};
    if (!line.empty() && display_width(line + part) > width) {
      lines.push_back(line);
      line.clear();
    }
    line += part;
    start = end;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace cloudsim::page
