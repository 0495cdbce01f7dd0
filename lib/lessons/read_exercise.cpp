// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "document/read_scalar.hpp"
#include "document/yaml_source.hpp"
#include "lessons/exercise.hpp"
#include "lessons/placeholders.hpp"
#include "lessons/read_common.hpp"
#include "lessons/read_question.hpp"

namespace cloudsim::lessons {
namespace {

using document::Reader;
using document::Rule;
using document::Value;

Rule between(double minimum, double maximum) {
  Rule rule;
  rule.minimum = minimum;
  rule.maximum = maximum;
  return rule;
}

bool is_uuid_v4(std::string_view text) {
  if (text.size() != 36 || text[14] != '4') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    if (hyphen ? text[i] != '-' : !hex) return false;
  }
  return text[19] == '8' || text[19] == '9' || text[19] == 'a' || text[19] == 'b';
}

class ExerciseReader {
 public:
  explicit ExerciseReader(Exercise& exercise) : exercise_(exercise) {}

  void read(Reader& reader) {
    std::int64_t version = 1;
    reader.required("cloudsim_exercise", version, between(1, 1));
    if (reader.required("id", exercise_.id) && !is_id(exercise_.id))
      reader.fail("id", "bad_exercise_id", {{"text", document::shown(exercise_.id)}});
    if (reader.required("uuid", exercise_.uuid) && !is_uuid_v4(exercise_.uuid))
      reader.fail("uuid", "bad_uuid", {{"text", document::shown(exercise_.uuid)}});
    reader.optional("replaces", exercise_.replaces);
    const bool belongs =
        reader.required("lesson", exercise_.lesson) && exercise_.id.rfind(exercise_.lesson + ".", 0) == 0;
    if (!belongs && !exercise_.lesson.empty() && !exercise_.id.empty())
      reader.fail("lesson", "exercise_of_other_lesson", {{"id", exercise_.id}, {"lesson", exercise_.lesson}});
    read_words(reader, "claims", true, exercise_.claims);
    reader.required("objective", exercise_.objective);
    reader.required("minutes", exercise_.minutes, between(1, 120));
    read_words(reader, "prerequisites", true, exercise_.prerequisites);
    read_words(reader, "out_of_scope", false, exercise_.out_of_scope);
    reader.required("scenario", exercise_.scenario);
    reader.optional_object("values", [this](Reader& part) { read_values(part); });
    reader.optional_object("set", [this](Reader& part) { read_set(part); });
    exercise_.figures = read_figures(reader, false);
    reader.required_list("questions", 1, [this](Reader& item, std::size_t) { read_one(item); });
    read_explain(reader, "explain", exercise_.explain);
    reader.optional_object("points", [this](Reader& part) { read_points(part); });
    reader.finish();
  }

 private:
  void read_values(Reader& part) {
    part.accept_any_key();
    for (const Value::Member& member : part.value().members) {
      Reader item(member.value, part.diagnostics());
      ValueSpec value;
      value.name = member.key;
      value.location = member.key_location;
      std::string kind;
      const bool has_kind = item.required("kind", kind);
      const std::optional<ShownAs> shown = shown_as(kind);
      if (has_kind && !shown) item.fail("kind", "unknown_kind", {{"name", document::shown(kind)}});
      value.shown = shown.value_or(ShownAs::Text);
      if (value.shown == ShownAs::Text) {
        item.required("value", value.text);
      } else {
        double number = 0;
        if (item.required("value", number)) value.number = number;
        value.text = plain_number(number);
        read_vary(item, value);
      }
      item.finish();
      if (has_kind && (value.number || value.shown == ShownAs::Text)) exercise_.values.push_back(std::move(value));
    }
  }

  static void read_vary(Reader& item, ValueSpec& value) {
    std::vector<double> numbers;
    const bool given = item.list_of_values(
        "vary", false,
        [&numbers](const Value& each, Diagnostics& diagnostics) {
          double number = 0;
          if (document::read_scalar(each, "vary", number, Rule{}, diagnostics)) numbers.push_back(number);
        },
        "number");
    if (!given) return;
    const bool sound = numbers.size() == 3 && numbers[2] > 0 && numbers[1] > numbers[0] &&
                       (numbers[1] - numbers[0]) / numbers[2] <= 1e6;
    if (!sound) {
      item.fail("vary", "bad_vary");
      return;
    }
    value.vary = ValueSpec::Vary{numbers[0], numbers[1], numbers[2]};
  }

  void read_set(Reader& part) {
    part.accept_any_key();
    for (const Value::Member& member : part.value().members) {
      std::string text;
      if (!document::read_scalar(member.value, member.key, text, Rule{}, part.diagnostics())) continue;
      for (const std::string& name : placeholders_in(text)) {
        if (exercise_.value(name) != nullptr) continue;
        std::vector<std::string> known;
        for (const ValueSpec& value : exercise_.values) known.push_back(value.name);
        part.fail(member.key, "unknown_placeholder", {{"name", name}, {"key", member.key}}, closest(name, known));
      }
      exercise_.set.emplace_back(member.key, std::move(text));
    }
  }

  void read_one(Reader& item) {
    Question question = read_question(item);
    if (question.id.empty()) return;
    if (exercise_.question(question.id) != nullptr) item.fail("id", "duplicate_name", {{"name", question.id}});
    exercise_.questions.push_back(std::move(question));
  }

  void read_points(Reader& part) {
    const auto read = [&part](const char* key, int& out) {
      std::int64_t points = out;
      if (part.optional(key, points, between(0, 100))) out = static_cast<int>(points);
    };
    read("predicted", exercise_.points.predicted);
    read("read", exercise_.points.read);
    read("explained", exercise_.points.explained);
  }

  Exercise& exercise_;
};

}  // namespace

const Question* Exercise::question(std::string_view question_id) const {
  const auto found =
      std::find_if(questions.begin(), questions.end(), [&](const Question& each) { return each.id == question_id; });
  return found == questions.end() ? nullptr : &*found;
}

const ValueSpec* Exercise::value(std::string_view name) const {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](const ValueSpec& each) { return each.name == name; });
  return found == values.end() ? nullptr : &*found;
}

std::shared_ptr<const Exercise> read_exercise(std::shared_ptr<const Source> source, Diagnostics& diagnostics) {
  const document::Parsed parsed = document::parse(source);
  Diagnostics found = parsed.diagnostics;
  auto exercise = std::make_shared<Exercise>();
  exercise->source = source;
  if (!has_errors(found)) {
    Reader reader(parsed.root, found);
    ExerciseReader(*exercise).read(reader);
  }
  const bool sound = !has_errors(found);
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  return sound ? exercise : nullptr;
}

}  // namespace cloudsim::lessons
