// SPDX-License-Identifier: Apache-2.0
#include "classroom/variants.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "lessons/shown.hpp"
#include "lessons/variant.hpp"

namespace cloudsim::classroom {
namespace {

std::string without_quotes(std::string_view cell) {
  cell = trim(cell);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
  return std::string(cell);
}

std::string answer_text(const lessons::Question& question, const lessons::Answer& answer,
                        const narrative::Locale& locale) {
  if (question.ask == lessons::Ask::Number) return lessons::show(question.unit, answer.number, locale);
  std::string text;
  for (const std::string& picked : answer.picked) text += (text.empty() ? "" : " ") + picked;
  for (const double point : answer.curve)
    text += (text.empty() ? "" : "; ") + lessons::show(question.unit, point, locale);
  return text;
}

}  // namespace

std::vector<std::string> read_learners(std::string_view text) {
  std::vector<std::string> names;
  std::size_t column = 0;
  bool first = true;
  for (std::string_view line : split(text, '\n')) {
    line = trim(line);
    if (line.substr(0, 3) == "\xEF\xBB\xBF") line.remove_prefix(3);  // spreadsheets begin files with it
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string_view> cells = split(line, ',');
    if (first) {
      first = false;
      bool heading = false;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string cell = without_quotes(cells[i]);
        if (cell != "learner" && cell != "username" && cell != "Username") continue;
        column = i;
        heading = true;
      }
      if (heading) continue;
    }
    if (column >= cells.size()) continue;
    const std::string name = without_quotes(cells[column]);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

VariantTable variants(const lessons::Library& library, const std::shared_ptr<const lessons::Exercise>& exercise,
                      const std::vector<std::string>& learners, bool with_answers, const narrative::Locale& locale,
                      Diagnostics& problems) {
  VariantTable table;
  for (const lessons::ValueSpec& value : exercise->values) table.values.push_back(value.name);
  for (const lessons::Question& question : exercise->questions) table.questions.push_back(question.id);
  Trials trials(library);
  for (const std::string& learner : learners) {
    VariantTable::Row row;
    row.learner = learner;
    const std::uint64_t seed = lessons::seed_of(learner, *exercise);
    const lessons::Variant variant = lessons::draw(*exercise, seed);
    for (std::size_t i = 0; i < exercise->values.size(); ++i) {
      const lessons::ValueSpec& value = exercise->values[i];
      row.numbers.push_back(variant.numbers[i] ? lessons::show(value.shown, *variant.numbers[i], locale) : value.text);
    }
    const auto trial = with_answers ? trials.of(exercise, seed, problems) : nullptr;
    for (const lessons::Question& question : exercise->questions) {
      if (trial == nullptr) break;
      const auto answer = trial->answer(question);
      row.answers.push_back(answer ? answer_text(question, *answer, locale) : "");
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace cloudsim::classroom
