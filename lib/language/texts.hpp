// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "document/blocks.hpp"
#include "narrative/catalogue.hpp"
#include "narrative/message.hpp"

/// What keeps languages in step: every text of every language, and the checks that a translator and a test ask for.
namespace cloudsim::language {

using narrative::Message;
using narrative::MessageFiles;
using narrative::Messages;
using narrative::MessageSchema;

/// The texts of one folder of locales/, as they stand in the files.
struct Folder {
  Messages messages;
  std::map<std::string, Messages> exercises;                  ///< by file: "exercises/L04.yaml"
  std::map<std::string, std::vector<document::Block>> prose;  ///< by file: "lessons/L04.md", "teachers/L04.md"
};

/// All folders by tag ("en", "es", "es-ES"). An overlay has a country in its tag.
struct Texts {
  std::map<std::string, Folder> folders;
  narrative::Schemas schemas;
  MessageFiles files;  ///< as read; paths begin with "locales/"

  const Folder& folder(const std::string& tag) const;  ///< an empty one when there is none
  const MessageSchema* schema(std::string_view key) const;
  std::vector<std::string> languages() const;  ///< "en" first, then the others; overlays are not counted
  std::vector<std::string> overlays() const;
};

/// The shipped locales/, as MessageFiles.
MessageFiles shipped_files();

/// Reads everything; problems of files: those of YAML and Markdown, and i18n_duplicate_key, i18n_bad_text,
/// i18n_bad_branches, i18n_bad_schema, i18n_no_content.
Texts read_texts(const MessageFiles& files, Diagnostics& problems);

// Walking through a message.

/// Every text with the branches that lead to it: "/select_result=under/one", "" when there are none.
void each_text(const Message& message, const std::function<void(const std::string& path, const Message& text)>& visit);
/// The text with X for each placeholder.
std::string literal_text(const Message& text);
/// The text as a file holds it: {name} for placeholders, {{ and }} for braces.
std::string source_text(const Message& text);
/// The arguments that its placeholders name, suffixes taken off.
std::set<std::string> roots(const Message& message, const MessageSchema* schema);
/// Not by a value but by a noun's gender: only languages that need it have it.
bool selects_by_gender(const Message& message);

}  // namespace cloudsim::language
