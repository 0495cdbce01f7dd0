// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "commands.hpp"
#include "files.hpp"

namespace cloudsim::cli {

/// Runs an experiment (a sweep, a break-even, a search) with the options that all have, and shows how far it is. Empty
/// when the scenario has problems: then they were printed.
template <class How, class Experiment>
auto carry_out(const Options& options, const narrative::Locale& locale, const std::shared_ptr<const Source>& source,
               How how, Experiment experiment) {
  how.overrides = options.overrides;
  how.jobs = options.jobs;
  const auto run = [&] {
    Progress progress(!options.quiet, locale.text("cli.progress.simulating", {}));
    how.progress = [&progress](double share) { progress.show(share); };
    return experiment(source, file_reader_for(*source, options.data_folder), how);
  };
  auto outcome = run();
  using Result = typename decltype(outcome)::value_type;
  if (outcome) return std::optional<Result>(std::move(*outcome));
  print_diagnostics(outcome.error(), options, locale);
  return std::optional<Result>();
}

/// The one of these that `--format` asks for; only that one is made.
template <class Json, class Csv, class Html, class Text>
std::string in_format(Format format, Json json, Csv csv, Html html, Text text) {
  if (format == Format::Json) return json();
  if (format == Format::Csv) return csv();
  if (format == Format::Html) return html();
  return text();
}

}  // namespace cloudsim::cli
