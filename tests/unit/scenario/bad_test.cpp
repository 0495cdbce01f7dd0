// SPDX-License-Identifier: Apache-2.0
// One file per rule in bad/: what it must be refused with stands at its end, as "# expect: line:column code
// suggestion". The words of each refusal, in both languages, are compared by tests/golden/errors.
#include "unit/scenario/support.hpp"

using namespace scenario_test;

TEST_CASE("each bad scenario is refused with exactly its problems, at their places") {
  std::size_t count = 0;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "tests/unit/scenario/bad")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    CAPTURE(path.filename().string());
    const std::string text = read_text(path);
    std::vector<std::string> expected;
    const std::string mark = "# expect: ";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
      const std::size_t from = at + mark.size();
      expected.push_back(text.substr(from, text.find('\n', from) - from));
    }
    REQUIRE_FALSE(expected.empty());
    CHECK(problems(text) == expected);
    ++count;
  }
  CHECK(count >= 40);
}

TEST_CASE("problems of several parts are told together, in reading order") {
  const auto found = problems(
      "cloudsim: 1\n"
      "duration: 1 hour\n"
      "workload:\n"
      "  - {name: visits, arrivals: {poisson: 5}}\n"
      "deployments:\n"
      "  - {name: servers, ec2: {instance: t3.mirco}}\n"
      "actions:\n"
      "  - {at: 10min, crash: server}\n");
  REQUIRE(found.size() == 4);
  CHECK(found[0].rfind("2:11 bad_duration", 0) == 0);
  CHECK(found[1].rfind("4:40 bad_rate", 0) == 0);
  CHECK(found[2] == "6:37 unknown_instance_type t3.micro");
  CHECK(found[3] == "8:24 unknown_deployment servers");
}

TEST_CASE("what is allowed but surely not meant is a warning") {
  const auto loaded =
      scenario::load(source("cloudsim: 1\n"
                            "duration: 1h\n"
                            "workload:\n"
                            "  - {name: visits, arrivals: {poisson: 5/s}, work: {memory: 600MB}}\n"
                            "deployments:\n"
                            "  - {name: functions, lambda: {memory: 512MB}}\n"
                            "  - {name: servers, ec2: {instance: t3.micro, fleet: {min: 1, max: 4}}}\n"),
                     {}, {});
  REQUIRE(loaded.has_value());
  CHECK(brief(loaded->warnings) == std::vector<std::string>{"4:61 work_needs_more_memory", "7:54 fleet_never_scales"});
}
