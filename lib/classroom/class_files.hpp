// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "lessons/attempts.hpp"
#include "lessons/exercise.hpp"
#include "lessons/library.hpp"
#include "lessons/trial.hpp"

/// What a teacher does with the files of a class: count bets, give marks, hand out numbers. Nothing leaves the machine.
namespace cloudsim::classroom {

/// A file that a learner handed in.
struct ClassFile {
  std::shared_ptr<const Source> source;
  lessons::AttemptBook book;
  std::string name;  ///< of who handed it in, where the lines do not say; empty: as the file is called
};

/// What one learner did with one exercise, from one file.
struct Work {
  const ClassFile* file = nullptr;
  std::string learner;  ///< as the lines say; empty when they do not
  std::shared_ptr<const lessons::Exercise> exercise;
};

/// Every exercise that somebody touched, sorted by exercise, then in the order of the files. Who is in two files counts
/// once an exercise, with the file that has more lines of it. Problems: class_unknown_exercise (a file names one that
/// is not there), class_twice; both warnings.
std::vector<Work> works_of(const lessons::Library& library, const std::vector<ClassFile>& files, Diagnostics& problems);

/// Lines that are not as they were written, and a last line cut off: class_altered, class_moved, class_torn {},
/// warnings with file and line. class_other_numbers: an exercise was done with another learner's numbers.
Diagnostics doubts_about(const ClassFile& file, const std::vector<Work>& works);

/// Runs every variant once, however many learners share it.
class Trials {
 public:
  explicit Trials(const lessons::Library& library) : library_(&library) {}
  /// Null, with problems, when it cannot be run.
  std::shared_ptr<const lessons::Trial> of(const std::shared_ptr<const lessons::Exercise>& exercise, std::uint64_t seed,
                                           Diagnostics& problems);

 private:
  const lessons::Library* library_;
  std::map<std::pair<std::string, std::uint64_t>, std::shared_ptr<const lessons::Trial>> run_;
};

}  // namespace cloudsim::classroom
