// SPDX-License-Identifier: Apache-2.0
#include "language/texts.hpp"

#include <algorithm>

#include "document/yaml_source.hpp"
#include "embed/embedded.hpp"

namespace cloudsim::language {
namespace {

constexpr std::string_view kRoot = "locales/";
constexpr std::string_view kSchema = "schema";
constexpr const char* kEnglish = "en";
constexpr std::string_view kYaml = ".yaml";
constexpr std::string_view kMarkdown = ".md";

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

void take_problems(const std::vector<narrative::MessageProblem>& found, Diagnostics& problems) {
  for (const narrative::MessageProblem& problem : found)
    problems.push_back({Severity::Error, "i18n_" + problem.code, {{"key", problem.key}}, problem.location, ""});
}

class TextReader {
 public:
  TextReader(Texts& texts, Diagnostics& problems) : texts_(&texts), problems_(&problems) {}

  void read(const std::string& path, const std::string& text) {
    const std::string inside = path.substr(kRoot.size());
    const std::size_t slash = inside.find('/');
    if (slash == std::string::npos) return;  // a file of all languages
    const std::string tag = inside.substr(0, slash);
    const std::string file = inside.substr(slash + 1);
    const auto source = std::make_shared<Source>(Source{path, text});
    if (ends_with(file, kMarkdown)) {
      texts_->folders[tag].prose[file] = document::read_blocks(source, *problems_);
    } else if (ends_with(file, kYaml)) {
      read_yaml(source, tag, file);
    }
  }

 private:
  void read_yaml(const std::shared_ptr<const Source>& source, const std::string& tag, const std::string& file) {
    const document::Parsed parsed = document::parse(source);
    problems_->insert(problems_->end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    if (!parsed.diagnostics.empty()) return;
    std::vector<narrative::MessageProblem> found;
    if (tag == kSchema) {
      if (parsed.root.is_mapping()) narrative::read_schemas(parsed.root, texts_->schemas, found);
    } else {
      const document::Value* content = parsed.root.is_mapping() ? parsed.root.find(tag) : nullptr;
      if (content == nullptr || !content->is_mapping() || parsed.root.members.size() != 1) {
        problems_->push_back({Severity::Error, "i18n_no_content", {{"tag", tag}}, {source, 1, 1, 1}, ""});
        return;
      }
      Folder& folder = texts_->folders[tag];
      const bool exercise = narrative::is_lesson_text(source->name);
      narrative::read_messages(*content, exercise ? folder.exercises[file] : folder.messages, found);
    }
    take_problems(found, *problems_);
  }

  Texts* texts_;
  Diagnostics* problems_;
};

}  // namespace

const Folder& Texts::folder(const std::string& tag) const {
  static const Folder none;
  const auto found = folders.find(tag);
  return found == folders.end() ? none : found->second;
}

const MessageSchema* Texts::schema(std::string_view key) const {
  const auto found = schemas.find(key);
  return found == schemas.end() ? nullptr : &found->second;
}

std::vector<std::string> Texts::languages() const {
  std::vector<std::string> tags = {kEnglish};
  for (const auto& entry : folders) {
    if (entry.first != kEnglish && entry.first.find('-') == std::string::npos) tags.push_back(entry.first);
  }
  return tags;
}

std::vector<std::string> Texts::overlays() const {
  std::vector<std::string> tags;
  for (const auto& entry : folders) {
    if (entry.first.find('-') != std::string::npos) tags.push_back(entry.first);
  }
  return tags;
}

MessageFiles shipped_files() {
  MessageFiles files;
  for (const std::string& path : embed::list(kRoot)) files[path] = std::string(*embed::find(path));
  return files;
}

Texts read_texts(const MessageFiles& files, Diagnostics& problems) {
  Texts texts;
  texts.files = files;
  TextReader reader(texts, problems);
  for (const auto& [path, text] : files) {
    if (std::string_view(path).substr(0, kRoot.size()) == kRoot) reader.read(path, text);
  }
  return texts;
}

namespace {

void walk(const Message& message, const std::string& path,
          const std::function<void(const std::string&, const Message&)>& visit) {
  if (message.shape == Message::Shape::Text) {
    visit(path, message);
    return;
  }
  for (const auto& [name, branch] : message.branches) {
    const bool selects = message.shape == Message::Shape::Select;
    walk(branch, path + "/" + (selects ? "select_" + message.selector + "=" : "") + name, visit);
  }
}

}  // namespace

void each_text(const Message& message, const std::function<void(const std::string&, const Message&)>& visit) {
  walk(message, "", visit);
}

std::string literal_text(const Message& text) {
  std::string shown;
  for (const Message::Piece& piece : text.pieces) shown += piece.placeholder ? "X" : piece.text;
  return shown;
}

std::string source_text(const Message& text) {
  std::string shown;
  for (const Message::Piece& piece : text.pieces) {
    if (piece.placeholder) {
      shown += "{" + piece.text + "}";
      continue;
    }
    for (const char c : piece.text) shown += c == '{' || c == '}' ? std::string(2, c) : std::string(1, c);
  }
  return shown;
}

std::set<std::string> roots(const Message& message, const MessageSchema* schema) {
  std::set<std::string> found;
  each_text(message, [&](const std::string&, const Message& text) {
    for (const Message::Piece& piece : text.pieces) {
      if (piece.placeholder) found.insert(narrative::root_of(piece.text, schema).first);
    }
  });
  return found;
}

bool selects_by_gender(const Message& message) {
  return message.shape == Message::Shape::Select && ends_with(message.selector, "_gender");
}

}  // namespace cloudsim::language
