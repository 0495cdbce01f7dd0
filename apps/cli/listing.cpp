// SPDX-License-Identifier: Apache-2.0
#include "listing.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace cloudsim::cli {
namespace {

std::string as_json(const Listing& listing) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : listing.rows) {
    nlohmann::ordered_json object;
    for (std::size_t i = 0; i < listing.keys.size(); ++i) object[listing.keys[i]] = row[i];
    rows.push_back(std::move(object));
  }
  return rows.dump(2) + "\n";
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) line += (line.empty() ? "" : ",") + csv_field(field);
  return line + "\n";
}

std::string as_columns(const Listing& listing) {
  std::vector<std::size_t> widths(listing.headings.size(), 0);
  const auto measure = [&widths](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  };
  measure(listing.headings);
  for (const auto& row : listing.rows) measure(row);
  std::string text;
  const auto print = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line += std::string(widths[i] - display_width(row[i]) + 2, ' ');
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    text += line + "\n";
  };
  print(listing.headings);
  for (const auto& row : listing.rows) print(row);
  return text;
}

}  // namespace

std::string render(const Listing& listing, Format format) {
  if (format == Format::Json) return as_json(listing);
  if (format == Format::Text) return as_columns(listing);
  std::string text = csv_line(listing.keys);
  for (const auto& row : listing.rows) text += csv_line(row);
  return text;
}

}  // namespace cloudsim::cli
