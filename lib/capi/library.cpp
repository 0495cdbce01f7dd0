// SPDX-License-Identifier: Apache-2.0
// What the library is and what it brings: version, options, scenarios, price lists, languages, schema.
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "billing/price_list.hpp"
#include "capi/guard.hpp"
#include "capi/input.hpp"
#include "document/yaml_source.hpp"
#include "embed/embedded.hpp"
#include "narrative/locale.hpp"
#include "narrative/title.hpp"
#include "scenario/load.hpp"

using namespace cloudsim;
using namespace cloudsim::capi;
using Json = nlohmann::ordered_json;

namespace {

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

const char* cloudsim_version(void) { return CLOUDSIM_VERSION; }

uint32_t cloudsim_abi_version(void) { return CLOUDSIM_ABI_VERSION; }

const char* cloudsim_status_name(cloudsim_status status) {
  int number = 0;  // C may pass any number, and C++ may not even look at it as an enumeration
  static_assert(sizeof number == sizeof status);
  std::memcpy(&number, &status, sizeof number);
  switch (number) {
    case CLOUDSIM_OK:
      return "ok";
    case CLOUDSIM_INVALID_ARGUMENT:
      return "invalid_argument";
    case CLOUDSIM_INVALID_SCENARIO:
      return "invalid_scenario";
    case CLOUDSIM_NOT_FOUND:
      return "not_found";
    case CLOUDSIM_WRONG_STATE:
      return "wrong_state";
    case CLOUDSIM_IO:
      return "io";
    case CLOUDSIM_NO_MEMORY:
      return "no_memory";
    case CLOUDSIM_INTERNAL:
      return "internal";
  }
  return "unknown";
}

cloudsim_status cloudsim_options_init(cloudsim_options* options, size_t struct_size) {
  return guard(nullptr, [&] {
    need(options, "options");
    if (struct_size < sizeof(std::uint32_t) || struct_size > 4096) {
      refuse(CLOUDSIM_INVALID_ARGUMENT, "api_struct_size", {{"size", static_cast<std::int64_t>(struct_size)}});
    }
    cloudsim_options fresh{};
    fresh.struct_size = static_cast<std::uint32_t>(struct_size);
    fresh.jobs = 1;
    // What a newer caller has beyond this library's members is zero: every later default is.
    std::memset(options, 0, struct_size);
    std::memcpy(options, &fresh, std::min(struct_size, sizeof fresh));
  });
}

cloudsim_status cloudsim_schema_json(char** schema, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(schema, "schema");
    *schema = give(scenario::schema_json());
  });
}

cloudsim_status cloudsim_scenarios_json(const char* locale, char** json, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(json, "json");
    narrative::LocaleOptions words;
    words.words = narrative::Words::Brief;
    const narrative::Locale chosen = narrative::Locale::load(name_of(locale, "locale", "en"), words);
    Json list = Json::array();
    for (const auto& [name, path] : shipped_scenarios()) {
      const document::Value root = document::parse(scenario::find_file(path, {})).root;
      const document::Value* lesson = root.find("lesson");
      list.push_back({{"name", name},
                      {"lesson", lesson != nullptr ? lesson->text : ""},
                      {"title", narrative::title_of(root, chosen)}});
    }
    *json = give(dumped({{"schema", "cloudsim.scenarios/1"}, {"scenarios", list}}));
  });
}

cloudsim_status cloudsim_scenario_text(const char* name, char** text, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(text, "text");
    *text = give(shipped_input(name_of(name, "name"), "en").source->text);
  });
}

cloudsim_status cloudsim_price_lists_json(char** json, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(json, "json");
    Json lists = Json::array();
    for (const std::string& path : embed::list("scenarios/prices/")) {
      const auto source = scenario::find_file(path, {});
      const std::string name = std::filesystem::path(path).stem().string();
      for (const std::string& region : billing::regions_of(source)) {
        Diagnostics ignored;  // shipped lists are tested
        const auto list = billing::read_price_list(name, source, region, ignored);
        if (!list) continue;
        lists.push_back({{"list", name},
                         {"region", region},
                         {"as_of", list->as_of},
                         {"complete", list->complete},
                         {"services", list->services}});
      }
    }
    *json = give(dumped({{"schema", "cloudsim.price-lists/1"}, {"price_lists", lists}}));
  });
}

cloudsim_status cloudsim_locales_json(char** json, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(json, "json");
    *json = give(dumped({{"schema", "cloudsim.locales/1"}, {"locales", narrative::Catalogue::languages()}}));
  });
}
