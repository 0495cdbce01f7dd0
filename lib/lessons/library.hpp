// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "lessons/exercise.hpp"
#include "lessons/lesson.hpp"
#include "scenario/load.hpp"

namespace cloudsim::lessons {

/// Where lessons come from: the shipped files, below them a --data folder, below that a teacher's own folders. All are
/// laid out alike (scenarios/exercises/…, locales/en/exercises/…); of files of the same path the most special one wins.
class Library {
 public:
  struct Options {
    std::string data_folder;  ///< --data; may be empty
    std::string teach_path;   ///< CLOUDSIM_TEACH_PATH: folders with ':' between them; may be empty
  };
  Library() = default;
  explicit Library(const Options& options);

  /// The file of this path ("scenarios/exercises/x.yaml"), or null.
  std::shared_ptr<const Source> find(const std::string& path) const;
  /// All layers' files of this path, the most special one first.
  std::vector<std::shared_ptr<const Source>> find_all(const std::string& path) const;
  /// All paths with this start, sorted, each once.
  std::vector<std::string> list(const std::string& prefix) const;
  bool is_private(const std::string& path) const;  ///< the winning file is a teacher's own

  std::vector<std::string> exercise_ids() const;  ///< sorted
  std::vector<std::string> lesson_ids() const;
  /// The exercise, or null with problems (unknown_exercise with the nearest id, or what is wrong in its file).
  std::shared_ptr<const Exercise> exercise(const std::string& id, Diagnostics& diagnostics) const;
  std::shared_ptr<const Lesson> lesson(const std::string& id, Diagnostics& diagnostics) const;

  /// A scenario by its shipped name or by a file beside the exercises; null when there is none.
  std::shared_ptr<const Source> scenario(const std::string& name) const;
  /// How that scenario reaches other files.
  scenario::FileReader reader_for(const Source& scenario) const;

 private:
  struct Layer {
    std::string folder;
    bool is_private = false;
  };
  /// Where files of one kind are, and how they are read.
  template <class What>
  struct Kind {
    const char* folder;
    const char* unknown;  ///< code of the problem when there is none of that id
    std::shared_ptr<const What> (*read)(std::shared_ptr<const Source>, Diagnostics&);
  };
  std::vector<std::string> ids_in(const std::string& folder) const;
  template <class What>
  std::shared_ptr<const What> named(const std::string& id, const Kind<What>& kind, Diagnostics& diagnostics) const;

  std::vector<Layer> layers_;  ///< the most special one first; the shipped files come after all of them
};

}  // namespace cloudsim::lessons
