// SPDX-License-Identifier: Apache-2.0
#include "lessons/library.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <system_error>

#include "base/text.hpp"
#include "embed/embedded.hpp"
#include "lessons/read_common.hpp"

namespace cloudsim::lessons {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExercises = "scenarios/exercises/";
constexpr const char* kLessons = "scenarios/lessons/";
constexpr std::string_view kYaml = ".yaml";

std::shared_ptr<const Source> from_disk(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return nullptr;
  std::ifstream file(path, std::ios::binary);
  if (!file) return nullptr;
  std::ostringstream text;
  text << file.rdbuf();
  return std::make_shared<const Source>(Source{path.generic_string(), text.str()});
}

std::shared_ptr<const Source> embedded(const std::string& path) {
  const auto bytes = embed::find(path);
  return bytes ? std::make_shared<const Source>(Source{path, std::string(*bytes)}) : nullptr;
}

/// Paths come from files: none may climb out of its folder.
bool stays_inside(const std::string& path) {
  const fs::path normal = fs::path(path).lexically_normal();
  return !normal.is_absolute() && (normal.empty() || *normal.begin() != "..");
}

/// "scenarios/exercises/L04.E1.yaml" → "L04.E1"; empty when the name is no id.
std::string id_in(const std::string& path, const std::string& folder) {
  if (path.size() <= folder.size() + kYaml.size()) return {};
  const std::string name = path.substr(folder.size());
  if (name.substr(name.size() - kYaml.size()) != kYaml) return {};
  const std::string id = name.substr(0, name.size() - kYaml.size());
  return is_id(id) ? id : std::string{};
}

void unknown(const char* code, const std::string& id, const std::vector<std::string>& known, Diagnostics& diagnostics) {
  diagnostics.push_back({Severity::Error, code, {{"id", id}}, {}, closest(id, known)});
}

}  // namespace

Library::Library(const Options& options) {
  for (const std::string_view folder : split(options.teach_path, ':')) {
    if (!folder.empty()) layers_.push_back({std::string(folder), true});
  }
  if (!options.data_folder.empty()) layers_.push_back({options.data_folder, false});
}

std::vector<std::shared_ptr<const Source>> Library::find_all(const std::string& path) const {
  std::vector<std::shared_ptr<const Source>> found;
  if (!stays_inside(path)) return found;
  for (const Layer& layer : layers_) {
    if (auto source = from_disk(fs::path(layer.folder) / path)) found.push_back(std::move(source));
  }
  if (auto source = embedded(path)) found.push_back(std::move(source));
  return found;
}

std::shared_ptr<const Source> Library::find(const std::string& path) const {
  if (!stays_inside(path)) return nullptr;
  for (const Layer& layer : layers_) {
    if (auto source = from_disk(fs::path(layer.folder) / path)) return source;
  }
  return embedded(path);
}

bool Library::is_private(const std::string& path) const {
  for (const Layer& layer : layers_) {
    std::error_code error;
    if (fs::is_regular_file(fs::path(layer.folder) / path, error)) return layer.is_private;
  }
  return false;
}

std::vector<std::string> Library::list(const std::string& prefix) const {
  std::set<std::string> paths;
  for (const std::string& path : embed::list(prefix)) paths.insert(path);
  const std::string folder = prefix.substr(0, prefix.rfind('/') + 1);
  for (const Layer& layer : layers_) {
    std::error_code error;
    const fs::path root(layer.folder);
    for (fs::directory_iterator entry(root / folder, error), end; !error && entry != end; entry.increment(error)) {
      const std::string path = folder + entry->path().filename().generic_string();
      if (path.rfind(prefix, 0) == 0 && entry->is_regular_file(error)) paths.insert(path);
    }
  }
  return {paths.begin(), paths.end()};
}

std::vector<std::string> Library::ids_in(const std::string& folder) const {
  std::vector<std::string> ids;
  for (const std::string& path : list(folder)) {
    std::string id = id_in(path, folder);
    if (!id.empty()) ids.push_back(std::move(id));
  }
  return ids;
}

std::vector<std::string> Library::exercise_ids() const { return ids_in(kExercises); }

std::vector<std::string> Library::lesson_ids() const { return ids_in(kLessons); }

template <class What>
std::shared_ptr<const What> Library::named(const std::string& id, const Kind<What>& kind,
                                           Diagnostics& diagnostics) const {
  const std::string path = kind.folder + id + std::string(kYaml);
  auto source = is_id(id) ? find(path) : nullptr;
  if (source == nullptr) {
    unknown(kind.unknown, id, ids_in(kind.folder), diagnostics);
    return nullptr;
  }
  const std::shared_ptr<const What> read = kind.read(std::move(source), diagnostics);
  if (read == nullptr) return nullptr;
  if (read->id != id) {
    diagnostics.push_back(
        {Severity::Error, "id_of_other_file", {{"id", read->id}, {"name", id}}, {read->source, 1, 1, 1}, {}});
    return nullptr;
  }
  if (!is_private(path)) return read;
  auto own = std::make_shared<What>(*read);
  own->is_private = true;
  return own;
}

std::shared_ptr<const Exercise> Library::exercise(const std::string& id, Diagnostics& diagnostics) const {
  return named<Exercise>(id, {kExercises, "unknown_exercise", read_exercise}, diagnostics);
}

std::shared_ptr<const Lesson> Library::lesson(const std::string& id, Diagnostics& diagnostics) const {
  return named<Lesson>(id, {kLessons, "unknown_lesson", read_lesson}, diagnostics);
}

std::shared_ptr<const Source> Library::scenario(const std::string& name) const {
  const bool is_file = name.find('.') != std::string::npos || name.find('/') != std::string::npos;
  if (is_file) return find(kExercises + name);
  for (const char* folder : {"scenarios/", "scenarios/lessons/", "scenarios/exercises/"}) {
    if (auto source = find(folder + name + std::string(kYaml))) return source;
  }
  return nullptr;
}

scenario::FileReader Library::reader_for(const Source& scenario) const {
  // A file on disk is named with its folder in front; from there on paths are the same in every layer.
  std::string place = scenario.name;
  for (const Layer& layer : layers_) {
    const std::string folder = (fs::path(layer.folder) / "").generic_string();
    if (place.rfind(folder, 0) == 0) place = place.substr(folder.size());
  }
  const std::string beside = fs::path(place).parent_path().generic_string();
  return [library = *this, beside](const std::string& path) -> std::shared_ptr<const Source> {
    if (path.rfind("scenarios/", 0) == 0 || path.rfind("locales/", 0) == 0) return library.find(path);
    return library.find((fs::path(beside) / path).lexically_normal().generic_string());
  };
}

}  // namespace cloudsim::lessons
