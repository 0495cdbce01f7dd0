// SPDX-License-Identifier: Apache-2.0
#include "options_learning.hpp"

#include <CLI/CLI.hpp>

namespace cloudsim::cli {
namespace {

void add_learner(CLI::App& app, LearningOptions& options, const Say& say) {
  app.add_option("--learner", options.learner, say("cli.option.learner"));
  app.add_option("--attempts", options.attempts, say("cli.option.attempts"));
  app.add_flag("--exam", options.exam, say("cli.option.exam"));
}

}  // namespace

void add_exercise_options(CLI::App& app, LearningOptions& options, const Say& say) {
  app.add_option("action", options.action, say("cli.argument.exercise_action"))->required();
  app.add_option("exercise", options.words, say("cli.argument.exercise"));
  app.add_option("--question", options.question, say("cli.option.question"))->allow_extra_args(false);
  app.add_option("--confidence", options.confidence, say("cli.option.confidence"))->allow_extra_args(false);
  add_learner(app, options, say);
  app.add_flag("--teacher", options.teacher, say("cli.option.teacher"));
  app.add_flag("--all", options.all, say("cli.option.all_exercises"));
  app.add_option("--from", options.from, say("cli.option.from"))->allow_extra_args(false);
}

void add_lesson_options(CLI::App& app, LearningOptions& options, const Say& say) {
  app.add_option("action", options.action, say("cli.argument.lesson_action"))->required();
  app.add_option("lesson", options.words, say("cli.argument.lesson"));
  add_learner(app, options, say);
}

}  // namespace cloudsim::cli
