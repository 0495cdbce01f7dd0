// SPDX-License-Identifier: Apache-2.0
#include "language/po_file.hpp"

#include <optional>

#include "base/text.hpp"

namespace cloudsim::language {
namespace {

bool take(std::string_view& line, std::string_view word) {
  if (line.substr(0, word.size()) != word) return false;
  line.remove_prefix(word.size());
  line = trim(line);
  return true;
}

/// "a\"b" with its quotes → a"b
std::optional<std::string> unquoted(std::string_view line) {
  if (line.size() < 2 || line.front() != '"' || line.back() != '"') return std::nullopt;
  std::string text;
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    char c = line[i];
    if (c == '"') return std::nullopt;
    if (c == '\\') {
      if (++i + 1 >= line.size()) return std::nullopt;
      c = line[i] == 'n' ? '\n' : line[i] == 't' ? '\t' : line[i];
    }
    text += c;
  }
  return text;
}

class PoReader {
 public:
  PoReader(std::shared_ptr<const Source> source, Diagnostics& problems)
      : source_(std::move(source)), problems_(&problems) {}

  PoFile read() {
    for (std::string_view line : split(source_->text, '\n')) {
      ++number_;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      line = trim(line);
      if (line.substr(0, 2) == "#~") continue;
      if (line.empty()) {
        finish();
      } else if (line.front() == '#') {
        if (entry_.has_value() && target_ != nullptr) finish();  // the comments of the next entry
        if (line.substr(0, 2) == "#," && line.find("fuzzy") != std::string_view::npos) begin().fuzzy = true;
      } else {
        text(line);
      }
    }
    finish();
    return std::move(file_);
  }

 private:
  PoEntry& begin() {
    if (!entry_) {
      entry_.emplace();
      entry_->where = {source_, number_, 1, 1};
    }
    return *entry_;
  }

  void text(std::string_view line) {
    if (entry_ && line.substr(0, 7) == "msgctxt" && target_ != nullptr) finish();
    PoEntry& entry = begin();
    if (take(line, "msgctxt")) {
      target_ = &entry.context;
    } else if (take(line, "msgid_plural")) {
      entry.has_plural = true;
      target_ = &ignored_;
    } else if (take(line, "msgid")) {
      target_ = &entry.id;
    } else if (take(line, "msgstr[0]")) {
      target_ = &entry.text;
    } else if (take(line, "msgstr[1]")) {
      target_ = &entry.plural_text;
    } else if (take(line, "msgstr")) {
      target_ = line.substr(0, 1) == "[" ? &ignored_ : &entry.text;
      if (target_ == &ignored_) line.remove_prefix(std::min(line.size(), line.find('"')));
    }
    const std::optional<std::string> part = unquoted(line);
    if (target_ == nullptr || !part) {
      problems_->push_back({Severity::Error, "i18n_po_syntax", {}, {source_, number_, 1, 1}, ""});
      return;
    }
    *target_ += *part;
  }

  void finish() {
    if (entry_ && target_ != nullptr) {
      if (entry_->id.empty() && entry_->context.empty()) {
        heading(entry_->text);
      } else {
        file_.entries.push_back(*entry_);
      }
      entry_.reset();
      target_ = nullptr;
      ignored_.clear();
    }
  }

  void heading(const std::string& lines) {
    for (std::string_view line : split(lines, '\n')) {
      if (take(line, "Language:")) file_.language = std::string(line);
    }
  }

  std::shared_ptr<const Source> source_;
  Diagnostics* problems_;
  PoFile file_;
  std::optional<PoEntry> entry_;
  std::string* target_ = nullptr;
  std::string ignored_;
  std::uint32_t number_ = 0;
};

}  // namespace

PoFile read_po(const std::shared_ptr<const Source>& source, Diagnostics& problems) {
  return PoReader(source, problems).read();
}

}  // namespace cloudsim::language
