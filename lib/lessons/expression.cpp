// SPDX-License-Identifier: Apache-2.0
#include "lessons/expression.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lessons/expression_node.hpp"

namespace cloudsim::lessons {
namespace {

using Node = Expression::Node;

/// A number, or the numbers of a list.
struct Computed {
  bool is_list = false;
  std::size_t members = 0;
  std::vector<double> numbers;
};

constexpr int kDeepest = 4000;  // a chain of 1 + 1 + 1 … leans to the left as deep as it is long

/// Doubles hold every whole number below this; above, rounding changes nothing.
constexpr double kAllWhole = 4503599627370496.0;

double whole_below(double value) {
  if (value >= kAllWhole || value <= -kAllWhole) return value;
  const double cut = static_cast<double>(static_cast<std::int64_t>(value));
  return cut > value ? cut - 1 : cut;
}

/// What division leaves of a whole number (0.1 + 0.2 is not 0.3) must not push ceil or floor to the next one.
double nearly_whole(double value) {
  const double nearest = whole_below(value + 0.5);
  const double distance = value < nearest ? nearest - value : value - nearest;
  const double size = value < 0 ? -value : value;
  return distance <= 1e-9 * (size + 1) ? nearest : value;
}

class Evaluator {
 public:
  explicit Evaluator(const Surroundings& surroundings) : surroundings_(surroundings) {}

  tl::expected<double, ExpressionProblem> whole(const Node& node) {
    const double value = number(node);
    if (problem_) return tl::unexpected(*problem_);
    return value;
  }

 private:
  double fail(const Node& node, const char* code, Arguments arguments = {}) {
    if (!problem_) problem_ = ExpressionProblem{code, node.at, std::move(arguments)};
    return 0;
  }

  /// As one number; a list of several is none.
  double number(const Node& node) {
    const Computed computed = compute(node);
    if (problem_) return 0;
    if (computed.members == 0) return fail(node, "expression_empty");
    if (computed.numbers.size() != 1 || (computed.is_list && computed.members != 1))
      return fail(node, "expression_no_number");
    const double value = computed.numbers.front();
    return std::isfinite(value) ? value : fail(node, "expression_not_finite");
  }

  static Computed one(double value) { return {false, 1, {value}}; }

  Computed compute(const Node& node) {
    if (problem_) return {};
    switch (node.kind) {
      case Node::Kind::Number:
        return one(node.number);
      case Node::Kind::Name:
        return name(node);
      case Node::Kind::Path:
        return path(node, node.path);
      case Node::Kind::Price: {
        const std::optional<double> price = surroundings_.price ? surroundings_.price(node.name) : std::nullopt;
        return one(price ? *price : fail(node, "expression_price", {{"name", node.name}}));
      }
      case Node::Kind::Negate:
        return one(-number(node.children[0]));
      case Node::Kind::Call:
        return call(node);
      default:
        return one(arithmetic(node));
    }
  }

  double arithmetic(const Node& node) {
    if (++depth_ > kDeepest) return fail(node, "expression_too_deep");
    const double left = number(node.children[0]);
    const double right = number(node.children[1]);
    --depth_;
    double value = 0;
    switch (node.kind) {
      case Node::Kind::Add:
        value = left + right;
        break;
      case Node::Kind::Subtract:
        value = left - right;
        break;
      case Node::Kind::Multiply:
        value = left * right;
        break;
      default:
        if (right == 0) return fail(node, "expression_not_finite");
        value = left / right;
        break;
    }
    return std::isfinite(value) ? value : fail(node, "expression_not_finite");
  }

  Computed name(const Node& node) {
    if (surroundings_.value) {
      if (const std::optional<double> value = surroundings_.value(node.name)) return one(*value);
    }
    fail(node, "expression_name", {{"name", node.name}});
    return {};
  }

  Computed path(const Node& node, const std::vector<PathStep>& steps) {
    const Looked looked = surroundings_.path ? surroundings_.path(steps) : Looked{};
    switch (looked.state) {
      case Looked::State::NoSuchPath:
        fail(node, "expression_path");
        return {};
      case Looked::State::Empty:
        return {looked.is_list, 0, {}};
      case Looked::State::NoNumber:
        return {looked.is_list, looked.members, {}};
      case Looked::State::Found:
        break;
    }
    return {looked.is_list, looked.members, looked.numbers};
  }

  Computed call(const Node& node) {
    if (node.function == Function::Count) {
      const Computed list = compute(node.children[0]);
      return one(static_cast<double>(list.members));
    }
    const Function function = node.function;
    if (function == Function::Ceil || function == Function::Floor || function == Function::Round ||
        function == Function::Abs) {
      return one(rounded(function, number(node.children[0])));
    }
    std::vector<double> numbers;
    std::size_t wanted = 0;
    if (function == Function::Nth) {
      const double position = number(node.children[1]);
      if (problem_) return {};
      if (position < 0 || position != whole_below(position) || position > 1e6)
        return one(fail(node, "expression_empty"));
      wanted = static_cast<std::size_t>(position);
    }
    const std::size_t lists = function == Function::Nth ? 1 : node.children.size();
    for (std::size_t i = 0; i < lists; ++i) {
      const Computed each = compute(node.children[i]);
      if (each.members != each.numbers.size()) return one(fail(node.children[i], "expression_no_number"));
      numbers.insert(numbers.end(), each.numbers.begin(), each.numbers.end());
    }
    if (problem_) return {};
    if (numbers.empty() || wanted >= numbers.size()) return one(fail(node, "expression_empty"));
    return one(gathered(function, numbers, wanted));
  }

  static double rounded(Function function, double value) {
    const double exact = nearly_whole(value);
    if (function == Function::Abs) return value < 0 ? -value : value;
    if (function == Function::Floor) return whole_below(exact);
    if (function == Function::Ceil) return -whole_below(-exact);
    return value < 0 ? -whole_below(-exact + 0.5) : whole_below(exact + 0.5);  // halves away from zero
  }

  static double gathered(Function function, const std::vector<double>& numbers, std::size_t wanted) {
    switch (function) {
      case Function::Min:
        return *std::min_element(numbers.begin(), numbers.end());
      case Function::Max:
        return *std::max_element(numbers.begin(), numbers.end());
      case Function::Sum: {
        double total = 0;
        for (const double each : numbers) total += each;
        return total;
      }
      case Function::Last:
        return numbers.back();
      default:
        return numbers[wanted];  // first: 0
    }
  }

  const Surroundings& surroundings_;
  std::optional<ExpressionProblem> problem_;
  int depth_ = 0;
};

}  // namespace

tl::expected<Expression, ExpressionProblem> Expression::parse(std::string_view text) {
  tl::expected<Node, ExpressionProblem> root = parse_expression(text);
  if (!root) return tl::unexpected(root.error());
  Expression expression;
  expression.text_ = std::string(text);
  expression.root_ = std::make_shared<const Node>(std::move(*root));
  return expression;
}

tl::expected<double, ExpressionProblem> Expression::evaluate(const Surroundings& surroundings) const {
  if (root_ == nullptr) return tl::unexpected(ExpressionProblem{"expression_syntax", 0, {}});
  return Evaluator(surroundings).whole(*root_);
}

}  // namespace cloudsim::lessons
