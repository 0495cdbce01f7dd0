// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "capi/guard.hpp"
#include "lessons/attempts.hpp"
#include "lessons/desk.hpp"
#include "lessons/library.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::capi {

/// Who works at an exercise or a lesson: where the files are, in which language, what was done so far. Handles hold it
/// by value and never move: what is made of it points into it.
struct Learner {
  lessons::Library library;
  narrative::Locale locale;
  lessons::AttemptBook book;
  lessons::DeskOptions how;
  std::string now;  ///< the caller's clock
  std::atomic_flag busy = ATOMIC_FLAG_INIT;

  /// Of the caller's options, null for the defaults. Refuses what they cannot be.
  explicit Learner(const cloudsim_exercise_options* options);
  Learner(const Learner&) = delete;
  Learner& operator=(const Learner&) = delete;
};

/// Refuses because of `problems`, the first of which may say that there is nothing of that name.
[[noreturn]] void refuse_opening(Diagnostics problems, const std::string& not_there, const std::string& locale);

/// The frame of every function on a handle with a `learner`: one caller at a time, words in the learner's language.
template <class Handle, class Body>
cloudsim_status at_work(Handle* handle, const char* name, cloudsim_error** error, Body body) noexcept {
  return guard(error, [&] {
    need(handle, name);
    Learner& learner = handle->learner;
    if (learner.busy.test_and_set(std::memory_order_acquire)) refuse(CLOUDSIM_WRONG_STATE, "api_busy");
    struct Leave {
      std::atomic_flag& busy;
      ~Leave() { busy.clear(std::memory_order_release); }
    } leave{learner.busy};
    try {
      body(*handle);
    } catch (Failure& failure) {
      failure.locale = learner.locale.tag();
      throw;
    }
  });
}

}  // namespace cloudsim::capi
