// SPDX-License-Identifier: Apache-2.0
#include "narrative/catalogue.hpp"

#include <algorithm>
#include <iterator>

#include "document/yaml_source.hpp"
#include "embed/embedded.hpp"
#include "narrative/pseudo.hpp"

namespace cloudsim::narrative {
namespace {

constexpr std::string_view kFolder = "locales/";
constexpr std::string_view kLessonFolders[] = {"exercises", "lessons", "teachers"};
constexpr std::string_view kClaims = "claims.yaml";
constexpr std::string_view kMessageFiles[] = {"cli", "common", "diagnostics", "errors", "terms"};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

/// "locales/en/cli.yaml" and "en/cli.yaml" → "en/cli.yaml"
std::string_view inside_of(std::string_view path) {
  return starts_with(path, kFolder) ? path.substr(kFolder.size()) : path;
}

/// The part of a file that holds its content: all of a schema file, what is below the language's tag in the others.
const document::Value* content_of(const document::Parsed& parsed, std::string_view folder) {
  if (!parsed.root.is_mapping()) return nullptr;
  if (folder == "schema") return &parsed.root;
  if (parsed.root.members.size() != 1) return nullptr;
  const document::Value* content = parsed.root.find(folder);
  return content != nullptr && content->is_mapping() ? content : nullptr;
}

class FolderReader {
 public:
  FolderReader(std::string folder, Words words, std::vector<MessageProblem>& problems)
      : folder_(std::move(folder)), words_(words), problems_(&problems) {}

  template <class Target, class Read>
  void read(const MessageFiles& over, Target& target, Read read_into) {
    for (const std::string& path : embed::list(std::string(kFolder) + folder_ + "/")) {
      if (is_wanted(std::string_view(path).substr(kFolder.size())))
        read_file(path, std::string(*embed::find(path)), target, read_into);
    }
    Target special;
    read_only(over, special, read_into);
    for (auto& [key, value] : special) target.insert_or_assign(key, std::move(value));
  }

  template <class Target, class Read>
  void read_only(const MessageFiles& files, Target& target, Read read_into) {
    for (const auto& [path, text] : files) {
      if (is_wanted(inside_of(path))) read_file(path, text, target, read_into);
    }
  }

 private:
  /// `path` begins with the folder's name.
  bool is_wanted(std::string_view path) const {
    if (!starts_with(path, folder_ + "/") || !ends_with(path, ".yaml") || is_lesson_text(path)) return false;
    const std::string_view file = path.substr(folder_.size() + 1);
    if (words_ == Words::Everything) return true;
    if (file.find('/') != std::string_view::npos || file == kClaims) return false;  // long, and only lessons show them
    if (words_ == Words::Reports) return true;
    return std::any_of(std::begin(kMessageFiles), std::end(kMessageFiles),
                       [file](std::string_view start) { return starts_with(file, start); });
  }

  template <class Target, class Read>
  void read_file(const std::string& path, std::string text, Target& target, Read read_into) {
    const document::Parsed parsed = document::parse(path, std::move(text));
    for (const Diagnostic& diagnostic : parsed.diagnostics)
      problems_->push_back({diagnostic.location, "unreadable", diagnostic.code});
    const document::Value* content = content_of(parsed, folder_);
    if (content == nullptr) {
      if (parsed.diagnostics.empty()) problems_->push_back({parsed.root.location, "unreadable", path});
      return;
    }
    read_into(*content, target, *problems_);
  }

  std::string folder_;
  Words words_;
  std::vector<MessageProblem>* problems_;
};

}  // namespace

namespace {

template <class Fill>
Catalogue read_layers(std::string_view tag, Words words, Fill fill) {
  Catalogue catalogue;
  std::vector<std::string> tags = {std::string(tag), std::string(tag.substr(0, tag.find('-'))), "en"};
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  for (const std::string& layer_tag : tags) {
    Catalogue::Layer layer;
    layer.tag = layer_tag;
    fill(FolderReader(layer_tag, words, catalogue.problems), layer.messages, read_messages);
    if (!layer.messages.empty()) catalogue.layers.push_back(std::move(layer));
  }
  fill(FolderReader("schema", words, catalogue.problems), catalogue.schemas, read_schemas);
  return catalogue;
}

}  // namespace

Catalogue Catalogue::read(std::string_view tag, const MessageFiles& over, Words words) {
  Catalogue catalogue = read_layers(
      tag, words, [&over](FolderReader reader, auto& target, auto read_into) { reader.read(over, target, read_into); });
  if (tag == kPseudo && !catalogue.layers.empty()) disguise(catalogue.layers.front().messages);
  return catalogue;
}

Catalogue Catalogue::read_only(std::string_view tag, const MessageFiles& files) {
  return read_layers(tag, Words::Everything, [&files](FolderReader reader, auto& target, auto read_into) {
    reader.read_only(files, target, read_into);
  });
}

bool is_lesson_text(std::string_view path) {
  const std::string_view inside = inside_of(path);
  const std::size_t folder = inside.find('/');
  if (folder == std::string_view::npos) return false;
  const std::string_view below = inside.substr(folder + 1);
  return std::any_of(std::begin(kLessonFolders), std::end(kLessonFolders), [below](std::string_view name) {
    return starts_with(below, name) && below.substr(name.size(), 1) == "/";
  });
}

std::vector<std::string> Catalogue::languages() {
  std::vector<std::string> languages;
  for (const std::string& path : embed::list(kFolder)) {
    const std::size_t end = path.find('/', kFolder.size());
    if (end == std::string::npos) continue;  // a file of all languages
    const std::string folder = path.substr(kFolder.size(), end - kFolder.size());
    if (folder == "schema" || folder.find('-') != std::string::npos) continue;
    if (languages.empty() || languages.back() != folder) languages.push_back(folder);
  }
  return languages;
}

std::string normalized_tag(std::string_view tag) {
  std::string text(tag.substr(0, tag.find_first_of(".@")));
  std::replace(text.begin(), text.end(), '_', '-');
  if (text.empty() || text == "C" || text == "POSIX") return "en";
  const std::size_t hyphen = std::min(text.find('-'), text.size());
  std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(hyphen), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  std::transform(text.begin() + static_cast<std::ptrdiff_t>(hyphen), text.end(),
                 text.begin() + static_cast<std::ptrdiff_t>(hyphen),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

}  // namespace cloudsim::narrative
