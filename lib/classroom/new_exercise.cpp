// SPDX-License-Identifier: Apache-2.0
#include "classroom/new_exercise.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "lessons/exercise.hpp"

namespace cloudsim::classroom {
namespace {

constexpr const char* kLanguages[] = {"en", "es"};

std::string lesson_of(const std::string& id) { return id.substr(0, id.find('.')); }

std::string numbers_path(const std::string& id) { return "scenarios/exercises/" + id + ".yaml"; }

std::string texts_path(const std::string& language, const std::string& id) {
  return "locales/" + language + "/exercises/" + lesson_of(id) + ".yaml";
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

std::string numbers_of(const std::string& old, const std::string& id, const std::string& uuid) {
  std::string text;
  for (const std::string_view line : split(old, '\n')) {
    if (starts_with(line, "id:")) {
      text += "id: " + id + "\n";
    } else if (starts_with(line, "uuid:")) {
      text += "uuid: " + uuid + "\n";
    } else if (starts_with(line, "lesson:")) {
      text += "lesson: " + lesson_of(id) + "\n";
    } else if (!starts_with(line, "replaces:")) {
      text += std::string(line) + "\n";
    }
  }
  while (text.size() > 1 && text[text.size() - 2] == '\n') text.pop_back();
  return text;
}

/// "title: One day" → "title: ⟦…⟧ One day"; a text that begins in the next line gets the mark there.
class Marker {
 public:
  std::string mark(const std::string& line) {
    const std::size_t indent = indentation(line);
    if (trim(line).empty() || line[indent] == '#') return line;
    if (waiting_) {
      waiting_ = false;
      return line.substr(0, indent) + kGap + " " + line.substr(indent);
    }
    if (indent != kKeys) return line;  // a text goes on
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) return line;
    std::size_t value = line.find_first_not_of(' ', colon + 1);
    if (value == std::string::npos) return line;
    if (line[value] == '>' || line[value] == '|') {
      waiting_ = true;
      return line;
    }
    if (line[value] == '"' || line[value] == '\'') ++value;
    return line.substr(0, value) + kGap + " " + line.substr(value);
  }

 private:
  static constexpr std::size_t kKeys = 4;
  bool waiting_ = false;
};

/// The lines of one exercise out of a file of texts, under another id and marked; empty when it is not in there.
std::string texts_of(const std::string& file, const std::string& from, const std::string& id) {
  std::string text;
  bool inside = false;
  Marker marker;
  for (const std::string_view view : split(file, '\n')) {
    const std::string line(view);
    const std::size_t indent = indentation(line);
    if (inside && indent <= 2 && !trim(line).empty()) break;
    if (inside) {
      text += marker.mark(line) + "\n";
    } else if (line == "  " + from + ":") {
      inside = true;
      text = "  " + id + ":\n";
    }
  }
  while (text.size() > 1 && text[text.size() - 2] == '\n') text.pop_back();
  return text;
}

bool is_new_id(const std::string& id) {
  const std::size_t point = id.find('.');
  return point != std::string::npos && point > 0 && point + 1 < id.size() && id.size() <= 20 &&
         std::all_of(id.begin(), id.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'; });
}

}  // namespace

std::map<std::string, std::string> new_exercise(const lessons::Library& library, const std::string& folder,
                                                const std::string& id, const std::string& from, const std::string& uuid,
                                                Diagnostics& problems) {
  std::map<std::string, std::string> files;
  const auto report = [&](const char* code) { problems.push_back({Severity::Error, code, {{"id", id}}, {}, ""}); };
  if (!is_new_id(id)) report("new_exercise_id");
  const std::vector<std::string> known = library.exercise_ids();
  if (std::find(known.begin(), known.end(), id) != known.end()) report("new_exercise_there");
  const auto old = library.exercise(from, problems);
  if (!problems.empty() || old == nullptr) return files;
  files[numbers_path(id)] = numbers_of(old->source->text, id, uuid);
  for (const std::string language : kLanguages) {
    std::string texts;
    for (const auto& source : library.find_all(texts_path(language, from))) {
      if (texts.empty()) texts = texts_of(source->text, from, id);
    }
    if (texts.empty()) continue;
    // A file that is there already keeps what it says.
    const std::string path = texts_path(language, id);
    std::string before = language + ":\n";
    for (const auto& source : library.find_all(path)) {
      if (!folder.empty() && starts_with(source->name, folder)) before = source->text;
    }
    if (before.back() != '\n') before += '\n';
    files[path] = before + texts;
  }
  return files;
}

}  // namespace cloudsim::classroom
