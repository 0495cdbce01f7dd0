// SPDX-License-Identifier: Apache-2.0
#include "lessons/trial.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "session/run.hpp"

namespace cloudsim::lessons {
namespace {

/// USD for one unit of a meter; empty when the list does not have it, or has no price for it.
std::optional<double> price_in(const session::Data& data, std::string_view name) {
  const auto* meter = data.prices.find(name);
  if (meter == nullptr || meter->unknown) return std::nullopt;
  if (meter->tiers.empty()) return meter->included ? std::optional<double>(0.0) : std::nullopt;
  return to_usd(meter->tiers.front().price) / static_cast<double>(meter->per);
}

}  // namespace

Diagnostic to_diagnostic(const ExpressionProblem& problem, const std::string& expression, const Location& where) {
  Diagnostic diagnostic{Severity::Error, problem.code, problem.arguments, where, {}};
  diagnostic.arguments.push_back({"expression", expression});
  return diagnostic;
}

Surroundings Trial::surroundings() const {
  Surroundings around;
  around.value = [this](std::string_view name) -> std::optional<double> {
    for (std::size_t i = 0; i < exercise->values.size() && i < variant.numbers.size(); ++i) {
      if (exercise->values[i].name == name) return variant.numbers[i];
    }
    return std::nullopt;
  };
  around.price = [this](std::string_view name) { return price_in(data, name); };
  around.path = [this](const std::vector<PathStep>& path) { return tree->look(path); };
  return around;
}

tl::expected<double, Diagnostic> Trial::evaluate(const Expression& expression, const Location& where) const {
  const tl::expected<double, ExpressionProblem> value = expression.evaluate(surroundings());
  if (!value) return tl::unexpected(to_diagnostic(value.error(), expression.text(), where));
  return *value;
}

tl::expected<Answer, Diagnostic> Trial::answer(const Question& question) const {
  Answer answer;
  if (question.ask == Ask::Number) {
    const auto value = evaluate(*question.metric, question.location);
    if (!value) return tl::unexpected(value.error());
    answer.number = *value;
    return answer;
  }
  std::vector<double> numbers;
  for (const Expression& each : question.ask == Ask::Range ? question.points : question.option_metrics) {
    const auto value = evaluate(each, question.location);
    if (!value) return tl::unexpected(value.error());
    numbers.push_back(*value);
  }
  if (question.ask == Ask::Range) {
    answer.curve = std::move(numbers);
    return answer;
  }
  answer.picked = question.correct;
  if (numbers.empty()) return answer;
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
  if (question.ask == Ask::Choice) {
    answer.picked = {question.options[question.lowest ? order.front() : order.back()]};
  } else {
    for (const std::size_t i : order) answer.picked.push_back(question.options[i]);
  }
  return answer;
}

std::optional<Ran> run_scenario(const Library& library, const std::string& name,
                                const std::vector<scenario::Override>& changes, const Location& where,
                                Diagnostics& problems) {
  const auto source = library.scenario(name);
  if (source == nullptr) {
    problems.push_back({Severity::Error, "exercise_scenario", {{"name", name}}, where, {}});
    return std::nullopt;
  }
  const scenario::FileReader files = library.reader_for(*source);
  auto loaded = scenario::load(source, changes, files);
  if (!loaded) {
    problems.insert(problems.end(), loaded.error().begin(), loaded.error().end());
    return std::nullopt;
  }
  auto data = session::load_data(loaded->scenario, files);
  if (!data) {
    problems.insert(problems.end(), data.error().begin(), data.error().end());
    return std::nullopt;
  }
  session::RunOptions options;
  for (const scenario::Override& change : changes) options.overrides.emplace_back(change.path, change.value);
  Ran ran;
  ran.result = session::run(loaded->scenario, *data, options);
  ran.data = std::move(*data);
  return ran;
}

std::shared_ptr<const Trial> run_exercise(const Library& library, std::shared_ptr<const Exercise> exercise,
                                          const Variant& variant, Diagnostics& problems) {
  const Location where{exercise->source, 1, 1, 1};
  std::optional<Ran> ran = run_scenario(library, exercise->scenario, changes_of(*exercise, variant), where, problems);
  if (!ran) return nullptr;
  auto trial = std::make_shared<Trial>();
  trial->exercise = std::move(exercise);
  trial->variant = variant;
  trial->result = std::move(ran->result);
  trial->data = std::move(ran->data);
  trial->tree = std::make_shared<const ResultTree>(trial->result);
  return trial;
}

}  // namespace cloudsim::lessons
