// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <filesystem>

#include "base/number.hpp"
#include "base/text.hpp"
#include "billing/price_list.hpp"
#include "commands.hpp"
#include "document/yaml_source.hpp"
#include "embed/embedded.hpp"
#include "exit_codes.hpp"
#include "files.hpp"
#include "listing.hpp"
#include "narrative/title.hpp"
#include "scenario/catalog.hpp"
#include "scenario/load.hpp"
#include "session/run.hpp"

namespace cloudsim::cli {
namespace {

std::string heading(const narrative::Locale& locale, const char* key) {
  return locale.text(std::string("cli.list.") + key);
}

Listing list_scenarios(const narrative::Locale& locale) {
  Listing listing{{"name", "title"}, {heading(locale, "name"), heading(locale, "title")}, {}};
  for (const std::string& path : embed::list("scenarios/")) {
    const std::filesystem::path file(path);
    const std::string folder = file.parent_path().filename().string();
    if (file.extension() != ".yaml" || (folder != "scenarios" && folder != "lessons")) continue;
    const document::Parsed parsed = document::parse(scenario::find_file(path, {}));
    if (parsed.root.find("cloudsim") == nullptr) continue;  // lessons stand beside their scenarios
    listing.rows.push_back({file.stem().string(), narrative::title_of(parsed.root, locale)});
  }
  return listing;
}

Listing list_prices(const narrative::Locale& locale) {
  Listing listing{
      {"list", "region", "as_of", "covers"},
      {heading(locale, "list"), heading(locale, "region"), heading(locale, "as_of"), heading(locale, "covers")},
      {}};
  for (const std::string& path : embed::list("scenarios/prices/")) {
    const auto source = scenario::find_file(path, {});
    const std::string name = std::filesystem::path(path).stem().string();
    for (const std::string& region : billing::regions_of(source)) {
      Diagnostics ignored;  // shipped lists are tested
      const auto list = billing::read_price_list(name, source, region, ignored);
      if (!list) continue;
      std::string covers;
      for (const std::string& service : list->services) covers += (covers.empty() ? "" : " ") + service;
      listing.rows.push_back({name, region, list->as_of, list->complete ? heading(locale, "all_services") : covers});
    }
  }
  return listing;
}

Listing list_instance_types(const narrative::Locale& locale, Diagnostics& diagnostics) {
  Listing listing{{"instance_type", "vcpu", "memory_mb", "architecture", "usd_per_hour"},
                  {heading(locale, "instance_type"), "vCPU", heading(locale, "memory"), heading(locale, "architecture"),
                   heading(locale, "price_per_hour")},
                  {}};
  const scenario::Catalog catalog = *scenario::load_catalog({}, diagnostics);
  const auto prices = session::load_price_list("aws", "us-east-1", {}, diagnostics);
  for (const services::InstanceType& type : catalog.instance_types) {
    const billing::Meter* meter = prices ? prices->find("ec2.instance." + type.name) : nullptr;
    listing.rows.push_back(
        {type.name, std::to_string(type.vcpu), std::to_string(type.memory.whole_megabytes()),
         type.arm ? "arm64" : "x86_64",
         meter != nullptr && !meter->tiers.empty() ? to_decimal(meter->tiers.front().price, 2) : ""});
  }
  return listing;
}

}  // namespace

int list_command(const Options& options, const narrative::Locale& locale) {
  Diagnostics diagnostics;
  Listing listing;
  if (options.input == "scenarios") {
    listing = list_scenarios(locale);
  } else if (options.input == "prices") {
    listing = list_prices(locale);
  } else if (options.input == "instance-types") {
    listing = list_instance_types(locale, diagnostics);
  } else {
    const std::vector<std::string> known = {"scenarios", "prices", "instance-types"};
    std::string text = "cloudsim: " + locale.text("cli.error.bad_list", {{"text", options.input}, {"choices", known}});
    const std::string suggestion = closest(options.input, known);
    if (!suggestion.empty()) text += " " + locale.text("cli.error.did_you_mean", {{"suggestion", suggestion}});
    std::fputs((text + "\n" + locale.text("cli.error.see_help") + "\n").c_str(), stderr);
    return kBadInput;
  }
  print_diagnostics(diagnostics, options, locale);
  deliver(render(listing, options.format), options);
  return has_errors(diagnostics) ? kBadInput : kFine;
}

}  // namespace cloudsim::cli
