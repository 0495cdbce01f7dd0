// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <utility>

#include "commands.hpp"
#include "exit_codes.hpp"
#include "learning.hpp"
#include "lessons/check.hpp"
#include "lessons/shown.hpp"
#include "session/parallel.hpp"

namespace cloudsim::cli {
namespace {

using lessons::Ask;
using lessons::CheckedQuestion;
using lessons::CheckReport;

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::string answer_text(const lessons::Question& question, const CheckedQuestion& checked,
                        const narrative::Locale& locale) {
  if (question.ask == Ask::Number) return lessons::show(question.unit, checked.answer.number, locale);
  if (question.ask != Ask::Range) return joined(checked.answer.picked, " < ");
  std::vector<std::string> points;
  for (const double each : checked.answer.curve) points.push_back(lessons::show(question.unit, each, locale));
  return joined(points, "; ");
}

// A text of the exercise as a learner reads it in that language; empty when it is not there.
std::string line(const CheckReport& report, const narrative::Locale& words, const std::string& key,
                 const Arguments& arguments) {
  if (!report.texts.has(words.language(), key)) return "";
  return "    " + report.texts.text(words, key, arguments) + "\n";
}

std::string preview(const CheckReport& report, const narrative::Locale& words) {
  if (report.texts.language(words.language()) == nullptr) return "";
  const lessons::Exercise& exercise = *report.exercise;
  Diagnostics ignored;  // the check has reported them
  const Arguments before = lessons::value_arguments(exercise, lessons::draw(exercise, 0), words);
  std::string text =
      "  [" + words.language() + "]\n" + line(report, words, "title", before) + line(report, words, "prompt", before);
  for (const lessons::Question& question : exercise.questions) {
    text += line(report, words, "ask." + question.id, before);
    const Arguments after =
        report.trial == nullptr ? before : lessons::answer_arguments(*report.trial, &question, words, ignored);
    for (const auto& each : question.misconceptions) {
      Arguments typed = before;
      for (const CheckedQuestion& checked : report.questions) {
        if (checked.id != question.id) continue;
        for (const auto& [id, value] : checked.misconceptions) {
          if (id == each.id) typed.push_back({"typed", lessons::show(question.unit, value, words)});
        }
      }
      text += line(report, words, each.id, typed);
    }
    for (const std::string& hint : question.hints) text += line(report, words, hint, before);
    text += line(report, words, "worked." + question.id, after);
    text += line(report, words, "reconcile." + question.id, after);
  }
  const Arguments after =
      report.trial == nullptr ? before : lessons::answer_arguments(*report.trial, nullptr, words, ignored);
  text += line(report, words, "reconcile", after) + line(report, words, "explain", before);
  for (const std::string& option : exercise.explain.options) {
    text += line(report, words, option, before);
    text += line(report, words, "f." + option.substr(option.find('.') + 1), after);
  }
  return text;
}

std::string summary(const CheckReport& report, const narrative::Locale& locale) {
  const auto findings = static_cast<std::int64_t>(report.findings.size());
  std::string text =
      locale.text(
          report.passed() ? "cli.exercise.passed" : "cli.exercise.failed",
          {{"id", report.id}, {"variants", static_cast<std::int64_t>(report.variants)}, {"findings", findings}}) +
      "\n";
  if (report.exercise == nullptr) return text;
  for (const CheckedQuestion& checked : report.questions) {
    const lessons::Question* question = report.exercise->question(checked.id);
    text += "  " + locale.text("cli.exercise.answer",
                               {{"question", checked.id}, {"answer", answer_text(*question, checked, locale)}});
    if (question->estimate)
      text += "; " + locale.text("cli.exercise.estimate",
                                 {{"value", lessons::show(question->unit, checked.estimate, locale)}});
    text += "\n";
    for (const auto& [id, value] : checked.misconceptions)
      text += "    " + id + ": " + lessons::show(question->unit, value, locale) + "\n";
  }
  return text;
}

}  // namespace

int check_exercises(const Options& options, const narrative::Locale& locale) {
  const lessons::Library library = library_for(options);
  std::vector<std::string> ids = options.learning.words;
  if (options.learning.all || ids.empty()) ids = library.exercise_ids();
  std::vector<CheckReport> reports(ids.size());
  {
    Progress progress(!options.quiet, locale.text("cli.progress.verifying", {}));
    session::for_each_index(
        ids.size(), options.jobs, [&](std::size_t i) { reports[i] = lessons::check_exercise(library, ids[i]); },
        [&](std::size_t done) { progress.show(static_cast<double>(done) / static_cast<double>(ids.size())); });
  }
  std::string text;
  Diagnostics findings;
  std::int64_t failed = 0;
  const bool with_preview = !options.learning.all && !options.learning.words.empty() && !options.quiet;
  for (const CheckReport& report : reports) {
    text += summary(report, locale);
    if (with_preview && report.exercise != nullptr) {
      for (const auto& language : report.texts.languages()) {
        narrative::LocaleOptions words;
        words.plain = options.plain;
        words.words = narrative::Words::Brief;
        text += preview(report, narrative::Locale::load(language.tag, words));
      }
    }
    findings.insert(findings.end(), report.findings.begin(), report.findings.end());
    failed += report.passed() ? 0 : 1;
  }
  text +=
      locale.text("cli.exercise.checked", {{"count", static_cast<std::int64_t>(reports.size())}, {"failed", failed}}) +
      "\n";
  deliver(text, options);
  print_diagnostics(findings, options, locale);
  return failed > 0 ? kObjectivesMissed : kFine;
}

}  // namespace cloudsim::cli
