// SPDX-License-Identifier: Apache-2.0
#include "document/reader.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "document/read_scalar.hpp"
#include "document/schema.hpp"

namespace cloudsim::document {
namespace {

const Value& no_value() {
  static const Value empty;
  return empty;
}

}  // namespace

Reader::Reader(const Value& value, Diagnostics& diagnostics) : value_(&value), diagnostics_(&diagnostics) {
  if (value.is_mapping()) return;
  fail_at(value.location, "expected_mapping_here");
  value_ = &no_value();
  finished_ = true;
}

Reader Reader::describe(SchemaNode& node, Diagnostics& unused) {
  static const Value empty = [] {
    Value value;
    value.kind = Value::Kind::Mapping;
    return value;
  }();
  Reader reader(empty, unused);
  node.kind = SchemaNode::Kind::Object;
  reader.schema_ = &node;
  return reader;
}

bool Reader::has(std::string_view key) const { return value_->find(key) != nullptr; }

Location Reader::location() const { return value_->location; }

Location Reader::location(std::string_view key) const {
  const Value* found = value_->find(key);
  return found != nullptr ? found->location : value_->location;
}

void Reader::fail(std::string_view key, std::string code, Arguments arguments, std::string suggestion) {
  fail_at(location(key), std::move(code), std::move(arguments), std::move(suggestion));
}

void Reader::fail_at(const Location& where, std::string code, Arguments arguments, std::string suggestion) {
  if (describing()) return;
  diagnostics_->push_back({Severity::Error, std::move(code), std::move(arguments), where, std::move(suggestion)});
}

const Value* Reader::take(std::string_view key, bool is_required) {
  asked_.emplace_back(key);
  const Value* found = value_->find(key);
  // Not a mapping at all is one problem, already reported; its missing keys are none.
  if (found == nullptr && is_required && value_->is_mapping())
    fail_at(value_->location, "missing_key", {{"key", std::string(key)}});
  return found;
}

// ---- structure

void Reader::describe_property(std::string_view key, bool is_required, SchemaNode node) {
  for (const SchemaNode::Property& known : schema_->properties) {
    if (known.name == key) return;
  }
  schema_->properties.push_back({std::string(key), is_required, std::move(node)});
}

bool Reader::object(std::string_view key, bool is_required, const std::function<void(Reader&)>& body, std::string doc) {
  if (describing()) {
    SchemaNode node;
    Reader nested = describe(node, *diagnostics_);
    body(nested);
    node.doc = std::move(doc);
    describe_property(key, is_required, std::move(node));
    return false;
  }
  const Value* found = take(key, is_required);
  if (found == nullptr) return false;
  if (!found->is_mapping()) {
    fail_at(found->location, found->is_null() ? "empty_value" : "expected_mapping", {{"key", std::string(key)}});
    return false;
  }
  Reader nested(*found, *diagnostics_);
  body(nested);
  nested.finish();
  return true;
}

bool Reader::required_object(std::string_view key, const std::function<void(Reader&)>& body, std::string doc) {
  return object(key, true, body, std::move(doc));
}
bool Reader::optional_object(std::string_view key, const std::function<void(Reader&)>& body, std::string doc) {
  return object(key, false, body, std::move(doc));
}

bool Reader::scalar_or_object(std::string_view key, bool is_required,
                              const std::function<void(Reader&, std::string_view self)>& short_form,
                              const std::function<void(Reader&)>& long_form, std::string doc) {
  if (describing()) {
    SchemaNode holder;
    Reader for_short = describe(holder, *diagnostics_);
    short_form(for_short, key);
    SchemaNode node;
    node.kind = SchemaNode::Kind::AnyOf;
    for (SchemaNode::Property& property : holder.properties) node.items.push_back(std::move(property.node));
    node.items.emplace_back();
    Reader for_long = describe(node.items.back(), *diagnostics_);
    long_form(for_long);
    node.doc = std::move(doc);
    describe_property(key, is_required, std::move(node));
    return false;
  }
  const Value* found = take(key, is_required);
  if (found == nullptr) return false;
  if (!found->is_mapping()) {
    short_form(*this, key);
    return true;
  }
  Reader nested(*found, *diagnostics_);
  long_form(nested);
  nested.finish();
  return true;
}

const Value* Reader::take_sequence(std::string_view key, bool is_required) {
  const Value* found = take(key, is_required);
  if (found == nullptr || found->is_sequence()) return found;
  fail_at(found->location, found->is_null() ? "empty_value" : "expected_list", {{"key", std::string(key)}});
  return nullptr;
}

bool Reader::list(std::string_view key, bool is_required, std::size_t minimum_items,
                  const std::function<void(Reader&, std::size_t)>& body, std::string doc) {
  if (describing()) {
    SchemaNode node;
    node.kind = SchemaNode::Kind::List;
    node.minimum_items = minimum_items;
    node.doc = std::move(doc);
    node.items.emplace_back();
    Reader item = describe(node.items.back(), *diagnostics_);
    body(item, 0);
    describe_property(key, is_required, std::move(node));
    return false;
  }
  const Value* found = take_sequence(key, is_required);
  if (found == nullptr) return false;
  if (found->items.size() < minimum_items) {
    fail_at(found->location, "too_few_items",
            {{"key", std::string(key)},
             {"minimum", static_cast<std::int64_t>(minimum_items)},
             {"found", static_cast<std::int64_t>(found->items.size())}});
  }
  for (std::size_t i = 0; i < found->items.size(); ++i) {
    Reader item(found->items[i], *diagnostics_);
    if (!found->items[i].is_mapping()) continue;
    body(item, i);
    item.finish();
  }
  return true;
}

bool Reader::required_list(std::string_view key, std::size_t minimum_items,
                           const std::function<void(Reader&, std::size_t)>& body, std::string doc) {
  return list(key, true, minimum_items, body, std::move(doc));
}
bool Reader::optional_list(std::string_view key, const std::function<void(Reader&, std::size_t)>& body,
                           std::string doc) {
  return list(key, false, 0, body, std::move(doc));
}

bool Reader::list_of_values(std::string_view key, bool is_required,
                            const std::function<void(const Value&, Diagnostics&)>& body, const char* item_schema,
                            std::string doc) {
  if (describing()) {
    SchemaNode node;
    node.kind = SchemaNode::Kind::List;
    node.doc = std::move(doc);
    node.items.push_back(parse_item_schema(item_schema));
    describe_property(key, is_required, std::move(node));
    return false;
  }
  const Value* found = take_sequence(key, is_required);
  if (found == nullptr) return false;
  const std::size_t before = diagnostics_->size();
  for (const Value& item : found->items) body(item, *diagnostics_);
  return diagnostics_->size() == before;
}

// ---- alternatives

void Reader::describe_one_of(const std::vector<Alternative>& alternatives, bool is_required) {
  SchemaNode::Group group;
  group.is_required = is_required;
  for (const Alternative& alternative : alternatives) {
    // In a node of its own first: what the body requires is required only with this alternative.
    SchemaNode alone;
    Reader reader = describe(alone, *diagnostics_);
    alternative.body(reader);
    SchemaNode::Alternative described;
    described.key = alternative.key;
    described.groups = std::move(alone.groups);
    described.required.push_back(alternative.key);
    for (SchemaNode::Property& property : alone.properties) {
      if (property.is_required && property.name != alternative.key) described.required.push_back(property.name);
      describe_property(property.name, false, std::move(property.node));
    }
    group.alternatives.push_back(std::move(described));
  }
  schema_->groups.push_back(std::move(group));
}

bool Reader::one_of(const std::vector<Alternative>& alternatives, bool is_required) {
  if (describing()) {
    describe_one_of(alternatives, is_required);
    return false;
  }
  std::vector<std::string> keys;
  for (const Alternative& alternative : alternatives) keys.push_back(alternative.key);
  asked_.insert(asked_.end(), keys.begin(), keys.end());
  if (!value_->is_mapping()) return false;

  // In the order of the file: the second one that a reader meets is the one too many.
  const Alternative* chosen = nullptr;
  for (const Value::Member& member : value_->members) {
    const auto match = std::find_if(alternatives.begin(), alternatives.end(),
                                    [&member](const Alternative& one) { return one.key == member.key; });
    if (match == alternatives.end()) continue;
    if (chosen == nullptr) {
      chosen = &*match;
    } else {
      fail_at(member.key_location, "one_of_many", {{"key", member.key}, {"other", chosen->key}});
    }
  }
  if (chosen == nullptr) {
    if (is_required) fail_at(value_->location, "one_of_missing", {{"choices", keys}});
    return false;
  }
  chosen->body(*this);
  return true;
}

// ---- the end

void Reader::accept_any_key() {
  finished_ = true;
  if (describing()) schema_->is_open = true;
}

void Reader::finish() {
  if (finished_ || describing()) return;
  finished_ = true;
  const auto is_asked = [this](const std::string& key) {
    return std::find(asked_.begin(), asked_.end(), key) != asked_.end();
  };
  std::vector<std::string> absent;  // better suggestions than keys that are there already
  std::vector<std::string> known;
  for (const std::string& key : asked_) {
    if (std::find(known.begin(), known.end(), key) == known.end()) known.push_back(key);
    if (!has(key)) absent.push_back(key);
  }
  for (const Value::Member& member : value_->members) {
    if (is_asked(member.key)) continue;
    std::string suggestion = closest(member.key, absent);
    if (!suggestion.empty()) drop_explained(suggestion);
    if (suggestion.empty()) suggestion = closest(member.key, known);
    fail_at(member.key_location, "unknown_key", {{"key", shown(member.key)}, {"choices", known}}, suggestion);
  }
}

/// A misspelt key is one mistake: "duratoin" is unknown, and that "duration" is missing need not be said as well.
void Reader::drop_explained(const std::string& suggestion) {
  const auto here = [this](const Location& where) {
    return where.source == value_->location.source && where.line == value_->location.line &&
           where.column == value_->location.column;
  };
  const auto explained = [&](const Diagnostic& diagnostic) {
    if (!here(diagnostic.location)) return false;
    for (const Argument& argument : diagnostic.arguments) {
      if (diagnostic.code == "missing_key" && argument.key == "key") return argument.value == ArgumentValue(suggestion);
      if (diagnostic.code == "one_of_missing" && argument.key == "choices") {
        const auto& choices = std::get<std::vector<std::string>>(argument.value);
        return std::find(choices.begin(), choices.end(), suggestion) != choices.end();
      }
    }
    return false;
  };
  const auto end = std::remove_if(diagnostics_->begin(), diagnostics_->end(), explained);
  diagnostics_->erase(end, diagnostics_->end());
}

}  // namespace cloudsim::document
