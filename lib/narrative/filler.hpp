// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "narrative/locale.hpp"

namespace cloudsim::narrative {

/// Fills one message: picks branches, turns each argument into text by its kind, puts the pieces together. Lives for
/// one call.
class Filler {
 public:
  Filler(const Locale& locale, const MessageSchema* schema, const Arguments& arguments)
      : locale_(&locale), schema_(schema), arguments_(&arguments) {}

  std::string fill(const Message& message) const;
  std::string show(const Kind& kind, const ArgumentValue& value, std::string_view suffix = {}) const;

 private:
  const Message* branch(const Message& message) const;
  std::string placeholder(const std::string& name) const;
  const ArgumentValue* find(std::string_view name) const;
  std::string word(std::string_view key, const Arguments& arguments = {}) const {
    return locale_->text(key, arguments);
  }

  // Terms go by their key: "term.request".
  std::string term_of(const Kind& kind, const ArgumentValue& value) const;
  const MessageSchema* term_schema(const std::string& term) const;
  std::string noun(const std::string& term, Plural plural) const;
  std::string gender(const std::string& term) const;
  std::string with_article(const std::string& term, const std::string& thing, std::string_view form) const;
  std::string counted(const std::string& term, const ArgumentValue& value) const;
  std::string duration(const Kind& kind, const ArgumentValue& value) const;
  std::string date(const std::string& iso) const;
  std::string rate(double per_second) const;
  std::string list(const Kind& kind, const ArgumentValue& value) const;
  std::string big(const ArgumentValue& value) const;
  std::string literal(const std::string& text) const;
  /// The number inside a value as it will be printed, without grouping: what the plural class is chosen by.
  std::string decimal_of(const Kind& kind, const ArgumentValue& value) const;

  const Locale* locale_;
  const MessageSchema* schema_;
  const Arguments* arguments_;
};

}  // namespace cloudsim::narrative
