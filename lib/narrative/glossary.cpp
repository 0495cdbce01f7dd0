// SPDX-License-Identifier: Apache-2.0
#include "narrative/glossary.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"
#include "document/yaml_source.hpp"
#include "embed/embedded.hpp"

namespace cloudsim::narrative {
namespace {

constexpr const char* kFile = "scenarios/catalog/glossary.yaml";

constexpr std::array<std::pair<std::string_view, char>, 14> kAccents = {{{"á", 'a'},
                                                                         {"é", 'e'},
                                                                         {"í", 'i'},
                                                                         {"ó", 'o'},
                                                                         {"ú", 'u'},
                                                                         {"ü", 'u'},
                                                                         {"ñ", 'n'},
                                                                         {"Á", 'a'},
                                                                         {"É", 'e'},
                                                                         {"Í", 'i'},
                                                                         {"Ó", 'o'},
                                                                         {"Ú", 'u'},
                                                                         {"Ü", 'u'},
                                                                         {"Ñ", 'n'}}};

}  // namespace

std::string folded(std::string_view word) {
  std::string text;
  for (std::size_t at = 0; at < word.size();) {
    const auto accent = std::find_if(kAccents.begin(), kAccents.end(), [&](const auto& known) {
      return word.substr(at, known.first.size()) == known.first;
    });
    char c = word[at];
    at += accent == kAccents.end() ? 1 : accent->first.size();
    if (accent != kAccents.end()) c = accent->second;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-' || c == '_' || c == '.' || c == '\t') c = ' ';
    if (c == ' ' && (text.empty() || text.back() == ' ')) continue;
    text += c;
  }
  return std::string(trim(text));
}

Glossary Glossary::load() {
  Glossary glossary;
  const auto file = embed::find(kFile);
  CLOUDSIM_CHECK(file.has_value());
  const document::Parsed parsed = document::parse(kFile, std::string(*file));
  const document::Value* rows = parsed.root.find("terms");
  CLOUDSIM_CHECK(rows != nullptr);  // embedded with the program
  for (const document::Value& row : rows->items) {
    Term term;
    for (const document::Value::Member& member : row.members) {
      if (member.key == "id") term.id = member.value.text;
      if (member.key == "group") term.group = member.value.text;
      for (const document::Value& id : member.value.items) term.see.push_back(id.text);
    }
    glossary.terms_.push_back(std::move(term));
  }
  const auto add = [&glossary](std::string_view name, std::size_t position) {
    std::vector<std::size_t>& found = glossary.by_name_[folded(name)];
    if (std::find(found.begin(), found.end(), position) == found.end()) found.push_back(position);
  };
  for (std::size_t i = 0; i < glossary.terms_.size(); ++i) add(glossary.terms_[i].id, i);
  LocaleOptions options;
  options.words = Words::Everything;
  for (const std::string& language : Catalogue::languages()) {
    const Locale locale = Locale::load(language, options);
    for (std::size_t i = 0; i < glossary.terms_.size(); ++i) {
      const std::string key = "glossary." + glossary.terms_[i].id;
      glossary.terms_[i].names.emplace_back(language, locale.text(key + ".name"));
      add(glossary.terms_[i].names.back().second, i);
      if (!locale.has(key + ".also")) continue;
      const std::string names = locale.text(key + ".also");
      for (const std::string_view name : split(names, '|')) add(trim(name), i);
    }
  }
  return glossary;
}

std::vector<std::string> Glossary::groups() const {
  std::vector<std::string> groups;
  for (const Term& term : terms_) {
    if (std::find(groups.begin(), groups.end(), term.group) == groups.end()) groups.push_back(term.group);
  }
  return groups;
}

std::vector<const Glossary::Term*> Glossary::find(std::string_view name) const {
  std::vector<const Term*> terms;
  std::string wanted = folded(name);
  for (const std::string_view ending : {"", "s", "es"}) {
    if (wanted.size() <= ending.size() || std::string_view(wanted).substr(wanted.size() - ending.size()) != ending)
      continue;
    const auto found = by_name_.find(std::string_view(wanted).substr(0, wanted.size() - ending.size()));
    if (found == by_name_.end()) continue;
    for (const std::size_t position : found->second) terms.push_back(&terms_[position]);
    break;
  }
  return terms;
}

const Glossary::Term* Glossary::by_id(std::string_view id) const {
  const auto found = std::find_if(terms_.begin(), terms_.end(), [id](const Term& term) { return term.id == id; });
  return found == terms_.end() ? nullptr : &*found;
}

std::vector<std::string> Glossary::names() const {
  std::vector<std::string> names;
  for (const auto& [name, positions] : by_name_) names.push_back(name);
  return names;
}

}  // namespace cloudsim::narrative
