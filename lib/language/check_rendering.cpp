// SPDX-License-Identifier: Apache-2.0
// Every message of every language, filled with the samples that its schema gives.
#include <algorithm>

#include "base/number.hpp"
#include "base/units.hpp"
#include "language/check.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::language {
namespace {

using narrative::Kind;
using narrative::Locale;

constexpr const char* kGap = "⟦";

ArgumentValue whole_number(const std::string& text) { return parse_integer(text).value_or(0); }

ArgumentValue sample_value(const Kind& kind, const std::string& text) {
  switch (kind.type) {
    case Kind::Type::Int:
    case Kind::Type::Counted:
    case Kind::Type::Approx:
    case Kind::Type::Ordinal:
    case Kind::Type::Big:
    case Kind::Type::YesNo:
      return whole_number(text);
    case Kind::Type::Bytes: {
      const auto size = parse_bytes(text);
      return size ? ArgumentValue(size->count) : whole_number(text);
    }
    case Kind::Type::Num:
    case Kind::Type::Percent:
    case Kind::Type::Rate:
      return parse_number(text).value_or(0);
    case Kind::Type::Usd:
    case Kind::Type::Price:
      return Money::from_decimal(text).value_or(Money{});
    case Kind::Type::Duration:
    case Kind::Type::Seconds:
    case Kind::Type::Instant:
    case Kind::Type::Clock: {
      const auto duration = parse_duration(text);
      return duration ? *duration : Duration{static_cast<std::int64_t>(parse_number(text).value_or(0) * 1e9)};
    }
    case Kind::Type::List:
      return std::vector<std::string>{text};
    default:
      return text;
  }
}

/// Every combination of the samples of a message's arguments.
std::vector<Arguments> samples_of(const MessageSchema& schema) {
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

}  // namespace

void check_rendering(const Texts& texts, const Style& style, Diagnostics& problems) {
  std::vector<std::string> tags = texts.languages();
  for (const std::string& overlay : texts.overlays()) tags.push_back(overlay);
  for (const std::string& tag : tags) {
    narrative::LocaleOptions options;
    options.files = texts.files;
    options.words = narrative::Words::Everything;
    const Locale locale = Locale::load(tag, options);
    for (const auto& [key, message] : texts.folder(tag).messages) {
      if (std::regex_search(key, style.foreign)) continue;
      const MessageSchema* schema = texts.schema(key);
      for (const Arguments& arguments : schema == nullptr ? std::vector<Arguments>{{}} : samples_of(*schema)) {
        const std::string text = locale.text(key, arguments);
        if (!text.empty() && text.find(kGap) == std::string::npos) continue;
        problems.push_back(
            {Severity::Error, "i18n_gap", {{"key", key}, {"tag", tag}, {"text", text}}, message.location, ""});
        break;
      }
    }
  }
}

}  // namespace cloudsim::language
