// SPDX-License-Identifier: Apache-2.0
#include "narrative/message.hpp"

#include <algorithm>
#include <array>

#include "base/number.hpp"
#include "base/text.hpp"

namespace cloudsim::narrative {
namespace {

using document::Value;

constexpr std::array<std::string_view, 4> kPluralClasses = {"zero", "one", "many", "other"};
constexpr std::string_view kSelect = "select_";
/// Longest first: "_the_plural" before "_plural".
constexpr std::array<std::string_view, 6> kSuffixes = {"the_plural", "plural", "the", "of", "to", "a"};

bool is_name(std::string_view name) {
  if (name.empty() || name.front() < 'a' || name.front() > 'z') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_plural_class(const std::string& key) {
  return std::find(kPluralClasses.begin(), kPluralClasses.end(), key) != kPluralClasses.end();
}

bool is_select(const std::string& key) { return std::string_view(key).substr(0, kSelect.size()) == kSelect; }

template <class Predicate>
bool all_keys(const Value& value, Predicate predicate) {
  return !value.members.empty() && std::all_of(value.members.begin(), value.members.end(),
                                               [&](const Value::Member& member) { return predicate(member.key); });
}

/// A scalar, a plural map or a select map. False when the mapping is just a folder of messages.
bool is_message(const Value& value) {
  return value.is_scalar() || (value.is_mapping() && (all_keys(value, is_plural_class) || all_keys(value, is_select)));
}

std::optional<Message> read_message(const Value& value, std::string& code) {
  Message message;
  message.location = value.location;
  if (value.is_scalar()) {
    std::optional<std::vector<Message::Piece>> pieces = Message::parse_text(value.text);
    if (!pieces) {
      code = "bad_text";
      return std::nullopt;
    }
    message.pieces = std::move(*pieces);
    return message;
  }
  code = "bad_branches";
  if (!value.is_mapping() || value.members.empty()) return std::nullopt;
  const Value* branches = &value;
  if (all_keys(value, is_plural_class)) {
    message.shape = Message::Shape::Plural;
    if (value.find("other") == nullptr) return std::nullopt;
  } else {
    if (!all_keys(value, is_select) || value.members.size() != 1) return std::nullopt;
    message.shape = Message::Shape::Select;
    message.selector = value.members.front().key.substr(kSelect.size());
    branches = &value.members.front().value;
    if (!branches->is_mapping() || branches->members.empty()) return std::nullopt;
  }
  for (const Value::Member& member : branches->members) {
    std::optional<Message> branch = read_message(member.value, code);
    if (!branch) return std::nullopt;
    message.branches.emplace(member.key, std::move(*branch));
  }
  return message;
}

void read_folder(const Value& folder, const std::string& prefix, Messages& messages,
                 std::vector<MessageProblem>& problems) {
  for (const Value::Member& member : folder.members) {
    const std::string key = prefix.empty() ? member.key : prefix + "." + member.key;
    if (!is_message(member.value)) {
      if (member.value.is_mapping() && !member.value.members.empty()) {
        read_folder(member.value, key, messages, problems);
      } else {
        problems.push_back({member.key_location, "bad_text", key});
      }
      continue;
    }
    std::string code;
    std::optional<Message> message = read_message(member.value, code);
    if (!message) {
      problems.push_back({member.key_location, code, key});
    } else if (!messages.emplace(key, std::move(*message)).second) {
      problems.push_back({member.key_location, "duplicate_key", key});
    }
  }
}

bool is_schema(const Value& value) {
  constexpr std::array<std::string_view, 6> kKeys = {"args", "sample", "plural_by", "kind", "gender", "vowel"};
  return value.is_mapping() && (value.members.empty() || all_keys(value, [&](const std::string& key) {
                                  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
                                }));
}

std::vector<std::string> texts_of(const Value& value) {
  if (value.is_scalar()) return {value.text};
  std::vector<std::string> texts;
  for (const Value& item : value.items) texts.push_back(item.text);
  return texts;
}

bool read_schema(const Value& value, MessageSchema& schema) {
  if (const Value* arguments = value.find("args")) {
    for (const Value::Member& member : arguments->members) {
      const std::optional<Kind> kind = Kind::parse(member.value.text);
      if (!kind || !is_name(member.key)) return false;
      schema.arguments.emplace_back(member.key, *kind);
    }
  }
  if (const Value* plural_by = value.find("plural_by")) {
    schema.plural_by = plural_by->text;
    if (schema.kind_of(schema.plural_by) == nullptr) return false;
  }
  if (const Value* sample = value.find("sample")) {
    for (const Value::Member& member : sample->members) schema.samples.emplace_back(member.key, texts_of(member.value));
  }
  if (const Value* kind = value.find("kind")) {
    schema.unit = kind->text == "unit";
    schema.is_term = schema.unit || kind->text == "term";
    if (!schema.is_term) return false;
  }
  if (const Value* gender = value.find("gender")) {
    for (const Value::Member& member : gender->members) {
      if (member.value.text != "m" && member.value.text != "f") return false;
      schema.gender.emplace(member.key, member.value.text);
    }
  }
  if (const Value* vowel = value.find("vowel")) schema.vowel = texts_of(*vowel);
  return true;
}

void read_schema_folder(const Value& folder, const std::string& prefix, Schemas& schemas,
                        std::vector<MessageProblem>& problems) {
  for (const Value::Member& member : folder.members) {
    const std::string key = prefix.empty() ? member.key : prefix + "." + member.key;
    if (!is_schema(member.value)) {
      if (member.value.is_mapping()) {
        read_schema_folder(member.value, key, schemas, problems);
      } else {
        problems.push_back({member.key_location, "bad_schema", key});
      }
      continue;
    }
    MessageSchema schema;
    if (!read_schema(member.value, schema)) {
      problems.push_back({member.key_location, "bad_schema", key});
    } else if (!schemas.emplace(key, std::move(schema)).second) {
      problems.push_back({member.key_location, "duplicate_key", key});
    }
  }
}

/// "term.request", "unit.gb_second" or "@unit"; false on anything else.
bool read_term(const std::string& text, Kind& kind) {
  if (text.size() > 1 && text.front() == '@') {
    kind.term_from = text.substr(1);
    return is_name(kind.term_from);
  }
  if (text.substr(0, 5) != "term." && text.substr(0, 5) != "unit.") return false;
  kind.term = text;
  return is_name(std::string_view(text).substr(5));
}

bool read_decimals(const std::string& text, Kind& kind) {
  if (text.size() != 1 || text.front() < '0' || text.front() > '9') return false;
  kind.decimals = text.front() - '0';
  return true;
}

}  // namespace

std::optional<Kind> Kind::parse(std::string_view text) {
  std::vector<std::string> parameters;
  const std::size_t open = text.find('(');
  if (open != std::string_view::npos) {
    if (text.back() != ')') return std::nullopt;
    for (const std::string_view part : split(text.substr(open + 1, text.size() - open - 2), ','))
      parameters.emplace_back(trim(part));
  }
  const std::string_view name = text.substr(0, open);
  Kind kind;
  const auto with_nothing = [&](Type wanted) -> std::optional<Kind> {
    kind.type = wanted;
    return parameters.empty() ? std::optional<Kind>(kind) : std::nullopt;
  };
  const auto with_decimals = [&](Type wanted) -> std::optional<Kind> {
    kind.type = wanted;
    return parameters.size() == 1 && read_decimals(parameters[0], kind) ? std::optional<Kind>(kind) : std::nullopt;
  };
  const auto with_term = [&](Type wanted) -> std::optional<Kind> {
    kind.type = wanted;
    return parameters.size() == 1 && read_term(parameters[0], kind) ? std::optional<Kind>(kind) : std::nullopt;
  };
  if (name == "int") return with_nothing(Type::Int);
  if (name == "usd") return with_nothing(Type::Usd);
  if (name == "price") return with_nothing(Type::Price);
  if (name == "instant") return with_nothing(Type::Instant);
  if (name == "clock") return with_nothing(Type::Clock);
  if (name == "date") return with_nothing(Type::Date);
  if (name == "bytes") return with_nothing(Type::Bytes);
  if (name == "rate") return with_nothing(Type::Rate);
  if (name == "big") return with_nothing(Type::Big);
  if (name == "term") return with_nothing(Type::Term);
  if (name == "text") return with_nothing(Type::Text);
  if (name == "yes_no") return with_nothing(Type::YesNo);
  if (name == "num") return with_decimals(Type::Num);
  if (name == "percent") {
    kind.decimals = -1;  // two figures
    return parameters.empty() ? with_nothing(Type::Percent) : with_decimals(Type::Percent);
  }
  if (name == "seconds") return with_decimals(Type::Seconds);
  if (name == "counted") return with_term(Type::Counted);
  if (name == "approx") return with_term(Type::Approx);
  if (name == "ordinal") return with_term(Type::Ordinal);
  if (name == "entity") return with_term(Type::Entity);
  if (name == "list") {
    kind.type = Type::List;
    if (parameters.size() != 1 || (parameters[0] != "and" && parameters[0] != "or")) return std::nullopt;
    kind.alternatives = parameters[0] == "or";
    return kind;
  }
  if (name == "enum") {
    kind.type = Type::Enum;
    kind.choices = parameters;
    return parameters.empty() ? std::nullopt : std::optional<Kind>(kind);
  }
  if (name == "duration") {
    kind.type = Type::Duration;
    if (parameters.empty()) return std::nullopt;
    kind.words = parameters[0] == "words";
    kind.work = parameters[0] == "work";
    if (!kind.words && !kind.work && parameters[0] != "short") return std::nullopt;
    kind.decimals = -1;  // as many as it needs
    if (parameters.size() == 1) return kind;
    return kind.words && parameters.size() == 2 && read_decimals(parameters[1], kind) ? std::optional<Kind>(kind)
                                                                                      : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::vector<Message::Piece>> Message::parse_text(std::string_view text) {
  std::vector<Piece> pieces;
  std::string literal;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if ((c == '{' || c == '}') && at + 1 < text.size() && text[at + 1] == c) {
      literal += c;
      ++at;
    } else if (c == '{') {
      const std::size_t end = text.find('}', at);
      if (end == std::string_view::npos) return std::nullopt;
      const std::string_view name = text.substr(at + 1, end - at - 1);
      if (!is_name(name)) return std::nullopt;
      if (!literal.empty()) pieces.push_back({false, literal});
      literal.clear();
      pieces.push_back({true, std::string(name)});
      at = end;
    } else if (c == '}') {
      return std::nullopt;
    } else {
      literal += c;
    }
  }
  if (!literal.empty()) pieces.push_back({false, literal});
  return pieces;
}

void read_messages(const Value& root, Messages& messages, std::vector<MessageProblem>& problems) {
  read_folder(root, "", messages, problems);
}

void read_schemas(const Value& root, Schemas& schemas, std::vector<MessageProblem>& problems) {
  read_schema_folder(root, "", schemas, problems);
}

const Kind* MessageSchema::kind_of(std::string_view argument) const {
  for (const auto& [name, kind] : arguments) {
    if (name == argument) return &kind;
  }
  return nullptr;
}

std::pair<std::string, std::string> root_of(std::string_view placeholder, const MessageSchema* schema) {
  if (schema == nullptr || schema->kind_of(placeholder) != nullptr) return {std::string(placeholder), ""};
  for (const std::string_view suffix : kSuffixes) {
    if (placeholder.size() <= suffix.size() + 1) continue;
    const std::size_t at = placeholder.size() - suffix.size();
    if (placeholder.substr(at) != suffix || placeholder[at - 1] != '_') continue;
    const std::string_view root = placeholder.substr(0, at - 1);
    if (schema->kind_of(root) != nullptr) return {std::string(root), std::string(suffix)};
  }
  return {std::string(placeholder), ""};
}

}  // namespace cloudsim::narrative
