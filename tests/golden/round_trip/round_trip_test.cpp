// SPDX-License-Identifier: Apache-2.0
// Reading a result loses nothing: result → JSON → result → JSON gives the same bytes, for every shipped scenario.
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "embed/embedded.hpp"
#include "report/read_result.hpp"
#include "report/result_json.hpp"
#include "scenario/load.hpp"
#include "session/run.hpp"

using namespace cloudsim;

namespace {

std::shared_ptr<const Source> shipped(const std::string& path) {
  const auto text = embed::find(path);
  return text ? std::make_shared<Source>(Source{path, std::string(*text)}) : nullptr;
}

bool is_scenario(const std::string& path) {
  const std::string rest = path.substr(std::string("scenarios/").size());
  const bool lesson = rest.rfind("lessons/l", 0) == 0 || rest.rfind("lessons/c1-", 0) == 0;  // not L01.yaml: a lesson
  return path.size() > 5 && path.substr(path.size() - 5) == ".yaml" && (lesson || rest.find('/') == std::string::npos);
}

void check_round_trip(const std::string& path, const std::vector<scenario::Override>& changes) {
  const scenario::FileReader files = [&path](const std::string& name) {
    const auto absolute = shipped(name);
    return absolute ? absolute : shipped(path.substr(0, path.rfind('/') + 1) + name);
  };
  const auto loaded = scenario::load(shipped(path), changes, files);
  REQUIRE(loaded.has_value());
  const auto data = session::load_data(loaded->scenario, files);
  REQUIRE(data.has_value());
  const std::string written = report::to_json(session::run(loaded->scenario, *data));
  Diagnostics diagnostics;
  const auto read = report::read_result(std::make_shared<Source>(Source{"run.json", written}), diagnostics);
  for (const Diagnostic& problem : diagnostics) {
    CAPTURE(problem.code);
    const std::string place = problem.arguments.empty() ? "" : std::get<std::string>(problem.arguments.front().value);
    FAIL_CHECK(place);
  }
  REQUIRE(read.has_value());
  CHECK(report::to_json(*read) == written);
}

}  // namespace

TEST_CASE("every shipped scenario's result is read back byte for byte") {
  std::size_t count = 0;
  for (const std::string& path : embed::list("scenarios/")) {
    if (!is_scenario(path)) continue;
    CAPTURE(path);
    check_round_trip(path, {});
    ++count;
  }
  CHECK(count >= 15);
}

TEST_CASE("intervals and differences over replications come back too") {
  check_round_trip("scenarios/first-steps.yaml", {{"run", "{replications: 3}"}});
}
