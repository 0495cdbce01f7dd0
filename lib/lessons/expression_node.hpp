// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lessons/expression.hpp"

namespace cloudsim::lessons {

enum class Function : std::uint8_t { Min, Max, Ceil, Floor, Round, Abs, Sum, Count, First, Last, Nth };

/// A part of a parsed expression.
struct Expression::Node {
  enum class Kind : std::uint8_t { Number, Name, Path, Price, Negate, Add, Subtract, Multiply, Divide, Call };
  Kind kind = Kind::Number;
  std::size_t at = 0;  ///< byte in the text
  double number = 0;
  std::string name;  ///< Name, Price
  std::vector<PathStep> path;
  Function function = Function::Min;
  std::vector<Node> children;
};

/// Text → tree.
tl::expected<Expression::Node, ExpressionProblem> parse_expression(std::string_view text);

}  // namespace cloudsim::lessons
