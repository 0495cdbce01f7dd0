// SPDX-License-Identifier: Apache-2.0
#include "report/comparison_json.hpp"

#include <nlohmann/json.hpp>

namespace cloudsim::report {
namespace {

using Json = nlohmann::ordered_json;

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json text(const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); }

std::string quantity(int128 millionths) { return to_decimal(Money{millionths * 1'000'000}); }

Json figure_of(const result::FigureChange& figure) {
  Json json = {{"section", figure.section},           {"figure", figure.name}, {"before", number(figure.before)},
               {"after", number(figure.after)},       {"difference", nullptr}, {"ratio", nullptr},
               {"half_width", number(figure.spread)}, {"sure", nullptr}};
  if (figure.before && figure.after) {
    json["difference"] = *figure.after - *figure.before;
    if (*figure.before != 0) json["ratio"] = *figure.after / *figure.before;
  }
  if (const auto sure = figure.sure()) json["sure"] = *sure;
  return json;
}

Json line_of(const result::LineChange& line) {
  Json json = {{"meter", line.meter}, {"unit", line.unit}};
  const auto side = [](bool there, int128 amount, Money price, std::int64_t per, Money total) -> Json {
    if (!there) return nullptr;
    return {{"quantity", quantity(amount)},
            {"price_usd", to_decimal(price, 2)},
            {"per", per},
            {"amount_usd", to_decimal(total, 2)}};
  };
  json["before"] = side(line.in_before, line.quantity_before, line.price_before, line.per_before, line.before);
  json["after"] = side(line.in_after, line.quantity_after, line.price_after, line.per_after, line.after);
  json["difference_usd"] = to_decimal(line.after - line.before, 2);
  return json;
}

Json counts_of(const std::vector<result::CountChange>& counts, const char* what) {
  Json json = Json::array();
  for (const result::CountChange& each : counts) {
    json.push_back({{what, each.name},
                    {"before", each.before},
                    {"after", each.after},
                    {"example_event", each.example == 0 ? Json(nullptr) : Json(each.example)}});
  }
  return json;
}

Json deployment_of(const result::DeploymentChange& change) {
  Json figures = Json::array(), lines = Json::array(), duties = Json::array();
  for (const result::FigureChange& each : change.figures) figures.push_back(figure_of(each));
  for (const result::LineChange& each : change.lines) lines.push_back(line_of(each));
  for (const result::DutyChange& each : change.duties) {
    duties.push_back(
        {{"duty", each.duty}, {"when", each.when}, {"before_minutes", each.before}, {"after_minutes", each.after}});
  }
  return {{"deployment", change.name},
          {"differs", change.differs()},
          {"same_run", change.same_run},
          {"figures", figures},
          {"bill",
           {{"before_usd", to_decimal(change.bill_before, 2)},
            {"after_usd", to_decimal(change.bill_after, 2)},
            {"difference_usd", to_decimal(change.bill_after - change.bill_before, 2)},
            {"lines", lines}}},
          {"losses", counts_of(change.losses, "reason")},
          {"events", counts_of(change.events, "kind")},
          {"duties", duties},
          {"billed_time_ns", {{"before", change.billed_ns_before}, {"after", change.billed_ns_after}}}};
}

Json pair_of(const result::RunComparison& pair) {
  Json inputs = Json::array(), deployments = Json::array();
  for (const result::InputChange& each : pair.inputs) {
    inputs.push_back({{"input", each.input},
                      {"name", text(each.name)},
                      {"before", text(each.before)},
                      {"after", text(each.after)},
                      {"chosen", each.chosen}});
  }
  for (const result::DeploymentChange& each : pair.deployments) deployments.push_back(deployment_of(each));
  return {{"first", pair.first},
          {"second", pair.second},
          {"differs", pair.differs()},
          {"confidence", pair.confidence > 0 ? Json(pair.confidence) : Json(nullptr)},
          {"inputs", inputs},
          {"deployments", deployments},
          {"only_first", pair.only_first},
          {"only_second", pair.only_second}};
}

}  // namespace

std::string to_json(const result::Comparison& comparison) {
  Json pairs = Json::array();
  for (const result::RunComparison& each : comparison.pairs) pairs.push_back(pair_of(each));
  const Json json = {{"schema", result::Comparison::kSchema}, {"comparisons", pairs}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cloudsim::report
