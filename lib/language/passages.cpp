// SPDX-License-Identifier: Apache-2.0
#include "language/passages.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace cloudsim::language {
namespace {

/// What stands between two marks becomes `shown`: `code` → X, *throughput* → nothing.
std::string without_marked(const std::string& text, char mark, const char* shown) {
  std::string kept;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find(mark, at);
    const std::size_t close = open == std::string::npos ? open : text.find(mark, open + 1);
    if (close == std::string::npos) break;
    kept += text.substr(at, open - at) + shown;
    at = close + 1;
  }
  return kept + text.substr(at);
}

std::string without_placeholders(const std::string& text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t close = text[at] == '{' ? text.find('}', at) : std::string::npos;
    if (close == std::string::npos) {
      kept += text[at];
      continue;
    }
    kept += "X";
    at = close;
  }
  return kept;
}

/// What a lesson quotes, others have said: «provisionar».
std::string without_quotes(std::string text) {
  for (const auto& [open, close] : {std::pair<std::string, std::string>{"«", "»"}, {"“", "”"}}) {
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at + open.size())) {
      const std::size_t end = text.find(close, at);
      if (end == std::string::npos) break;
      text.replace(at + open.size(), end - at - open.size(), "X");
    }
  }
  return text;
}

class Collector {
 public:
  void add(const std::string& key, const Messages& messages, bool from_lesson) {
    for (const auto& [name, message] : messages) {
      each_text(message, [&, &id = name, &where = message.location](const std::string&, const Message& text) {
        const std::string shown = without_marked(without_placeholders(literal_text(text)), '`', "X");
        const std::string words = without_marked(shown, '*', "X");
        found_.push_back({key + id, shown, from_lesson ? without_quotes(words) : words,
                          text.location.line > 0 ? text.location : where, from_lesson});
      });
    }
  }

  void add(const std::string& file, const document::Block& block) {
    std::uint32_t number = block.first_line;
    for (const std::string& line : block.lines) {
      const std::size_t start = line.substr(0, 2) == "- " ? 2 : 0;
      const std::string shown = without_marked(without_placeholders(line.substr(start)), '`', "X");
      const Location where{block.where.source, number, static_cast<std::uint32_t>(start + 1),
                           static_cast<std::uint32_t>(std::max<std::size_t>(1, line.size() - start))};
      if (!trim(line).empty())
        found_.push_back({file + "#" + block.id, shown, without_quotes(without_marked(shown, '*', "X")), where, true});
      ++number;
    }
  }

  std::vector<Passage> found() && { return std::move(found_); }

 private:
  std::vector<Passage> found_;
};

}  // namespace

std::vector<Passage> passages_of(const Texts& texts, const std::string& tag) {
  Collector collector;
  const Folder& folder = texts.folder(tag);
  collector.add("", folder.messages, false);
  const std::size_t hyphen = tag.find('-');
  if (hyphen != std::string::npos) {
    Messages seen_through = texts.folder(tag.substr(0, hyphen)).messages;
    for (const auto& entry : folder.messages) seen_through.erase(entry.first);
    collector.add("", seen_through, false);
  }
  for (const auto& entry : folder.exercises) collector.add("", entry.second, true);
  for (const auto& [file, blocks] : folder.prose) {
    for (const document::Block& block : blocks) collector.add(file, block);
  }
  return std::move(collector).found();
}

std::vector<std::string> sentences_in(const std::string& text) {
  std::vector<std::string> found;
  std::string sentence;
  for (std::size_t i = 0; i < text.size(); ++i) {
    sentence += text[i];
    const bool ends =
        (text[i] == '.' || text[i] == '?' || text[i] == '!') && (i + 1 == text.size() || text[i + 1] == ' ');
    if (!ends) continue;
    found.push_back(sentence);
    sentence.clear();
  }
  if (!trim(sentence).empty()) found.push_back(sentence);
  return found;
}

std::size_t count_words(const std::string& text) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : text) {
    if (c != ' ' && !inside) ++count;
    inside = c != ' ';
  }
  return count;
}

}  // namespace cloudsim::language
