// SPDX-License-Identifier: Apache-2.0
// The table of countries, read once and only when somebody's language has a country.
#include <algorithm>
#include <string>
#include <vector>

#include "document/yaml_source.hpp"
#include "embed/embedded.hpp"
#include "narrative/format.hpp"

namespace cloudsim::narrative {
namespace {

constexpr const char* kTable = "locales/countries.yaml";

/// The countries of a language that write numbers with a point.
std::vector<std::string> countries_with_point(std::string_view language) {
  std::vector<std::string> countries;
  const std::optional<std::string_view> text = embed::find(kTable);
  if (!text) return countries;
  const document::Parsed table = document::parse(kTable, std::string(*text));
  const document::Value* styles = table.root.is_mapping() ? table.root.find(language) : nullptr;
  const document::Value* point = styles != nullptr && styles->is_mapping() ? styles->find("point") : nullptr;
  if (point == nullptr) return countries;
  for (const document::Value& country : point->items) countries.push_back(country.text);
  return countries;
}

}  // namespace

NumberStyle style_of(std::string_view tag) {
  if (tag.substr(0, 2) != "es") return NumberStyle::English;
  const std::string_view country = tag.size() > 3 ? tag.substr(3) : std::string_view{};
  if (country.empty()) return NumberStyle::Comma;
  static const std::vector<std::string> point = countries_with_point("es");
  return std::find(point.begin(), point.end(), country) != point.end() ? NumberStyle::Point : NumberStyle::Comma;
}

}  // namespace cloudsim::narrative
