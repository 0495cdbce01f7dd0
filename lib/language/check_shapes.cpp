// SPDX-License-Identifier: Apache-2.0
// A message and what locales/schema/ declares about it.
#include <algorithm>

#include "language/check.hpp"

namespace cloudsim::language {
namespace {

using narrative::Kind;

class Shape {
 public:
  Shape(const std::string& key, const Message& whole, const MessageSchema* schema, Diagnostics& problems)
      : key_(key), whole_(&whole), schema_(schema), problems_(&problems) {}

  void check() {
    for (const std::string& root : roots(*whole_, schema_)) {
      if (schema_ == nullptr || schema_->kind_of(root) == nullptr) report("i18n_undeclared", *whole_, {{"name", root}});
    }
    check(*whole_);
  }

 private:
  void check(const Message& message) {
    for (const auto& [name, branch] : message.branches) check(branch);
    if (message.shape == Message::Shape::Plural) check_plural(message);
    if (message.shape == Message::Shape::Select && !selects_by_gender(message)) check_select(message);
  }

  void check_plural(const Message& message) {
    const auto one = message.branches.find("one");
    if (one == message.branches.end()) {
      report("i18n_no_branch", message, {{"branch", std::string("one")}});
    } else if (roots(one->second, schema_) != roots(message.branches.at("other"), schema_)) {
      report("i18n_plural_placeholders", message, {});  // `zero` may say "none" without the number
    }
    const bool is_term = schema_ != nullptr && schema_->is_term;
    if (!is_term && (schema_ == nullptr || schema_->plural_by.empty())) report("i18n_no_plural_by", message, {});
  }

  void check_select(const Message& message) {
    const Kind* kind = schema_ == nullptr ? nullptr : schema_->kind_of(message.selector);
    if (kind == nullptr) {
      report("i18n_undeclared", message, {{"name", message.selector}});
      return;
    }
    const bool has_other = message.branches.count("other") > 0;
    if (kind->type != Kind::Type::Enum) {
      if (!has_other) report("i18n_no_branch", message, {{"branch", std::string("other")}});
      return;
    }
    const std::set<std::string> choices(kind->choices.begin(), kind->choices.end());
    for (const auto& entry : message.branches) {
      if (choices.count(entry.first) == 0) report("i18n_unknown_branch", message, {{"branch", entry.first}});
    }
    for (const std::string& choice : choices) {
      if (!has_other && message.branches.count(choice) == 0) report("i18n_no_branch", message, {{"branch", choice}});
    }
  }

  void report(const char* code, const Message& where, Arguments arguments) {
    arguments.push_back({"key", key_});
    problems_->push_back({Severity::Error, code, std::move(arguments), where.location, ""});
  }

  std::string key_;
  const Message* whole_;
  const MessageSchema* schema_;
  Diagnostics* problems_;
};

}  // namespace

void check_shapes(const Texts& texts, const Style&, Diagnostics& problems) {
  for (const auto& folder : texts.folders) {
    for (const auto& [key, message] : folder.second.messages) Shape(key, message, texts.schema(key), problems).check();
  }
  const Messages& english = texts.folder("en").messages;
  for (const auto& [key, schema] : texts.schemas) {
    const auto found = english.find(key);
    if (found == english.end()) {
      problems.push_back({Severity::Error, "i18n_no_message", {{"key", key}}, {}, ""});
      continue;
    }
    const auto report = [&, &name = key, &where = found->second.location](const char* code,
                                                                          const std::string& argument) {
      problems.push_back({Severity::Error, code, {{"key", name}, {"name", argument}}, where, ""});
    };
    for (const auto& declared : schema.arguments) {
      const std::string& argument = declared.first;
      const Kind& kind = declared.second;
      if (!kind.term.empty() && english.count(kind.term) == 0) report("i18n_unknown_term", kind.term);
      if (!kind.term_from.empty() && schema.kind_of(kind.term_from) == nullptr)
        report("i18n_undeclared", kind.term_from);
      const bool has_sample = std::any_of(schema.samples.begin(), schema.samples.end(),
                                          [&](const auto& sample) { return sample.first == argument; });
      if (!has_sample) report("i18n_no_sample", argument);
    }
  }
}

}  // namespace cloudsim::language
