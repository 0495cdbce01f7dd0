// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "files.hpp"
#include "page/html_report.hpp"
#include "page/text.hpp"
#include "report/csv.hpp"
#include "report/result_json.hpp"
#include "session/run.hpp"

namespace cloudsim::cli {
namespace {

/// Over replications an objective can be open: then nobody has shown that it is missed, nor that it is met.
int verdict_code(const result::RunResult& result) {
  bool open = false;
  for (const result::Deployment& deployment : result.deployments) {
    for (const result::ObjectiveCheck& check : deployment.objectives) {
      const bool undecided = check.over_runs && check.over_runs->verdict == "open";
      if (!check.met && !undecided) return kObjectivesMissed;
      open |= undecided;
    }
  }
  return open ? kObjectivesOpen : kFine;
}

std::string render(const result::RunResult& result, const Options& options, const narrative::Locale& locale) {
  if (options.format == Format::Json) return report::to_json(result);
  if (options.format == Format::Csv) return options.samples ? report::samples_csv(result) : report::to_csv(result);
  if (options.format == Format::Html) {
    page::HtmlOptions html;
    html.verbosity = options.verbosity;
    return page::html_report(result, locale, html);
  }
  page::TextOptions text = text_options(options);
  text.verbosity = options.verbosity;
  return page::text_report(result, locale, text);
}

}  // namespace

int run_command(const Options& options, const narrative::Locale& locale) {
  const auto source = open_input(options, "scenarios/", locale);
  if (source == nullptr) return kBadInput;
  const scenario::FileReader files = file_reader_for(*source, options.data_folder);
  auto loaded = scenario::load(source, options.overrides, files);
  if (!loaded) {
    print_diagnostics(loaded.error(), options, locale);
    return kBadInput;
  }
  if (!options.quiet) print_diagnostics(loaded->warnings, options, locale);
  scenario::Scenario& scenario = loaded->scenario;
  if (options.invoice_rounding) scenario.prices.invoice_rounding = true;
  const auto data = session::load_data(scenario, files);
  if (!data) {
    print_diagnostics(data.error(), options, locale);
    return kBadInput;
  }
  result::RunResult result;
  {
    Progress progress(!options.quiet, locale.text("cli.progress.simulating", {}));
    session::RunOptions run;
    for (const scenario::Override& change : options.overrides) run.overrides.emplace_back(change.path, change.value);
    run.jobs = options.jobs;
    run.progress = [&progress](double share) { progress.show(share); };
    result = session::run(scenario, *data, run);
  }
  deliver(render(result, options, locale), options);
  return options.check ? verdict_code(result) : kFine;
}

int validate_command(const Options& options, const narrative::Locale& locale) {
  const auto source = open_input(options, "scenarios/", locale);
  if (source == nullptr) return kBadInput;
  const scenario::FileReader files = file_reader_for(*source, options.data_folder);
  const auto loaded = scenario::load(source, options.overrides, files);
  if (!loaded) {
    print_diagnostics(loaded.error(), options, locale);
    return kBadInput;
  }
  print_diagnostics(loaded->warnings, options, locale);
  const auto data = session::load_data(loaded->scenario, files);
  if (!data) {
    print_diagnostics(data.error(), options, locale);
    return kBadInput;
  }
  if (!options.quiet) {
    std::vector<std::string> names;
    for (const scenario::DeploymentSpec& spec : loaded->scenario.deployments) names.push_back(spec.name);
    deliver(locale.text("cli.validate.fine", {{"path", source->name}, {"deployments", names}}) + "\n", options);
  }
  return kFine;
}

}  // namespace cloudsim::cli
