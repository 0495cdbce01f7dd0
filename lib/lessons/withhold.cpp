// SPDX-License-Identifier: Apache-2.0
#include "lessons/withhold.hpp"

#include <algorithm>

#include "document/read_scalar.hpp"
#include "lessons/library.hpp"
#include "lessons/progress.hpp"
#include "lessons/read_common.hpp"

namespace cloudsim::lessons {

using document::Reader;
using document::Value;

std::vector<Withhold> read_withhold(Reader& reader) {
  std::vector<Withhold> all;
  reader.optional_list("withhold", [&all](Reader& item, std::size_t) {
    Withhold each;
    each.location = item.location();
    item.required("until", each.until);
    read_words(item, "parts", true, each.parts);
    read_words(item, "deployments", false, each.deployments);
    read_words(item, "runs", false, each.runs);
    all.push_back(std::move(each));
  });
  return all;
}

std::vector<FreeBet> read_free(Reader& reader) {
  std::vector<FreeBet> all;
  reader.optional_object("free", [&all](Reader& part) {
    part.accept_any_key();
    for (const Value::Member& member : part.value().members) {
      FreeBet each{member.key, {}, member.key_location};
      if (document::read_scalar(member.value, member.key, each.why, document::Rule{}, part.diagnostics()))
        all.push_back(std::move(each));
    }
  });
  return all;
}

std::vector<Withhold> still_withheld(const Library& library, const Lesson& lesson, const AttemptBook& book,
                                     std::string_view learner, std::string_view run) {
  std::vector<Withhold> still;
  for (const Withhold& each : lesson.withhold) {
    if (!each.runs.empty() && std::find(each.runs.begin(), each.runs.end(), run) == each.runs.end()) continue;
    Diagnostics ignored;
    const auto exercise = library.exercise(each.until, ignored);
    if (exercise == nullptr) continue;
    const ExerciseProgress progress = progress_of(*exercise, book.attempts(), learner);
    if (!progress.has_run && !progress.predicted_all()) still.push_back(each);
  }
  return still;
}

}  // namespace cloudsim::lessons
