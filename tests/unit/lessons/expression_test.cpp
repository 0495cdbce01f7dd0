// SPDX-License-Identifier: Apache-2.0
#include "lessons/expression.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cloudsim;
using lessons::Expression;
using lessons::Looked;
using lessons::PathStep;
using lessons::Surroundings;

namespace {

std::string joined(const std::vector<PathStep>& path) {
  std::string text;
  for (const PathStep& step : path)
    text += step.key.empty() ? (text.empty() ? "" : ".") + step.name : "[" + step.key + "=" + step.value + "]";
  return text;
}

Surroundings around() {
  Surroundings surroundings;
  surroundings.value = [](std::string_view name) -> std::optional<double> {
    return name == "images" ? std::optional<double>(3000) : name == "zero" ? std::optional<double>(0) : std::nullopt;
  };
  surroundings.price = [](std::string_view name) -> std::optional<double> {
    return name == "lambda.gb_second.x86" ? std::optional<double>(0.5) : std::nullopt;
  };
  surroundings.path = [](const std::vector<PathStep>& path) -> Looked {
    const std::string text = joined(path);
    if (text == "with-a-limit.requests.lost") return {Looked::State::Found, false, 1, {7200}};
    if (text == "host.lines[group=check].minutes") return {Looked::State::Found, true, 3, {1, 2, 4}};
    if (text == "host.names") return {Looked::State::NoNumber, true, 2, {}};
    if (text == "host.empty") return {Looked::State::Empty, true, 0, {}};
    return {};
  };
  return surroundings;
}

/// The value, or the code of the problem and its byte.
std::string outcome(const std::string& text) {
  const auto parsed = Expression::parse(text);
  if (!parsed) return parsed.error().code + "@" + std::to_string(parsed.error().at);
  const auto value = parsed->evaluate(around());
  if (!value) return value.error().code + "@" + std::to_string(value.error().at);
  std::string shown = std::to_string(*value);
  return shown;
}

double value_of(const std::string& text) {
  const auto parsed = Expression::parse(text);
  REQUIRE(parsed);
  const auto value = parsed->evaluate(around());
  REQUIRE_MESSAGE(value, text);
  return *value;
}

}  // namespace

TEST_CASE("an expression does sums as school taught them") {
  CHECK(value_of("1 + 2 * 3") == 7);
  CHECK(value_of("(1 + 2) * 3") == 9);
  CHECK(value_of("10 - 4 - 3") == 3);
  CHECK(value_of("12 / 2 / 3") == 2);
  CHECK(value_of("-2 * -3") == 6);
  CHECK(value_of("1e3 + 2.5e-1") == 1000.25);
  CHECK(value_of("images / 1000") == 3);
  CHECK(value_of("2 * price(lambda.gb_second.x86)") == 1);
}

TEST_CASE("functions: rounding forgives what division leaves, lists are gathered") {
  CHECK(value_of("ceil(100 / 8)") == 13);
  CHECK(value_of("ceil(0.1 * 3 / 0.3)") == 1);  // 1.0000000000000002 without forgiveness
  CHECK(value_of("floor(7.9)") == 7);
  CHECK(value_of("round(2.5)") == 3);
  CHECK(value_of("round(-2.5)") == -3);
  CHECK(value_of("abs(2 - 5)") == 3);
  CHECK(value_of("min(3, 1, 2)") == 1);
  CHECK(value_of("max(host.lines[group=check].minutes)") == 4);
  CHECK(value_of("sum(host.lines[group=check].minutes)") == 7);
  CHECK(value_of("count(host.lines[group=check].minutes)") == 3);
  CHECK(value_of("count(host.empty)") == 0);
  CHECK(value_of("first(host.lines[group=check].minutes)") == 1);
  CHECK(value_of("last(host.lines[group=check].minutes)") == 4);
  CHECK(value_of("nth(host.lines[group=check].minutes, 1)") == 2);
}

TEST_CASE("names may hold hyphens, so a minus has spaces") {
  CHECK(value_of("with-a-limit.requests.lost - 200") == 7000);
  CHECK(outcome("images-1") == "expression_name@0");
}

TEST_CASE("what cannot be computed says why, and where") {
  CHECK(outcome("") == "expression_syntax@0");
  CHECK(outcome("1 +") == "expression_syntax@3");
  CHECK(outcome("1 2") == "expression_syntax@2");
  CHECK(outcome("(1") == "expression_syntax@2");
  CHECK(outcome("sine(1)") == "expression_function@0");
  CHECK(outcome("ceil(1, 2)") == "expression_arguments@0");
  CHECK(outcome("2 * nothing") == "expression_name@4");
  CHECK(outcome("price(moon.dust)") == "expression_price@0");
  CHECK(outcome("host.nowhere") == "expression_path@0");
  CHECK(outcome("host.empty") == "expression_empty@0");
  CHECK(outcome("sum(host.empty)") == "expression_empty@0");
  CHECK(outcome("host.names") == "expression_no_number@0");
  CHECK(outcome("host.lines[group=check].minutes + 1") == "expression_no_number@0");
  CHECK(outcome("nth(host.lines[group=check].minutes, 3)") == "expression_empty@0");
  CHECK(outcome("1 / zero") == "expression_not_finite@2");
  CHECK(outcome("1e308 * 10") == "expression_not_finite@6");
}

TEST_CASE("hostile texts end in a message, not in a crash") {
  CHECK(outcome(std::string(3000, '1')) == "expression_too_long@0");
  CHECK(outcome(std::string(500, '(')).substr(0, 19) == "expression_too_deep");
  CHECK(outcome(std::string(500, '-') + "1").substr(0, 19) == "expression_too_deep");
  std::string chain = "1";
  while (chain.size() < 1990) chain += "+1";
  CHECK(value_of(chain) == 996);  // 1 and 995 more
  for (int c = 0; c < 256; ++c) {
    const std::string text = std::string("2 * ") + static_cast<char>(c) + " a[b=";
    CHECK_NOTHROW(outcome(text));
  }
}
