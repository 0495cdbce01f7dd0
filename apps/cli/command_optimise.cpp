// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "files.hpp"
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
  how.overrides = options.overrides;
  how.deployment = options.deployment;
  how.jobs = options.jobs;
  tl::expected<result::Optimum, Diagnostics> outcome;
  {
    Progress progress(!options.quiet, locale.text("cli.progress.simulating", {}));
    how.progress = [&progress](double share) { progress.show(share); };
    outcome = session::optimise(source, file_reader_for(*source, options.data_folder), how);
  }
  if (!outcome) {
    print_diagnostics(outcome.error(), options, locale);
    return kBadInput;
  }
  page::TextOptions text = text_options(options);
  deliver(options.format == Format::Json   ? report::to_json(*outcome)
          : options.format == Format::Csv  ? report::to_csv(*outcome)
          : options.format == Format::Html ? page::html_optimum(*outcome, locale)
                                           : page::text_optimum(*outcome, locale, text),
          options);
  return kFine;
}

}  // namespace cloudsim::cli
