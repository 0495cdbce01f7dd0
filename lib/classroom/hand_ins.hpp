// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "base/diagnostic.hpp"
#include "classroom/class_files.hpp"

namespace cloudsim::classroom {

/// The books in a file that a learner handed in: a file of attempts is one; a notebook (.ipynb) has one for each
/// exercise, in the outputs of its cells. Of several outputs of one learner and exercise the one with the most lines
/// counts. A notebook without any, or that is no JSON, has none.
std::vector<ClassFile> read_hand_in(const std::shared_ptr<const Source>& source);

/// Gives every file the name that tells it from the others: its own, or, when several are called the same, the first
/// folder in which they differ ("submitted/ana/L04/L04.ipynb": ana), or everything from there on.
void name_hand_ins(std::vector<ClassFile>& files);

}  // namespace cloudsim::classroom
