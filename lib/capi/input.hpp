// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "capi/include/cloudsim.h"
#include "result/run_result.hpp"
#include "scenario/load.hpp"
#include "session/data.hpp"

/// What callers hand in, as the rest of the library takes it.
namespace cloudsim::capi {

/// cloudsim_options with its pointers resolved; of an older caller, what that one did not know has its default.
struct Settings {
  unsigned jobs = 1;
  std::string locale = "en";
  std::string source_name = "scenario";
  std::string folder;  ///< empty: no files
  std::vector<scenario::Override> overrides;
  std::string deployment;
  unsigned facts = CLOUDSIM_FACTS_NONE;
  bool invoice_rounding = false;
};
Settings read_options(const cloudsim_options* options);

/// The text of a scenario with the way to the files that it names.
struct Input {
  std::shared_ptr<const Source> source;
  scenario::FileReader files;
};
Input given_input(const char* text, size_t length, const Settings& settings);
/// Refuses a name that is not there.
Input shipped_input(const std::string& name, const std::string& locale);
/// "first-steps", … : what `shipped_input` takes, with their paths.
std::vector<std::pair<std::string, std::string>> shipped_scenarios();

/// A scenario that can be run.
struct Ready {
  scenario::Scenario scenario;
  session::Data data;
  Diagnostics warnings;
};
/// Puts the path of the first workload's arrival rate in the place of "rate" in the settings. Refuses a scenario with
/// problems.
Ready make_ready(const Input& input, Settings& settings);

/// `axes` as a scenario's `sweep:` list; none when it is null. "rate" is replaced too.
std::vector<scenario::SweepAxis> read_axes(const char* axes, size_t length, const Input& input,
                                           const Settings& settings);

}  // namespace cloudsim::capi
