// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "base/text.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "experiment.hpp"
#include "page/break_even.hpp"
#include "report/break_even_json.hpp"
#include "session/break_even.hpp"

namespace cloudsim::cli {
namespace {

int refuse(const narrative::Locale& locale, const char* code, const std::string& text) {
  std::fputs(("cloudsim: " + locale.text(std::string("cli.error.") + code, {{"text", text}}) + "\n").c_str(), stderr);
  return kBadInput;
}

}  // namespace

int break_even_command(const Options& options, const narrative::Locale& locale) {
  session::BreakEvenOptions how;
  const std::size_t comma = options.between.find(',');
  if (comma == std::string::npos || options.between.find(',', comma + 1) != std::string::npos) {
    return refuse(locale, "bad_between", options.between);
  }
  how.first = options.between.substr(0, comma);
  how.second = options.between.substr(comma + 1);
  if (how.first == how.second) return refuse(locale, "bad_between", options.between);
  const std::string range = options.over.empty() ? std::string() : options.over.front();
  const std::size_t equals = range.find('=');
  const std::size_t dots = range.find("..");
  if (options.over.size() != 1 || equals == std::string::npos || equals == 0 || dots == std::string::npos ||
      dots < equals) {
    return refuse(locale, "bad_span", range);
  }
  how.path = range.substr(0, equals);
  how.from = range.substr(equals + 1, dots - equals - 1);
  how.to = range.substr(dots + 2);
  const auto source = open_input(options, "scenarios/", locale);
  if (source == nullptr) return kBadInput;
  const auto outcome = carry_out(options, locale, source, how, session::break_even);
  if (!outcome) return kBadInput;
  deliver(in_format(
              options.format, [&] { return report::to_json(*outcome); }, [&] { return report::to_csv(*outcome); },
              [&] { return page::html_break_even(*outcome, locale); },
              [&] { return page::text_break_even(*outcome, locale, text_options(options)); }),
          options);
  return kFine;
}

}  // namespace cloudsim::cli
