// SPDX-License-Identifier: Apache-2.0
// Instants of a run explained: the chain of causes from its root, how things stood, what was decided and lost.
#include "narrative/explain_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/sample_run.hpp"

using namespace cloudsim;
using narrative::Explanation;
using narrative::Locale;

namespace {

const Locale& english() {
  static const Locale locale = [] {
    narrative::LocaleOptions options;
    options.words = narrative::Words::Everything;
    return Locale::load("en", options);
  }();
  return locale;
}

std::vector<std::uint32_t> ids(const std::vector<const result::Event*>& chain) {
  std::vector<std::uint32_t> found;
  for (const result::Event* event : chain) found.push_back(event->id);
  return found;
}

std::vector<std::vector<std::uint32_t>> chains_of(const Explanation& explanation) {
  std::vector<std::vector<std::uint32_t>> found;
  for (const auto& chain : explanation.chains) {
    found.emplace_back();
    for (const narrative::ToldEvent& told : chain) found.back().push_back(told.event->id);
  }
  return found;
}

using Ids = std::vector<std::uint32_t>;
using Chains = std::vector<Ids>;

const SimTime kCrash{Duration::hours(1).ns};

}  // namespace

TEST_CASE("a chain goes back to its root, and ends even when ids lie") {
  const result::Deployment servers = test::server_deployment();
  CHECK(ids(narrative::chain_to(servers.events[4], servers)) == Ids{1, 4, 5});  // order, ready, first answer
  CHECK(ids(narrative::chain_to(servers.events[5], servers)) == Ids{6});        // a crash comes by itself
  result::Deployment lying = servers;
  lying.events[0].cause = 5;  // an effect before its cause
  CHECK(ids(narrative::chain_to(lying.events[4], lying)) == Ids{1, 4, 5});
  lying.events[4].cause = 99;
  CHECK(ids(narrative::chain_to(lying.events[4], lying)) == Ids{5});
}

TEST_CASE("during the outage, the loss that holds is told with the crash that caused it") {
  const result::RunResult run = test::sample_run();
  const SimTime at = kCrash + Duration::seconds(30);
  const Explanation now = narrative::explain_instant(run.deployments[0], run, at, english());
  const Chains chains = chains_of(now);
  CHECK(std::count(chains.begin(), chains.end(), Ids{6, 7}) == 1);
  // What came later is not known yet: the repair is event 8.
  for (const Ids& chain : chains) CHECK(std::count(chain.begin(), chain.end(), 8U) == 0);
  REQUIRE(now.losses.size() == 1);
  CHECK(now.losses[0].event->id == 7);
  CHECK(now.losses[0].text.find("because the instance servers-1 fails") != std::string::npos);
  // The crash was at 1 h; the order at 0 s is the last thing that somebody asked for, and it was no API call here.
  CHECK(now.decisions.empty());
}

TEST_CASE("before anything was lost nothing is said to be lost, and after it the last loss is remembered") {
  const result::RunResult run = test::sample_run();
  const auto losses = [&](const result::Deployment& deployment, SimTime at) {
    return narrative::explain_instant(deployment, run, at, english()).losses.size();
  };
  CHECK(losses(run.deployments[1], SimTime{Duration::minutes(5).ns}) == 0);
  CHECK(losses(run.deployments[0], SimTime{Duration::minutes(5).ns}) ==
        1);  // the early ones, before the server was ready
}

TEST_CASE("how it stood comes from spans and the step that holds the instant") {
  const result::RunResult run = test::sample_run();
  const auto& servers = run.deployments[0];
  // Sample steps are (0, 60 s] and (60 s, 120 s]; 120 requests in 60 s are 2 per second.
  const Explanation early = narrative::explain_instant(servers, run, SimTime{Duration::seconds(45).ns}, english());
  REQUIRE(early.standing.step != nullptr);
  CHECK(early.standing.step->at == SimTime{Duration::minutes(1).ns});
  CHECK(early.standing.arrival_rate == doctest::Approx(2.0));
  REQUIRE(early.standing.servers.size() == 1);
  CHECK(early.standing.servers[0].first == "instance");
  CHECK(early.standing.servers[0].second == std::vector<std::pair<std::string, std::int64_t>>{{"booting", 1}});
  CHECK(early.state.front() == "1 instance is there: 1 booting.");
  // On the border of two steps the later one counts, as a server does that begins then.
  const Explanation border = narrative::explain_instant(servers, run, SimTime{Duration::minutes(1).ns}, english());
  CHECK(border.standing.step->at == SimTime{Duration::minutes(2).ns});
  // The end of the run belongs to its last step.
  const Explanation end = narrative::explain_instant(servers, run, kTimeZero + run.duration, english());
  CHECK(end.standing.step == &servers.samples.back());
}

TEST_CASE("when not every server's life is known, only the step speaks") {
  result::RunResult run = test::sample_run();
  run.deployments[0].spans_left_out = 1;
  const Explanation now =
      narrative::explain_instant(run.deployments[0], run, SimTime{Duration::seconds(90).ns}, english());
  CHECK(now.standing.servers.empty());
  CHECK(now.state.front() == "1 instance is there, 1 of them ready.");
}

TEST_CASE("a decision names signal, threshold, data points, from and to") {
  result::RunResult run = test::sample_run();
  auto& deployment = run.deployments[1];
  deployment.events.push_back(test::event(4, 1, result::event::kScaleOut, Duration::minutes(3),
                                          {{"unit", std::string("instance")},
                                           {"from", std::int64_t{2}},
                                           {"to", std::int64_t{5}},
                                           {"measured", 0.83},
                                           {"threshold", 0.5},
                                           {"points", std::int64_t{3}},
                                           {"signal", std::string("cpu_utilization")}}));
  const Explanation now = narrative::explain_instant(deployment, run, SimTime{Duration::minutes(4).ns}, english());
  REQUIRE(now.decisions.size() == 1);
  const std::string& text = now.decisions[0].text;
  for (const char* part : {"CPU use is 83%", "target of 50%", "instances instead of 2", "because traffic rises",
                           "3 data points in a row"}) {
    CAPTURE(part);
    CAPTURE(text);
    CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("the turning points are told once each, with what led to them") {
  const result::RunResult run = test::sample_run();
  const Explanation whole = narrative::explain_turning_points(run.deployments[0], english());
  CHECK_FALSE(whole.at.has_value());
  std::vector<std::uint32_t> last;
  for (const auto& chain : whole.chains) {
    REQUIRE_FALSE(chain.empty());
    CHECK(chain.front().event->cause == 0);  // every chain begins at a root
    last.push_back(chain.back().event->id);
  }
  CHECK(std::is_sorted(last.begin(), last.end()));
  CHECK(std::count(last.begin(), last.end(), 7U) == 1);
}

TEST_CASE("an event of a newer program and an empty deployment are no problem") {
  result::RunResult run = test::sample_run();
  run.deployments[0].events[5].kind = "eclipse";
  const Explanation now = narrative::explain_instant(run.deployments[0], run, kCrash, english());
  const bool told = std::any_of(now.chains.begin(), now.chains.end(), [](const auto& chain) {
    return chain.front().text.find("eclipse") != std::string::npos;
  });
  CHECK(told);
  run.deployments[0] = {};
  run.deployments[0].name = "nothing";
  CHECK(narrative::explain_instant(run.deployments[0], run, kTimeZero, english()).chains.empty());
  CHECK(narrative::explain_turning_points(run.deployments[0], english()).chains.empty());
}
