// SPDX-License-Identifier: Apache-2.0
#include "language/po_units.hpp"

namespace cloudsim::language {
namespace {

void add(const Message& message, const std::string& context, Units& units) {
  if (message.shape == Message::Shape::Text) {
    units[context] = {source_text(message), "", false, false, message.location, {}};
    return;
  }
  const auto one = message.branches.find("one");
  const auto other = message.branches.find("other");
  const bool is_pair = message.shape == Message::Shape::Plural && one != message.branches.end() &&
                       other != message.branches.end() && one->second.shape == Message::Shape::Text &&
                       other->second.shape == Message::Shape::Text;
  if (is_pair) {
    units[context] = {source_text(one->second), source_text(other->second), true, false,
                      one->second.location,     other->second.location};
  }
  for (const auto& [name, branch] : message.branches) {
    if (is_pair && (name == "one" || name == "other")) continue;
    const bool selects = message.shape == Message::Shape::Select;
    add(branch, context + "/" + (selects ? "select_" + message.selector + "=" : "") + name, units);
  }
}

}  // namespace

Units units_of(const Folder& folder) {
  Units units;
  for (const auto& [key, message] : folder.messages) add(message, key, units);
  for (const auto& entry : folder.exercises) {
    for (const auto& [key, message] : entry.second) add(message, key, units);
  }
  for (const auto& [file, blocks] : folder.prose) {
    for (const document::Block& block : blocks)
      units[file + "#" + block.id] = {block.text(), "", false, true, block.where, {}};
  }
  return units;
}

std::string key_of(const std::string& context) {
  if (context.find('#') != std::string::npos) return context;
  return context.substr(0, context.find('/'));
}

const Unit* english_for(const Units& english, std::string context) {
  while (true) {
    const auto found = english.find(context);
    if (found != english.end()) return &found->second;
    const std::size_t last = context.rfind('/');
    if (last == std::string::npos) return nullptr;
    context.erase(last);
  }
}

}  // namespace cloudsim::language
