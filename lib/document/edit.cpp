// SPDX-License-Identifier: Apache-2.0
#include "document/edit.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/number.hpp"
#include "base/text.hpp"
#include "document/read_scalar.hpp"
#include "document/yaml_source.hpp"

namespace cloudsim::document {
namespace {

struct Step {
  std::string text;
  Location place;
};

std::vector<Step> steps_of(std::string_view path, const std::shared_ptr<const Source>& source) {
  std::vector<Step> steps;
  std::size_t column = 1;
  for (const std::string_view part : split(path, '.')) {
    const std::size_t length = part.empty() ? 1 : part.size();
    steps.push_back(
        {std::string(part), {source, 1, static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(length)}});
    column += part.size() + 1;
  }
  return steps;
}

std::vector<std::string> names_of(const Value& sequence) {
  std::vector<std::string> names;
  for (const Value& item : sequence.items) {
    const Value* name = item.find("name");
    if (name != nullptr && name->is_scalar()) names.push_back(name->text);
  }
  return names;
}

Diagnostic problem(std::string code, const Step& step, Arguments arguments = {}, std::string suggestion = {}) {
  arguments.insert(arguments.begin(), {"text", shown(step.text)});
  return {Severity::Error, std::move(code), std::move(arguments), step.place, std::move(suggestion)};
}

Value* item_of(Value& sequence, const Step& step) {
  for (Value& item : sequence.items) {
    const Value* name = item.find("name");
    if (name != nullptr && name->is_scalar() && name->text == step.text) return &item;
  }
  const auto number = parse_integer(step.text);
  const bool inside = number && *number >= 0 && *number < static_cast<std::int64_t>(sequence.items.size());
  return inside ? &sequence.items[static_cast<std::size_t>(*number)] : nullptr;
}

/// How far the path exists.
struct Walk {
  Value* at = nullptr;
  std::size_t taken = 0;  // steps that exist already
};

}  // namespace

Diagnostics set_value(Value& root, std::string_view path, std::string_view value) {
  const auto source =
      std::make_shared<const Source>(Source{std::string(kSetSource), std::string(path) + "=" + std::string(value)});
  if (path.find_first_of("\n\r\t") != std::string_view::npos)
    return {problem("set_bad_path", {std::string(path), {source, 1, 1, 1}})};
  Parsed parsed = parse_from(source, path.size() + 1);  // first: it also refuses a path that is no text
  if (has_errors(parsed.diagnostics)) return parsed.diagnostics;
  const std::vector<Step> steps = steps_of(path, source);
  for (const Step& step : steps) {
    if (step.text.empty() || step.text != trim(step.text)) return {problem("set_bad_path", step)};
  }
  if (steps.size() > kMaxDepth) return {problem("set_bad_path", steps[kMaxDepth])};

  Walk walk{&root, 0};
  for (; walk.taken < steps.size(); ++walk.taken) {
    const Step& step = steps[walk.taken];
    Value* next = nullptr;
    if (walk.at->is_mapping()) {
      next = walk.at->find(step.text);
      if (next == nullptr) break;  // to be made
    } else if (walk.at->is_sequence()) {
      next = item_of(*walk.at, step);
      if (next == nullptr) {
        const std::vector<std::string> names = names_of(*walk.at);
        const auto count = static_cast<std::int64_t>(walk.at->items.size());
        if (names.empty()) return {problem("set_no_such_number", step, {{"count", count}})};
        return {problem("set_no_such_item", step, {{"names", names}}, closest(step.text, names))};
      }
    } else if (walk.at->is_null()) {
      break;
    } else {
      return {problem("set_not_a_mapping", step, {{"value", shown(walk.at->text)}})};
    }
    walk.at = next;
  }

  // From here on nothing can fail.
  Value made = std::move(parsed.root);
  for (std::size_t i = steps.size(); i > walk.taken; --i) {
    const Step& step = steps[i - 1];
    if (i - 1 == walk.taken && walk.at->is_mapping()) {
      walk.at->members.push_back({step.text, step.place, std::move(made)});
      return {};
    }
    Value mapping;
    mapping.kind = Value::Kind::Mapping;
    mapping.location = step.place;
    mapping.members.push_back({step.text, step.place, std::move(made)});
    made = std::move(mapping);
  }
  *walk.at = std::move(made);
  return {};
}

}  // namespace cloudsim::document
