// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "lessons/expression_node.hpp"

namespace cloudsim::lessons {
namespace {

using Node = Expression::Node;

constexpr std::size_t kLongest = 2000;
constexpr int kDeepest = 60;
constexpr std::array<std::pair<std::string_view, Function>, 11> kFunctions = {{{"min", Function::Min},
                                                                               {"max", Function::Max},
                                                                               {"ceil", Function::Ceil},
                                                                               {"floor", Function::Floor},
                                                                               {"round", Function::Round},
                                                                               {"abs", Function::Abs},
                                                                               {"sum", Function::Sum},
                                                                               {"count", Function::Count},
                                                                               {"first", Function::First},
                                                                               {"last", Function::Last},
                                                                               {"nth", Function::Nth}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_letter(c) || is_digit(c) || c == '-'; }

/// Recursive descent; the first problem ends it, and then every function returns at once.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  tl::expected<Node, ExpressionProblem> whole() {
    if (text_.size() > kLongest) return tl::unexpected(ExpressionProblem{"expression_too_long", 0, {}});
    Node node = sum();
    skip_blanks();
    if (!failed() && at_ != text_.size()) fail("expression_syntax");
    if (failed()) return tl::unexpected(*problem_);
    return node;
  }

 private:
  bool failed() const { return problem_.has_value(); }
  char now() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (now() == ' ' || now() == '\n' || now() == '\t') ++at_;
  }
  void fail(const char* code, Arguments arguments = {}) { fail_at(at_, code, std::move(arguments)); }
  void fail_at(std::size_t at, const char* code, Arguments arguments = {}) {
    if (!failed()) problem_ = ExpressionProblem{code, at, std::move(arguments)};
  }
  bool take(char wanted) {
    skip_blanks();
    if (now() != wanted || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }

  Node sum() { return binary('+', Node::Kind::Add, '-', Node::Kind::Subtract, &Parser::product); }
  Node product() { return binary('*', Node::Kind::Multiply, '/', Node::Kind::Divide, &Parser::factor); }

  Node binary(char first, Node::Kind first_kind, char second, Node::Kind second_kind, Node (Parser::*operand)()) {
    Node left = (this->*operand)();
    while (!failed()) {
      skip_blanks();
      const std::size_t at = at_;
      const char sign = now();
      if (at_ >= text_.size() || (sign != first && sign != second)) break;
      ++at_;
      Node node;
      node.kind = sign == first ? first_kind : second_kind;
      node.at = at;
      Node right = (this->*operand)();
      node.children.push_back(std::move(left));
      node.children.push_back(std::move(right));
      left = std::move(node);
      if (++long_chain_ > kLongest) fail("expression_too_long");
    }
    return left;
  }

  Node factor() {
    Node node;
    if (++depth_ > kDeepest) {
      fail("expression_too_deep");
    } else {
      node = inner_factor();
    }
    --depth_;
    return node;
  }

  Node inner_factor() {
    skip_blanks();
    Node node;
    node.at = at_;
    if (take('-')) {
      node.kind = Node::Kind::Negate;
      node.children.push_back(factor());
    } else if (take('(')) {
      node = sum();
      if (!failed() && !take(')')) fail("expression_syntax");
    } else if (is_digit(now())) {
      number(node);
    } else if (is_letter(now())) {
      word(node);
    } else {
      fail("expression_syntax");
    }
    return node;
  }

  void number(Node& node) {
    const std::size_t start = at_;
    while (is_digit(now()) || now() == '.') ++at_;
    if (now() == 'e' || now() == 'E') {
      const std::size_t exponent = at_ + 1;
      const bool has_sign = exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-');
      const std::size_t digits = exponent + (has_sign ? 1 : 0);
      if (digits < text_.size() && is_digit(text_[digits])) {
        at_ = digits;
        while (is_digit(now())) ++at_;
      }
    }
    const std::optional<double> value = parse_number(text_.substr(start, at_ - start));
    if (!value) return fail_at(start, "expression_syntax");
    node.number = *value;
  }

  std::string name() {
    const std::size_t start = at_;
    while (is_name_part(now())) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  void word(Node& node) {
    node.name = name();
    if (now() == '(') return call(node);
    if (now() != '.' && now() != '[') {
      node.kind = Node::Kind::Name;
      return;
    }
    node.kind = Node::Kind::Path;
    node.path.push_back({node.name, {}, {}});
    while (!failed() && (now() == '.' || now() == '[')) {
      if (text_[at_++] == '[') {
        selection(node);
      } else if (is_letter(now())) {
        node.path.push_back({name(), {}, {}});
      } else {
        fail("expression_syntax");
      }
    }
  }

  void selection(Node& node) {
    const std::size_t end = text_.find(']', at_);
    const std::size_t equals = text_.find('=', at_);
    if (end == std::string_view::npos || equals == std::string_view::npos || equals > end)
      return fail("expression_syntax");
    const std::string_view key = trim(text_.substr(at_, equals - at_));
    const std::string_view value = trim(text_.substr(equals + 1, end - equals - 1));
    if (key.empty() || value.empty()) return fail("expression_syntax");
    node.path.push_back({{}, std::string(key), std::string(value)});
    at_ = end + 1;
  }

  void call(Node& node) {
    ++at_;  // the bracket
    if (node.name == "price") return price(node);
    const Function* function = nullptr;
    for (const auto& [known, which] : kFunctions) {
      if (known == node.name) function = &which;
    }
    if (function == nullptr) {
      std::vector<std::string> known;
      for (const auto& each : kFunctions) known.emplace_back(each.first);
      known.emplace_back("price");
      return fail_at(node.at, "expression_function", {{"name", node.name}, {"known", known}});
    }
    node.kind = Node::Kind::Call;
    node.function = *function;
    do {
      node.children.push_back(sum());
    } while (!failed() && take(','));
    if (failed()) return;
    if (!take(')')) return fail("expression_syntax");
    const bool takes_many = *function == Function::Min || *function == Function::Max;
    const std::size_t wanted = *function == Function::Nth ? 2 : 1;
    if (!takes_many && node.children.size() != wanted)
      fail_at(node.at, "expression_arguments", {{"name", node.name}, {"wanted", static_cast<std::int64_t>(wanted)}});
  }

  void price(Node& node) {
    const std::size_t end = text_.find(')', at_);
    if (end == std::string_view::npos) return fail("expression_syntax");
    node.kind = Node::Kind::Price;
    node.name = std::string(trim(text_.substr(at_, end - at_)));
    at_ = end + 1;
    if (node.name.empty()) fail_at(node.at, "expression_syntax");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t long_chain_ = 0;
  int depth_ = 0;
  std::optional<ExpressionProblem> problem_;
};

}  // namespace

tl::expected<Node, ExpressionProblem> parse_expression(std::string_view text) { return Parser(text).whole(); }

}  // namespace cloudsim::lessons
