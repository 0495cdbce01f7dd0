// SPDX-License-Identifier: Apache-2.0
#include "language/samples.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "base/number.hpp"
#include "base/units.hpp"
#include "language/style.hpp"
#include "narrative/filler.hpp"
#include "narrative/locale.hpp"
#include "narrative/sample.hpp"

namespace cloudsim::language {
namespace {

using narrative::Kind;
using narrative::Locale;
using narrative::sample_value;

constexpr const char* kLongName = "a-name-that-somebody-made-much-longer-than-anybody-expected";

/// What makes the words of a language bend, by kind of argument.
std::vector<ArgumentValue> bending_values(const Kind& kind, bool picks_plural) {
  std::vector<ArgumentValue> values;
  const auto numbers = [&](std::initializer_list<std::int64_t> counts) {
    for (const std::int64_t count : counts) values.emplace_back(count);
  };
  switch (kind.type) {
    case Kind::Type::Counted:
    case Kind::Type::Approx:
      numbers({0, 1, 2, 21, 1000000});
      break;
    case Kind::Type::Int:
      if (picks_plural) numbers({0, 1, 2, 21, 1000000});
      break;
    case Kind::Type::Num:
      if (picks_plural) values = {0.0, 1.0, 1.5};
      break;
    case Kind::Type::Ordinal:
      numbers({1, 2, 3, 11, 21});
      break;
    case Kind::Type::Term:
      for (const char* term : {"instance", "container"}) values.emplace_back(std::string(term));
      break;
    case Kind::Type::Enum:
      for (const std::string& choice : kind.choices) values.emplace_back(choice);
      break;
    case Kind::Type::List:
      values = {std::vector<std::string>{"EC2", "Lambda"}, std::vector<std::string>{"EC2", "Lambda", "ECS"}};
      break;
    case Kind::Type::YesNo:
      numbers({0, 1});
      break;
    case Kind::Type::Entity:
      values.emplace_back(std::string(kLongName));
      break;
    default:
      break;
  }
  return values;
}

/// The value as a reader of the samples wants to see it: without units and forms.
std::string plain_value(const ArgumentValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return to_text(*real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* money = std::get_if<Money>(&value)) return narrative::price_decimal(*money) + " USD";
  if (const auto* length = std::get_if<Duration>(&value)) return to_text(to_seconds(*length)) + " s";
  if (const auto* instant = std::get_if<SimTime>(&value)) return to_text(to_seconds(*instant)) + " s";
  std::string list;
  if (const auto* items = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& item : *items) list += (list.empty() ? "" : ", ") + item;
  }
  return "[" + list + "]";
}

std::string visible(const std::string& text) {
  static const std::regex no_break("\xC2\xA0"), line_end("\n");
  return std::regex_replace(std::regex_replace(text, no_break, "⍽"), line_end, "⏎");
}

Locale locale_for(const Texts& texts, const std::string& tag) {
  narrative::LocaleOptions options;
  options.files = texts.files;
  options.words = narrative::Words::Everything;
  return Locale::load(tag, options);
}

/// The same message with the path to each text in place of the text.
Message paths_of(const Message& message, const std::string& path) {
  Message copy = message;
  copy.pieces = {{false, path}};
  for (auto& [name, branch] : copy.branches) branch = paths_of(branch, path + "/" + name);
  return copy;
}

/// Whether the path asks for the plural class `many`.
bool is_many(const std::string& path) {
  return path.find("/many/") != std::string::npos ||
         (path.size() >= 5 && path.compare(path.size() - 5, 5, "/many") == 0);
}

void leaves_of(const Message& message, const std::string& path, std::set<std::string>& leaves) {
  if (message.shape == Message::Shape::Text) leaves.insert(path);
  for (const auto& [name, branch] : message.branches) leaves_of(branch, path + "/" + name, leaves);
}

}  // namespace

std::vector<Arguments> declared_samples(const MessageSchema& schema) {
  std::vector<Arguments> combinations = {{}};
  for (const auto& declared : schema.arguments) {
    const std::string& name = declared.first;
    const auto found = std::find_if(schema.samples.begin(), schema.samples.end(),
                                    [&](const auto& sample) { return sample.first == name; });
    if (found == schema.samples.end()) continue;
    std::vector<Arguments> longer;
    for (const Arguments& combination : combinations) {
      for (const std::string& text : found->second) {
        longer.push_back(combination);
        longer.back().push_back({name, sample_value(declared.second, text)});
      }
    }
    combinations = std::move(longer);
  }
  return combinations;
}

std::vector<Arguments> all_samples(const MessageSchema& schema) {
  std::vector<Arguments> samples = declared_samples(schema);
  const Arguments first = samples.front();
  for (const auto& [name, kind] : schema.arguments) {
    const auto at =
        std::find_if(first.begin(), first.end(), [&wanted = name](const Argument& each) { return each.key == wanted; });
    if (at == first.end()) continue;
    for (const ArgumentValue& value : bending_values(kind, schema.plural_by == name)) {
      Arguments changed = first;
      changed[static_cast<std::size_t>(at - first.begin())].value = value;
      samples.push_back(std::move(changed));
    }
  }
  return samples;
}

std::string rendered_samples(const Texts& texts, const std::string& tag) {
  const Locale locale = locale_for(texts, tag);
  std::string all;
  for (const auto& [key, message] : texts.folder(tag).messages) {
    const MessageSchema* schema = texts.schema(key);
    all += key + "\n";
    if (schema != nullptr && schema->is_term) {  // its forms are what other messages take from it
      each_text(message, [&](const std::string& path, const Message& text) {
        all += "  " + (path.empty() ? "" : path.substr(1) + ": ") + visible(literal_text(text)) + "\n";
      });
      continue;
    }
    std::set<std::string> seen;
    for (const Arguments& arguments : schema == nullptr ? std::vector<Arguments>{{}} : all_samples(*schema)) {
      const std::string text = visible(locale.text(key, arguments));
      if (!seen.insert(text).second) continue;
      std::string given;
      for (const Argument& argument : arguments)
        given += (given.empty() ? "" : "; ") + argument.key + "=" + plain_value(argument.value);
      all += "  " + text + (given.empty() ? "" : "   {" + visible(given) + "}") + "\n";
    }
  }
  return all;
}

std::vector<std::pair<std::string, std::string>> unreached_branches(const Texts& texts, const std::string& tag) {
  const Locale locale = locale_for(texts, tag);
  std::vector<std::pair<std::string, std::string>> unreached;
  for (const auto& [key, message] : texts.folder(tag).messages) {
    const MessageSchema* schema = texts.schema(key);
    if (message.shape == Message::Shape::Text || (schema != nullptr && schema->is_term)) continue;
    std::set<std::string> leaves;
    leaves_of(message, "", leaves);
    const Message paths = paths_of(message, "");
    for (const Arguments& arguments : schema == nullptr ? std::vector<Arguments>{{}} : all_samples(*schema))
      leaves.erase(narrative::Filler(locale, schema, arguments).fill(paths));
    for (const std::string& path : leaves) {
      if (!is_many(path)) unreached.emplace_back(key, path);
    }
  }
  return unreached;
}

}  // namespace cloudsim::language
