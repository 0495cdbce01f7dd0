// SPDX-License-Identifier: Apache-2.0
#include "document/blocks.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "base/text.hpp"

namespace cloudsim::document {
namespace {

constexpr std::string_view kOpen = "<!-- id:";
constexpr std::string_view kClose = "-->";
constexpr std::string_view kOtherCommentOpen = "<!--";

/// "<!-- id: why -->" → "why"
std::optional<std::string> id_of(std::string_view line) {
  line = trim(line);
  if (line.substr(0, kOpen.size()) != kOpen || line.size() < kOpen.size() + kClose.size()) return std::nullopt;
  if (line.substr(line.size() - kClose.size()) != kClose) return std::nullopt;
  return std::string(trim(line.substr(kOpen.size(), line.size() - kOpen.size() - kClose.size())));
}

bool is_comment(std::string_view line) {
  line = trim(line);
  return line.substr(0, kOtherCommentOpen.size()) == kOtherCommentOpen && line.size() >= kClose.size() &&
         line.substr(line.size() - kClose.size()) == kClose;
}

bool is_good_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
}

void trim_lines(Block& block) {
  while (!block.lines.empty() && trim(block.lines.back()).empty()) block.lines.pop_back();
  while (!block.lines.empty() && trim(block.lines.front()).empty()) {
    block.lines.erase(block.lines.begin());
    ++block.first_line;
  }
  if (block.lines.empty()) block.first_line = 0;
}

}  // namespace

std::string Block::text() const {
  std::string joined;
  for (const std::string& line : lines) joined += (&line == &lines.front() ? "" : "\n") + line;
  return joined;
}

std::vector<Block> read_blocks(const std::shared_ptr<const Source>& source, Diagnostics& problems) {
  std::vector<Block> blocks;
  std::set<std::string> seen;
  std::uint32_t number = 0;
  for (std::string_view line : split(source->text, '\n')) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const Location here{source, number, 1, static_cast<std::uint32_t>(std::max<std::size_t>(line.size(), 1))};
    const auto problem = [&](const char* code, const std::string& id) {
      problems.push_back({Severity::Error, code, {{"id", id}}, here, ""});
    };
    if (const std::optional<std::string> id = id_of(line)) {
      if (!is_good_id(*id)) problem("block_bad_id", *id);
      if (!seen.insert(*id).second) problem("block_id_twice", *id);
      blocks.push_back({*id, here, {}, number + 1});
    } else if (!blocks.empty()) {
      blocks.back().lines.emplace_back(line);
    } else if (!trim(line).empty() && !is_comment(line)) {
      problem("block_without_id", "");
    }
  }
  for (Block& block : blocks) trim_lines(block);
  return blocks;
}

}  // namespace cloudsim::document
