// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "capi/failure.hpp"
#include "capi/include/cloudsim.h"

/// What every function of the C interface is wrapped in.
namespace cloudsim::capi {

/// Turns the exception that is being handled into a status, and into an error object when one is wanted.
cloudsim_status translate(cloudsim_error** error) noexcept;

/// Runs the body of a function; nothing that it throws leaves.
template <class Body>
cloudsim_status guard(cloudsim_error** error, Body body) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    body();
    return CLOUDSIM_OK;
  } catch (...) {
    return translate(error);
  }
}

/// Refuses a null pointer; `name` is the parameter's.
template <class Pointer>
void need(Pointer pointer, const char* name) {
  if (pointer == nullptr) refuse(CLOUDSIM_INVALID_ARGUMENT, "api_missing", {{"argument", std::string(name)}});
}

/// A text argument as the caller gave it. Refuses null. What must be UTF-8 and is not, is refused by name_of().
std::string_view text_of(const char* text, size_t length, const char* name);
/// A short word: zero-terminated, UTF-8. Refuses null when there is no `otherwise`.
std::string name_of(const char* text, const char* name, const char* otherwise = nullptr);

/// A copy that cloudsim_string_free frees.
char* give(const std::string& text);

/// Empties the out-parameter first, so that a caller who ignores the status meets no stale pointer. Refuses null.
template <class T>
void prepare(T* out, const char* name) {
  need(out, name);
  *out = T{};
}

}  // namespace cloudsim::capi
