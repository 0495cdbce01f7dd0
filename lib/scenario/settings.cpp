// SPDX-License-Identifier: Apache-2.0
#include "scenario/settings.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

namespace cloudsim::scenario {
namespace {

using document::Value;
using Settings = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kLongest = 120, kBeginning = 80;

std::string inline_text(const Value& value) {
  if (value.is_null()) return "null";
  if (value.is_scalar()) return value.text;
  std::string out;
  for (const Value& item : value.items) out += (out.empty() ? "" : ", ") + inline_text(item);
  for (const Value::Member& member : value.members)
    out += (out.empty() ? "" : ", ") + member.key + ": " + inline_text(member.value);
  return value.is_mapping() ? "{" + out + "}" : "[" + out + "]";
}

std::string shortened(std::string text) {
  if (text.size() <= kLongest) return text;
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325;  // FNV-1a
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100'0000'01b3;
  std::size_t end = kBeginning;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a letter
  text.resize(end);
  text += "… #";
  for (int shift = 60; shift >= 32; shift -= 4) text += "0123456789abcdef"[(hash >> shift) & 15];
  return text;
}

bool holds_mappings(const Value& list) {
  return std::any_of(list.items.begin(), list.items.end(), [](const Value& item) { return item.is_mapping(); });
}

/// As --set names it: by its name if it has one of its own, else by its number.
std::string name_of(const Value& item, std::size_t index, std::set<std::string>& used) {
  const Value* name = item.is_mapping() ? item.find("name") : nullptr;
  if (name != nullptr && name->is_scalar() && used.insert(name->text).second) return name->text;
  return std::to_string(index);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, and its parser bounds that.
void flatten(const Value& value, const std::string& path, Settings& out) {
  if (value.is_mapping() && !value.members.empty()) {
    for (const Value::Member& member : value.members) flatten(member.value, path + "." + member.key, out);
  } else if (value.is_sequence() && holds_mappings(value)) {
    std::set<std::string> used;
    for (std::size_t i = 0; i < value.items.size(); ++i)
      flatten(value.items[i], path + "." + name_of(value.items[i], i, used), out);
  } else {
    out.emplace_back(path, shortened(inline_text(value)));
  }
}

}  // namespace

Settings settings_of(const Value& root) {
  static const std::set<std::string> kNoSettings = {"cloudsim", "title", "description", "sweep"};
  Settings out;
  for (const Value::Member& member : root.members) {
    if (kNoSettings.count(member.key) == 0) flatten(member.value, member.key, out);
  }
  return out;
}

}  // namespace cloudsim::scenario
