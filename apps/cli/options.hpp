// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "narrative/locale.hpp"
#include "options_learning.hpp"
#include "scenario/load.hpp"
#include "terminal.hpp"

namespace cloudsim::cli {

enum class Command {
  Run,
  Validate,
  Bill,
  Schema,
  List,
  Verify,
  Explain,
  Theory,
  Sweep,
  BreakEven,
  Optimise,
  Compare,
  I18n,
  Class,
  Exercise,
  Lesson
};
enum class Format { Text, Json, Csv, Html };

/// What `theory` was told, as typed.
struct TheoryOptions {
  std::string model, arrival_rate, service_time, response_time, servers, capacity, service_cv;
};

/// What `i18n` was told.
struct I18nOptions {
  std::string action;
  std::vector<std::string> names;
  bool release = false;
  bool all = false;
};

/// What `class` was told.
struct ClassOptions {
  std::string action;
  std::vector<std::string> files;
  std::string learners, exercise;
  std::string target = "moodle";  ///< whose columns marks have
  bool teacher = false;
};

/// A command line that made sense.
struct Options {
  Command command = Command::Run;
  std::string input;                          ///< scenario or usage file; what to list or explain
  std::vector<std::string> results;           ///< compare: files
  std::vector<scenario::Override> overrides;  ///< --seed is one too
  Format format = Format::Text;
  bool samples = false;  ///< --format csv --samples: the timeline instead of the summary
  std::string out;       ///< empty: standard output
  bool check = false;
  bool short_form = false;  ///< verify
  std::string at;           ///< explain: an instant, as typed
  std::string deployment;   ///< explain: the only one to explain
  TheoryOptions theory;
  I18nOptions i18n;
  ClassOptions class_options;
  LearningOptions learning;
  std::vector<std::string> over;  ///< sweep and its like: what to change, as typed
  std::string between;            ///< break-even: two deployments, as typed
  unsigned jobs = 0;              ///< 0: one per core
  bool invoice_rounding = false;
  bool quiet = false;
  bool plain = false;
  int verbosity = 1;
  ColorMode color = ColorMode::Automatic;
  std::string data_folder;
};

/// Either options, or what to print and how to exit (help, version, a usage error).
struct Parsed {
  std::optional<Options> options;
  std::string text;
  int exit_code = 0;
};

/// Reads the command line. Help and errors are in the locale's language. The only file that knows CLI11.
Parsed parse_options(const std::vector<std::string>& arguments, const narrative::Locale& locale);

}  // namespace cloudsim::cli
