// SPDX-License-Identifier: Apache-2.0
// What the misuse tests of the C interface share.
#pragma once

#include <cloudsim.h>

#include <cstdio>
#include <cstring>

inline int failures = 0;

inline void expect(bool condition, const char* what, int line) {
  if (condition) return;
  std::fprintf(stderr, "%s:%d: %s\n", __FILE__, line, what);
  ++failures;
}
#define EXPECT(condition) expect((condition), #condition, __LINE__)

/// The call fails with this status, with an error that has words, and leaves the out-parameter empty.
template <class Call>
void refused(cloudsim_status status, const char* code, int line, Call call) {
  cloudsim_error* error = nullptr;
  const cloudsim_status found = call(&error);
  expect(found == status, cloudsim_status_name(found), line);
  expect(error != nullptr && std::strcmp(cloudsim_error_code(error), code) == 0, cloudsim_error_code(error), line);
  expect(std::strlen(cloudsim_error_message(error)) > 0, "a message", line);
  expect(std::strstr(cloudsim_error_diagnostics_json(error), "cloudsim.diagnostics/1") != nullptr, "JSON", line);
  cloudsim_error_free(error);
  expect(call(nullptr) == status, "the same without an error object", line);
}
#define REFUSED(status, code, call) refused(status, code, __LINE__, [&](cloudsim_error** error) { return call; })

/// Exercises and lessons (misuse_learning.cpp).
void misuse_of_exercises();
void misuse_of_lessons();
void attempts_that_cannot_be_kept();
