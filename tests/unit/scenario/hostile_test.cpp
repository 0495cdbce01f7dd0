// SPDX-License-Identifier: Apache-2.0
// Whatever the text: a scenario or diagnostics, never a crash, and every diagnostic has a place.
#include "unit/scenario/support.hpp"

using namespace scenario_test;

namespace {

void must_answer(const std::string& text) {
  const auto loaded = scenario::load(source(text), {}, {});
  if (loaded) return;
  CHECK_FALSE(loaded.error().empty());
  for (const Diagnostic& diagnostic : loaded.error()) {
    CHECK_FALSE(diagnostic.code.empty());
    CHECK(diagnostic.location.source != nullptr);
  }
}

}  // namespace

TEST_CASE("cut off anywhere") {
  const std::string text = read_text(kRoot / "scenarios/first-steps.yaml");
  for (std::size_t length = 0; length < text.size(); length += 13) must_answer(text.substr(0, length));
}

TEST_CASE("every value replaced by something that does not belong there") {
  const std::string text = read_text(kRoot / "tests/unit/scenario/issue-example.yaml");
  for (const char* intruder :
       {"[]", "{}", "~", "-1", "1e999", "999999999999999999999", "'", "\xff", "never", "[[[[", "{a: {b: [1]}}"}) {
    for (std::size_t at = text.find(": "); at != std::string::npos; at = text.find(": ", at + 1)) {
      if (at % 3 != 0) continue;
      const std::size_t end = text.find_first_of(",}]\n", at);
      must_answer(text.substr(0, at + 2) + intruder + text.substr(end));
    }
  }
}

TEST_CASE("not a scenario at all") {
  for (const char* text :
       {"", "\n", "~", "[]", "just words", "- a\n- b\n", "{}", "cloudsim: 1", "null", "\xff\xfe", "workload: [~, ~]",
        "deployments: [[], 3, {name: a}]", "workload: [{name: a, arrivals: {}}]"}) {
    CAPTURE(text);
    must_answer(text);
  }
  CHECK(problems("")[0] == "1:1 no_scenario");
  CHECK(problems("- a\n")[0] == "1:1 no_scenario");
}

TEST_CASE("extreme but well-formed values are refused or run, never overflow") {
  for (const char* duration : {"1ns", "366d", "400d", "100000000000d"}) {
    must_answer("cloudsim: 1\nduration: " + std::string(duration) +
                "\nworkload:\n  - {name: v, arrivals: {poisson: 1/day}}\ndeployments:\n  - {name: s, ec2: {instance: "
                "t3.micro}}\n");
  }
  must_answer(with_arrivals("{poisson: 999999999/ns}"));
  must_answer(with_arrivals("{profile: {points: [[0s, 999999999/ns], [1ns, 0/s]]}}"));
  must_answer(with_arrivals("{poisson: 1/s}", "{memory: 999999TB, cpu: 100000d}"));
  must_answer(with_deployment("{name: t, ecs: {launch: fargate, task: {cpu: 999999999, memory: 999999TB}}}"));
  must_answer(with_deployment("{name: t, lambda: {memory: 512MB, runtime: nodejs22, package: 999999TB}}"));
}
