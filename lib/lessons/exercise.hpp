// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "lessons/expression.hpp"

/// Lessons and exercises: what a learner bets on, runs, reads off and explains. Files hold numbers and order; texts are
/// elsewhere, one set a language. Answers are never in a file: they are read from the run.
namespace cloudsim::lessons {

/// How a value or figure is shown. Ms is a number of milliseconds shown as a duration; Percent is a share 0..1.
enum class ShownAs : std::uint8_t {
  Int,
  Num1,
  Num2,
  Usd,
  Price,
  Percent,
  Ms,
  S,
  Min,
  H,
  Mb,
  Mib,
  Gb,
  PerSecond,
  PerDay,
  Text
};

/// What a typed number counts. Percent is typed as 12.5, and the metric gives 12.5 too.
enum class Unit : std::uint8_t { Count, Usd, Seconds, Minutes, Hours, Percent, Megabytes, Gigabytes, PerSecond, Ratio };
/// "count", "usd", … as files write it.
const char* unit_name(Unit unit);

/// Something that the prompt names. `number` is empty for kind text.
struct ValueSpec {
  std::string name;
  ShownAs shown = ShownAs::Int;
  std::optional<double> number;
  std::string text;  ///< as --set takes it: the plain number, or the text
  struct Vary {
    double from = 0, to = 0, step = 1;
  };
  std::optional<Vary> vary;  ///< per-learner variants
  Location location;
};

/// A number that is read from the run, for texts that are shown after it.
struct Figure {
  std::string name;
  Expression metric;
  ShownAs shown = ShownAs::Int;
  std::string exercise;  ///< of a lesson's figure: whose run
  Location location;
};

/// A wrong answer with a meaning: a value over the same variables, or factors between what was typed and what is right.
struct Misconception {
  std::string id;  ///< its text: "m.always_on"
  std::optional<Expression> value;
  std::optional<double> rel;   ///< how near counts as this; else as the question's tolerance
  std::vector<double> ratios;  ///< typed ÷ right
  Location location;
};

enum class Ask : std::uint8_t { Number, Choice, Order, Classify, Range };

struct Question {
  std::string id;  ///< a short word; its text is "ask.<id>"
  Ask ask = Ask::Number;
  Unit unit = Unit::Count;
  std::optional<Expression> metric;    ///< Number
  std::optional<Expression> estimate;  ///< Number: must agree with the run, or the texts say why not
  double rel = 0, abs = 0;             ///< passes within either
  int min_figures = 0;
  std::vector<Misconception> misconceptions;
  std::vector<std::string> hints;          ///< keys, in the order of the ladder
  std::vector<std::string> options;        ///< Choice: options. Order, Classify: items
  std::vector<std::string> bins;           ///< Classify
  std::vector<std::string> correct;        ///< Choice: one. Order: all. Classify: the bin of each item. Or empty:
  std::vector<Expression> option_metrics;  ///< Choice, Order: one per option, read from the run
  bool lowest = true;                      ///< Choice by metrics
  std::vector<double> at;                  ///< Range: where the curve is asked
  std::vector<Expression> points;          ///< Range: the curve
  double pass = 0.8;                       ///< Range: share of the area
  Location location;
};

struct ExplainSpec {
  std::vector<std::string> options;
  std::string correct;
};

struct Points {
  int predicted = 1, read = 2, explained = 2;
  int total() const { return predicted + read + explained; }
};

struct Exercise {
  std::string id;    ///< "L04.E1"
  std::string uuid;  ///< never used again; state and variants hang on it
  std::string lesson;
  std::vector<std::string> claims;
  std::string objective;
  std::int64_t minutes = 0;
  std::vector<std::string> prerequisites;
  std::vector<std::string> out_of_scope;
  std::string replaces;  ///< uuid of the exercise that this one corrects; may be empty
  std::string scenario;
  std::vector<ValueSpec> values;
  std::vector<std::pair<std::string, std::string>> set;  ///< path → value text with {name} of values
  std::vector<Figure> figures;
  std::vector<Question> questions;
  ExplainSpec explain;
  Points points;
  std::shared_ptr<const Source> source;
  bool is_private = false;  ///< from a teacher's own folder: a text in one language will do

  const Question* question(std::string_view question_id) const;
  const ValueSpec* value(std::string_view name) const;
};

/// Text → exercise, or every problem at once. Codes: those of document::Reader and of expressions, bad_exercise_id,
/// bad_uuid, exercise_of_other_lesson, duplicate_name, unknown_option, two_answers, no_answer, metrics_not_options,
/// bad_vary, unknown_placeholder.
std::shared_ptr<const Exercise> read_exercise(std::shared_ptr<const Source> source, Diagnostics& diagnostics);

}  // namespace cloudsim::lessons
