// SPDX-License-Identifier: Apache-2.0
#include "language/style.hpp"

#include <optional>

#include "document/read_scalar.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"

namespace cloudsim::language {
namespace {

using document::Reader;

constexpr auto kFlags = std::regex::ECMAScript | std::regex::icase;

bool read_pattern(Reader& reader, const char* key, std::regex& out) {
  std::string text;
  if (!reader.required(key, text)) return false;
  try {
    out = std::regex(text, kFlags);
  } catch (const std::regex_error&) {
    reader.fail(key, "i18n_bad_pattern", {{"key", std::string(key)}});
    return false;
  }
  return true;
}

std::vector<std::string> read_texts(Reader& reader, const char* key) {
  std::vector<std::string> texts;
  reader.list_of_values(
      key, false, [&](const document::Value& value, Diagnostics&) { texts.push_back(value.text); }, "text");
  return texts;
}

LanguageStyle read_language(Reader& reader) {
  LanguageStyle style;
  reader.optional("sentence", style.sentence);
  reader.optional("opening_marks", style.opening_marks);
  reader.optional_list("forbidden", [&](Reader& item, std::size_t) {
    Forbidden forbidden;
    const bool good = read_pattern(item, "pattern", forbidden.pattern);
    item.required(
        "why", forbidden.why,
        {.choices = {"promises", "belittles", "terminology", "register", "contraction", "spelling", "overlay"}});
    item.optional("say", forbidden.say);
    forbidden.allow = read_texts(item, "allow");
    if (good) style.forbidden.push_back(std::move(forbidden));
  });
  return style;
}

}  // namespace

Style read_style(const std::shared_ptr<const Source>& source, Diagnostics& problems) {
  Style style;
  const document::Parsed parsed = document::parse(source);
  problems.insert(problems.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
  if (!parsed.root.is_mapping()) return style;
  Reader reader(parsed.root, problems);
  std::int64_t version = 1;
  reader.required("cloudsim_style", version, {.minimum = 1, .maximum = 1});
  reader.optional_object("labels", [&](Reader& labels) {
    labels.optional("ratio", style.label_ratio);
    labels.optional("short", style.label_short);
    labels.optional_list("widths", [&](Reader& item, std::size_t) {
      LabelStyle label;
      item.required("keys", label.keys);
      item.required("width", label.width);
      style.labels.push_back(std::move(label));
    });
  });
  reader.optional("lesson_words", style.lesson_words);
  read_pattern(reader, "foreign", style.foreign);
  read_pattern(reader, "quoted", style.quoted);
  read_pattern(reader, "signs", style.signs);
  style.named = read_texts(reader, "named");
  reader.required_object("languages", [&](Reader& languages) {
    languages.accept_any_key();
    for (const document::Value::Member& member : languages.value().members) {
      languages.required_object(member.key, [&](Reader& one) { style.languages[member.key] = read_language(one); });
    }
  });
  reader.finish();
  return style;
}

}  // namespace cloudsim::language
