// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "scenario/load.hpp"
#include "session/deployment_run.hpp"
#include "session/run.hpp"

/// What is measured: whole deployments through the session, with metrics, timeline, billing, ledger and fingerprint on,
/// as a user runs them.
namespace cloudsim::bench {

struct Case {
  const char* name;
  double rate;                ///< requests per second
  double concurrency;         ///< mean number in service, for the bound beside it
  const char* arrivals;       ///< "" = Poisson at the rate
  const char* work;           ///< of one request
  const char* deployment;     ///< the service, as a scenario says it
  std::uint32_t classes = 1;  ///< into so many request classes are the arrivals divided
  std::uint32_t functions =
      0;  ///< or: among so many functions of a trace, the k-th called 1/k times as often as the first
};

const std::vector<Case>& cases();
const Case* find_case(const std::string& name);  ///< null when there is none
/// The scenario of a case, long enough for about so many requests.
std::string scenario_text(const Case& what, std::uint64_t requests);
/// The trace that it names, for a case of functions.
std::string trace_text(const Case& what, std::uint64_t requests);

/// A scenario with all that it needs, ready to be run again and again.
class Prepared {
 public:
  explicit Prepared(const std::string& text, const std::string& trace = "");
  Prepared(const Case& what, std::uint64_t requests)
      : Prepared(scenario_text(what, requests), trace_text(what, requests)) {}
  const scenario::Scenario& scenario() const { return scenario_; }
  const session::Data& data() const { return data_; }

 private:
  scenario::Scenario scenario_;
  session::Data data_;
};

struct Measured {
  std::uint64_t requests = 0;     ///< that the time below was for
  double seconds = 0;             ///< of processor time, without the first tenth of the run (of functions: all of it)
  std::uint64_t fingerprint = 0;  ///< of the whole run
};
/// Runs deployment 0 once.
Measured measure(const Prepared& prepared);

}  // namespace cloudsim::bench
