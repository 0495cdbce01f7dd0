// SPDX-License-Identifier: Apache-2.0
// Two languages side by side: who lacks what, and who names other values.
#include <algorithm>
#include <iterator>

#include "language/check.hpp"

namespace cloudsim::language {
namespace {

using Names = std::set<std::string>;
using NamesByBranch = std::map<std::string, Names>;

/// Select branches by value; plural branches and branches by gender taken together: what must agree between languages.
void collect(const Message& message, const std::string& path, const MessageSchema* schema, NamesByBranch& names) {
  if (message.shape != Message::Shape::Select || selects_by_gender(message)) {
    names[path].merge(roots(message, schema));
    return;
  }
  for (const auto& [name, branch] : message.branches)
    collect(branch, path + (path.empty() ? "" : "/") + message.selector + "=" + name, schema, names);
}

std::vector<std::string> in_braces(const Names& names) {
  std::vector<std::string> shown;
  for (const std::string& name : names) shown.push_back("{" + name + "}");
  return shown;
}

Names without(const Names& all, const Names& some) {
  Names rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(rest, rest.end()));
  return rest;
}

class Pair {
 public:
  Pair(std::string tag, const Texts& texts, const Style& style, Diagnostics& problems)
      : tag_(std::move(tag)), texts_(&texts), style_(&style), problems_(&problems) {}

  /// Both have the same keys; `schemas` says what a placeholder is (exercises have none).
  void compare(const Messages& english, const Messages& other, bool schemas) {
    for (const auto& [key, message] : english) {
      const auto partner = other.find(key);
      if (partner == other.end()) {
        missing(key, message, tag_);
      } else {
        compare_names(key, message, partner->second, schemas ? texts_->schema(key) : nullptr);
      }
    }
    for (const auto& [key, message] : other) {
      if (english.count(key) == 0) missing(key, message, "en");
    }
  }

  void compare_overlay(const Messages& base, const Messages& overlay) {
    for (const auto& [key, message] : overlay) {
      const auto partner = base.find(key);
      if (partner == base.end()) {
        report("i18n_extra", message, {{"key", key}, {"tag", tag_}});
      } else {
        compare_names(key, partner->second, message, texts_->schema(key));
      }
    }
  }

 private:
  void missing(const std::string& key, const Message& there, const std::string& tag) {
    if (std::regex_search(key, style_->foreign)) return;
    report("i18n_missing", there, {{"key", key}, {"tag", tag}});
  }

  void compare_names(const std::string& key, const Message& first, const Message& second, const MessageSchema* schema) {
    NamesByBranch wanted;
    NamesByBranch found;
    collect(first, "", schema, wanted);
    collect(second, "", schema, found);
    for (const auto& [path, names] : wanted) {
      const auto partner = found.find(path);
      if (partner == found.end()) {
        report("i18n_no_branch", second, {{"key", key}, {"branch", path}});
        continue;
      }
      const Names lacking = without(names, partner->second);
      const Names extra = without(partner->second, names);
      if (!lacking.empty()) report("i18n_lacks_placeholders", second, {{"key", key}, {"names", in_braces(lacking)}});
      if (!extra.empty()) report("i18n_extra_placeholders", second, {{"key", key}, {"names", in_braces(extra)}});
    }
    for (const auto& [path, names] : found) {
      if (wanted.count(path) == 0) report("i18n_unknown_branch", second, {{"key", key}, {"branch", path}});
    }
  }

  void report(const char* code, const Message& where, Arguments arguments) {
    problems_->push_back({Severity::Error, code, std::move(arguments), where.location, ""});
  }

  std::string tag_;
  const Texts* texts_;
  const Style* style_;
  Diagnostics* problems_;
};

}  // namespace

void check_pairs(const Texts& texts, const Style& style, Diagnostics& problems) {
  const Folder& english = texts.folder("en");
  for (const std::string& tag : texts.languages()) {
    if (tag == "en") continue;
    const Folder& other = texts.folder(tag);
    Pair pair(tag, texts, style, problems);
    pair.compare(english.messages, other.messages, true);
    std::set<std::string> files;
    for (const auto& entry : english.exercises) files.insert(entry.first);
    for (const auto& entry : other.exercises) files.insert(entry.first);
    static const Messages none;
    for (const std::string& file : files) {
      const auto first = english.exercises.find(file);
      const auto second = other.exercises.find(file);
      pair.compare(first == english.exercises.end() ? none : first->second,
                   second == other.exercises.end() ? none : second->second, false);
    }
  }
  for (const std::string& tag : texts.overlays()) {
    Pair pair(tag, texts, style, problems);
    pair.compare_overlay(texts.folder(tag.substr(0, tag.find('-'))).messages, texts.folder(tag).messages);
  }
}

}  // namespace cloudsim::language
