// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"
#include "lessons/check.hpp"
#include "lessons/coverage.hpp"
#include "listing.hpp"
#include "session/parallel.hpp"

namespace cloudsim::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Ids of the exercises that claims rest on and that fail their check, in order.
std::vector<std::string> failing(const lessons::Library& library, const std::vector<lessons::Claim>& claims,
                                 const Options& options, const narrative::Locale& locale) {
  std::vector<std::string> ids;
  for (const lessons::Claim& claim : claims) ids.insert(ids.end(), claim.exercises.begin(), claim.exercises.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<char> passed(ids.size(), 0);
  {
    Progress progress(!options.quiet, locale.text("cli.progress.verifying", {}));
    lessons::CheckOptions how;
    how.variants = 0;  // `exercise check` tries many; here the numbers of the file will do
    session::for_each_index(
        ids.size(), options.jobs,
        [&](std::size_t i) { passed[i] = lessons::check_exercise(library, ids[i], how).passed() ? 1 : 0; },
        [&](std::size_t done) { progress.show(static_cast<double>(done) / static_cast<double>(ids.size())); });
  }
  std::vector<std::string> bad;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (passed[i] == 0) bad.push_back(ids[i]);
  }
  return bad;
}

}  // namespace

int show_coverage(const Options& options, const narrative::Locale& locale) {
  const lessons::Library library = library_for(options);
  Diagnostics problems;
  const std::vector<lessons::Claim> claims = lessons::read_claims(library, problems);
  const Diagnostics found = lessons::check_coverage(library, claims);
  problems.insert(problems.end(), found.begin(), found.end());
  const std::vector<std::string> bad = failing(library, claims, options, locale);
  Listing listing{
      {"claim", "lessons", "scenarios", "exercises", "says"},
      {locale.text("cli.lesson.claim"), locale.text("cli.lesson.lessons"), locale.text("cli.lesson.scenarios"),
       locale.text("cli.lesson.exercises"), locale.text("cli.lesson.says")},
      {}};
  std::int64_t covered = 0;
  for (const lessons::Claim& claim : claims) {
    bool fine = !claim.exercises.empty();
    for (const std::string& id : claim.exercises) {
      if (std::find(bad.begin(), bad.end(), id) == bad.end()) continue;
      fine = false;
      problems.push_back({Severity::Error, "claim_fails", {{"name", claim.id}, {"id", id}}, claim.location, {}});
    }
    covered += fine ? 1 : 0;
    listing.rows.push_back({claim.id, joined(claim.lessons), joined(claim.scenarios), joined(claim.exercises),
                            locale.text("claims." + claim.id + ".says")});
  }
  std::string text = render(listing, options.format);
  if (options.format == Format::Text)
    text +=
        locale.text("cli.lesson.covered", {{"covered", covered}, {"all", static_cast<std::int64_t>(claims.size())}}) +
        "\n";
  deliver(text, options);
  sort_by_position(problems);
  print_diagnostics(problems, options, locale);
  return has_errors(problems) ? kObjectivesMissed : kFine;
}

}  // namespace cloudsim::cli
