// SPDX-License-Identifier: Apache-2.0
#include "language/stats.hpp"

#include <map>

#include "language/passages.hpp"
#include "language/sync.hpp"

namespace cloudsim::language {
namespace {

/// The texts of one part by key, with the number of their words.
using Part = std::map<std::string, std::size_t>;

Part part_of(const Messages& messages) {
  Part part;
  for (const auto& [key, message] : messages) {
    std::size_t& words = part[key];
    each_text(message, [&](const std::string&, const Message& text) { words += count_words(literal_text(text)); });
  }
  return part;
}

std::map<std::string, Part> parts_of(const Folder& folder) {
  std::map<std::string, Part> parts;
  parts[""] = part_of(folder.messages);
  for (const auto& [file, messages] : folder.exercises) parts[file] = part_of(messages);
  for (const auto& [file, blocks] : folder.prose) {
    Part& part = parts[file];
    for (const document::Block& block : blocks) {
      std::size_t& words = part[file + "#" + block.id];
      for (const std::string& line : block.lines) words += count_words(line);
    }
  }
  return parts;
}

}  // namespace

std::vector<Coverage> coverage(const Texts& texts) {
  const auto pairs = pairs_of(texts);
  const auto file = texts.files.find(kLockFile);
  const Lock lock = file == texts.files.end() ? Lock{} : read_lock(file->second);
  std::map<std::string, std::map<std::string, Part>> by_language;
  std::set<std::string> names;
  for (const std::string& tag : texts.languages()) {
    by_language[tag] = parts_of(texts.folder(tag));
    for (const auto& entry : by_language[tag]) names.insert(entry.first);
  }
  std::vector<Coverage> rows;
  for (const std::string& name : names) {
    const Part& english = by_language["en"][name];
    for (const std::string& tag : texts.languages()) {
      const Part& part = by_language[tag][name];
      Coverage row{name, tag, part.size(), 0, 0, 0};
      for (const auto& entry : english) row.missing += part.count(entry.first) == 0 ? 1U : 0U;
      for (const auto& [key, words] : part) {
        row.words += words;
        const auto pair = pairs.find(key);
        if (pair != pairs.end() && state_of(pair->second, lock, key) != State::Agreed) ++row.open;
      }
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace cloudsim::language
