// SPDX-License-Identifier: Apache-2.0
#include "narrative/catalogue.hpp"

#include <algorithm>
#include <iterator>

#include "document/yaml_source.hpp"
#include "embed/embedded.hpp"

namespace cloudsim::narrative {
namespace {

constexpr std::string_view kFolder = "locales/";
constexpr std::string_view kMessageFiles[] = {"cli", "common", "diagnostics", "errors", "terms"};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

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
    for (const auto& [path, text] : over) {
      const std::string_view inside = starts_with(path, kFolder) ? std::string_view(path).substr(kFolder.size()) : path;
      if (is_wanted(inside)) read_file(path, text, special, read_into);
    }
    for (auto& [key, value] : special) target.insert_or_assign(key, std::move(value));
  }

 private:
  /// `path` begins with the folder's name.
  bool is_wanted(std::string_view path) const {
    if (!starts_with(path, folder_ + "/") || !ends_with(path, ".yaml")) return false;
    const std::string_view file = path.substr(folder_.size() + 1);
    if (words_ == Words::Everything) return true;
    if (file.find('/') != std::string_view::npos) return false;
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

Catalogue Catalogue::read(std::string_view tag, const MessageFiles& over, Words words) {
  Catalogue catalogue;
  std::vector<std::string> tags = {std::string(tag), std::string(tag.substr(0, tag.find('-'))), "en"};
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  for (const std::string& layer_tag : tags) {
    Layer layer;
    layer.tag = layer_tag;
    FolderReader(layer_tag, words, catalogue.problems).read(over, layer.messages, read_messages);
    if (!layer.messages.empty()) catalogue.layers.push_back(std::move(layer));
  }
  FolderReader("schema", words, catalogue.problems).read(over, catalogue.schemas, read_schemas);
  return catalogue;
}

std::vector<std::string> Catalogue::languages() {
  std::vector<std::string> languages;
  for (const std::string& path : embed::list(kFolder)) {
    const std::string folder = path.substr(kFolder.size(), path.find('/', kFolder.size()) - kFolder.size());
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
