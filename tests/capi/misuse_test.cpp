// SPDX-License-Identifier: Apache-2.0
// Everything that a caller may do wrong: a status each time, and no crash. The functions are called as C would, and
// the global operator new is this program's own, so that memory can be made to run out at any allocation.
#include "misuse.hpp"

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <thread>
#include <vector>

namespace {

std::atomic<long> allocations_left{-1};  // -1: as many as there are

[[maybe_unused]] void* allocate(std::size_t size) {
  if (allocations_left.load(std::memory_order_relaxed) >= 0 && allocations_left.fetch_sub(1) <= 0) {
    allocations_left.store(0);
    throw std::bad_alloc();
  }
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

#ifndef CLOUDSIM_SANITIZER_HAS_NEW
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace {

constexpr std::size_t kZero = CLOUDSIM_ZERO_TERMINATED;
const std::string kScenario =
    "cloudsim: 1\nduration: 2min\nworkload:\n  - {name: visits, arrivals: {constant: 1/s}, work: {io: 100ms}}\n"
    "deployments:\n  - {name: functions, lambda: {runtime: python3.13, memory: 512MB}}\n"
    "  - {name: servers, ec2: {instance: t3.micro, fleet: 1, workers: 4}}\n";

cloudsim_session* opened(const std::string& text = kScenario, unsigned facts = 0) {
  cloudsim_options options;
  cloudsim_options_init(&options, sizeof options);
  options.facts = facts;
  cloudsim_session* session = nullptr;
  EXPECT(cloudsim_session_open(text.data(), text.size(), &options, &session, nullptr) == CLOUDSIM_OK);
  return session;
}

void nothing_where_something_must_be() {
  char* text = nullptr;
  std::int64_t now = 0;
  std::uint64_t stepped = 0;
  cloudsim_session* session = nullptr;
  cloudsim_session* fine = opened();
  const char* yaml = kScenario.c_str();
  const auto missing = CLOUDSIM_INVALID_ARGUMENT;
  REFUSED(missing, "api_missing", cloudsim_session_open(nullptr, 5, nullptr, &session, error));
  REFUSED(missing, "api_missing", cloudsim_session_open(yaml, kZero, nullptr, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_session_open_shipped(nullptr, nullptr, &session, error));
  REFUSED(missing, "api_missing", cloudsim_session_open_shipped("first-steps", nullptr, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_session_run(nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_session_step(nullptr, 1, &stepped, error));
  REFUSED(missing, "api_missing", cloudsim_session_step(fine, 1, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_session_run_until(nullptr, 1, error));
  REFUSED(missing, "api_missing", cloudsim_session_now(nullptr, &now, error));
  REFUSED(missing, "api_missing", cloudsim_session_now(fine, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_session_next_json(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_session_next_json(fine, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_session_view_json(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_session_view_json(fine, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_session_facts_json(nullptr, 0, 0, &text, error));
  REFUSED(missing, "api_missing", cloudsim_session_act(nullptr, "{}", 2, error));
  REFUSED(missing, "api_missing", cloudsim_session_act(fine, nullptr, 2, error));
  REFUSED(missing, "api_missing", cloudsim_session_result_json(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_session_report(nullptr, "text", "en", &text, error));
  REFUSED(missing, "api_missing", cloudsim_session_narrative_text(nullptr, nullptr, nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_session_describe_json(nullptr, nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_session_describe_json(fine, nullptr, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_validate(nullptr, 0, nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_validate(yaml, kZero, nullptr, nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_report(nullptr, 0, "text", "en", &text, error));
  REFUSED(missing, "api_missing", cloudsim_report("{}", 2, nullptr, "en", &text, error));
  REFUSED(missing, "api_missing", cloudsim_scenarios_json("en", nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_scenario_text(nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_price_lists_json(nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_locales_json(nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_schema_json(nullptr, error));
  REFUSED(missing, "api_missing", cloudsim_sweep(nullptr, 0, nullptr, nullptr, 0, 0, 0, "csv", &text, error));
  REFUSED(missing, "api_missing", cloudsim_sweep(yaml, kZero, nullptr, nullptr, 0, 0, 0, nullptr, &text, error));
  REFUSED(missing, "api_missing", cloudsim_sweep_points_json(nullptr, 0, nullptr, nullptr, 0, &text, error));
  REFUSED(missing, "api_missing", cloudsim_theory_json(nullptr, "{}", 2, &text, error));
  REFUSED(missing, "api_missing", cloudsim_theory_json("mm1", nullptr, 2, &text, error));
  EXPECT(cloudsim_options_init(nullptr, 8) == CLOUDSIM_INVALID_ARGUMENT);
  EXPECT(cloudsim_error_status(nullptr) == CLOUDSIM_OK);
  EXPECT(*cloudsim_error_code(nullptr) == 0 && *cloudsim_error_message(nullptr) == 0);
  EXPECT(*cloudsim_error_diagnostics_json(nullptr) == 0);
  cloudsim_string_free(nullptr);
  cloudsim_error_free(nullptr);
  cloudsim_session_free(nullptr);
  cloudsim_session_free(fine);
}

void bad_options() {
  char* text = nullptr;
  const char* yaml = kScenario.c_str();
  cloudsim_options options;
  EXPECT(cloudsim_options_init(&options, 1) == CLOUDSIM_INVALID_ARGUMENT);
  cloudsim_options_init(&options, sizeof options);
  options.struct_size = 0;
  REFUSED(CLOUDSIM_INVALID_ARGUMENT, "api_struct_size", cloudsim_validate(yaml, kZero, &options, &text, error));
  options.struct_size = 0xFFFFFFFF;
  REFUSED(CLOUDSIM_INVALID_ARGUMENT, "api_struct_size", cloudsim_validate(yaml, kZero, &options, &text, error));
  cloudsim_options_init(&options, sizeof options);
  const char* one[] = {"rate", nullptr};
  options.settings = one;
  options.settings_count = 1;
  REFUSED(CLOUDSIM_INVALID_ARGUMENT, "api_odd_settings", cloudsim_validate(yaml, kZero, &options, &text, error));
  options.settings_count = 2;
  REFUSED(CLOUDSIM_INVALID_ARGUMENT, "api_missing", cloudsim_validate(yaml, kZero, &options, &text, error));
  options.settings = nullptr;
  REFUSED(CLOUDSIM_INVALID_ARGUMENT, "api_odd_settings", cloudsim_validate(yaml, kZero, &options, &text, error));
  options.settings_count = 0;
  options.facts = 7;
  REFUSED(CLOUDSIM_INVALID_ARGUMENT, "api_bad_facts", cloudsim_validate(yaml, kZero, &options, &text, error));
  options.facts = 0;
  options.deployment = "nobody";
  REFUSED(CLOUDSIM_INVALID_SCENARIO, "unknown_deployment", cloudsim_validate(yaml, kZero, &options, &text, error));
  options.deployment = "\xff\xfe";
  REFUSED(CLOUDSIM_INVALID_ARGUMENT, "api_not_utf8", cloudsim_validate(yaml, kZero, &options, &text, error));
  // A newer caller has more members than this library knows.
  struct {
    cloudsim_options known;
    char later[64];
  } newer;
  EXPECT(cloudsim_options_init(&newer.known, sizeof newer) == CLOUDSIM_OK);
  for (const char byte : newer.later) EXPECT(byte == 0);
  std::memset(newer.later, 0x55, sizeof newer.later);
  EXPECT(cloudsim_validate(yaml, kZero, &newer.known, &text, nullptr) == CLOUDSIM_OK);
  cloudsim_string_free(text);
}

void wrong_moments() {
  char* text = nullptr;
  std::uint64_t stepped = 0;
  cloudsim_session* session = opened();
  const auto wrong = CLOUDSIM_WRONG_STATE;
  REFUSED(wrong, "api_not_over", cloudsim_session_result_json(session, &text, error));
  REFUSED(wrong, "api_not_over", cloudsim_session_report(session, "text", "en", &text, error));
  REFUSED(wrong, "api_not_over", cloudsim_session_narrative_text(session, nullptr, nullptr, &text, error));
  REFUSED(wrong, "api_no_facts", cloudsim_session_facts_json(session, 0, 0, &text, error));
  EXPECT(cloudsim_session_run_until(session, INT64_MIN, nullptr) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_run_until(session, INT64_MAX, nullptr) == CLOUDSIM_OK);
  REFUSED(wrong, "api_at_end", cloudsim_session_act(session, "{crash: servers}", kZero, error));
  EXPECT(cloudsim_session_step(session, UINT64_MAX, &stepped, nullptr) == CLOUDSIM_OK && stepped == 0);
  EXPECT(cloudsim_session_run(session, nullptr) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_run(session, nullptr) == CLOUDSIM_OK);
  REFUSED(wrong, "api_over", cloudsim_session_step(session, 1, &stepped, error));
  REFUSED(wrong, "api_over", cloudsim_session_run_until(session, 1, error));
  REFUSED(wrong, "api_over", cloudsim_session_act(session, "{crash: servers}", kZero, error));
  REFUSED(wrong, "api_over", cloudsim_session_view_json(session, &text, error));
  REFUSED(CLOUDSIM_INVALID_ARGUMENT, "api_bad_format", cloudsim_session_report(session, "pdf", "en", &text, error));
  REFUSED(CLOUDSIM_NOT_FOUND, "unknown_deployment",
          cloudsim_session_narrative_text(session, "nobody", "en", &text, error));
  EXPECT(cloudsim_session_report(session, "text", "no language at all", &text, nullptr) == CLOUDSIM_OK);
  cloudsim_string_free(text);
  cloudsim_session_free(session);

  const std::string replicated = kScenario + "run: {replications: 3}\n";
  session = opened(replicated);
  REFUSED(wrong, "api_replicated", cloudsim_session_act(session, "{crash: servers}", kZero, error));
  EXPECT(cloudsim_session_step(session, 10, &stepped, nullptr) == CLOUDSIM_OK && stepped == 10);
  EXPECT(cloudsim_session_run(session, nullptr) == CLOUDSIM_OK);
  cloudsim_session_free(session);
  session = opened();
  cloudsim_session_step(session, 3, &stepped, nullptr);
  cloudsim_session_free(session);  // in the middle
  REFUSED(CLOUDSIM_NOT_FOUND, "api_unknown_scenario",
          cloudsim_session_open_shipped("../passwd", nullptr, &session, error));
}

void hostile_texts() {
  char* text = nullptr;
  cloudsim_session* session = nullptr;
  // Every beginning of a scenario is either a scenario or a text with problems.
  for (std::size_t length = 0; length < kScenario.size(); ++length) {
    const cloudsim_status status = cloudsim_session_open(kScenario.data(), length, nullptr, &session, nullptr);
    EXPECT(status == CLOUDSIM_OK || status == CLOUDSIM_INVALID_SCENARIO);
    cloudsim_session_free(session);
  }
  // Every single byte of it replaced by ones that mean something, or that nothing is.
  for (const char byte : {'\0', '\xff', '{', ':', '"', '\n', '-'}) {
    for (std::size_t at = 0; at < kScenario.size(); at += 3) {
      std::string broken = kScenario;
      broken[at] = byte;
      cloudsim_error* error = nullptr;
      const cloudsim_status status = cloudsim_validate(broken.data(), broken.size(), nullptr, &text, &error);
      EXPECT(status == CLOUDSIM_OK || status == CLOUDSIM_INVALID_SCENARIO);
      if (at % 48 == 0) EXPECT(std::strlen(cloudsim_error_message(error)) > 0 || status == CLOUDSIM_OK);
      cloudsim_error_free(error);
      cloudsim_string_free(text);
    }
  }
  const std::string deep(100'000, '[');
  const std::string aliases = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
  for (const std::string& bad : {deep, aliases, std::string("\0\0\0", 3), std::string("%YAML 9.9\n---\n")}) {
    EXPECT(cloudsim_validate(bad.data(), bad.size(), nullptr, &text, nullptr) == CLOUDSIM_INVALID_SCENARIO);
    EXPECT(cloudsim_sweep_points_json(kScenario.data(), kScenario.size(), nullptr, bad.data(), bad.size(), &text,
                                      nullptr) == CLOUDSIM_INVALID_SCENARIO);
    EXPECT(cloudsim_theory_json("mm1", bad.data(), bad.size(), &text, nullptr) == CLOUDSIM_INVALID_SCENARIO);
    EXPECT(cloudsim_report(bad.data(), bad.size(), "text", "en", &text, nullptr) == CLOUDSIM_INVALID_SCENARIO);
    session = opened();
    EXPECT(cloudsim_session_act(session, bad.data(), bad.size(), nullptr) == CLOUDSIM_INVALID_SCENARIO);
    EXPECT(cloudsim_session_run(session, nullptr) == CLOUDSIM_OK);
    cloudsim_session_free(session);
  }
  // A scenario may name files only below a folder that the caller names, and this one names none.
  const std::string nosy = kScenario + "prices: {list: /etc/passwd}\n";
  EXPECT(cloudsim_validate(nosy.data(), nosy.size(), nullptr, &text, nullptr) == CLOUDSIM_INVALID_SCENARIO);
}

/// Both threads use one session, which its owner should not let happen: each call is served or refused, never mixed.
void two_threads() {
  cloudsim_session* session = opened(kScenario, CLOUDSIM_FACTS_REQUESTS);
  std::atomic<int> refusals{0}, served{0}, other{0};
  const auto use = [&] {
    for (int i = 0; i < 300; ++i) {
      std::uint64_t stepped = 0;
      char* json = nullptr;
      const cloudsim_status status = i % 2 == 0 ? cloudsim_session_step(session, 1, &stepped, nullptr)
                                                : cloudsim_session_view_json(session, &json, nullptr);
      ++(status == CLOUDSIM_OK ? served : status == CLOUDSIM_WRONG_STATE ? refusals : other);
      cloudsim_string_free(json);
    }
  };
  std::thread first(use), second(use);
  first.join();
  second.join();
  EXPECT(other == 0 && served > 0 && served + refusals == 600);
  EXPECT(cloudsim_session_run(session, nullptr) == CLOUDSIM_OK);
  cloudsim_session_free(session);
}

/// Different sessions on different threads, which is allowed.
void a_session_for_each_thread() {
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&result] {
      cloudsim_session* session = nullptr;
      char* json = nullptr;
      cloudsim_session_open(kScenario.data(), kScenario.size(), nullptr, &session, nullptr);
      cloudsim_session_run(session, nullptr);
      if (cloudsim_session_result_json(session, &json, nullptr) == CLOUDSIM_OK) result = json;
      cloudsim_string_free(json);
      cloudsim_session_free(session);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) EXPECT(!result.empty() && result == results.front());
}

/// A whole life with so many allocations allowed. True when it came to its end.
bool life_with(long allocations) {
  cloudsim_session* session = nullptr;
  cloudsim_error* error = nullptr;
  char* json = nullptr;
  std::uint64_t stepped = 0;
  cloudsim_options options;
  cloudsim_options_init(&options, sizeof options);
  options.facts = CLOUDSIM_FACTS_RARE;
  allocations_left = allocations;
  cloudsim_status status = cloudsim_session_open(kScenario.data(), kScenario.size(), &options, &session, &error);
  if (status == CLOUDSIM_OK) status = cloudsim_session_step(session, 20, &stepped, &error);
  if (status == CLOUDSIM_OK) status = cloudsim_session_act(session, "{crash: servers}", kZero, &error);
  if (status == CLOUDSIM_OK) status = cloudsim_session_run(session, &error);
  if (status == CLOUDSIM_OK) status = cloudsim_session_report(session, "text", "es", &json, &error);
  allocations_left = -1;
  EXPECT(status == CLOUDSIM_OK || status == CLOUDSIM_NO_MEMORY);
  if (status != CLOUDSIM_OK) {
    EXPECT(cloudsim_error_status(error) == CLOUDSIM_NO_MEMORY && std::strlen(cloudsim_error_message(error)) > 0);
    EXPECT(json == nullptr);
  }
  cloudsim_error_free(error);
  cloudsim_string_free(json);
  cloudsim_session_free(session);
  return status == CLOUDSIM_OK;
}

/// Every one of the first allocations, then ever wider apart, until nothing is missing. Without JSON: that library
/// needs memory to let memory go, and ends the program when there is none (docs, reference of the C interface).
void memory_runs_out() {
  long allowed = 0;
  int lives = 0;
  while (!life_with(allowed)) {
    allowed += 1 + allowed / 40;
    ++lives;
    if (lives > 5000) break;
  }
  EXPECT(lives > 100 && lives < 5000);
}

}  // namespace

int main(int count, char** arguments) {
  if (count > 1 && std::strcmp(arguments[1], "memory") == 0) {
    memory_runs_out();
  } else {
    nothing_where_something_must_be();
    bad_options();
    wrong_moments();
    hostile_texts();
    two_threads();
    a_session_for_each_thread();
    misuse_of_exercises();
    misuse_of_lessons();
    attempts_that_cannot_be_kept();
  }
  if (failures == 0) std::puts("a status each time, and no crash");
  return failures == 0 ? 0 : 1;
}
