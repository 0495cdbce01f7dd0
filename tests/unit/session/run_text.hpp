// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "result/events.hpp"
#include "session/run.hpp"

/// From the words of a scenario to its results, for tests that pin what a reader of a scenario sees.
namespace cloudsim::test {

inline scenario::Scenario scenario_of(const std::string& text) {
  auto loaded = scenario::load(std::make_shared<const Source>(Source{"test.yaml", text}), {}, {});
  if (!loaded) {
    for (const Diagnostic& problem : loaded.error()) FAIL_CHECK(problem.code);
  }
  REQUIRE(loaded.has_value());
  return loaded->scenario;
}

inline std::vector<result::Deployment> run_all(const std::string& text) {
  const scenario::Scenario scenario = scenario_of(text);
  const auto data = session::load_data(scenario, {});
  REQUIRE(data.has_value());
  return session::run(scenario, *data).deployments;
}

inline result::Deployment run_one(const std::string& text) { return run_all(text).at(0); }

/// One class of requests and one deployment; `more` follows (actions, prices).
inline result::Deployment run_one(const char* duration, const std::string& request_class, const std::string& deployment,
                                  const std::string& more = {}) {
  return run_one(std::string("cloudsim: 1\nduration: ") + duration + "\nworkload:\n  - {name: visits, " +
                 request_class + "}\ndeployments:\n  - {name: one, " + deployment + "}\n" + more);
}

inline std::string amount_of(const result::Deployment& deployment, const std::string& meter, int decimals) {
  for (const result::BillLine& line : deployment.bill.lines) {
    if (line.meter == meter) return to_decimal(round_half_up(line.amount, decimals), decimals);
  }
  return "none";
}

inline std::vector<const result::Event*> events_of(const result::Deployment& deployment, const char* kind) {
  std::vector<const result::Event*> out;
  for (const result::Event& event : deployment.events) {
    if (event.kind == kind) out.push_back(&event);
  }
  return out;
}

inline const Argument* argument_of(const result::Event& event, const char* key) {
  for (const Argument& argument : event.arguments) {
    if (argument.key == key) return &argument;
  }
  return nullptr;
}

inline std::int64_t count_of(const result::Event& event, const char* key) {
  const Argument* argument = argument_of(event, key);
  REQUIRE(argument != nullptr);
  return std::get<std::int64_t>(argument->value);
}

inline std::string text_of(const result::Event& event, const char* key) {
  const Argument* argument = argument_of(event, key);
  REQUIRE(argument != nullptr);
  return std::get<std::string>(argument->value);
}

inline double seconds_of(SimTime at) { return to_seconds(at - kTimeZero); }

}  // namespace cloudsim::test
