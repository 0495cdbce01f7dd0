// SPDX-License-Identifier: Apache-2.0
#include "report/sweep_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/number.hpp"
#include "base/text.hpp"

namespace cloudsim::report {
namespace {

using Json = nlohmann::ordered_json;

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + "\"";
}

std::string inputs_of(const result::Sweep& sweep) { return fmt::format("{:016x}", sweep.inputs); }

const result::Estimate* find(const result::SweepRow& row, const std::string& name) {
  const auto found = std::find_if(row.figures.begin(), row.figures.end(),
                                  [&](const result::Estimate& each) { return each.name == name; });
  return found == row.figures.end() ? nullptr : &*found;
}

}  // namespace

std::string sweep_csv_heading(const result::Sweep& sweep) {
  std::string line;
  for (const std::string& path : sweep.paths) line += quoted(path) + ",";
  line += "deployment,objectives_met";
  for (const std::string& figure : sweep.figures) {
    line += "," + figure;
    if (sweep.intervals) line += ",half_width_" + figure;
  }
  return line + ",inputs\n";
}

std::string sweep_csv(const result::Sweep& sweep, const std::vector<result::SweepRow>& rows) {
  std::string text;
  for (const result::SweepRow& row : rows) {
    for (const std::string& value : row.values) text += quoted(value) + ",";
    text += quoted(row.deployment) + (row.objectives_met ? ",yes" : ",no");
    for (const std::string& figure : sweep.figures) {
      const result::Estimate* estimate = find(row, figure);
      text += "," + (estimate != nullptr ? to_text(estimate->mean) : std::string());
      if (!sweep.intervals) continue;
      text += ",";
      if (estimate != nullptr && estimate->half_width) text += to_text(*estimate->half_width);
    }
    text += "," + inputs_of(sweep) + "\n";
  }
  return text;
}

std::optional<std::size_t> rows_of_sweep(const result::Sweep& sweep, const std::string& csv) {
  const std::string heading = sweep_csv_heading(sweep);
  if (csv.compare(0, heading.size(), heading) != 0) return std::nullopt;
  const std::string end = "," + inputs_of(sweep);
  std::size_t rows = 0;
  for (std::size_t at = heading.size(); at < csv.size(); ++rows) {
    const std::size_t stop = csv.find('\n', at);
    if (stop == std::string::npos) break;  // a row that was cut off does not count
    const std::string line = csv.substr(at, stop - at);
    if (line.size() < end.size() || line.compare(line.size() - end.size(), end.size(), end) != 0) return std::nullopt;
    at = stop + 1;
  }
  return rows;
}

std::string to_json(const result::Sweep& sweep) {
  Json rows = Json::array();
  for (const result::SweepRow& row : sweep.rows) {
    Json values = Json::object();
    for (std::size_t i = 0; i < sweep.paths.size(); ++i) values[sweep.paths[i]] = row.values[i];
    Json figures = Json::object();
    for (const result::Estimate& each : row.figures) {
      figures[each.name] = {{"mean", each.mean},
                            {"half_width", each.half_width ? Json(*each.half_width) : Json(nullptr)}};
    }
    rows.push_back({{"values", values},
                    {"deployment", row.deployment},
                    {"objectives_met", row.objectives_met},
                    {"figures", figures}});
  }
  const Json json = {
      {"schema", result::Sweep::kSchema}, {"paths", sweep.paths}, {"inputs", inputs_of(sweep)}, {"rows", rows}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cloudsim::report
