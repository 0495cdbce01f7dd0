// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "embed/embedded.hpp"
#include "session/run.hpp"

namespace cloudsim::session {
namespace {

// A shipped name ("aws") is a file of its folder; anything with a dot or a slash is the user's own file.
std::shared_ptr<const Source> find_list(const char* folder, const std::string& name,
                                        const scenario::FileReader& files) {
  const bool shipped = name.find('.') == std::string::npos && name.find('/') == std::string::npos;
  if (!shipped) return files ? files(name) : nullptr;
  const std::string path = std::string(folder) + name + ".yaml";
  if (files) {
    if (auto source = files(path)) return source;  // the caller's own copy comes before the shipped one
  }
  const std::optional<std::string_view> bytes = embed::find(path);
  if (!bytes) return nullptr;
  return std::make_shared<Source>(Source{path, std::string(*bytes)});
}

Diagnostic missing(const char* code, const std::string& name) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.arguments.push_back({"name", name});
  return diagnostic;
}

}  // namespace

std::optional<billing::PriceList> load_price_list(const std::string& name, const std::string& region,
                                                  const scenario::FileReader& files, Diagnostics& diagnostics) {
  const auto source = find_list("scenarios/prices/", name, files);
  if (source == nullptr) {
    diagnostics.push_back(missing("unknown_price_list", name));
    return std::nullopt;
  }
  return billing::read_price_list(name, source, region, diagnostics);
}

tl::expected<Data, Diagnostics> load_data(const scenario::Scenario& scenario, const scenario::FileReader& files) {
  Diagnostics diagnostics;
  Data data;
  if (auto list = load_price_list(scenario.prices.list, scenario.prices.region, files, diagnostics))
    data.prices = std::move(*list);
  if (const auto source = find_list("scenarios/effort/", scenario.effort, files)) {
    if (auto list = effort::read_effort_list(scenario.effort, source, diagnostics)) data.effort = std::move(*list);
  } else {
    diagnostics.push_back(missing("unknown_effort_list", scenario.effort));
  }
  if (has_errors(diagnostics)) return tl::make_unexpected(std::move(diagnostics));
  return data;
}

}  // namespace cloudsim::session
