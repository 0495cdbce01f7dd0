// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "experiment.hpp"
#include "over.hpp"
#include "page/optimum.hpp"
#include "report/optimum_text.hpp"
#include "session/optimise.hpp"

namespace cloudsim::cli {

int optimise_command(const Options& options, const narrative::Locale& locale) {
  session::OptimiseOptions how;
  for (const std::string& text : options.over) {
    auto axis = axis_of(text);
    if (!axis) {
      std::fputs(("cloudsim: " + locale.text("cli.error.bad_over", {{"text", text}}) + "\n").c_str(), stderr);
      return kBadInput;
    }
    how.axes.push_back(std::move(*axis));
  }
  const auto source = open_input(options, "scenarios/", locale);
  if (source == nullptr) return kBadInput;
  how.deployment = options.deployment;
  const auto outcome = carry_out(options, locale, source, how, session::optimise);
  if (!outcome) return kBadInput;
  deliver(in_format(
              options.format, [&] { return report::to_json(*outcome); }, [&] { return report::to_csv(*outcome); },
              [&] { return page::html_optimum(*outcome, locale); },
              [&] { return page::text_optimum(*outcome, locale, text_options(options)); }),
          options);
  return kFine;
}

}  // namespace cloudsim::cli
