// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "session/run.hpp"

namespace cloudsim::session {
namespace {

Diagnostic missing(const char* code, const std::string& name) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.arguments.push_back({"name", name});
  return diagnostic;
}

}  // namespace

std::optional<billing::PriceList> load_price_list(const std::string& name, const std::string& region,
                                                  const scenario::FileReader& files, Diagnostics& diagnostics) {
  const auto source = scenario::find_file(scenario::price_list_path(name), files);
  if (source == nullptr) {
    diagnostics.push_back(missing("unknown_price_list", name));
    return std::nullopt;
  }
  return billing::read_price_list(name, source, region, diagnostics);
}

tl::expected<Data, Diagnostics> load_data(const scenario::Scenario& scenario, const scenario::FileReader& files) {
  Diagnostics diagnostics;
  Data data;
  const billing::PriceList* known = scenario.price_list.get();
  if (known != nullptr && known->name == scenario.prices.list && known->region == scenario.prices.region) {
    data.prices = *known;
  } else if (auto list = load_price_list(scenario.prices.list, scenario.prices.region, files, diagnostics)) {
    data.prices = std::move(*list);
  }
  if (scenario.effort_list != nullptr && scenario.effort_list->name == scenario.effort) {
    data.effort = *scenario.effort_list;
  } else if (const auto source = scenario::find_file(scenario::effort_list_path(scenario.effort), files)) {
    if (auto list = effort::read_effort_list(scenario.effort, source, diagnostics)) data.effort = std::move(*list);
  } else {
    diagnostics.push_back(missing("unknown_effort_list", scenario.effort));
  }
  if (has_errors(diagnostics)) return tl::make_unexpected(std::move(diagnostics));
  return data;
}

}  // namespace cloudsim::session
