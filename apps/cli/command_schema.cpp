// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "exit_codes.hpp"
#include "scenario/load.hpp"

namespace cloudsim::cli {

int schema_command(const Options& options, const narrative::Locale&) {
  deliver(scenario::schema_json(), options);
  return kFine;
}

}  // namespace cloudsim::cli
