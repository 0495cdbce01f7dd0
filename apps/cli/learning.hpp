// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "lessons/library.hpp"
#include "lessons/withhold.hpp"
#include "narrative/locale.hpp"
#include "options.hpp"
#include "page/text.hpp"

namespace cloudsim::cli {

/// The lessons that these options and CLOUDSIM_TEACH_PATH reach.
lessons::Library library_for(const Options& options);

/// Where this learner's attempts are: --attempts, else CLOUDSIM_ATTEMPTS, else below XDG_DATA_HOME or ~/.local/share.
std::string attempts_path(const Options& options);
/// This moment, in UTC: "2026-03-07T14:05:09Z".
std::string timestamp();
/// What was said, as paragraphs of the terminal's width; lines that begin with blanks stay lines.
std::string paragraphs(const std::vector<std::string>& lines, const Options& options);

/// How a learner's run is shown: what answers a later bet is left out, and the place says when it comes.
page::TextOptions learner_report(const Options& options, const narrative::Locale& locale,
                                 const std::vector<lessons::Withhold>& withheld);

/// Says that there is no such action, on standard error; the exit code.
int unknown_action(const std::string& typed, const std::vector<std::string>& known, const narrative::Locale& locale);

// Actions of `exercise` and `lesson`, one file each.
int list_exercises(const Options& options, const narrative::Locale& locale);
int show_exercise(const Options& options, const narrative::Locale& locale);
int predict_exercise(const Options& options, const narrative::Locale& locale);
int run_exercise(const Options& options, const narrative::Locale& locale);
int read_exercise(const Options& options, const narrative::Locale& locale);
int explain_exercise(const Options& options, const narrative::Locale& locale);
int score_exercise(const Options& options, const narrative::Locale& locale);
int new_exercise(const Options& options, const narrative::Locale& locale);
int try_exercise(const Options& options, const narrative::Locale& locale);
int check_exercises(const Options& options, const narrative::Locale& locale);
int list_lessons(const Options& options, const narrative::Locale& locale);
int show_lesson(const Options& options, const narrative::Locale& locale);
int play_lesson(const Options& options, const narrative::Locale& locale);
int check_lessons(const Options& options, const narrative::Locale& locale);
int show_coverage(const Options& options, const narrative::Locale& locale);

}  // namespace cloudsim::cli
