// SPDX-License-Identifier: Apache-2.0
#include "report/optimum_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/number.hpp"

namespace cloudsim::report {
namespace {

using Json = nlohmann::ordered_json;

std::string value(const result::Candidate& candidate, const char* name) {
  const auto found = std::find_if(candidate.figures.begin(), candidate.figures.end(),
                                  [&](const result::Estimate& each) { return each.name == name; });
  return found == candidate.figures.end() ? std::string() : to_text(found->mean);
}

}  // namespace

std::string to_json(const result::Optimum& found) {
  Json candidates = Json::array();
  for (const result::Candidate& each : found.candidates) {
    Json settings = Json::object();
    for (const auto& [path, set] : each.settings) settings[path] = set;
    Json figures = Json::object();
    for (const result::Estimate& figure : each.figures) {
      const Json half_width = figure.half_width ? Json(*figure.half_width) : Json(nullptr);
      figures[figure.name] = {{"mean", figure.mean}, {"half_width", half_width}};
    }
    candidates.push_back({{"deployment", each.deployment},
                          {"settings", settings},
                          {"objectives_met", each.objectives_met},
                          {"frontier", each.frontier},
                          {"figures", figures}});
  }
  const Json json = {{"schema", result::Optimum::kSchema},
                     {"objectives", found.objectives},
                     {"left_out", found.left_out},
                     {"candidates", candidates}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_csv(const result::Optimum& found) {
  std::string text = "deployment,settings,objectives_met,frontier,bill_usd,latency_p95_s,error_share\n";
  for (const result::Candidate& each : found.candidates) {
    std::string settings;
    for (const auto& [path, set] : each.settings) settings += (settings.empty() ? "" : "; ") + path + "=" + set;
    text += each.deployment + ",\"" + settings + "\"," + (each.objectives_met ? "yes," : "no,") +
            (each.frontier ? "yes," : "no,") + value(each, "bill_usd") + "," + value(each, "latency_p95_s") + "," +
            value(each, "error_share") + "\n";
  }
  return text;
}

}  // namespace cloudsim::report
