// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/argument.hpp"
#include "tl/expected.hpp"

namespace cloudsim::lessons {

/// What is wrong with an expression, and at which byte. Codes: expression_syntax, expression_too_long,
/// expression_too_deep, expression_function, expression_arguments, expression_name, expression_price, expression_path,
/// expression_empty (null, or a list without members), expression_no_number, expression_not_a_list,
/// expression_not_finite.
struct ExpressionProblem {
  std::string code;
  std::size_t at = 0;
  Arguments arguments;
};

/// One step of a path into a result: a member's name, or a selection [key=value] from a list.
struct PathStep {
  std::string name;
  std::string key, value;  ///< of a selection; then `name` is empty
};

/// The outcome of looking a path up: numbers (one, or those of a list), or why not.
struct Looked {
  enum class State { Found, NoSuchPath, Empty, NoNumber };
  State state = State::NoSuchPath;
  bool is_list = false;
  std::size_t members = 0;  ///< of a list, for count(): they need not be numbers
  std::vector<double> numbers;
};

/// Where an expression finds its names.
struct Surroundings {
  std::function<std::optional<double>(std::string_view)> value;  ///< a value of the exercise
  std::function<std::optional<double>(std::string_view)> price;  ///< USD for one unit of a meter
  std::function<Looked(const std::vector<PathStep>&)> path;      ///< into the result
};

/// `images * price(lambda.request) + 1e-3`, `first(server.events[kind=crashed].at_ns) / 1e9`. Operators + - * / and
/// brackets; functions min max ceil floor round abs sum count first last nth(list, i from 0), price(METER); names of
/// values; paths. Names may hold hyphens, so a minus has spaces around it. Never throws; texts are at most 2,000 bytes
/// and 60 levels deep.
class Expression {
 public:
  struct Node;

  static tl::expected<Expression, ExpressionProblem> parse(std::string_view text);

  const std::string& text() const { return text_; }
  tl::expected<double, ExpressionProblem> evaluate(const Surroundings& surroundings) const;

 private:
  std::string text_;
  std::shared_ptr<const Node> root_;
};

}  // namespace cloudsim::lessons
