// SPDX-License-Identifier: Apache-2.0
#include "language/po.hpp"
#include "language/po_units.hpp"
#include "language/sync.hpp"

namespace cloudsim::language {
namespace {

/// A PO string; a text of several lines gets one line each, as editors write it.
std::string quoted(const std::string& text) {
  std::string shown = text.find('\n') == std::string::npos ? "\"" : "\"\"\n\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      shown += i + 1 < text.size() ? "\\n\"\n\"" : "\\n";
      continue;
    }
    if (c == '"' || c == '\\') shown += '\\';
    shown += c;
  }
  return shown + "\"";
}

std::string header(const std::string& tag) {
  // Our plural classes one and other; French and its like would need another rule here.
  return "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: cloudsim\\n\"\n\"Language: " + tag +
         "\\n\"\n\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
         "\"Content-Transfer-Encoding: 8bit\\n\"\n\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n";
}

std::set<std::string> names_in(const std::string& text) {
  std::set<std::string> names;
  const auto pieces = Message::parse_text(text);
  if (!pieces) return {"?"};  // braces of another kind: nothing to compare
  for (const Message::Piece& piece : *pieces) {
    if (piece.placeholder) names.insert(piece.text);
  }
  return names;
}

/// Whether gettext may compare the names in braces: forms like {host_of} differ between languages, and that is right.
bool is_comparable(const Unit& english, const Unit* other) {
  const std::set<std::string> names = names_in(english.text);
  if (names.empty() || names.count("?") > 0) return false;
  if (english.has_plural && names_in(english.plural) != names) return false;
  if (other == nullptr) return true;
  return names_in(other->text) == names && (!other->has_plural || names_in(other->plural) == names);
}

class PoWriter {
 public:
  PoWriter(const Texts& texts, std::string tag)
      : texts_(&texts),
        tag_(std::move(tag)),
        english_(units_of(texts.folder("en"))),
        other_(units_of(texts.folder(tag_))),
        pairs_(pairs_of(texts)) {
    const auto lock = texts.files.find(kLockFile);
    if (lock != texts.files.end()) lock_ = read_lock(lock->second);
  }

  std::string write() {
    out_ = header(tag_);
    for (const auto& [context, unit] : english_) {
      if (!is_divided(context)) entry(context, unit, find(context));
    }
    for (const auto& [context, unit] : other_) {
      const Unit* english = english_for(english_, context);
      if (english_.count(context) == 0 && english != nullptr) entry(context, *english, &unit);
    }
    return std::move(out_);
  }

 private:
  const Unit* find(const std::string& context) const {
    const auto found = other_.find(context);
    return found == other_.end() ? nullptr : &found->second;
  }
  /// The other language has branches where English has one text.
  bool is_divided(const std::string& context) const {
    const auto next = other_.lower_bound(context + "/");
    return find(context) == nullptr && next != other_.end() && next->first.rfind(context + "/", 0) == 0;
  }
  bool is_fuzzy(const std::string& key) const {
    if (tag_ != "es") return false;
    const auto pair = pairs_.find(key);
    if (pair == pairs_.end()) return false;
    const State state = state_of(pair->second, lock_, key);
    return state == State::Stale || state == State::ReAgree;
  }

  void entry(const std::string& context, const Unit& english, const Unit* other) {
    const std::string key = key_of(context);
    out_ += "\n";
    if (const MessageSchema* schema = texts_->schema(key)) {
      for (const auto& [name, samples] : schema->samples) {
        out_ += "#. {" + name + "}:";
        for (const std::string& sample : samples) out_ += " " + sample;
        out_ += "\n";
      }
    }
    if (english.where.source != nullptr)
      out_ += "#: " + english.where.source->name + ":" + std::to_string(english.where.line) + "\n";
    std::string flags;
    if (other != nullptr && is_fuzzy(key)) flags += ", fuzzy";
    if (is_comparable(english, other)) flags += ", python-brace-format";
    if (!flags.empty()) out_ += "#" + flags + "\n";
    out_ += "msgctxt " + quoted(context) + "\nmsgid " + quoted(english.text) + "\n";
    // A language may need plural forms where English has one text.
    if (other == nullptr ? english.has_plural : other->has_plural) {
      out_ += "msgid_plural " + quoted(english.has_plural ? english.plural : english.text) + "\nmsgstr[0] " +
              quoted(other == nullptr ? "" : other->text) + "\nmsgstr[1] " +
              quoted(other == nullptr ? "" : other->plural) + "\n";
    } else {
      out_ += "msgstr " + quoted(other == nullptr ? "" : other->text) + "\n";
    }
  }

  const Texts* texts_;
  std::string tag_;
  Units english_, other_;
  std::map<std::string, Pair> pairs_;
  Lock lock_;
  std::string out_;
};

}  // namespace

std::string export_po(const Texts& texts, const std::string& tag) { return PoWriter(texts, tag).write(); }

}  // namespace cloudsim::language
