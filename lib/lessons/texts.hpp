// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/argument.hpp"
#include "base/diagnostic.hpp"
#include "document/blocks.hpp"
#include "lessons/exercise.hpp"
#include "lessons/library.hpp"
#include "lessons/trial.hpp"
#include "narrative/locale.hpp"
#include "narrative/message.hpp"

namespace cloudsim::lessons {

/// The words of one exercise, in every language that has some.
class ExerciseTexts {
 public:
  struct Language {
    std::string tag;  ///< "en"
    narrative::Messages messages;
    std::map<std::string, Location, std::less<>> places;
    Location place;  ///< of the exercise's mapping
  };

  /// Problems: what is wrong in the files. A language without words for it is none.
  static ExerciseTexts load(const Library& library, const Exercise& exercise, Diagnostics& problems);

  const std::vector<Language>& languages() const { return languages_; }
  /// What countries say otherwise: "es-ES".
  const std::vector<Language>& overlays() const { return overlays_; }
  const Language* language(std::string_view tag) const;
  bool has(std::string_view tag, std::string_view key) const;
  /// In the words of the locale's country where they differ, in its language, else (a private text in one language) in
  /// the first that has it; ⟦key⟧ when none has.
  std::string text(const narrative::Locale& locale, std::string_view key, const Arguments& arguments) const;
  bool has_any(std::string_view key) const;
  /// Names in braces of a text.
  static std::vector<std::string> placeholders(const narrative::Message& message);
  /// The text with a blank for each placeholder.
  static std::string literal(const narrative::Message& message);

 private:
  std::vector<Language> languages_;
  std::vector<Language> overlays_;
};

/// The text of a lesson or of its teacher's guide, in one language.
struct Blocks {
  std::vector<document::Block> all;
  std::shared_ptr<const Source> source;  ///< null when there is no such file

  const document::Block* find(std::string_view id) const;
};

/// locales/<tag>/lessons/<id>.md, and the same in teachers/. With a country in the tag ("es-ES"), the blocks of its
/// language, and in their places those that the country has in words of its own. Problems as read_blocks() has them.
Blocks lesson_blocks(const Library& library, std::string_view tag, const std::string& id, Diagnostics& problems);
Blocks teacher_blocks(const Library& library, std::string_view tag, const std::string& id, Diagnostics& problems);

/// What every text of the exercise may use: its values, as the locale shows them.
Arguments value_arguments(const Exercise& exercise, const Variant& variant, const narrative::Locale& locale);
/// What texts after the run may use on top: figures, {answer} of `question` (the first when null) and {answer_<id>} of
/// each numeric question. Figures that the run does not have are left out, with a problem.
Arguments answer_arguments(const Trial& trial, const Question* question, const narrative::Locale& locale,
                           Diagnostics& problems);

}  // namespace cloudsim::lessons
