// SPDX-License-Identifier: Apache-2.0
#include "report/break_even_json.hpp"

#include <nlohmann/json.hpp>

#include "base/number.hpp"

namespace cloudsim::report {

using Json = nlohmann::ordered_json;

std::string to_json(const result::BreakEven& found) {
  Json curve = Json::array();
  for (const result::BreakEvenPoint& point : found.curve) {
    curve.push_back({{"value", point.value}, {"difference", point.mean}, {"half_width", point.half_width}});
  }
  Json json = {{"schema", result::BreakEven::kSchema},
               {"path", found.path},
               {"first", found.first},
               {"second", found.second},
               {"figure", found.figure},
               {"confidence", found.confidence},
               {"curve", curve}};
  json["crossing"] = nullptr;
  if (found.crossing) {
    json["crossing"] = {{"value", found.crossing->value},
                        {"low", found.crossing->low},
                        {"high", found.crossing->high},
                        {"first_below", found.crossing->first_below}};
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_csv(const result::BreakEven& found) {
  std::string text = "value,difference,half_width\n";
  for (const result::BreakEvenPoint& point : found.curve) {
    text += point.value + "," + to_text(point.mean) + "," + to_text(point.half_width) + "\n";
  }
  return text;
}

}  // namespace cloudsim::report
