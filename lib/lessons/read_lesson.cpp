// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "document/read_scalar.hpp"
#include "document/yaml_source.hpp"
#include "lessons/lesson.hpp"
#include "lessons/read_common.hpp"

namespace cloudsim::lessons {
namespace {

using document::Reader;
using document::Rule;
using document::Value;

constexpr std::size_t kMostControls = 4;

void read_control(Reader& item, Lesson& lesson) {
  Control control;
  item.required("id", control.id);
  item.required("path", control.path);
  item.required("default", control.value);
  item.list_of_values(
      "try", true,
      [&control](const Value& each, Diagnostics& diagnostics) {
        std::string text;
        if (document::read_scalar(each, "try", text, Rule{}, diagnostics)) control.worth_trying.push_back(text);
      },
      "string");
  lesson.controls.push_back(std::move(control));
}

void read(Reader& reader, Lesson& lesson) {
  std::int64_t version = 1;
  Rule known;
  known.minimum = 1;
  known.maximum = 1;
  reader.required("cloudsim_lesson", version, known);
  if (reader.required("id", lesson.id) && !is_id(lesson.id))
    reader.fail("id", "bad_exercise_id", {{"text", document::shown(lesson.id)}});
  read_words(reader, "claims", true, lesson.claims);
  Rule minutes;
  minutes.minimum = 1;
  minutes.maximum = 180;
  reader.required("minutes", lesson.minutes, minutes);
  read_words(reader, "prerequisites", true, lesson.prerequisites);
  read_words(reader, "objectives", true, lesson.objectives);
  read_words(reader, "terms", false, lesson.terms);
  reader.required_object("play", [&lesson](Reader& part) {
    part.required("scenario", lesson.play_scenario);
    part.optional_list("controls", [&lesson](Reader& item, std::size_t) { read_control(item, lesson); });
    if (lesson.controls.size() > kMostControls)
      part.fail("controls", "too_many_controls", {{"maximum", static_cast<std::int64_t>(kMostControls)}});
  });
  read_words(reader, "exercises", true, lesson.exercises);
  lesson.figures = read_figures(reader, true);
  read_words(reader, "quotes", false, lesson.quotes);
  read_explain(reader, "exit", lesson.exit);
  lesson.withhold = read_withhold(reader);
  lesson.free = read_free(reader);
  reader.finish();
}

}  // namespace

std::shared_ptr<const Lesson> read_lesson(std::shared_ptr<const Source> source, Diagnostics& diagnostics) {
  const document::Parsed parsed = document::parse(source);
  Diagnostics found = parsed.diagnostics;
  auto lesson = std::make_shared<Lesson>();
  lesson->source = source;
  if (!has_errors(found)) {
    Reader reader(parsed.root, found);
    read(reader, *lesson);
  }
  const bool sound = !has_errors(found);
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  return sound ? lesson : nullptr;
}

}  // namespace cloudsim::lessons
