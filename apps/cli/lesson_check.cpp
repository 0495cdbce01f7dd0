// SPDX-License-Identifier: Apache-2.0
#include "classroom/guide.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"
#include "lessons/check.hpp"

namespace cloudsim::cli {

int check_lessons(const Options& options, const narrative::Locale& locale) {
  const lessons::Library library = library_for(options);
  std::vector<std::string> ids = options.learning.words;
  if (ids.empty()) ids = library.lesson_ids();
  Diagnostics findings;
  std::int64_t failed = 0;
  for (const std::string& id : ids) {
    Diagnostics found = lessons::check_lesson(library, id);
    const Diagnostics of_guide = classroom::check_guide(library, id);
    found.insert(found.end(), of_guide.begin(), of_guide.end());
    failed += has_errors(found) ? 1 : 0;
    findings.insert(findings.end(), found.begin(), found.end());
  }
  deliver(
      locale.text("cli.lesson.checked", {{"count", static_cast<std::int64_t>(ids.size())}, {"failed", failed}}) + "\n",
      options);
  print_diagnostics(findings, options, locale);
  return failed > 0 ? kObjectivesMissed : kFine;
}

}  // namespace cloudsim::cli
