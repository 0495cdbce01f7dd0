// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/error.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "language.hpp"
#include "narrative/locale.hpp"
#include "options.hpp"

namespace {

using namespace cloudsim;

int dispatch(const cli::Options& options, const narrative::Locale& locale) {
  switch (options.command) {
    case cli::Command::Run:
      return cli::run_command(options, locale);
    case cli::Command::Validate:
      return cli::validate_command(options, locale);
    case cli::Command::Bill:
      return cli::bill_command(options, locale);
    case cli::Command::Schema:
      return cli::schema_command(options, locale);
    case cli::Command::List:
      return cli::list_command(options, locale);
    case cli::Command::BreakEven:
      return cli::break_even_command(options, locale);
    case cli::Command::Optimise:
      return cli::optimise_command(options, locale);
    case cli::Command::Sweep:
      return cli::sweep_command(options, locale);
    case cli::Command::Theory:
      return cli::theory_command(options, locale);
    case cli::Command::Verify:
      return cli::verify_command(options, locale);
    case cli::Command::Compare:
      return cli::compare_command(options, locale);
    case cli::Command::Exercise:
      return cli::exercise_command(options, locale);
    case cli::Command::Lesson:
      return cli::lesson_command(options, locale);
    case cli::Command::Class:
      return cli::class_command(options, locale);
    case cli::Command::I18n:
      return cli::i18n_command(options, locale);
    case cli::Command::Explain:
      return cli::explain_command(options, locale);
  }
  return cli::kInternal;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    const narrative::Locale locale = cli::load_locale(arguments, cli::words_for(arguments));
    try {
      const cli::Parsed parsed = cli::parse_options(arguments, locale);
      if (!parsed.options) {
        std::fputs(parsed.text.c_str(), parsed.exit_code == cli::kFine ? stdout : stderr);
        return parsed.exit_code;
      }
      const cli::Command command = parsed.options->command;
      const bool needs_all = command == cli::Command::Explain || command == cli::Command::I18n ||
                             command == cli::Command::Class || command == cli::Command::Lesson;
      return dispatch(*parsed.options, needs_all ? cli::load_locale(arguments, narrative::Words::Everything) : locale);
    } catch (const Error& error) {
      std::fprintf(stderr, "cloudsim: %s\n", locale.text("error." + error.code(), error.arguments()).c_str());
      return cli::kBadInput;
    } catch (const InternalError& error) {
      std::fprintf(stderr, "cloudsim: %s\n",
                   locale.text("cli.error.internal", {{"detail", std::string(error.what())}}).c_str());
      return cli::kInternal;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cloudsim: %s\n", error.what());
    return cli::kInternal;
  }
}
