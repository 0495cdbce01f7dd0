// SPDX-License-Identifier: Apache-2.0
#include "verification/verify.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

namespace cloudsim::verification {
namespace {

// Four requests a second apart, 100 ms each, on one worker: 4 arrive, nobody waits.
constexpr const char* kScenario =
    "cloudsim: 1\nduration: 10s\nworkload:\n  - {name: visits, arrivals: {at: [1s, 2s, 3s, 4s]}, work: {io: 100ms}}\n"
    "deployments:\n  - name: server\n    ec2: {instance: m5.large, launch: 0s, boot: 0s, bootstrap: 0s, code_upload: "
    "0s, workers: 1}\n";
constexpr const char* kUsage =
    "usage: 1\nprices: {list: aws, region: us-east-1}\napis:\n  - {kind: http, calls: 1000000}\n";

std::shared_ptr<const Source> own_file(const std::string& path) {
  if (path == "four.yaml") return std::make_shared<Source>(Source{path, kScenario});
  if (path == "calls.yaml") return std::make_shared<Source>(Source{path, kUsage});
  return nullptr;
}

std::string listed(const std::string& checks) { return "verification: 1\nsources: {us: worked by hand}\n" + checks; }

result::Verification verified(const std::string& checks, bool short_form = false) {
  Diagnostics problems;
  const auto list = read_check_list(std::make_shared<Source>(Source{"list.yaml", listed(checks)}), problems);
  for (const Diagnostic& problem : problems) FAIL_CHECK(problem.code);
  REQUIRE(list);
  VerifyOptions options;
  options.short_form = short_form;
  const auto outcome = verify(*list, own_file, options);
  REQUIRE(outcome);
  return *outcome;
}

std::string first_problem(const std::string& checks) {
  Diagnostics problems;
  const auto list = read_check_list(std::make_shared<Source>(Source{"list.yaml", listed(checks)}), problems);
  if (!list) return problems.front().code;
  const auto outcome = verify(*list, own_file, {});
  return outcome ? "none" : outcome.error().front().code;
}

std::string run_of(const std::string& row) {
  return "runs:\n  - {id: four, source: us, scenario: four.yaml, expect: [" + row + "]}\n";
}

TEST_CASE("a formula passes within half of its last digit and not beyond") {
  // Erlang B for 2 erlangs and 3 servers: (8/6) / (1 + 2 + 2 + 8/6) = 4/19 = 0.210526…
  const std::string head =
      "theory:\n  - {id: b, source: us, formula: erlang_b, inputs: {offered_load: 2, servers: 3}, ";
  CHECK(verified(head + "expect: [{quantity: blocking_probability, is: 0.2105}]}").failed() == 0);
  CHECK(verified(head + "expect: [{quantity: blocking_probability, is: 0.211}]}").failed() == 0);
  CHECK(verified(head + "expect: [{quantity: blocking_probability, is: 0.2106}]}").failed() == 1);
  CHECK(first_problem(head + "expect: [{quantity: queue_length, is: 1}]}") == "verification_no_measure");
}

TEST_CASE("a run is exact unless the list says how far it may be") {
  CHECK(verified(run_of("{quantity: arrived, is: 4}")).failed() == 0);
  CHECK(verified(run_of("{quantity: arrived, is: 5}")).failed() == 1);
  // Three deviations of one run, √(1/1 + 1/1) for two single runs: 3 × 0.2 × 1.414 = 0.849 < 1 < 3 × 0.25 × 1.414.
  CHECK(verified(run_of("{quantity: arrived, is: 5, deviation: 0.2}")).failed() == 1);
  CHECK(verified(run_of("{quantity: arrived, is: 5, deviation: 0.25}")).failed() == 0);
  // Against a formula only our own run varies: 3 × 0.25 = 0.75.
  CHECK(verified(run_of("{quantity: arrived, is: 5, deviation: 0.25, of: 0}")).failed() == 1);
}

TEST_CASE("a run without the figure is no agreement") {
  const result::Verification outcome = verified(run_of("{quantity: server_life, is: 0}"));
  CHECK(outcome.failed() == 1);  // no server ended
}

TEST_CASE("an interval must be narrow as well as hold the value") {
  // Three equal runs: an interval of no width, at 4.
  const auto list = [](const std::string& row) {
    return "runs:\n  - {id: four, source: us, replications: 3, scenario: four.yaml, expect: [" + row + "]}\n";
  };
  CHECK(verified(list("{quantity: arrived, is: 4, narrower_than: 1%, of: 0}")).failed() == 0);
  CHECK(verified(list("{quantity: arrived, is: 4.1, narrower_than: 1%, of: 0}")).failed() == 1);
  CHECK(verified(list("{quantity: arrived, is: 4, narrower_than: 1%, of: 0}"), true).checks.empty());
}

TEST_CASE("a bill agrees to the last digit that was printed, line by line") {
  // A million calls of an HTTP API at 1.00 USD a million.
  const auto bill = [](const std::string& rows) {
    return "bills:\n  - {id: calls, source: us, usage: calls.yaml, expect: {" + rows + "}}\n";
  };
  CHECK(verified(bill("total: 1.00, apigw.http: 1.00")).failed() == 0);
  CHECK(verified(bill("total: 1.01, apigw.http: 1.00")).failed() == 1);
  CHECK(verified(bill("total: 1.00, lambda.request: 0.00")).failed() == 1);  // no such line
}

TEST_CASE("a list with problems says so before anything runs") {
  CHECK(first_problem("runs:\n  - {id: x, source: us, scenario: none.yaml, expect: [{quantity: arrived, is: 1}]}\n") ==
        "verification_no_file");
  CHECK(first_problem(run_of("{quantity: arived, is: 4}")) == "bad_choice");
  CHECK(first_problem("bills:\n  - {id: x, source: them, usage: calls.yaml, expect: {total: 1.00}}\n") == "bad_choice");
  CHECK(first_problem("theory:\n  - {id: x, source: us, formula: mm2, inputs: {}, expect: []}\n") != "none");
}

}  // namespace
}  // namespace cloudsim::verification
