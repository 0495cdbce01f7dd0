// SPDX-License-Identifier: Apache-2.0
#include "narrative/title.hpp"

#include <utility>
#include <vector>

namespace cloudsim::narrative {

std::string title_of(const document::Value& root, const Locale& locale) {
  const document::Value* title = root.find("title");
  if (title == nullptr) return "";
  if (title->is_scalar()) return title->text;
  std::vector<std::pair<std::string, std::string>> texts;
  for (const document::Value::Member& member : title->members) texts.emplace_back(member.key, member.value.text);
  return texts.empty() ? "" : locale.choose(texts);
}

}  // namespace cloudsim::narrative
