// SPDX-License-Identifier: Apache-2.0
#include "lesson_guide.hpp"

#include <algorithm>
#include <string>

#include "classroom/guide_page.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"

namespace cloudsim::cli {
namespace {

using classroom::Guides;

// The guides of the lessons that were named, of all lessons when none was; empty, with messages, when one has none.
Guides guides_for(const Options& options, const narrative::Locale& locale) {
  const lessons::Library library = library_for(options);
  std::vector<std::string> ids = options.learning.words;
  if (ids.empty()) {
    ids = library.lesson_ids();
    // In the order of a course: the capstones (C1) build on the lessons.
    std::stable_partition(ids.begin(), ids.end(), [](const std::string& id) { return id.front() != 'C'; });
  }
  Guides guides;
  Diagnostics problems;
  for (const std::string& id : ids) {
    if (auto guide = classroom::read_guide(library, id, locale, problems)) guides.push_back(std::move(guide));
  }
  print_diagnostics(problems, options, locale);
  return has_errors(problems) ? Guides{} : guides;
}

using Text = std::string (*)(const Guides&, const narrative::Locale&, const page::TextOptions&);
using Page = std::string (*)(const Guides&, const narrative::Locale&);

int show(const Options& options, const narrative::Locale& locale, Text text, Page page) {
  const Guides guides = guides_for(options, locale);
  if (guides.empty()) return kBadInput;
  deliver(options.format == Format::Html ? page(guides, locale) : text(guides, locale, text_options(options)), options);
  return kFine;
}

}  // namespace

int show_guide(const Options& options, const narrative::Locale& locale) {
  return show(options, locale, classroom::text_guide, classroom::html_guide);
}

int show_handout(const Options& options, const narrative::Locale& locale) {
  return show(options, locale, classroom::text_handout, classroom::html_handout);
}

}  // namespace cloudsim::cli
