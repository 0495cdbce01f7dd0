// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "narrative/locale.hpp"
#include "options.hpp"
#include "page/text.hpp"

namespace cloudsim::cli {

// One function a command; each returns the exit code.
int run_command(const Options& options, const narrative::Locale& locale);
int validate_command(const Options& options, const narrative::Locale& locale);
int bill_command(const Options& options, const narrative::Locale& locale);
int class_command(const Options& options, const narrative::Locale& locale);
int schema_command(const Options& options, const narrative::Locale& locale);
int list_command(const Options& options, const narrative::Locale& locale);
int verify_command(const Options& options, const narrative::Locale& locale);
int break_even_command(const Options& options, const narrative::Locale& locale);
int optimise_command(const Options& options, const narrative::Locale& locale);
int sweep_command(const Options& options, const narrative::Locale& locale);
int compare_command(const Options& options, const narrative::Locale& locale);
int exercise_command(const Options& options, const narrative::Locale& locale);
int lesson_command(const Options& options, const narrative::Locale& locale);
int theory_command(const Options& options, const narrative::Locale& locale);
/// For these two the locale has everything in it.
int i18n_command(const Options& options, const narrative::Locale& locale);
int explain_command(const Options& options, const narrative::Locale& locale);

// Shared by the commands.
/// The input, or a message on standard error and null.
std::shared_ptr<const Source> open_input(const Options& options, const std::string& folder,
                                         const narrative::Locale& locale);
/// Prints problems on standard error.
void print_diagnostics(const Diagnostics& diagnostics, const Options& options, const narrative::Locale& locale);
/// How text looks for these options: colours only on a terminal, as wide as it is.
page::TextOptions text_options(const Options& options);
/// To --out or standard output; throws Error when it cannot be written.
void deliver(const std::string& text, const Options& options);

}  // namespace cloudsim::cli
