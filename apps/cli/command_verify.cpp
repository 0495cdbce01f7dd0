// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "exit_codes.hpp"
#include "files.hpp"
#include "page/verification.hpp"
#include "report/verification_json.hpp"
#include "verification/verify.hpp"

namespace cloudsim::cli {
namespace {

std::string render(const result::Verification& verification, const Options& options, const narrative::Locale& locale) {
  if (options.format == Format::Json) return report::to_json(verification);
  if (options.format == Format::Html) return page::html_verification(verification, locale);
  page::TextOptions text = text_options(options);
  return page::text_verification(verification, locale, text);
}

}  // namespace

int verify_command(const Options& given, const narrative::Locale& locale) {
  Options options = given;
  if (options.input.empty()) options.input = "checks";  // the shipped list
  const auto source = open_input(options, "scenarios/verification/", locale);
  if (source == nullptr) return kBadInput;
  Diagnostics problems;
  const auto list = verification::read_check_list(source, problems);
  if (!list) {
    print_diagnostics(problems, options, locale);
    return kBadInput;
  }
  tl::expected<result::Verification, Diagnostics> outcome;
  {
    Progress progress(!options.quiet, locale.text("cli.progress.verifying", {}));
    verification::VerifyOptions how;
    how.short_form = options.short_form;
    how.progress = [&progress](double share) { progress.show(share); };
    outcome = verification::verify(*list, file_reader_for(*source, options.data_folder), how);
  }
  if (!outcome) {
    print_diagnostics(outcome.error(), options, locale);
    return kBadInput;
  }
  deliver(render(*outcome, options, locale), options);
  return outcome->failed() > 0 ? kObjectivesMissed : kFine;
}

}  // namespace cloudsim::cli
