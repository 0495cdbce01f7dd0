// SPDX-License-Identifier: Apache-2.0
#include "document/yaml_text.hpp"

namespace cloudsim::document {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

}  // namespace

std::optional<std::size_t> control_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if ((c >= 0x20 && c != 0x7F) || c == '\t' || c == '\n') continue;
    if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    return at;
  }
  return std::nullopt;
}

std::optional<std::size_t> after_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != '\'') return i + 1;
      ++i;  // '' inside single quotes is one quote
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> next_quote(std::string_view text, std::size_t at) {
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '"' || text[i] == '\'') return i;
    if (text[i] == '#' && (i == 0 || is_blank(text[i - 1]))) {
      i = text.find('\n', i);
      if (i == std::string_view::npos) return std::nullopt;
    }
  }
  return std::nullopt;
}

std::size_t line_start(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  const std::size_t end = text.rfind('\n', at - 1);
  return end == std::string_view::npos ? 0 : end + 1;
}

std::string_view line_around(std::string_view text, std::size_t at) {
  const std::size_t start = line_start(text, at);
  const std::size_t end = text.find('\n', start);
  return text.substr(start, end == std::string_view::npos ? end : end - start);
}

std::optional<std::size_t> tab_in_indentation(std::string_view line) {
  for (std::size_t i = 0; i < line.size() && (line[i] == ' ' || line[i] == '\t'); ++i) {
    if (line[i] == '\t') return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> colon_without_space(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && (line[at] == ' ' || line[at] == '-')) ++at;
  const std::size_t key = at;
  while (at < line.size() && is_key_character(line[at])) ++at;
  if (at == key || at + 1 >= line.size() || line[at] != ':') return std::nullopt;
  if (is_blank(line[at + 1]) || line[at + 1] == '/') return std::nullopt;
  return at;
}

}  // namespace cloudsim::document
