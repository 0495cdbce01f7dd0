// SPDX-License-Identifier: Apache-2.0
#include "files.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <system_error>

#include "base/error.hpp"
#include "embed/embedded.hpp"

namespace cloudsim::cli {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Source> embedded(const std::string& path) {
  const std::optional<std::string_view> bytes = embed::find(path);
  return bytes ? std::make_shared<Source>(Source{path, std::string(*bytes)}) : nullptr;
}

bool starts_with(const std::string& text, const char* prefix) { return text.rfind(prefix, 0) == 0; }

}  // namespace

std::shared_ptr<const Source> read_file(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return std::make_shared<Source>(Source{"-", text.str()});
  }
  std::error_code error;
  if (!fs::is_regular_file(path, error) && !fs::is_character_file(path, error) && !fs::is_fifo(path, error))
    return nullptr;
  std::ifstream file(path, std::ios::binary);
  if (!file) return nullptr;
  text << file.rdbuf();
  return std::make_shared<Source>(Source{path, text.str()});
}

std::shared_ptr<const Source> find_input(const std::string& name, const std::string& folder,
                                         const std::string& data_folder) {
  if (auto source = read_file(name)) return source;
  for (const std::string& path : {folder + name + ".yaml", folder + "lessons/" + name + ".yaml", name}) {
    if (!data_folder.empty()) {
      if (auto source = read_file((fs::path(data_folder) / path).string())) return source;
    }
    if (auto source = embedded(path)) return source;
  }
  return nullptr;
}

std::vector<std::string> shipped_names(const std::string& folder) {
  std::vector<std::string> names;
  for (const std::string& path : embed::list(folder)) {
    const fs::path file(path);
    const std::string parent = file.parent_path().filename().string();
    const bool is_runnable = parent == fs::path(folder).parent_path().filename() || parent == "lessons";
    const bool is_other = parent == "lessons" && embed::find(path)->find("\ncloudsim: ") == std::string_view::npos;
    if (is_runnable && !is_other && file.extension() == ".yaml") names.push_back(file.stem().string());
  }
  return names;
}

scenario::FileReader file_reader_for(const Source& scenario, std::string data_folder) {
  const bool is_embedded = embed::find(scenario.name).has_value() && read_file(scenario.name) == nullptr;
  const fs::path folder = fs::path(scenario.name).parent_path();
  const auto read = [is_embedded, folder, data_folder](const std::string& path) -> std::shared_ptr<const Source> {
    if (starts_with(path, "scenarios/") || starts_with(path, "locales/")) {
      if (!data_folder.empty()) {
        if (auto source = read_file((fs::path(data_folder) / path).string())) return source;
      }
      return embedded(path);
    }
    const std::string beside = (folder / path).lexically_normal().generic_string();
    return is_embedded ? embedded(beside) : read_file(beside);
  };
  const auto locate = [is_embedded, folder](const std::string& path) -> std::string {
    const std::string beside = (folder / path).lexically_normal().generic_string();
    std::error_code error;
    return !is_embedded && fs::is_regular_file(beside, error) ? beside : std::string();
  };
  return {read, locate};
}

void write_file(const std::string& path, const std::string& text) {
  std::error_code unknown;
  const bool special = fs::exists(path, unknown) && !fs::is_regular_file(path, unknown);
  if (special) {  // a device or a pipe is written to; a file put in its place would be the end of /dev/null
    std::ofstream target(path, std::ios::binary);
    target << text << std::flush;
    if (!target) throw Error("cannot_write", {{"path", path}});
    return;
  }
  const std::string temporary = path + ".part";
  {
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << text;
    file.flush();
    if (!file) {
      file.close();
      std::remove(temporary.c_str());
      throw Error("cannot_write", {{"path", path}});
    }
  }
  std::error_code error;
  fs::rename(temporary, path, error);
  if (error) {
    std::remove(temporary.c_str());
    throw Error("cannot_write", {{"path", path}});
  }
}

}  // namespace cloudsim::cli
