// SPDX-License-Identifier: Apache-2.0
#include "lessons/attempt_line.hpp"

#include <nlohmann/json.hpp>

#include "lessons/sha256.hpp"

namespace cloudsim::lessons {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSealStart = ",\"seal\":\"";
constexpr std::string_view kSealEnd = "\"}";
constexpr std::size_t kSealSize = 64;
constexpr std::size_t kTail = kSealStart.size() + kSealSize + kSealEnd.size();
constexpr int kFormat = 1;

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t whole_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

void put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

}  // namespace

std::string first_seal() { return std::string(kSealSize, '0'); }

std::string write_line(const Attempt& attempt, const std::string& previous) {
  Json json = {{"v", kFormat}, {"n", attempt.number}};
  put(json, "at", attempt.at);
  json["action"] = attempt.action;
  put(json, "learner", attempt.learner);
  put(json, "exercise", attempt.exercise);
  put(json, "uuid", attempt.uuid);
  if (attempt.seed != 0) json["seed"] = attempt.seed;
  put(json, "question", attempt.question);
  if (attempt.action == "predict" || attempt.action == "read" || !attempt.typed.empty()) json["typed"] = attempt.typed;
  put(json, "reading", attempt.reading);
  put(json, "confidence", attempt.confidence);
  put(json, "language", attempt.language);
  put(json, "status", attempt.status);
  put(json, "message_key", attempt.message_key);
  if (attempt.exam) json["exam"] = true;
  json["follows"] = previous;
  const std::string body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return body.substr(0, body.size() - 1) + std::string(kSealStart) + to_hex(sha256(body)) + std::string(kSealEnd);
}

std::optional<ReadLine> read_line(std::string_view line) {
  if (line.size() <= kTail || line.substr(line.size() - kTail, kSealStart.size()) != kSealStart) return std::nullopt;
  const std::string body = std::string(line.substr(0, line.size() - kTail)) + "}";
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  ReadLine read;
  read.seal = std::string(line.substr(line.size() - kSealSize - kSealEnd.size(), kSealSize));
  read.intact = line.substr(line.size() - kSealEnd.size()) == kSealEnd && to_hex(sha256(body)) == read.seal;
  read.previous = text_at(json, "follows");
  Attempt& attempt = read.attempt;
  attempt.number = whole_at(json, "n");
  attempt.at = text_at(json, "at");
  attempt.action = text_at(json, "action");
  attempt.learner = text_at(json, "learner");
  attempt.exercise = text_at(json, "exercise");
  attempt.uuid = text_at(json, "uuid");
  const std::int64_t seed = whole_at(json, "seed");
  attempt.seed = seed > 0 ? static_cast<std::uint64_t>(seed) : 0;
  attempt.question = text_at(json, "question");
  attempt.typed = text_at(json, "typed");
  attempt.reading = text_at(json, "reading");
  attempt.confidence = text_at(json, "confidence");
  attempt.language = text_at(json, "language");
  attempt.status = text_at(json, "status");
  attempt.message_key = text_at(json, "message_key");
  const auto exam = json.find("exam");
  attempt.exam = exam != json.end() && exam->is_boolean() && exam->get<bool>();
  return read;
}

}  // namespace cloudsim::lessons
