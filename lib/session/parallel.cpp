// SPDX-License-Identifier: Apache-2.0
#include "session/parallel.hpp"

#include <algorithm>
#include <exception>
#include <vector>

#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
#define CLOUDSIM_THREADS 0
#else
#define CLOUDSIM_THREADS 1
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#endif

namespace cloudsim::session {
namespace {

#if CLOUDSIM_THREADS
thread_local bool is_worker = false;

/// One call: the next index to take, how many are through, and what went wrong where.
class Batch {
 public:
  Batch(std::size_t count, const std::function<void(std::size_t)>& body) : count_(count), body_(body), errors_(count) {}

  /// Takes indices until none is left; after each calls `after`.
  template <class After>
  void work(After after) {
    for (;;) {
      const std::size_t index = next_.fetch_add(1);
      if (index >= count_) return;
      try {
        body_(index);
      } catch (...) {
        errors_[index] = std::current_exception();
      }
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        ++through_;
      }
      changed_.notify_one();
      after();
    }
  }

  std::size_t through() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return through_;
  }

  /// Until more than `known` are through.
  std::size_t wait(std::size_t known) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return through_ > known; });
    return through_;
  }

  void rethrow() const {
    for (const std::exception_ptr& error : errors_) {
      if (error) std::rethrow_exception(error);
    }
  }

 private:
  std::size_t count_;
  const std::function<void(std::size_t)>& body_;
  std::vector<std::exception_ptr> errors_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t through_ = 0;
};
#endif

void one_after_the_other(std::size_t count, const std::function<void(std::size_t)>& body,
                         const std::function<void(std::size_t)>& done) {
  for (std::size_t index = 0; index < count; ++index) {
    body(index);
    if (done) done(index + 1);
  }
}

}  // namespace

#if CLOUDSIM_THREADS
bool on_calling_thread() { return !is_worker; }

void for_each_index(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& body,
                    const std::function<void(std::size_t)>& done) {
  if (jobs == 0) jobs = std::max(1u, std::thread::hardware_concurrency());
  const std::size_t helpers = std::min<std::size_t>(jobs, count) - (count > 0 ? 1 : 0);
  if (helpers == 0 || is_worker) {
    one_after_the_other(count, body, done);
    return;
  }
  Batch batch(count, body);
  std::vector<std::thread> threads;
  threads.reserve(helpers);
  for (std::size_t i = 0; i < helpers; ++i) {
    try {
      threads.emplace_back([&batch] {
        is_worker = true;
        batch.work([] {});
      });
    } catch (const std::exception&) {
      break;  // the system gives no more threads: fewer do the same
    }
  }
  std::size_t told = 0;
  const auto tell = [&](std::size_t through) {
    if (done && through > told) done(through);
    told = through;
  };
  batch.work([&] { tell(batch.through()); });
  while (told < count) tell(batch.wait(told));
  for (std::thread& thread : threads) thread.join();
  batch.rethrow();
}
#else
bool on_calling_thread() { return true; }

void for_each_index(std::size_t count, unsigned, const std::function<void(std::size_t)>& body,
                    const std::function<void(std::size_t)>& done) {
  one_after_the_other(count, body, done);
}
#endif

}  // namespace cloudsim::session
