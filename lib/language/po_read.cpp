// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "document/scalar_extent.hpp"
#include "document/yaml_source.hpp"
#include "language/po.hpp"
#include "language/po_file.hpp"
#include "language/po_units.hpp"
#include "narrative/message.hpp"

namespace cloudsim::language {
namespace {

/// The language's files: those it has, and copies of the English ones for those it lacks.
MessageFiles with_copies(const MessageFiles& files, const std::string& tag) {
  const std::string english = "locales/en/";
  const std::string own = "locales/" + tag + "/";
  MessageFiles all = files;
  for (const auto& [path, text] : files) {
    if (path.rfind(english, 0) != 0) continue;
    std::string copy = text;
    const document::Parsed parsed = document::parse(path, text);
    if (parsed.root.is_mapping() && parsed.root.members.size() == 1) {
      const Location& key = parsed.root.members.front().key_location;
      const auto extent = document::scalar_extent(key);
      if (extent) copy.replace(extent->first, 2, tag);  // "en" → "pt"
    }
    all.emplace(own + path.substr(english.size()), copy);
  }
  return all;
}

/// The placeholders without the suffixes that a language chooses.
std::optional<std::set<std::string>> roots_of(const std::string& text, const MessageSchema* schema) {
  const auto pieces = Message::parse_text(text);
  if (!pieces) return std::nullopt;
  std::set<std::string> names;
  for (const Message::Piece& piece : *pieces) {
    if (piece.placeholder) names.insert(narrative::root_of(piece.text, schema).first);
  }
  return names;
}

class Import {
 public:
  Import(const Texts& texts, const std::shared_ptr<const Source>& po, Diagnostics& problems)
      : texts_(&texts), problems_(&problems), po_(read_po(po, problems)), source_(po) {}

  Imported run() {
    Imported result;
    result.language = po_.language;
    if (!problems_->empty()) return result;
    const bool good_tag = po_.language.size() >= 2 && po_.language != "en" && po_.language != "schema" &&
                          std::all_of(po_.language.begin(), po_.language.end(), [](char c) {
                            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
                          });
    if (!good_tag) {
      problems_->push_back({Severity::Error, "i18n_po_language", {}, {source_, 1, 1, 1}, ""});
      return result;
    }
    Diagnostics unread;
    const bool is_new = texts_->folders.count(po_.language) == 0;
    const MessageFiles before = is_new ? with_copies(texts_->files, po_.language) : texts_->files;
    own_ = units_of(read_texts(before, unread).folder(po_.language));
    english_ = units_of(texts_->folder("en"));
    for (const PoEntry& entry : po_.entries) take(entry);
    apply();
    result.changed = changed_;
    for (const auto& [path, text] : before) {
      const auto edited = edited_.find(path);
      if (edited != edited_.end()) result.files[path] = edited->second;
      if (edited == edited_.end() && is_new && texts_->files.count(path) == 0) result.files[path] = text;
    }
    return result;
  }

 private:
  struct Edit {
    std::size_t from, to;
    std::string text;
  };

  void report(const char* code, const PoEntry& entry) {
    problems_->push_back({Severity::Error, code, {{"key", entry.context}}, entry.where, ""});
  }

  void take(const PoEntry& entry) {
    if (entry.fuzzy || entry.text.empty()) return;
    const Unit* english = english_for(english_, entry.context);
    if (english == nullptr) {
      report("i18n_po_unknown", entry);
      return;
    }
    const auto own = own_.find(entry.context);
    if (own == own_.end()) {
      report("i18n_po_place", entry);
      return;
    }
    const MessageSchema* schema = texts_->schema(key_of(entry.context));
    const auto wanted = roots_of(english->text, schema);
    const bool is_zero = entry.context.size() > 5 && entry.context.substr(entry.context.size() - 5) == "/zero";
    const auto fits = [&](const std::string& text) {
      const auto found = roots_of(text, schema);
      return found == wanted || (is_zero && found && wanted);
    };
    if (!fits(entry.text) || (entry.has_plural && !fits(entry.plural_text))) {
      report("i18n_po_text", entry);
      return;
    }
    put(entry, own->second.text, entry.text, own->second.where, own->second.is_block);
    if (entry.has_plural) put(entry, own->second.plural, entry.plural_text, own->second.where_plural, false);
  }

  void put(const PoEntry& entry, const std::string& before, const std::string& after, const Location& where,
           bool is_block) {
    if (before == after || after.empty()) return;
    const auto extent = is_block ? block_extent(where, before) : document::scalar_extent(where);
    if (!extent) {
      report("i18n_po_place", entry);
      return;
    }
    sources_[where.source->name] = where.source;
    edits_[where.source->name].push_back(
        {extent->first, extent->second, is_block ? after : document::quoted_scalar(after)});
    ++changed_;
  }

  /// A block's text stands below its id as it is, except for line ends.
  static std::optional<std::pair<std::size_t, std::size_t>> block_extent(const Location& where,
                                                                         const std::string& text) {
    std::size_t at = 0;
    for (std::uint32_t line = 1; line < where.line && at != std::string::npos; ++line)
      at = where.source->text.find('\n', at) + 1;
    const std::size_t found = where.source->text.find(text, at);
    if (text.empty() || found == std::string::npos) return std::nullopt;
    return std::pair{found, found + text.size()};
  }

  void apply() {
    for (auto& [path, edits] : edits_) {
      std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.from > b.from; });
      std::string text = sources_[path]->text;
      for (const Edit& edit : edits) text.replace(edit.from, edit.to - edit.from, edit.text);
      edited_[path] = text;
    }
  }

  const Texts* texts_;
  Diagnostics* problems_;
  PoFile po_;
  std::shared_ptr<const Source> source_;
  Units english_, own_;
  std::map<std::string, std::shared_ptr<const Source>> sources_;
  std::map<std::string, std::vector<Edit>> edits_;
  MessageFiles edited_;
  std::size_t changed_ = 0;
};

}  // namespace

Imported import_po(const Texts& texts, const std::shared_ptr<const Source>& po, Diagnostics& problems) {
  return Import(texts, po, problems).run();
}

}  // namespace cloudsim::language
