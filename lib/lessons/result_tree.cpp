// SPDX-License-Identifier: Apache-2.0
#include "lessons/result_tree.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "base/number.hpp"
#include "report/result_json.hpp"

namespace cloudsim::lessons {
namespace {

using Value = nlohmann::json;

/// Typed values of events carry their type in the key; then there is one member, and it is meant.
const Value& unwrapped(const Value& value) {
  const bool is_wrapper = value.is_object() && value.size() == 1 && !value.begin()->is_structured();
  return is_wrapper ? *value.begin() : value;
}

std::optional<double> number_of(const Value& wrapped) {
  const Value& value = unwrapped(wrapped);
  if (value.is_number()) return value.get<double>();
  if (value.is_boolean()) return value.get<bool>() ? 1.0 : 0.0;
  if (value.is_string()) return parse_number(value.get_ref<const std::string&>());
  return std::nullopt;
}

/// "64 bits as decimal text": what a selection compares with.
bool equals(const Value& wrapped, const std::string& text) {
  const Value& value = unwrapped(wrapped);
  if (value.is_string()) return value.get_ref<const std::string&>() == text;
  if (value.is_boolean()) return text == (value.get<bool>() ? "true" : "false");
  const std::optional<double> wanted = parse_number(text);
  return wanted && value.is_number() && value.get<double>() == *wanted;
}

/// Where a path has led so far: one value, or those of a list.
struct Walk {
  bool is_list = false;
  bool found = true;
  std::vector<const Value*> at;

  void spread() {
    std::vector<const Value*> members;
    for (const Value* value : at) {
      if (!value->is_array()) {
        members.push_back(value);
        continue;
      }
      is_list = true;
      for (const Value& each : *value) members.push_back(&each);
    }
    at = std::move(members);
  }

  void step(const PathStep& next) {
    spread();
    std::vector<const Value*> reached;
    if (!next.key.empty()) {
      if (!is_list) found = false;
      for (const Value* value : at) {
        const auto member = value->is_object() ? value->find(next.key) : value->end();
        if (value->is_object() && member != value->end() && equals(*member, next.value)) reached.push_back(value);
      }
    } else {
      bool known = is_list && at.empty();
      for (const Value* value : at) {
        if (!value->is_object()) continue;
        const auto member = value->find(next.name);
        if (member == value->end()) continue;
        known = true;
        if (!member->is_null()) reached.push_back(&*member);
      }
      found = found && known;
    }
    at = std::move(reached);
  }
};

}  // namespace

struct ResultTree::Json {
  Value root;
};

ResultTree::ResultTree(const result::RunResult& run) {
  auto json = std::make_shared<Json>();
  json->root = Value::parse(report::to_json(run), nullptr, false);
  json_ = std::move(json);
}

std::vector<std::string> ResultTree::deployments() const {
  std::vector<std::string> names;
  for (const Value& deployment : json_->root.value("deployments", Value::array()))
    names.push_back(deployment.value("name", ""));
  return names;
}

Looked ResultTree::look(const std::vector<PathStep>& path) const {
  Looked looked;
  if (path.empty()) return looked;
  Walk walk;
  if (path.front().name == "run") {
    walk.at.push_back(&json_->root);
  } else {
    const auto deployments = json_->root.find("deployments");
    if (deployments == json_->root.end()) return looked;
    for (const Value& deployment : *deployments) {
      if (deployment.value("name", "") == path.front().name) walk.at.push_back(&deployment);
    }
    if (walk.at.empty()) return looked;
  }
  for (std::size_t i = 1; i < path.size(); ++i) {
    walk.step(path[i]);
    if (!walk.found) return looked;
  }
  walk.spread();
  looked.is_list = walk.is_list;
  looked.members = walk.at.size();
  looked.state = walk.at.empty() ? Looked::State::Empty : Looked::State::Found;
  for (const Value* value : walk.at) {
    if (const std::optional<double> number = number_of(*value)) looked.numbers.push_back(*number);
  }
  if (!walk.at.empty() && looked.numbers.empty()) looked.state = Looked::State::NoNumber;
  return looked;
}

}  // namespace cloudsim::lessons
