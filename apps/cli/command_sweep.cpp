// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <filesystem>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "experiment.hpp"
#include "over.hpp"
#include "page/sweep.hpp"
#include "report/sweep_text.hpp"
#include "session/experiment.hpp"

namespace cloudsim::cli {
namespace {

int refuse(const narrative::Locale& locale, const char* code, const Arguments& arguments) {
  std::fputs(("cloudsim: " + locale.text(std::string("cli.error.") + code, arguments) + "\n").c_str(), stderr);
  return kBadInput;
}

/// The rows that a file holds already, as far as they are whole points; nothing when it belongs to something else.
struct Kept {
  std::string text;
  std::size_t points = 0;
};
std::optional<Kept> kept_rows(const std::string& path, const result::Sweep& sweep) {
  if (path.empty() || !std::filesystem::exists(path)) return Kept{report::sweep_csv_heading(sweep), 0};
  const auto source = read_file(path);
  const auto rows = source ? report::rows_of_sweep(sweep, source->text) : std::nullopt;
  if (!rows) return std::nullopt;
  Kept kept;
  kept.points = *rows / sweep.deployments;
  std::size_t end = 0;
  for (std::size_t line = 0; line <= kept.points * sweep.deployments; ++line) end = source->text.find('\n', end) + 1;
  kept.text = source->text.substr(0, end);
  return kept;
}

}  // namespace

int sweep_command(const Options& options, const narrative::Locale& locale) {
  session::SweepOptions how;
  for (const std::string& text : options.over) {
    auto axis = axis_of(text);
    if (!axis) return refuse(locale, "bad_over", {{"text", text}});
    how.axes.push_back(std::move(*axis));
  }
  const auto source = open_input(options, "scenarios/", locale);
  if (source == nullptr) return kBadInput;
  const bool csv = options.format == Format::Csv;
  std::string text;
  bool foreign = false;
  result::Sweep shape;
  if (csv) {
    how.resume = [&](const result::Sweep& sweep) {
      shape = sweep;
      auto kept = kept_rows(options.out, sweep);
      foreign = !kept;
      if (foreign) return session::kMostPoints;  // nothing is run
      text = std::move(kept->text);
      return kept->points;
    };
    how.ready = [&](std::size_t, const std::vector<result::SweepRow>& rows) {
      text += report::sweep_csv(shape, rows);
      if (!options.out.empty()) write_file(options.out, text);
    };
  }
  const auto outcome = carry_out(options, locale, source, how, session::sweep);
  if (!outcome) return kBadInput;
  if (foreign) return refuse(locale, "other_sweep", {{"path", options.out}});
  if (options.format == Format::Json) text = report::to_json(*outcome);
  if (options.format == Format::Html) text = page::html_sweep(*outcome, locale);
  if (options.format == Format::Text) text = page::text_sweep(*outcome, locale, text_options(options));
  deliver(text, options);
  return kFine;
}

}  // namespace cloudsim::cli
