// SPDX-License-Identifier: Apache-2.0
// Lessons and teachers' guides: block by block, both languages.
#include <algorithm>
#include <map>

#include "language/check.hpp"
#include "language/passages.hpp"

namespace cloudsim::language {
namespace {

using Blocks = std::vector<document::Block>;

const document::Block* find(const Blocks& blocks, const std::string& id) {
  const auto found = std::find_if(blocks.begin(), blocks.end(), [&](const auto& block) { return block.id == id; });
  return found == blocks.end() ? nullptr : &*found;
}

/// What stands between backquotes: commands and code, which no language changes. Sorted: word order is the language's.
std::vector<std::string> code_spans(const std::string& text) {
  std::vector<std::string> spans;
  for (std::size_t open = text.find('`'); open != std::string::npos;) {
    const std::size_t close = text.find('`', open + 1);
    if (close == std::string::npos) break;
    spans.push_back(text.substr(open + 1, close - open - 1));
    open = text.find('`', close + 1);
  }
  std::sort(spans.begin(), spans.end());
  return spans;
}

/// How often each placeholder does not matter, only which.
std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close != std::string::npos) names.insert(text.substr(open, close - open + 1));
  }
  return names;
}

void compare(const std::string& file, const Blocks& english, const Blocks& other, const std::string& tag,
             Diagnostics& problems) {
  const auto report = [&](const char* code, const document::Block& block, const std::string& language) {
    problems.push_back({Severity::Error, code, {{"id", block.id}, {"file", file}, {"tag", language}}, block.where, ""});
  };
  for (const document::Block& block : english) {
    const document::Block* partner = find(other, block.id);
    if (partner == nullptr) {
      report("i18n_block_missing", block, tag);
      continue;
    }
    if (code_spans(block.text()) != code_spans(partner->text())) report("i18n_block_code", *partner, tag);
    if (placeholders(block.text()) != placeholders(partner->text())) report("i18n_block_placeholders", *partner, tag);
  }
  for (const document::Block& block : other) {
    if (find(english, block.id) == nullptr) report("i18n_block_missing", block, "en");
  }
}

void check_length(const std::string& file, const Blocks& blocks, const Style& style, Diagnostics& problems) {
  std::size_t words = 0;
  for (const document::Block& block : blocks) {
    for (const std::string& line : block.lines) words += count_words(line);
  }
  if (static_cast<std::int64_t>(words) > style.lesson_words && !blocks.empty()) {
    problems.push_back({Severity::Error,
                        "i18n_lesson_length",
                        {{"file", file}, {"words", static_cast<std::int64_t>(words)}, {"maximum", style.lesson_words}},
                        {blocks.front().where.source, 0, 0, 1},
                        ""});
  }
}

}  // namespace

void check_prose(const Texts& texts, const Style& style, Diagnostics& problems) {
  const Folder& english = texts.folder("en");
  for (const std::string& tag : texts.languages()) {
    const Folder& folder = texts.folder(tag);
    for (const auto& [file, blocks] : folder.prose) {
      if (file.rfind("lessons/", 0) == 0) check_length(file, blocks, style, problems);
      if (tag != "en" && english.prose.count(file) == 0) compare(file, {}, blocks, tag, problems);
    }
    if (tag == "en") continue;
    for (const auto& [file, blocks] : english.prose) {
      const auto partner = folder.prose.find(file);
      compare(file, blocks, partner == folder.prose.end() ? Blocks{} : partner->second, tag, problems);
    }
  }
}

}  // namespace cloudsim::language
