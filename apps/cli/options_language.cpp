// SPDX-License-Identifier: Apache-2.0
#include "options_language.hpp"

#include <CLI/CLI.hpp>

namespace cloudsim::cli {

void add_i18n(CLI::App& app, Options& options, const std::function<std::string(const char*)>& say) {
  app.add_option("action", options.i18n.action, say("cli.argument.i18n_action"))->required();
  app.add_option("names", options.i18n.names, say("cli.argument.i18n_names"));
  app.add_flag("--release", options.i18n.release, say("cli.option.release"));
  app.add_flag("--all", options.i18n.all, say("cli.option.all"));
}

void add_class(CLI::App& app, Options& options, const std::function<std::string(const char*)>& say) {
  ClassOptions& given = options.class_options;
  app.add_option("action", given.action, say("cli.argument.class_action"))->required();
  app.add_option("files", given.files, say("cli.argument.class_files"));
  app.add_option("--learners", given.learners, say("cli.option.learners"))->allow_extra_args(false);
  app.add_option("--exercise", given.exercise, say("cli.option.one_exercise"))->allow_extra_args(false);
  app.add_option("--for", given.target, say("cli.option.for"))->allow_extra_args(false);
  app.add_flag("--teacher", given.teacher, say("cli.option.class_teacher"));
}

void add_grade(CLI::App& app, Options& options, const std::function<std::string(const char*)>& say) {
  ClassOptions& given = options.class_options;
  app.add_option("files", given.files, say("cli.argument.grade_files"));
  app.add_option("--for", given.target, say("cli.option.for"))->allow_extra_args(false);
  app.parse_complete_callback([&given] { given.action = "grade"; });
}

}  // namespace cloudsim::cli
