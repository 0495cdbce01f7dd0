// SPDX-License-Identifier: Apache-2.0
#include "narrative/verdict.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/sample_run.hpp"

using namespace cloudsim;
using narrative::Locale;

namespace {

std::vector<std::string> said(const result::RunResult& run, const char* tag = "en") {
  narrative::LocaleOptions options;
  options.plain = true;
  return narrative::verdict_sentences(run, Locale::load(tag, options));
}

result::ObjectiveCheck latency_check(bool met) {
  return {"latency_p95", Duration::milliseconds(200), Duration::milliseconds(met ? 80 : 300), met};
}

}  // namespace

TEST_CASE("three sentences compare bill, service and work") {
  const auto en = said(test::sample_run());
  REQUIRE(en.size() == 3);
  CHECK(en[0] == "The bill is lowest for functions ($0.0223) and highest for servers ($0.3694).");
  CHECK(en[1] == "Requests are lost with servers: 330 of 21,600 requests (1.5%). None are lost with functions.");
  CHECK(en[2] == "The work is least with functions (12 min to set up, 0 min a month) and most with servers.");
  const auto es = said(test::sample_run(), "es");
  CHECK(es[0] == "La factura más baja es la de functions (0,0223 USD) y la más alta, la de servers (0,3694 USD).");
  CHECK(narrative::verdict(test::sample_run(), Locale::load("en")).find(". ") != std::string::npos);
}

TEST_CASE("ties are said to be ties") {
  result::RunResult run = test::sample_run();
  run.deployments[1] = run.deployments[0];
  run.deployments[1].name = "others";
  // Less than what is printed is no difference either.
  run.deployments[1].bill.total = run.deployments[0].bill.total + Money{1};
  const auto sentences = said(run);
  CHECK(sentences[0] == "All deployments cost the same: $0.3694 for 24 h.");
  CHECK(sentences[1] == "All deployments lose the same number of requests: 330 of 21,600 requests each (1.5%).");
  CHECK(sentences[2] == "All deployments take the same work: 30 min to set up, and 1 h 20 min a month.");
}

TEST_CASE("a place can be shared") {
  result::RunResult run = test::sample_run();
  run.deployments.push_back(run.deployments[1]);
  run.deployments[2].name = "containers";
  const auto sentences = said(run);
  CHECK(sentences[0] == "The bill is lowest for functions and containers ($0.0223) and highest for servers ($0.3694).");
  CHECK(sentences[2].find("functions and containers") != std::string::npos);
}

TEST_CASE("one deployment is described, not compared") {
  result::RunResult run = test::sample_run();
  run.deployments.pop_back();
  auto sentences = said(run);
  CHECK(sentences[0] == "servers costs $0.3694 for 24 h.");
  CHECK(sentences[1] == "servers loses 330 of 21,600 requests (1.5%).");
  CHECK(sentences[2] == "You need 30 min to set it up, and 1 h 20 min a month to look after it.");
  run.deployments[0].requests.rejected = 0;
  CHECK(said(run)[1] == "servers loses no request, and nearly all answers (p95) come within 80 ms.");
}

TEST_CASE("without losses, speed is compared") {
  result::RunResult run = test::sample_run();
  run.deployments[0].requests.rejected = 0;
  CHECK(said(run)[1] ==
        "No request is lost; answers are fastest from servers (p95 80 ms) and slowest from functions (p95 300 ms).");
  run.deployments[1].latency->p95 = run.deployments[0].latency->p95;
  CHECK(said(run)[1] == "No request is lost, and all deployments answer equally fast (p95 80 ms).");
}

TEST_CASE("no requests and no answers are no success") {
  result::RunResult run = test::sample_run();
  for (result::Deployment& deployment : run.deployments) {
    deployment.requests = {};
    deployment.latency.reset();
  }
  CHECK(said(run)[1] == "No request arrives, and nobody has to wait.");
  for (result::Deployment& deployment : run.deployments) deployment.requests.arrived = deployment.requests.ignored = 20;
  CHECK(said(run)[1] == "No request is lost, and none is answered either.");
}

TEST_CASE("with objectives the first sentence says who meets them") {
  result::RunResult run = test::sample_run();
  run.deployments[0].objectives = {latency_check(true)};
  run.deployments[1].objectives = {latency_check(false)};
  CHECK(said(run)[0] ==
        "Every objective is met by servers only; the bill is lowest for functions ($0.0223) and highest for servers "
        "($0.3694).");
  run.deployments[1].objectives = {latency_check(true)};
  CHECK(said(run)[0].find("All deployments meet every objective;") == 0);
  run.deployments[0].objectives = run.deployments[1].objectives = {latency_check(false)};
  CHECK(said(run)[0].find("No deployment meets every objective;") == 0);
  run.deployments.pop_back();
  CHECK(said(run)[0] == "servers misses its objective for p95 latency and costs $0.3694 for 24 h.");
}
