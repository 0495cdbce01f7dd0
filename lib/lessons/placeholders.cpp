// SPDX-License-Identifier: Apache-2.0
#include "lessons/placeholders.hpp"

#include <algorithm>

#include "narrative/format.hpp"

namespace cloudsim::lessons {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// Calls `name` for every placeholder and `literal` for what stands between them.
template <class Name, class Literal>
void walk(std::string_view text, Name name, Literal literal) {
  std::size_t done = 0;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    if (!is_name(inside)) continue;
    literal(text.substr(done, open - done));
    name(inside);
    done = close + 1;
  }
  literal(text.substr(done));
}

}  // namespace

std::vector<std::string> placeholders_in(std::string_view text) {
  std::vector<std::string> names;
  walk(
      text, [&names](std::string_view name) { names.emplace_back(name); }, [](std::string_view) {});
  return names;
}

std::string fill_placeholders(std::string_view text, const std::function<std::string(const std::string&)>& value) {
  std::string filled;
  walk(
      text,
      [&](std::string_view name) {
        const std::string found = value(std::string(name));
        filled += found.empty() ? "{" + std::string(name) + "}" : found;
      },
      [&filled](std::string_view literal) { filled += literal; });
  return filled;
}

std::string plain_number(double value) { return narrative::trimmed_decimal(value, 9); }

}  // namespace cloudsim::lessons
