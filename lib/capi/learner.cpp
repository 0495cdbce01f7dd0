// SPDX-License-Identifier: Apache-2.0
#include "capi/learner.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

namespace cloudsim::capi {
namespace {

constexpr std::size_t kOldestOptions = offsetof(cloudsim_exercise_options, learner);
constexpr std::size_t kMostBytes = 4096;

void check_size(std::size_t size, std::size_t least) {
  if (size < least || size > kMostBytes) {
    refuse(CLOUDSIM_INVALID_ARGUMENT, "api_struct_size", {{"size", static_cast<std::int64_t>(size)}});
  }
}

/// What an older caller did not know has its default.
cloudsim_exercise_options complete(const cloudsim_exercise_options* given) {
  cloudsim_exercise_options full{};
  full.struct_size = sizeof full;
  if (given == nullptr) return full;
  std::uint32_t size = 0;
  std::memcpy(&size, given, sizeof size);
  check_size(size, kOldestOptions);
  std::memcpy(&full, given, std::min<std::size_t>(size, sizeof full));
  return full;
}

lessons::Library library_of(const cloudsim_exercise_options& options) {
  lessons::Library::Options folders;
  folders.data_folder = name_of(options.data_folder, "data_folder", "");
  folders.teach_path = name_of(options.teach_path, "teach_path", "");
  return lessons::Library(folders);
}

narrative::Locale locale_of(const cloudsim_exercise_options& options) {
  narrative::LocaleOptions words;
  words.words = narrative::Words::Everything;
  return narrative::Locale::load(name_of(options.locale, "locale", "en"), words);
}

}  // namespace

Learner::Learner(const cloudsim_exercise_options* options)
    : library(library_of(complete(options))), locale(locale_of(complete(options))) {
  const cloudsim_exercise_options given = complete(options);
  const std::string attempts = name_of(given.attempts, "attempts", "");
  if (!attempts.empty()) book = lessons::AttemptBook::open(attempts, {});
  how.learner = name_of(given.learner, "learner", "");
  how.exam = given.exam != 0;
  how.teacher = given.teacher != 0;
  how.now = [this] { return now; };
}

void refuse_opening(Diagnostics problems, const std::string& not_there, const std::string& locale) {
  if (!problems.empty() && problems.front().code == not_there) {
    const Diagnostic first = problems.front();
    throw Failure{CLOUDSIM_NOT_FOUND, first.code, first.arguments, first.suggestion, std::move(problems), locale};
  }
  refuse(std::move(problems), locale);
}

}  // namespace cloudsim::capi

cloudsim_status cloudsim_exercise_options_init(cloudsim_exercise_options* options, size_t struct_size) {
  using namespace cloudsim::capi;
  return guard(nullptr, [&] {
    need(options, "options");
    check_size(struct_size, sizeof(std::uint32_t));
    std::memset(options, 0, struct_size);
    const auto size = static_cast<std::uint32_t>(struct_size);
    std::memcpy(options, &size, sizeof size);
  });
}
