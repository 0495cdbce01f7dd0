// SPDX-License-Identifier: Apache-2.0
// Errors: from what is thrown inside to the object that a caller holds.
#include "base/error.hpp"

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <nlohmann/json.hpp>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "capi/guard.hpp"
#include "narrative/diagnostics.hpp"
#include "narrative/locale.hpp"

using cloudsim::capi::Failure;

/// Its texts are made when they are asked for: most errors are only looked at for their status.
struct cloudsim_error {
  Failure failure;
  std::string message;
  std::string json;
};

namespace cloudsim::capi {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kNoMemoryCode = "api_no_memory";
constexpr const char* kNoMemoryText = "no memory";
constexpr const char* kNoMemoryJson = R"({"schema": "cloudsim.diagnostics/1", "problems": []})";

/// Stands for "no memory", because then there is none for an object: an address, never read or written.
const char kNoMemoryObject = 0;
cloudsim_error* no_memory() { return reinterpret_cast<cloudsim_error*>(const_cast<char*>(&kNoMemoryObject)); }
bool is_no_memory(const cloudsim_error* error) { return error == no_memory(); }

cloudsim_status hand_over(Failure failure, cloudsim_error** error) {
  const cloudsim_status status = failure.status;
  if (error != nullptr) *error = new cloudsim_error{std::move(failure), {}, {}};
  return status;
}

cloudsim_status status_of(const Error& error) {
  const bool file = error.code() == "cannot_read" || error.code() == "cannot_write" ||
                    error.code() == "attempts_unusable" || error.code() == "attempts_not_written";
  return file ? CLOUDSIM_IO : CLOUDSIM_INTERNAL;
}

narrative::Locale brief(const std::string& tag) {
  narrative::LocaleOptions options;
  options.words = narrative::Words::Brief;
  return narrative::Locale::load(tag, options);
}

Json json_of(const Diagnostic& problem, const narrative::Locale& locale) {
  Arguments arguments = problem.arguments;
  arguments.push_back({"suggestion", problem.suggestion});
  const Location& where = problem.location;
  return {{"severity", problem.severity == Severity::Error ? "error" : "warning"},
          {"code", problem.code},
          {"message", locale.text("error." + problem.code, arguments)},
          {"source", where.source ? Json(where.source->name) : Json(nullptr)},
          {"line", where.line},
          {"column", where.column},
          {"length", where.length},
          {"suggestion", problem.suggestion}};
}

Diagnostics problems_of(const Failure& failure) {
  if (!failure.problems.empty()) return failure.problems;
  return {{Severity::Error, failure.code, failure.arguments, {}, failure.suggestion}};
}

/// Without a catalogue there are no words; the code and the texts of its arguments say where to look.
std::string raw_message(const Failure& failure) {
  std::string text = failure.code;
  for (const Argument& argument : failure.arguments) {
    if (const auto* word = std::get_if<std::string>(&argument.value)) text += "; " + argument.key + ": " + *word;
  }
  return text;
}

std::string message_of(const Failure& failure) {
  if (failure.code == "catalogue_invalid") return raw_message(failure);
  const narrative::Locale locale = brief(failure.locale);
  if (!failure.problems.empty()) return narrative::render(failure.problems, locale, false);
  std::string text = locale.text("error." + failure.code, failure.arguments);
  if (failure.suggestion.empty()) return text;
  return text + "\n  " + locale.text("diagnostic.suggestion", {{"word", failure.suggestion}});
}

}  // namespace

void refuse(cloudsim_status status, std::string code, Arguments arguments, std::string suggestion) {
  throw Failure{status, std::move(code), std::move(arguments), std::move(suggestion)};
}

void refuse(Diagnostics problems, const std::string& locale) {
  sort_by_position(problems);
  const auto first = std::find_if(problems.begin(), problems.end(),
                                  [](const Diagnostic& each) { return each.severity == Severity::Error; });
  CLOUDSIM_CHECK(first != problems.end());
  std::string code = first->code;
  throw Failure{CLOUDSIM_INVALID_SCENARIO, std::move(code), {}, {}, std::move(problems), locale};
}

std::string to_json(const Diagnostics& problems, const std::string& tag) {
  const narrative::Locale locale = brief(tag);
  Json list = Json::array();
  for (const Diagnostic& problem : problems) list.push_back(json_of(problem, locale));
  const Json json = {{"schema", "cloudsim.diagnostics/1"}, {"problems", list}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

cloudsim_status translate(cloudsim_error** error) noexcept {
  try {
    try {
      throw;
    } catch (const Failure& failure) {
      return hand_over(failure, error);
    } catch (const Error& failure) {
      return hand_over({status_of(failure), failure.code(), failure.arguments()}, error);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& failure) {
      return hand_over({CLOUDSIM_INTERNAL, "api_internal", {{"what", std::string(failure.what())}}}, error);
    } catch (...) {
      return hand_over({CLOUDSIM_INTERNAL, "api_internal", {{"what", std::string("?")}}}, error);
    }
  } catch (...) {
    if (error != nullptr) *error = no_memory();
    return CLOUDSIM_NO_MEMORY;
  }
}

std::string_view text_of(const char* text, size_t length, const char* name) {
  need(text, name);
  return length == CLOUDSIM_ZERO_TERMINATED ? std::string_view(text) : std::string_view(text, length);
}

std::string name_of(const char* text, const char* name, const char* otherwise) {
  if (text == nullptr && otherwise != nullptr) return otherwise;
  need(text, name);
  std::string word = text;
  if (invalid_utf8(word)) refuse(CLOUDSIM_INVALID_ARGUMENT, "api_not_utf8", {{"argument", std::string(name)}});
  return word;
}

char* give(const std::string& text) {
  char* copy = new char[text.size() + 1];
  std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

}  // namespace cloudsim::capi

using namespace cloudsim::capi;

void cloudsim_string_free(char* text) { delete[] text; }

cloudsim_status cloudsim_error_status(const cloudsim_error* error) {
  if (error == nullptr) return CLOUDSIM_OK;
  return is_no_memory(error) ? CLOUDSIM_NO_MEMORY : error->failure.status;
}

const char* cloudsim_error_code(const cloudsim_error* error) {
  if (error == nullptr) return "";
  return is_no_memory(error) ? kNoMemoryCode : error->failure.code.c_str();
}

const char* cloudsim_error_message(cloudsim_error* error) {
  if (error == nullptr) return "";
  if (is_no_memory(error)) return kNoMemoryText;
  try {
    if (error->message.empty()) error->message = message_of(error->failure);
    return error->message.c_str();
  } catch (...) {  // no memory for words: the code is there already
    return error->failure.code.c_str();
  }
}

const char* cloudsim_error_diagnostics_json(cloudsim_error* error) {
  if (error == nullptr) return "";
  if (is_no_memory(error)) return kNoMemoryJson;
  try {
    if (error->json.empty()) error->json = to_json(problems_of(error->failure), error->failure.locale);
    return error->json.c_str();
  } catch (...) {
    return kNoMemoryJson;
  }
}

void cloudsim_error_free(cloudsim_error* error) {
  if (!is_no_memory(error)) delete error;
}
