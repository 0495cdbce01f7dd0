// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "classroom/guide.hpp"
#include "narrative/locale.hpp"
#include "page/text.hpp"

namespace cloudsim::classroom {

using Guides = std::vector<std::shared_ptr<const Guide>>;

/// What a teacher prepares a lesson with: plan, what learners say, what to leave, questions, board. Several lessons are
/// one text; as HTML one page with contents, each lesson on paper of its own when printed.
std::string text_guide(const Guides& guides, const narrative::Locale& locale, const page::TextOptions& options);
std::string html_guide(const Guides& guides, const narrative::Locale& locale);

/// What learners get on paper: the lesson's title, name and date, what to think about with lines to write on. Nothing
/// on it says what is right. As HTML each hand-out is one sheet of A4 or Letter, in black and white.
std::string text_handout(const Guides& guides, const narrative::Locale& locale, const page::TextOptions& options);
std::string html_handout(const Guides& guides, const narrative::Locale& locale);

}  // namespace cloudsim::classroom
