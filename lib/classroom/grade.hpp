// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "classroom/class_files.hpp"
#include "narrative/locale.hpp"

namespace cloudsim::classroom {

/// What a learner has for one exercise.
struct Mark {
  double points = 0;
  double of = 0;
  bool touched = false;  ///< else the learner has not begun it
};

struct Marks {
  std::vector<std::string> exercises;  ///< ids, sorted
  std::vector<double> of;              ///< points that each has
  struct Row {
    std::string learner;      ///< as the lines say; else the file's name without folder and ending
    std::vector<Mark> marks;  ///< one an exercise
    Diagnostics doubts;       ///< about the file, see doubts_about()
    double points() const;
  };
  std::vector<Row> rows;  ///< by learner
};

/// Judges every exercise anew: the scenario runs with the numbers that the learner's name gives, what was typed is read
/// again, and what the file says about passing counts for nothing. class_formula {learner}, a warning: a name that the
/// CSV files cannot hold as it is.
Marks grade(const lessons::Library& library, const std::vector<ClassFile>& files, const narrative::Locale& locale,
            Diagnostics& problems);

/// Moodle: a heading Username, one column an exercise with its points, a total, and remarks. Canvas: its five columns,
/// "Points Possible" in the second line, one column an exercise. What a spreadsheet would take for a formula is made
/// text.
std::string moodle_csv(const Marks& marks, const narrative::Locale& locale);
std::string canvas_csv(const Marks& marks);

}  // namespace cloudsim::classroom
