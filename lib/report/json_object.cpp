// SPDX-License-Identifier: Apache-2.0
#include "report/json_object.hpp"

#include <nlohmann/json.hpp>

namespace cloudsim::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostProblems = 10;

const Json& json_of(const void* json) { return *static_cast<const Json*>(json); }

const Json* find(const void* json, const std::string& key) {
  const auto found = json_of(json).find(key);
  return found == json_of(json).end() ? nullptr : &*found;
}

}  // namespace

void Problems::add(const char* code, Arguments arguments, std::uint32_t line, std::uint32_t column) {
  if (++count_ > kMostProblems) return;
  diagnostics_->push_back({Severity::Error, code, std::move(arguments), {source_, line, column, 1}, {}});
}

bool Problems::enough() const { return count_ >= kMostProblems; }

namespace {

/// The value of a key, or null and a problem when there is none of that type; `wanted` is an enum of the message.
const Json* get(const JsonObject& object, const void* json, Problems& problems, const std::string& key,
                bool (Json::*is)() const noexcept, const char* wanted) {
  const Json* value = find(json, key);
  if (value == nullptr) {
    object.wrong(key, "result_key_missing");
    return nullptr;
  }
  if ((value->*is)()) return value;
  problems.add("result_wrong_type", {{"path", object.path_of(key)}, {"wanted", std::string(wanted)}});
  return nullptr;
}

}  // namespace

bool JsonObject::has(const std::string& key) const { return find(json_, key) != nullptr; }

bool JsonObject::is_null(const std::string& key) const {
  const Json* value = find(json_, key);
  return value != nullptr && value->is_null();
}

std::vector<std::string> JsonObject::keys() const {
  std::vector<std::string> names;
  for (const auto& item : json_of(json_).items()) names.push_back(item.key());
  return names;
}

bool JsonObject::whole_number(const std::string& key, std::int64_t& below_zero, std::uint64_t& number) const {
  const Json* value = get(*this, json_, *problems_, key, &Json::is_number_integer, "whole_number");
  if (value == nullptr) return false;
  if (value->is_number_unsigned()) {
    number = value->get<std::uint64_t>();
  } else {
    const auto signed_number = value->get<std::int64_t>();
    if (signed_number < 0) below_zero = signed_number;
    if (signed_number >= 0) number = static_cast<std::uint64_t>(signed_number);
  }
  return true;
}

void JsonObject::real(const std::string& key, double& out) const {
  if (const Json* value = get(*this, json_, *problems_, key, &Json::is_number, "number")) out = value->get<double>();
}

void JsonObject::text(const std::string& key, std::string& out) const {
  if (const Json* value = get(*this, json_, *problems_, key, &Json::is_string, "text")) out = value->get<std::string>();
}

void JsonObject::flag(const std::string& key, bool& out) const {
  if (const Json* value = get(*this, json_, *problems_, key, &Json::is_boolean, "flag")) out = value->get<bool>();
}

void JsonObject::nanoseconds(const std::string& key, std::int64_t& out) const {
  std::int64_t ns = 0;
  whole(key, ns);
  if (ns < 0 || ns > kLongestNs) return wrong(key, "result_out_of_range");
  out = ns;
}

void JsonObject::money(const std::string& key, Money& out) const {
  const Json* value = get(*this, json_, *problems_, key, &Json::is_string, "text");
  if (value == nullptr) return;
  const auto amount = Money::from_decimal(value->get<std::string>());
  if (!amount) return wrong(key, "result_out_of_range");
  out = *amount;
}

void JsonObject::quantity(const std::string& key, int128& out) const {
  Money units;
  money(key, units);
  out = units.pico / 1'000'000;
}

void JsonObject::fingerprint(const std::string& key, std::uint64_t& out) const {
  const Json* value = get(*this, json_, *problems_, key, &Json::is_string, "text");
  if (value == nullptr) return;
  const auto& digits = value->get_ref<const std::string&>();
  std::uint64_t number = 0;
  for (const char c : digits) {
    const bool is_letter = c >= 'a' && c <= 'f';
    if (!is_letter && !(c >= '0' && c <= '9')) return wrong(key, "result_out_of_range");
    number = number * 16 + static_cast<std::uint64_t>(is_letter ? c - 'a' + 10 : c - '0');
  }
  if (digits.size() != 16) return wrong(key, "result_out_of_range");
  out = number;
}

void JsonObject::texts(const std::string& key, std::vector<std::string>& out) const {
  const Json* value = get(*this, json_, *problems_, key, &Json::is_array, "list");
  if (value == nullptr) return;
  for (const Json& item : *value) {
    if (!item.is_string()) return wrong(key, "result_out_of_range");
    out.push_back(item.get<std::string>());
  }
}

std::optional<JsonObject> JsonObject::object_at(const std::string& key) const {
  const Json* value = get(*this, json_, *problems_, key, &Json::is_object, "object");
  if (value == nullptr) return std::nullopt;
  return JsonObject(value, path_of(key), *problems_);
}

std::size_t JsonObject::list_size(const std::string& key) const {
  const Json* value = get(*this, json_, *problems_, key, &Json::is_array, "list");
  return value == nullptr ? 0 : value->size();
}

std::optional<JsonObject> JsonObject::object_at(const std::string& key, std::size_t position) const {
  const Json& value = (*find(json_, key))[position];
  const std::string path = path_of(key) + "[" + std::to_string(position) + "]";
  if (value.is_object()) return JsonObject(&value, path, *problems_);
  problems_->add("result_wrong_type", {{"path", path}, {"wanted", std::string("object")}});
  return std::nullopt;
}

}  // namespace cloudsim::report
