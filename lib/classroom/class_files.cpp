// SPDX-License-Identifier: Apache-2.0
#include "classroom/class_files.hpp"

#include <algorithm>
#include <set>

#include "lessons/variant.hpp"

namespace cloudsim::classroom {
namespace {

using lessons::Attempt;

Location line_of_file(const ClassFile& file, std::size_t line) {
  return {file.source, static_cast<std::uint32_t>(line), 1, 1};
}

std::size_t lines_of(const Work& work) {
  const auto& attempts = work.file->book.attempts();
  return static_cast<std::size_t>(std::count_if(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
    return attempt.uuid == work.exercise->uuid && attempt.learner == work.learner;
  }));
}

/// Exercises by uuid: a renamed exercise is still the same one.
std::map<std::string, std::shared_ptr<const lessons::Exercise>> exercises_of(const lessons::Library& library,
                                                                             const std::set<std::string>& ids) {
  std::map<std::string, std::shared_ptr<const lessons::Exercise>> known;
  Diagnostics unread;  // a broken exercise is unknown, and its own check says why
  for (const std::string& id : ids) {
    if (const auto exercise = library.exercise(id, unread)) known[exercise->uuid] = exercise;
  }
  return known;
}

}  // namespace

std::vector<Work> works_of(const lessons::Library& library, const std::vector<ClassFile>& files,
                           Diagnostics& problems) {
  std::set<std::string> ids;
  for (const ClassFile& file : files) {
    for (const Attempt& attempt : file.book.attempts()) {
      if (!attempt.uuid.empty()) ids.insert(attempt.exercise);
    }
  }
  const auto known = exercises_of(library, ids);
  std::vector<Work> works;
  for (const ClassFile& file : files) {
    std::set<std::string> unknown;
    for (const Attempt& attempt : file.book.attempts()) {
      if (attempt.uuid.empty()) continue;
      const auto exercise = known.find(attempt.uuid);
      if (exercise == known.end()) {
        if (unknown.insert(attempt.exercise).second) {
          problems.push_back({Severity::Warning,
                              "class_unknown_exercise",
                              {{"exercise", attempt.exercise}},
                              line_of_file(file, static_cast<std::size_t>(attempt.number)),
                              ""});
        }
        continue;
      }
      Work work{&file, attempt.learner, exercise->second};
      const auto same = std::find_if(works.begin(), works.end(), [&](const Work& other) {
        const bool same_learner = other.learner == work.learner && (!work.learner.empty() || other.file == work.file);
        return same_learner && other.exercise == work.exercise;
      });
      if (same == works.end()) {
        works.push_back(std::move(work));
      } else if (same->file != work.file) {
        const bool better = lines_of(work) > lines_of(*same);
        const Arguments arguments = {{"exercise", work.exercise->id}};
        const Location where = line_of_file(better ? *same->file : file, 0);
        const bool told = std::any_of(problems.begin(), problems.end(), [&](const Diagnostic& problem) {
          return problem.code == "class_twice" && problem.location.source == where.source;
        });
        if (!told) problems.push_back({Severity::Warning, "class_twice", arguments, where, ""});
        if (better) *same = std::move(work);
      }
    }
  }
  std::stable_sort(works.begin(), works.end(),
                   [](const Work& a, const Work& b) { return a.exercise->id < b.exercise->id; });
  return works;
}

Diagnostics doubts_about(const ClassFile& file, const std::vector<Work>& works) {
  Diagnostics doubts;
  for (const lessons::AttemptProblem& problem : file.book.problems()) {
    using Kind = lessons::AttemptProblem::Kind;
    const char* code = problem.kind == Kind::Altered ? "class_altered"
                       : problem.kind == Kind::Moved ? "class_moved"
                                                     : "class_torn";
    doubts.push_back({Severity::Warning, code, {}, line_of_file(file, problem.line), ""});
  }
  for (const Work& work : works) {
    if (work.file != &file) continue;
    const std::uint64_t own = lessons::seed_of(work.learner, *work.exercise);
    for (const Attempt& attempt : file.book.attempts()) {
      const bool is_work = attempt.uuid == work.exercise->uuid && attempt.learner == work.learner;
      if (!is_work || attempt.seed == own) continue;
      doubts.push_back({Severity::Warning,
                        "class_other_numbers",
                        {{"exercise", work.exercise->id}},
                        line_of_file(file, static_cast<std::size_t>(attempt.number)),
                        ""});
      break;
    }
  }
  return doubts;
}

std::shared_ptr<const lessons::Trial> Trials::of(const std::shared_ptr<const lessons::Exercise>& exercise,
                                                 std::uint64_t seed, Diagnostics& problems) {
  const auto key = std::pair{exercise->uuid, seed};
  const auto found = run_.find(key);
  if (found != run_.end()) return found->second;
  return run_[key] = lessons::run_exercise(*library_, exercise, lessons::draw(*exercise, seed), problems);
}

}  // namespace cloudsim::classroom
