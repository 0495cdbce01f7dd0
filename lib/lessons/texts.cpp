// SPDX-License-Identifier: Apache-2.0
#include "lessons/texts.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "document/yaml_source.hpp"
#include "lessons/shown.hpp"
#include "narrative/filler.hpp"

namespace cloudsim::lessons {
namespace {

using document::Value;
using narrative::Message;

/// Adds what a file says about the exercise; words that are there already come from a more special file and stay.
void add(const Value& texts, const Value::Member& member, ExerciseTexts::Language& language, Diagnostics& problems) {
  narrative::Messages messages;
  std::vector<narrative::MessageProblem> found;
  narrative::read_messages(texts, messages, found);
  for (const narrative::MessageProblem& problem : found)
    problems.push_back({Severity::Error, "text_" + problem.code, {{"key", problem.key}}, problem.location, {}});
  for (auto& [key, message] : messages) language.messages.emplace(key, std::move(message));
  for (const Value::Member& each : texts.members) language.places.emplace(each.key, each.key_location);
  if (language.place.line == 0) language.place = member.key_location;
}

}  // namespace

namespace {

ExerciseTexts::Language words_of(const Library& library, const std::string& tag, const Exercise& exercise,
                                 Diagnostics& problems) {
  ExerciseTexts::Language language;
  language.tag = tag;
  for (const auto& source : library.find_all("locales/" + tag + "/exercises/" + exercise.lesson + ".yaml")) {
    const document::Parsed parsed = document::parse(source);
    problems.insert(problems.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    const Value* all = parsed.root.find(tag);
    if (all == nullptr) continue;
    for (const Value::Member& member : all->members) {
      if (member.key == exercise.id) add(member.value, member, language, problems);
    }
  }
  return language;
}

/// Tags with a country that have texts of lessons' exercises: "es-ES".
std::vector<std::string> countries(const Library& library) {
  constexpr std::string_view kStart = "locales/";
  std::vector<std::string> tags;
  for (const std::string& path : library.list(std::string(kStart))) {
    const std::size_t end = path.find('/', kStart.size());
    if (end == std::string::npos || path.compare(end, 11, "/exercises/") != 0) continue;
    const std::string tag = path.substr(kStart.size(), end - kStart.size());
    if (tag.find('-') != std::string::npos && (tags.empty() || tags.back() != tag)) tags.push_back(tag);
  }
  return tags;
}

}  // namespace

ExerciseTexts ExerciseTexts::load(const Library& library, const Exercise& exercise, Diagnostics& problems) {
  ExerciseTexts texts;
  for (const std::string& tag : narrative::Catalogue::languages()) {
    Language language = words_of(library, tag, exercise, problems);
    if (!language.messages.empty()) texts.languages_.push_back(std::move(language));
  }
  for (const std::string& tag : countries(library)) {
    Language overlay = words_of(library, tag, exercise, problems);
    if (!overlay.messages.empty()) texts.overlays_.push_back(std::move(overlay));
  }
  return texts;
}

const ExerciseTexts::Language* ExerciseTexts::language(std::string_view tag) const {
  const auto found =
      std::find_if(languages_.begin(), languages_.end(), [&](const Language& each) { return each.tag == tag; });
  return found == languages_.end() ? nullptr : &*found;
}

bool ExerciseTexts::has(std::string_view tag, std::string_view key) const {
  const Language* words = language(tag);
  return words != nullptr && words->messages.find(key) != words->messages.end();
}

bool ExerciseTexts::has_any(std::string_view key) const {
  return std::any_of(languages_.begin(), languages_.end(),
                     [&](const Language& each) { return each.messages.find(key) != each.messages.end(); });
}

std::string ExerciseTexts::text(const narrative::Locale& locale, std::string_view key,
                                const Arguments& arguments) const {
  const Message* message = nullptr;
  for (const Language& each : languages_) {
    const auto found = each.messages.find(key);
    if (found == each.messages.end()) continue;
    if (message == nullptr || each.tag == locale.language()) message = &found->second;
  }
  for (const Language& each : overlays_) {
    const auto found = each.messages.find(key);
    if (each.tag == locale.tag() && found != each.messages.end()) message = &found->second;
  }
  if (message == nullptr) return "⟦" + std::string(key) + "⟧";
  return narrative::Filler(locale, nullptr, arguments).fill(*message);
}

std::vector<std::string> ExerciseTexts::placeholders(const Message& message) {
  std::vector<std::string> names;
  for (const Message::Piece& piece : message.pieces) {
    if (piece.placeholder) names.push_back(piece.text);
  }
  for (const auto& branch : message.branches) {
    for (std::string& name : placeholders(branch.second)) names.push_back(std::move(name));
  }
  return names;
}

std::string ExerciseTexts::literal(const Message& message) {
  std::string text;
  for (const Message::Piece& piece : message.pieces) text += piece.placeholder ? " " : piece.text;
  for (const auto& branch : message.branches) text += " " + literal(branch.second);
  return text;
}

const document::Block* Blocks::find(std::string_view id) const {
  const auto found = std::find_if(all.begin(), all.end(), [&](const document::Block& each) { return each.id == id; });
  return found == all.end() ? nullptr : &*found;
}

namespace {

Blocks blocks_of(const Library& library, std::string_view tag, const std::string& file, Diagnostics& problems) {
  const std::string_view language = tag.substr(0, tag.find('-'));
  Blocks blocks;
  blocks.source = library.find("locales/" + std::string(language) + file);
  if (blocks.source != nullptr) blocks.all = document::read_blocks(blocks.source, problems);
  const auto country = language == tag ? nullptr : library.find("locales/" + std::string(tag) + file);
  if (country == nullptr) return blocks;
  for (document::Block& own : document::read_blocks(country, problems)) {
    for (document::Block& each : blocks.all) {
      if (each.id == own.id) each = own;
    }
  }
  return blocks;
}

}  // namespace

Blocks lesson_blocks(const Library& library, std::string_view tag, const std::string& id, Diagnostics& problems) {
  return blocks_of(library, tag, "/lessons/" + id + ".md", problems);
}

Blocks teacher_blocks(const Library& library, std::string_view tag, const std::string& id, Diagnostics& problems) {
  return blocks_of(library, tag, "/teachers/" + id + ".md", problems);
}

Arguments value_arguments(const Exercise& exercise, const Variant& variant, const narrative::Locale& locale) {
  Arguments arguments;
  for (std::size_t i = 0; i < exercise.values.size(); ++i) {
    const ValueSpec& value = exercise.values[i];
    const bool is_number = i < variant.numbers.size() && variant.numbers[i].has_value();
    arguments.push_back({value.name, is_number ? show(value.shown, *variant.numbers[i], locale) : value.text});
  }
  return arguments;
}

Arguments answer_arguments(const Trial& trial, const Question* question, const narrative::Locale& locale,
                           Diagnostics& problems) {
  Arguments arguments = value_arguments(*trial.exercise, trial.variant, locale);
  for (const Figure& figure : trial.exercise->figures) {
    const auto value = trial.evaluate(figure.metric, figure.location);
    if (value) {
      arguments.push_back({figure.name, show(figure.shown, *value, locale)});
    } else {
      problems.push_back(value.error());
    }
  }
  const Question* asked = question == nullptr ? &trial.exercise->questions.front() : question;
  for (const Question& each : trial.exercise->questions) {
    if (each.ask != Ask::Number) continue;
    const auto answer = trial.answer(each);
    if (!answer) {
      problems.push_back(answer.error());
      continue;
    }
    const std::string shown = show(each.unit, answer->number, locale);
    arguments.push_back({"answer_" + each.id, shown});
    if (&each == asked) arguments.push_back({"answer", shown});
  }
  return arguments;
}

}  // namespace cloudsim::lessons
