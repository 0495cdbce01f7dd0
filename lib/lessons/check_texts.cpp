// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "lessons/check.hpp"
#include "lessons/judge.hpp"
#include "lessons/shown.hpp"

namespace cloudsim::lessons {
namespace {

/// Begins the mark of a text that nobody has written yet; `exercise new` puts it there.
constexpr const char* kGap = "⟦";

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

/// "x.size" → "f.size": what is said when an option was picked.
std::string feedback_key(const std::string& option) {
  const std::size_t point = option.find('.');
  return "f." + (point == std::string::npos ? option : option.substr(point + 1));
}

struct Keys {
  std::set<std::string> required;
  std::set<std::string> allowed;  ///< beside the required ones
};

void add_options(const std::vector<std::string>& options, Keys& keys) {
  for (const std::string& option : options) {
    keys.required.insert(option);
    keys.allowed.insert(feedback_key(option));
  }
}

Keys keys_of(const Exercise& exercise) {
  Keys keys;
  keys.required = {"title", "prompt", "explain"};
  keys.allowed = {"reconcile", "why_wide"};
  for (const Question& question : exercise.questions) {
    keys.required.insert("ask." + question.id);
    keys.required.insert("worked." + question.id);
    keys.allowed.insert("reconcile." + question.id);
    keys.allowed.insert("why_wide." + question.id);
    for (const std::string& hint : question.hints) keys.required.insert(hint);
    for (const Misconception& each : question.misconceptions)
      (each.value ? keys.required : keys.allowed).insert(each.id);  // factors have common words
    add_options(question.options, keys);
    add_options(question.bins, keys);
  }
  for (const std::string& option : exercise.explain.options) {
    keys.required.insert(option);
    keys.required.insert(feedback_key(option));
  }
  return keys;
}

/// Runs of digits with their signs: "8.192 MB" has "8.192".
std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> numbers;
  std::string number;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool digit = c >= '0' && c <= '9';
    const bool joined =
        (c == '.' || c == ',') && !number.empty() && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (digit || joined) {
      number += c;
    } else if (!number.empty()) {
      numbers.push_back(number);
      number.clear();
    }
  }
  return numbers;
}

/// Digits without signs, points and the zeros at both ends: what two ways of writing a number have in common.
std::string core(const std::string& number) {
  std::string digits;
  for (const char c : number) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits;
}

/// Whether a number that stands in a text gives this answer away: it is the answer, or has its first three digits.
bool tells(const std::string& number, double answer, const Question& question) {
  std::string point = number;
  std::replace(point.begin(), point.end(), ',', '.');
  if (const std::optional<double> value = parse_number(point)) {
    if (*value == answer) return true;
    if (question.ask == Ask::Number && core(number).size() >= 2 && passes(question, answer, *value)) return true;
  }
  const std::string digits = core(significant(answer, 3));
  return digits.size() >= 3 && core(number).substr(0, 3) == digits;
}

class TextCheck {
 public:
  TextCheck(const Exercise& exercise, const ExerciseTexts& texts, const Trial* trial, Diagnostics& findings)
      : exercise_(exercise), texts_(texts), trial_(trial), findings_(findings), keys_(keys_of(exercise)) {}

  void run() {
    if (texts_.languages().empty()) {
      report("texts_missing", {exercise_.source, 1, 1, 1}, {{"id", exercise_.id}, {"language", std::string("en, es")}});
      return;
    }
    for (const std::string& tag : narrative::Catalogue::languages()) {
      const ExerciseTexts::Language* language = texts_.language(tag);
      if (language != nullptr) {
        one(*language);
      } else if (!exercise_.is_private) {
        report("texts_missing", {exercise_.source, 1, 1, 1}, {{"id", exercise_.id}, {"language", tag}});
      }
    }
    if (!exercise_.is_private) both();
    for (const ExerciseTexts::Language& overlay : texts_.overlays()) differs(overlay);
  }

 private:
  void report(const char* code, const Location& where, Arguments arguments, std::string suggestion = {}) {
    findings_.push_back({Severity::Error, code, std::move(arguments), where, std::move(suggestion)});
  }

  void one(const ExerciseTexts::Language& language) {
    std::vector<std::string> unused;
    for (const auto& [key, message] : language.messages) {
      if (keys_.required.count(key) == 0 && keys_.allowed.count(key) == 0) unused.push_back(key);
    }
    for (const std::string& key : keys_.required) {
      if (language.messages.find(key) == language.messages.end())
        report("text_missing", language.place, {{"key", key}, {"language", language.tag}}, closest(key, unused));
    }
    const std::vector<std::string> known(keys_.required.begin(), keys_.required.end());
    for (const std::string& key : unused)
      report("text_unused", place_of(language, key), {{"key", key}, {"language", language.tag}}, closest(key, known));
    for (const auto& [key, message] : language.messages) {
      placeholders(language, key, message);
      if (ExerciseTexts::literal(message).find(kGap) != std::string::npos)
        report("text_gap", place_of(language, key), {{"key", key}});
      if (key == "prompt" || starts_with(key, "ask.") || starts_with(key, "h.")) give_away(language, key, message);
    }
  }

  static Location place_of(const ExerciseTexts::Language& language, const std::string& key) {
    const auto found = language.places.find(key);
    return found == language.places.end() ? language.place : found->second;
  }

  std::vector<std::string> allowed_in(const std::string& key) const {
    std::vector<std::string> names;
    for (const ValueSpec& value : exercise_.values) names.push_back(value.name);
    if (starts_with(key, "m.")) names.emplace_back("typed");
    const bool after_run =
        starts_with(key, "worked.") || (starts_with(key, "f.") && !of_question(key)) || starts_with(key, "reconcile");
    if (!after_run) return names;
    for (const Figure& figure : exercise_.figures) names.push_back(figure.name);
    names.emplace_back("answer");
    for (const Question& question : exercise_.questions) names.push_back("answer_" + question.id);
    return names;
  }

  /// Said to a wrong pick, while the question is still open.
  bool of_question(const std::string& key) const {
    for (const Question& question : exercise_.questions) {
      for (const std::string& option : question.options) {
        if (feedback_key(option) == key) return true;
      }
    }
    return false;
  }

  void placeholders(const ExerciseTexts::Language& language, const std::string& key,
                    const narrative::Message& message) {
    const std::vector<std::string> allowed = allowed_in(key);
    for (const std::string& name : ExerciseTexts::placeholders(message)) {
      if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
        report("placeholder_not_here", place_of(language, key), {{"name", name}, {"key", key}}, closest(name, allowed));
    }
  }

  /// Only what the text itself says: a value of the exercise may happen to equal the answer.
  void give_away(const ExerciseTexts::Language& language, const std::string& key, const narrative::Message& message) {
    if (trial_ == nullptr) return;
    for (const Question& question : exercise_.questions) {
      if (question.ask != Ask::Number) continue;
      const bool is_its_hint = std::find(question.hints.begin(), question.hints.end(), key) != question.hints.end();
      if (starts_with(key, "h.") && !is_its_hint) continue;
      if (starts_with(key, "ask.") && key != "ask." + question.id) continue;
      const auto answer = trial_->answer(question);
      if (!answer) continue;
      for (const std::string& number : numbers_in(ExerciseTexts::literal(message))) {
        if (tells(number, answer->number, question))
          report("text_tells_answer", place_of(language, key),
                 {{"key", key}, {"number", number}, {"question", question.id}});
      }
    }
  }

  /// Words that may be left out are left out, or not, in all languages.
  void both() {
    for (const ExerciseTexts::Language& language : texts_.languages()) {
      for (const ExerciseTexts::Language& other : texts_.languages()) {
        for (const auto& [key, message] : language.messages) {
          const auto same = other.messages.find(key);
          if (keys_.allowed.count(key) > 0 && keys_.required.count(key) == 0 && same == other.messages.end())
            report("text_missing", other.place, {{"key", key}, {"language", other.tag}});
          if (same != other.messages.end() && language.tag < other.tag)
            compare(language, other, key, message, same->second);
        }
      }
    }
  }

  /// A country's words stand in the place of its language's: the same keys, the same placeholders.
  void differs(const ExerciseTexts::Language& overlay) {
    const ExerciseTexts::Language* base = texts_.language(overlay.tag.substr(0, overlay.tag.find('-')));
    for (const auto& [key, message] : overlay.messages) {
      const bool known = base != nullptr && base->messages.find(key) != base->messages.end();
      if (known) {
        compare(*base, overlay, key, base->messages.find(key)->second, message);
      } else {
        report("text_unused", place_of(overlay, key), {{"key", key}, {"language", overlay.tag}});
      }
    }
  }

  void compare(const ExerciseTexts::Language& left, const ExerciseTexts::Language& right, const std::string& key,
               const narrative::Message& a, const narrative::Message& b) {
    const std::vector<std::string> first = ExerciseTexts::placeholders(a);
    const std::vector<std::string> second = ExerciseTexts::placeholders(b);
    const std::set<std::string> one(first.begin(), first.end());
    const std::set<std::string> two(second.begin(), second.end());
    if (one != two) report("placeholders_differ", place_of(right, key), {{"key", key}, {"language", left.tag}});
  }

  const Exercise& exercise_;
  const ExerciseTexts& texts_;
  const Trial* trial_;
  Diagnostics& findings_;
  Keys keys_;
};

}  // namespace

void check_texts(const Exercise& exercise, const ExerciseTexts& texts, const Trial* trial, Diagnostics& findings) {
  TextCheck(exercise, texts, trial, findings).run();
}

}  // namespace cloudsim::lessons
