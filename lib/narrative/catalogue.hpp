// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "narrative/message.hpp"

namespace cloudsim::narrative {

/// Path → text of files that a caller puts over the shipped ones: "locales/en/story.yaml" or "en/story.yaml".
using MessageFiles = std::map<std::string, std::string>;

/// How much of a language is read: reading costs more than a short run.
enum class Words : std::uint8_t {
  Brief,  ///< what programs say beside a result that is no prose: the files cli, common, diagnostics, errors…, terms
  Reports,    ///< all files of the folder
  Everything  ///< also claims and the files of the folders below it (explain/)
};

/// The words for one tag: its layers from special to general, and what the schema says about all of them.
struct Catalogue {
  struct Layer {
    std::string tag;  ///< "es-ES", "es", "en"
    Messages messages;
  };
  std::vector<Layer> layers;  ///< the last one is English, the language of last resort
  Schemas schemas;
  std::vector<MessageProblem> problems;  ///< of all files that were read

  /// Reads locales/<tag>/, locales/<language>/ and locales/en/ (each file of a folder; a key may come once in a folder)
  /// and locales/schema/. A message in `over` takes the place of the shipped one.
  /// The tag kPseudo gives English in disguise.
  static Catalogue read(std::string_view tag, const MessageFiles& over, Words words = Words::Everything);
  /// The same from these files alone: what is shipped does not count.
  static Catalogue read_only(std::string_view tag, const MessageFiles& files);

  /// The languages that are shipped, by folder, overlays not counted: {"en", "es"}.
  static std::vector<std::string> languages();
};

/// Lessons and exercises stand in folders of their own beside the messages; who teaches reads them: "en/exercises/…",
/// "es/lessons/…", "en/teachers/…". `path` as in MessageFiles.
bool is_lesson_text(std::string_view path);

/// "es_MX.UTF-8" → "es-MX"; "ES" → "es"; "C", "POSIX" and nothing → "en".
std::string normalized_tag(std::string_view tag);

}  // namespace cloudsim::narrative
