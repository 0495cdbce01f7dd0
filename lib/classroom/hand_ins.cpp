// SPDX-License-Identifier: Apache-2.0
#include "classroom/hand_ins.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

namespace cloudsim::classroom {
namespace {

using Json = nlohmann::json;

constexpr const char* kNotebook = ".ipynb";
constexpr const char* kSealed = "application/x-cloudsim-attempts";  // as the Python package shows replies

bool is_notebook(const std::string& path) {
  const std::string ending = kNotebook;
  return path.size() > ending.size() && path.compare(path.size() - ending.size(), ending.size(), ending) == 0;
}

/// A text of a notebook, which may be a list of lines.
std::string text_in(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  std::string text;
  if (value.is_array()) {
    for (const Json& line : value) text += line.is_string() ? line.get<std::string>() : "";
  }
  return text;
}

const Json& member(const Json& object, const char* key) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

/// Whose book it is, and of which exercise: as its first line with one says.
std::pair<std::string, std::string> owner_of(const lessons::AttemptBook& book) {
  for (const lessons::Attempt& attempt : book.attempts()) {
    if (!attempt.uuid.empty()) return {attempt.learner, attempt.uuid};
  }
  return {};
}

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts(1);
  for (const char c : path) {
    if (c == '/' || c == '\\')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

std::string without_ending(const std::string& name) { return name.substr(0, name.find('.')); }

}  // namespace

std::vector<ClassFile> read_hand_in(const std::shared_ptr<const Source>& source) {
  std::vector<ClassFile> files;
  if (!is_notebook(source->name)) {
    files.push_back({source, lessons::AttemptBook::read(source->text), {}});
    return files;
  }
  const Json notebook = Json::parse(source->text, nullptr, false);
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (const Json& cell : member(notebook, "cells")) {
    for (const Json& output : member(cell, "outputs")) {
      const std::string text = text_in(member(member(output, "data"), kSealed));
      if (text.empty()) continue;
      ClassFile file{source, lessons::AttemptBook::read(text), {}};
      const auto [place, fresh] = places.emplace(owner_of(file.book), files.size());
      if (fresh) {
        files.push_back(std::move(file));
      } else if (file.book.attempts().size() > files[place->second].book.attempts().size()) {
        files[place->second] = std::move(file);
      }
    }
  }
  return files;
}

void name_hand_ins(std::vector<ClassFile>& files) {
  std::map<std::string, std::vector<std::string>> paths;  // each file once: a notebook stands here several times
  std::set<std::string> names;
  for (const ClassFile& file : files) paths.emplace(file.source->name, parts_of(file.source->name));
  for (const auto& [path, parts] : paths) names.insert(without_ending(parts.back()));
  if (names.size() == paths.size()) {
    for (ClassFile& file : files) file.name = without_ending(paths[file.source->name].back());
    return;
  }
  std::size_t first = 0;  // the first part in which they differ
  const auto same_at = [&](std::size_t at) {
    return std::all_of(paths.begin(), paths.end(), [&](const auto& each) {
      const auto& one = paths.begin()->second;
      return each.second.size() > at + 1 && one.size() > at + 1 && each.second[at] == one[at];
    });
  };
  while (same_at(first)) ++first;
  std::set<std::string> folders;
  for (const auto& [path, parts] : paths) folders.insert(parts[first]);
  for (ClassFile& file : files) {
    const std::vector<std::string>& parts = paths[file.source->name];
    file.name = parts[first];
    if (folders.size() == paths.size() && first + 1 < parts.size()) continue;
    for (std::size_t i = first + 1; i < parts.size(); ++i) file.name += "/" + parts[i];
  }
}

}  // namespace cloudsim::classroom
