// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"

namespace cloudsim::scenario {

/// What was made of the last few files, so that a sweep of a thousand runs reads the list of prices once. The same
/// names, the same words in them and the same wish give the same thing: nobody can tell whether it was made now or
/// before. May be used by several threads.
template <class T>
class Shelf {
 public:
  using Sources = std::vector<std::shared_ptr<const Source>>;

  /// `make` returns a shared pointer to T; nothing that is null, or that came with problems to tell, is kept.
  template <class Make>
  std::shared_ptr<const T> get(const Sources& sources, const std::string& wish, const Diagnostics& problems,
                               Make make) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      for (const Book& book : books_) {
        if (book.wish == wish && same(book.sources, sources)) return book.thing;
      }
    }
    const std::size_t before = problems.size();
    std::shared_ptr<const T> made = make();
    if (made == nullptr || problems.size() != before) return made;
    const std::lock_guard<std::mutex> lock(mutex_);
    books_.push_back({sources, wish, made});
    if (books_.size() > kMost) books_.pop_front();
    return made;
  }

 private:
  static constexpr std::size_t kMost = 8;
  struct Book {
    Sources sources;
    std::string wish;
    std::shared_ptr<const T> thing;
  };
  static bool same(const Sources& a, const Sources& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
      return one->name == other->name && one->text == other->text;
    });
  }

  std::mutex mutex_;
  std::deque<Book> books_;
};

}  // namespace cloudsim::scenario
