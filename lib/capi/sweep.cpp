// SPDX-License-Identifier: Apache-2.0
// Sweeps and formulas: cloudsim_sweep…, cloudsim_theory_json.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/units.hpp"
#include "capi/guard.hpp"
#include "capi/input.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"
#include "report/result_json.hpp"
#include "report/sweep_text.hpp"
#include "session/experiment.hpp"
#include "session/theory_models.hpp"

using namespace cloudsim;
using namespace cloudsim::capi;
using Json = nlohmann::ordered_json;

namespace {

constexpr double kMostServers = 1'000'000;  // the recursions take a step per server

/// A sweep as it was asked for.
struct Asked {
  Settings settings;
  Input input;
  std::vector<scenario::SweepAxis> axes;
};

Asked read_sweep(const char* scenario, size_t length, const cloudsim_options* options, const char* axes,
                 size_t axes_length) {
  Asked asked;
  asked.settings = read_options(options);
  asked.input = given_input(scenario, length, asked.settings);
  const Ready ready = make_ready(asked.input, asked.settings);
  asked.axes = read_axes(axes, axes_length, asked.input, asked.settings);
  if (asked.axes.empty()) asked.axes = ready.scenario.sweep;
  return asked;
}

void refuse_text(const Asked& asked, std::string code, Arguments arguments = {}) {
  refuse({{Severity::Error, std::move(code), std::move(arguments), Location{asked.input.source, 1, 1, 1}, {}}},
         asked.settings.locale);
}

/// The inputs that a model of queueing theory takes.
result::Theory read_inputs(const session::TheoryModel& model, const document::Value& root, Diagnostics& problems) {
  result::Theory theory;
  theory.model = model.name;
  document::Reader reader(root, problems);
  Rate rate;
  document::Rule positive;
  positive.minimum = 0;
  positive.exclusive_minimum = true;
  if (reader.required("arrival_rate", rate, positive)) theory.arrival_rate = rate.per_second();
  Duration time{};
  const char* key = theory.model == "little" ? "response_time" : "service_time";
  if (reader.required(key, time, positive)) theory.service_time_s = to_seconds(time);
  const auto count = [&](const char* name, double minimum, std::uint32_t& out) {
    document::Rule rule;
    rule.minimum = minimum;
    rule.maximum = kMostServers;
    reader.required(name, out, rule);
  };
  if (model.servers) count("servers", 1, theory.servers);
  if (model.capacity) count("capacity", theory.servers, theory.capacity);
  document::Rule spread;
  spread.minimum = 0;
  spread.maximum = 1000;
  if (model.service_cv) reader.required("service_cv", theory.service_cv, spread);
  if (theory.model == "md1") theory.service_cv = 0;
  reader.finish();
  return theory;
}

}  // namespace

cloudsim_status cloudsim_sweep_points_json(const char* scenario, size_t length, const cloudsim_options* options,
                                           const char* axes, size_t axes_length, char** json, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(json, "json");
    const Asked asked = read_sweep(scenario, length, options, axes, axes_length);
    if (asked.axes.empty()) refuse_text(asked, "no_sweep");
    Json paths = Json::array();
    for (const scenario::SweepAxis& axis : asked.axes) paths.push_back(axis.path);
    Json points = Json::array();
    for (const auto& settings : session::grid(asked.axes)) {
      Json values = Json::array();
      for (const scenario::Override& each : settings) values.push_back(each.value);
      points.push_back(std::move(values));
    }
    if (points.size() > session::kMostPoints) {
      refuse_text(asked, "too_many_points", {{"maximum", static_cast<std::int64_t>(session::kMostPoints)}});
    }
    const std::uint64_t inputs = session::sweep_inputs(*asked.input.source, asked.settings.overrides, asked.axes);
    const Json all = {{"schema", "cloudsim.sweep-points/1"},
                      {"inputs", fmt::format("{:016x}", inputs)},
                      {"paths", paths},
                      {"points", points}};
    *json = give(all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  });
}

cloudsim_status cloudsim_sweep(const char* scenario, size_t length, const cloudsim_options* options, const char* axes,
                               size_t axes_length, uint64_t first, uint64_t count, const char* format, char** rows,
                               cloudsim_error** error) {
  return guard(error, [&] {
    prepare(rows, "rows");
    const std::string form = name_of(format, "format");
    const std::vector<std::string> known = {"csv", "json"};
    if (form != known[0] && form != known[1]) {
      refuse(CLOUDSIM_INVALID_ARGUMENT, "api_bad_format", {{"format", form}, {"known", known}}, closest(form, known));
    }
    const Asked asked = read_sweep(scenario, length, options, axes, axes_length);
    session::SweepOptions sweep;
    sweep.overrides = asked.settings.overrides;
    sweep.axes = asked.axes;
    sweep.jobs = asked.settings.jobs;
    sweep.first = static_cast<std::size_t>(std::min<std::uint64_t>(first, session::kMostPoints));
    if (count > 0) sweep.most = static_cast<std::size_t>(std::min<std::uint64_t>(count, session::kMostPoints));
    auto result = session::sweep(asked.input.source, asked.input.files, sweep);
    if (!result) refuse(std::move(result.error()), asked.settings.locale);
    *rows = give(form == "json" ? report::to_json(*result)
                                : report::sweep_csv_heading(*result) + report::sweep_csv(*result, result->rows));
  });
}

cloudsim_status cloudsim_theory_json(const char* model, const char* inputs, size_t length, char** json,
                                     cloudsim_error** error) {
  return guard(error, [&] {
    prepare(json, "json");
    const std::string name = name_of(model, "model");
    const session::TheoryModel* found = session::theory_model(name);
    if (found == nullptr) {
      std::vector<std::string> known;
      for (const session::TheoryModel& each : session::theory_models()) known.emplace_back(each.name);
      refuse(CLOUDSIM_NOT_FOUND, "api_unknown_model", {{"name", name}, {"known", known}}, closest(name, known));
    }
    const auto source = std::make_shared<Source>(Source{"inputs", std::string(text_of(inputs, length, "inputs"))});
    document::Parsed parsed = document::parse(source);
    Diagnostics problems = std::move(parsed.diagnostics);
    if (problems.empty() && !parsed.root.is_mapping()) {
      problems.push_back({Severity::Error, "api_no_inputs", {}, {source, 1, 1, 1}, {}});
    }
    if (has_errors(problems)) refuse(std::move(problems), "en");
    result::Theory theory = read_inputs(*found, parsed.root, problems);
    if (has_errors(problems)) refuse(std::move(problems), "en");
    session::compute(theory);
    if (!theory.stable) refuse({{Severity::Error, "api_unstable", {}, {source, 1, 1, 1}, {}}}, "en");
    *json = give(report::to_json(theory));
  });
}
