// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/text.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "files.hpp"
#include "page/compare.hpp"
#include "page/html_report.hpp"
#include "report/compare_runs.hpp"
#include "report/comparison_json.hpp"
#include "report/read_result.hpp"

namespace cloudsim::cli {
namespace {

// Files are called by their last name, as long as that tells them apart.
std::vector<std::string> short_names(const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  for (const std::string& path : paths) names.push_back(path.substr(path.rfind('/') + 1));
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty() || std::count(names.begin(), names.end(), names[i]) > 1) return paths;
  }
  return names;
}

std::string render(const result::Comparison& comparison, const std::vector<result::RunResult>& runs,
                   const Options& options, const narrative::Locale& locale) {
  if (options.format == Format::Json) return report::to_json(comparison);
  if (options.format == Format::Html) return page::html_comparison(comparison, runs, locale);
  return page::text_comparison(comparison, runs, locale, text_options(options));
}

}  // namespace

int compare_command(const Options& options, const narrative::Locale& locale) {
  const auto complain = [&locale](const std::string& key, const Arguments& arguments = {}) {
    std::fputs(("cloudsim: " + locale.text(key, arguments) + "\n").c_str(), stderr);
    return static_cast<int>(kBadInput);
  };
  if (options.results.size() < 2) return complain("cli.error.few_results");
  std::vector<result::RunResult> runs;
  bool readable = true;
  for (const std::string& path : options.results) {
    const auto source = read_file(path);
    if (source == nullptr) {
      complain("cli.error.cannot_read", {{"path", path}});
      readable = false;
      continue;
    }
    Diagnostics problems;
    auto run = report::read_result(source, problems);
    if (run) {
      runs.push_back(std::move(*run));
    } else {
      print_diagnostics(problems, options, locale);
      readable = false;
    }
  }
  if (!readable) return kBadInput;
  const std::vector<std::string> names = short_names(options.results);
  result::Comparison comparison;
  for (std::size_t i = 1; i < runs.size(); ++i) {
    comparison.pairs.push_back(report::compare_runs(runs[0], runs[i], names[0], names[i]));
  }
  deliver(render(comparison, runs, options, locale), options);
  return kFine;
}

}  // namespace cloudsim::cli
