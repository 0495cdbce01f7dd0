// SPDX-License-Identifier: Apache-2.0
#include "report/verification_json.hpp"

#include <nlohmann/json.hpp>

namespace cloudsim::report {
namespace {

using Json = nlohmann::ordered_json;

Json value_of(const result::VerifiedValue& value) {
  return {{"quantity", value.quantity}, {"from_ns", value.from.ns},     {"expected", value.expected},
          {"got", value.got},           {"tolerance", value.tolerance}, {"basis", name_of(value.basis)},
          {"passed", value.passed}};
}

Json check_of(const result::VerifiedCheck& check) {
  Json title = Json::object(), inputs = Json::object(), values = Json::array();
  for (const auto& [language, text] : check.title) title[language] = text;
  for (const auto& [symbol, value] : check.inputs) inputs[symbol] = value;
  for (const result::VerifiedValue& value : check.values) values.push_back(value_of(value));
  return {{"id", check.id},
          {"kind", check.kind},
          {"title", title},
          {"source", check.source},
          {"formula", check.formula},
          {"inputs", inputs},
          {"replications", check.replications},
          {"passed", check.passed()},
          {"values", values}};
}

}  // namespace

std::string to_json(const result::Verification& verification) {
  Json checks = Json::array();
  for (const result::VerifiedCheck& check : verification.checks) checks.push_back(check_of(check));
  const Json json = {{"schema", result::Verification::kSchema}, {"version", verification.version},
                     {"short", verification.short_form},        {"values", verification.values()},
                     {"failed", verification.failed()},         {"checks", checks}};
  return json.dump(2) + "\n";
}

}  // namespace cloudsim::report
