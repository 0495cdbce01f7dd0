// SPDX-License-Identifier: Apache-2.0
#include "capi/input.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "capi/guard.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"
#include "embed/embedded.hpp"
#include "scenario/read.hpp"
#include "session/experiment.hpp"
#include "session/run.hpp"

namespace cloudsim::capi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRate = "rate";
constexpr std::size_t kOldestOptions = offsetof(cloudsim_options, locale);

std::shared_ptr<const Source> embedded(const std::string& path) {
  const auto bytes = embed::find(path);
  return bytes ? std::make_shared<Source>(Source{path, std::string(*bytes)}) : nullptr;
}

std::shared_ptr<const Source> read_file(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return nullptr;
  std::ifstream file(path, std::ios::binary);
  if (!file) return nullptr;
  std::ostringstream text;
  text << file.rdbuf();
  return std::make_shared<Source>(Source{path.generic_string(), text.str()});
}

bool starts_with(const std::string& text, const char* prefix) { return text.rfind(prefix, 0) == 0; }

bool is_shipped(const std::string& path) { return starts_with(path, "scenarios/") || starts_with(path, "locales/"); }

/// The arrival rate of the first workload; requests that come in some other way than at one rate now do.
void use_rate(std::string& path, std::vector<std::string*> values, const scenario::Scenario& scenario) {
  if (path != kRate) return;
  path = session::rate_path(scenario);
  if (!path.empty()) return;
  path = "workload.0.arrivals";
  for (std::string* value : values) *value = "{poisson: " + *value + "}";
}

scenario::Loaded load(const Input& input, const std::vector<scenario::Override>& overrides, const Settings& settings) {
  auto loaded = scenario::load(input.source, overrides, input.files);
  if (!loaded) refuse(std::move(loaded.error()), settings.locale);
  return std::move(*loaded);
}

void resolve_rate(const Input& input, Settings& settings) {
  const auto is_rate = [](const scenario::Override& each) { return each.path == kRate; };
  if (std::none_of(settings.overrides.begin(), settings.overrides.end(), is_rate)) return;
  std::vector<scenario::Override> others;
  for (const scenario::Override& each : settings.overrides) {
    if (!is_rate(each)) others.push_back(each);
  }
  const scenario::Loaded base = load(input, others, settings);
  for (scenario::Override& each : settings.overrides) use_rate(each.path, {&each.value}, base.scenario);
}

void keep_one_deployment(scenario::Scenario& scenario, const std::string& name, const Input& input,
                         const Settings& settings) {
  std::vector<std::string> known;
  for (const scenario::DeploymentSpec& each : scenario.deployments) known.push_back(each.name);
  const auto found = std::find(known.begin(), known.end(), name);
  if (found == known.end()) {
    refuse({{Severity::Error,
             "unknown_deployment",
             {{"name", name}, {"known", known}},
             Location{input.source, 1, 1, 1},
             closest(name, known)}},
           settings.locale);
  }
  scenario.deployments = {scenario.deployments[static_cast<std::size_t>(found - known.begin())]};
}

}  // namespace

Settings read_options(const cloudsim_options* options) {
  Settings settings;
  if (options == nullptr) return settings;
  std::uint32_t size = 0;
  std::memcpy(&size, options, sizeof size);  // all that is sure to be there
  if (size < kOldestOptions || size > 4096) {
    refuse(CLOUDSIM_INVALID_ARGUMENT, "api_struct_size", {{"size", static_cast<std::int64_t>(size)}});
  }
  cloudsim_options full;
  cloudsim_options_init(&full, sizeof full);
  // A newer caller may set what this library does not know; an older one ends earlier.
  std::memcpy(&full, options, std::min<std::size_t>(size, sizeof full));
  settings.jobs = full.jobs;
  settings.locale = name_of(full.locale, "locale", "en");
  settings.source_name = name_of(full.source_name, "source_name", "scenario");
  settings.folder = name_of(full.folder, "folder", "");
  settings.deployment = name_of(full.deployment, "deployment", "");
  if (full.settings_count % 2 != 0 || (full.settings_count > 0 && full.settings == nullptr)) {
    refuse(CLOUDSIM_INVALID_ARGUMENT, "api_odd_settings", {{"count", static_cast<std::int64_t>(full.settings_count)}});
  }
  for (std::size_t i = 0; i < full.settings_count; i += 2) {
    settings.overrides.push_back({name_of(full.settings[i], "settings"), name_of(full.settings[i + 1], "settings")});
  }
  if (full.facts > CLOUDSIM_FACTS_REQUESTS) {
    refuse(CLOUDSIM_INVALID_ARGUMENT, "api_bad_facts", {{"value", static_cast<std::int64_t>(full.facts)}});
  }
  settings.facts = full.facts;
  settings.invoice_rounding = full.invoice_rounding != 0;
  return settings;
}

Input given_input(const char* text, size_t length, const Settings& settings) {
  const std::string_view bytes = text_of(text, length, "scenario");
  Input input;
  input.source = std::make_shared<Source>(Source{settings.source_name, std::string(bytes)});
  input.files = [folder = settings.folder](const std::string& path) -> std::shared_ptr<const Source> {
    if (is_shipped(path)) return embedded(path);
    if (folder.empty()) return nullptr;
    return read_file((fs::path(folder) / path).lexically_normal());
  };
  return input;
}

namespace {

/// "l05-image-resize" → "image-resize": a lesson's scenario answers to its name alone, too.
std::string without_lesson(const std::string& name) {
  const bool of_lesson = name.size() > 4 && name[0] == 'l' && name[3] == '-';
  return of_lesson ? name.substr(4) : std::string();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> shipped_scenarios() {
  std::vector<std::pair<std::string, std::string>> found;
  for (const char* folder : {"scenarios/", "scenarios/lessons/"}) {
    for (const std::string& path : embed::list(folder)) {
      const fs::path file(path);
      if (file.extension() != ".yaml" || file.parent_path().generic_string() + "/" != folder) continue;
      const auto text = embed::find(path);
      if (text->find("\ncloudsim:") == std::string_view::npos && text->rfind("cloudsim:", 0) != 0) continue;
      found.emplace_back(file.stem().string(), path);
    }
  }
  return found;
}

Input shipped_input(const std::string& name, const std::string& locale) {
  Input input;
  for (const std::string& path : {"scenarios/" + name + ".yaml", "scenarios/lessons/" + name + ".yaml", name}) {
    if (!input.source && is_shipped(path)) input.source = embedded(path);
  }
  if (!input.source) {
    for (const auto& [known, path] : shipped_scenarios()) {
      if (!input.source && without_lesson(known) == name) input.source = embedded(path);
    }
  }
  if (!input.source) {
    std::vector<std::string> names;
    for (const auto& each : shipped_scenarios()) names.push_back(each.first);
    throw Failure{CLOUDSIM_NOT_FOUND, "api_unknown_scenario", {{"name", name}}, closest(name, names), {}, locale};
  }
  const fs::path folder = fs::path(input.source->name).parent_path();
  input.files = [folder](const std::string& path) {
    return embedded(is_shipped(path) ? path : (folder / path).lexically_normal().generic_string());
  };
  return input;
}

Ready make_ready(const Input& input, Settings& settings) {
  resolve_rate(input, settings);
  scenario::Loaded loaded = load(input, settings.overrides, settings);
  if (settings.invoice_rounding) loaded.scenario.prices.invoice_rounding = true;
  auto data = session::load_data(loaded.scenario, input.files);
  if (!data) refuse(std::move(data.error()), settings.locale);
  if (!settings.deployment.empty()) keep_one_deployment(loaded.scenario, settings.deployment, input, settings);
  return {std::move(loaded.scenario), std::move(*data), std::move(loaded.warnings)};
}

std::vector<scenario::SweepAxis> read_axes(const char* axes, size_t length, const Input& input,
                                           const Settings& settings) {
  if (axes == nullptr) return {};
  const std::string_view text = text_of(axes, length, "axes");
  document::Parsed parsed = document::parse("axes", std::string(text));
  Diagnostics problems = std::move(parsed.diagnostics);
  if (has_errors(problems)) refuse(std::move(problems), settings.locale);
  document::Value root;
  root.kind = document::Value::Kind::Mapping;
  root.location = parsed.root.location;
  root.members.push_back({"sweep", parsed.root.location, std::move(parsed.root)});
  std::vector<scenario::SweepAxis> read;
  document::Reader reader(root, problems);
  reader.required_list("sweep", 1, [&](document::Reader& item, std::size_t) {
    scenario::SweepAxis axis;
    scenario::read_sweep(item, axis);
    item.finish();
    read.push_back(std::move(axis));
  });
  if (has_errors(problems)) refuse(std::move(problems), settings.locale);
  const auto is_rate = [](const scenario::SweepAxis& each) { return each.path == kRate; };
  if (std::any_of(read.begin(), read.end(), is_rate)) {
    const scenario::Loaded base = load(input, settings.overrides, settings);
    for (scenario::SweepAxis& axis : read) {
      std::vector<std::string*> values;
      for (std::string& value : axis.values) values.push_back(&value);
      use_rate(axis.path, values, base.scenario);
    }
  }
  return read;
}

}  // namespace cloudsim::capi
