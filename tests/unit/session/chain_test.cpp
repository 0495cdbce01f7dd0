// SPDX-License-Identifier: Apache-2.0
// Chains from the words of a scenario to the figures of a run. Every expected value follows from the times in the text:
// functions start at once (init: 0s), and only `io` takes time.
#include "unit/session/run_text.hpp"

using namespace cloudsim;
using test::run_one;

namespace {

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

result::Deployment run_chain(const std::string& requests, const std::string& links, const std::string& more = {}) {
  return run_one("cloudsim: 1\nduration: 60s\nworkload:\n  - {name: visits, " + requests +
                 "}\ndeployments:\n  - name: shop\n    chain:\n" + links + more);
}

const std::string kFunction = "lambda: {memory: 1769MB, init: 0s, timeout: 30s}";
const std::string kServer = "ec2: {instance: t3.small, workers: 1, already_running: true}";
const std::string kOnce = "arrivals: {at: [0s]}, work: {io: 100ms}";

std::uint64_t reason(const result::Requests& requests, const char* name) {
  const auto found = requests.by_reason.find(name);
  return found == requests.by_reason.end() ? 0 : found->second;
}

void check_sums(const result::Requests& r) {
  CHECK(r.arrived == r.completed + r.rejected + r.timed_out + r.failed + r.ignored + r.in_flight);
}

}  // namespace

// One request a second for ten seconds. The caller works 100 ms and waits 200 ms: busy and billed 300 ms each, 3 s in
// all; the one that it calls is billed 10 × 200 ms.
TEST_CASE("a function that calls another one waits for it, and pays for the waiting") {
  const auto shop =
      run_chain("arrivals: {constant: {rate: 1/s, until: 10s}}, work: {io: 100ms}",
                "      - {name: api, " + kFunction + "}\n      - {name: work, " + kFunction + ", work: {io: 200ms}}\n");
  CHECK(shop.service == "chain");
  REQUIRE(shop.links.size() == 2);
  CHECK(shop.requests.completed == 10);
  CHECK(shop.latency->maximum == ms(300));
  CHECK(shop.latency->mean == ms(300));
  CHECK(shop.links[0].latency->mean == ms(300));
  CHECK(shop.links[0].billed.handler == Duration::seconds(3));
  CHECK(shop.links[1].latency->mean == ms(200));
  CHECK(shop.links[1].billed.handler == Duration::seconds(2));
  CHECK(shop.links[0].fed_by == "callers");
  CHECK(shop.links[1].fed_by == "direct");
  // 5 s × 1769 ÷ 1024 GB × 0.0000166667 USD, and 20 requests of 0.0000002 USD
  CHECK(test::amount_of(shop, "lambda.gb_second.x86", 9) == "0.000143962");
  CHECK(shop.bill.total == shop.links[0].bill.total + shop.links[1].bill.total);
  CHECK(shop.effort.setup_minutes ==
        doctest::Approx(shop.links[0].effort.setup_minutes + shop.links[1].effort.setup_minutes));
}

// Two at once, one worker: it works 100 ms and waits 200 ms for the first, then the same for the second.
TEST_CASE("a worker that waits for an answer serves nobody else") {
  const auto shop =
      run_chain("arrivals: {at: [0s, 0s]}, work: {io: 100ms}",
                "      - {name: api, " + kServer + "}\n      - {name: work, " + kFunction + ", work: {io: 200ms}}\n");
  CHECK(shop.requests.completed == 2);
  CHECK(shop.latency->maximum == ms(600));
  CHECK(shop.latency->mean == ms(450));
  CHECK(shop.links[0].queueing.busy_servers == doctest::Approx(0.6 / 60));
  CHECK(shop.links[0].queueing.queue_length == doctest::Approx(0.3 / 60));
  CHECK(shop.links[1].capacity.peak_busy == 1);
}

// Three functions send a message at 0.1 s; one worker takes them one by one, 1 s each: done at 1.1, 2.1, 3.1 s.
TEST_CASE("behind a queue each link has its own speed, and the one before has answered") {
  const auto shop = run_chain(
      "arrivals: {at: [0s, 0s, 0s]}, work: {io: 100ms}",
      "      - {name: api, " + kFunction + ", next: queue}\n      - {name: prints, " + kServer + ", work: {io: 1s}}\n");
  CHECK(shop.requests.completed == 3);
  CHECK(shop.links[0].latency->maximum == ms(100));
  CHECK(shop.links[0].billed.handler == ms(300));
  CHECK(shop.links[1].fed_by == "queue");
  CHECK(shop.links[1].latency->maximum == ms(3000));
  CHECK(shop.links[1].latency->mean == ms(2000));
  CHECK(shop.latency->maximum == ms(3100));
  CHECK(shop.latency->mean == ms(2100));
  CHECK(shop.links[1].capacity.peak_busy == 1);
}

TEST_CASE("a function takes its messages as from any queue") {
  const auto shop = run_chain(kOnce, "      - {name: api, " + kServer + ", next: queue}\n      - {name: work, " +
                                         kFunction + ", work: {io: 200ms}}\n");
  CHECK(shop.requests.completed == 1);
  CHECK(shop.latency->maximum == ms(300));
  CHECK(shop.links[0].latency->maximum == ms(100));
  CHECK(shop.links[1].requests.completed == 1);
}

// Both messages are there at 0.1 s and make one batch: 50 ms of its own and 200 ms of waiting for each, one after the
// other. One run of 500 ms; both are done at 0.6 s.
TEST_CASE("a batch calls for one message after the other") {
  const auto shop =
      run_chain("arrivals: {at: [0s, 0s]}, work: {io: 100ms}",
                "      - {name: api, " + kFunction + ", next: queue}\n      - {name: batch, " + kFunction +
                    ", work: {io: 50ms}}\n      - {name: last, " + kFunction + ", work: {io: 200ms}}\n");
  CHECK(shop.requests.completed == 2);
  CHECK(shop.latency->mean == ms(600));
  CHECK(shop.links[1].requests.invocations == 1);
  CHECK(shop.links[1].billed.handler == ms(500));
  CHECK(shop.links[2].requests.completed == 2);
  CHECK(shop.links[2].latency->maximum == ms(200));
}

// The function may run for 1 s; what it calls takes 5 s. It is cut and billed at 1 s; the other one goes on.
TEST_CASE("a time limit covers the waiting, and what was called does not learn of it") {
  const auto shop = run_chain(kOnce,
                              "      - {name: api, lambda: {memory: 1769MB, init: 0s, timeout: 1s}}\n"
                              "      - {name: slow, " +
                                  kServer + ", work: {io: 5s}}\n");
  CHECK(shop.requests.timed_out == 1);
  CHECK(reason(shop.requests, "run_timeout") == 1);
  CHECK(shop.links[0].billed.handler == Duration::seconds(1));
  CHECK(shop.links[1].requests.completed == 1);
  CHECK(shop.links[1].latency->maximum == ms(5000));
}

// The server waits 3 s at most; its worker stays busy until the answer comes at 5.1 s. The second request comes at 4 s
// and waits 1.1 s for the worker; it begins at 5.1 s and is given up at 7 s.
TEST_CASE("a server's time limit gives up the request, and its worker stays busy until the answer") {
  const auto shop =
      run_chain("arrivals: {at: [0s, 4s]}, work: {io: 100ms}",
                "      - {name: api, ec2: {instance: t3.small, workers: 1, already_running: true, timeout: 3s}}\n"
                "      - {name: slow, " +
                    kFunction + ", work: {io: 5s}}\n");
  CHECK(shop.requests.timed_out == 2);
  CHECK(shop.links[0].queueing.busy_servers == doctest::Approx((3.0 + 1.9) / 60));  // as callers see it
  CHECK(shop.links[1].requests.completed == 2);
}

TEST_CASE("what is full further on is an error here, with its reason") {
  const auto shop = run_chain("arrivals: {at: [0s, 0s]}, work: {io: 100ms}",
                              "      - {name: api, " + kFunction +
                                  "}\n      - {name: small, lambda: {memory: 1769MB, "
                                  "init: 0s, timeout: 30s, concurrency: 1}, work: {io: 10s}}\n");
  CHECK(shop.links[1].requests.rejected == 1);
  CHECK(shop.links[0].requests.failed == 1);
  CHECK(reason(shop.links[0].requests, "concurrency_limit") == 1);
  CHECK(shop.requests.failed == 1);
  CHECK(reason(shop.requests, "concurrency_limit") == 1);
  CHECK(shop.requests.completed == 1);
  CHECK(shop.links[0].billed.handler == ms(10'100 + 100));
  CHECK(shop.links[0].requests.cold_starts == 2);  // an error from elsewhere does not reset the environment
}

// Received at 0.1 s, failed at 1.1 s; back 10 s after it was received, failed again at 11.1 s: the second time was the
// last.
TEST_CASE("a message that fails comes back after its visibility time-out, and ends in the dead-letter queue") {
  const auto shop =
      run_chain(kOnce, "      - {name: api, " + kFunction + ", next: queue}\n      - {name: prints, " + kServer +
                           ", work: {io: 1s, failure: 100%}, queue: {visibility: 10s, "
                           "max_receives: 2, dead_letter_queue: true}}\n");
  CHECK(shop.links[0].requests.completed == 1);
  CHECK(shop.links[1].requests.arrived == 1);
  CHECK(shop.links[1].requests.attempts == 2);
  CHECK(shop.links[1].requests.failed == 1);
  CHECK(reason(shop.links[1].requests, "dead_lettered") == 1);
  CHECK(shop.requests.failed == 1);
  CHECK(reason(shop.requests, "dead_lettered") == 1);
  CHECK(shop.queueing.number_in_system == doctest::Approx(11.1 / 60));
  CHECK(shop.links[1].queueing.busy_servers == doctest::Approx(2.0 / 60));
}

// It fails at 1.1 s, 31.1 s and would come back at 60.1 s.
TEST_CASE("without a dead-letter queue a message comes back until the run is over, and is in flight then") {
  const auto shop = run_chain(kOnce, "      - {name: api, " + kFunction + ", next: queue}\n      - {name: prints, " +
                                         kServer + ", work: {io: 1s, failure: 100%}}\n");
  CHECK(shop.links[1].requests.attempts == 2);
  CHECK(shop.links[1].requests.in_flight == 1);
  CHECK(shop.requests.in_flight == 1);
}

TEST_CASE("messages that nobody takes are in flight at the end") {
  const auto shop = run_chain("arrivals: {at: [0s, 1s, 2s]}, work: {io: 100ms}",
                              "      - {name: api, " + kFunction +
                                  ", next: queue}\n      - {name: prints, ec2: "
                                  "{instance: t3.small, workers: 1, launch: 1h}, work: {io: 1s}}\n");
  CHECK(shop.links[0].requests.completed == 3);
  CHECK(shop.links[1].requests.in_flight == 3);
  CHECK(shop.requests.in_flight == 3);
}

// The caller waits 250 ms and the chain needs 300 ms, so it gives up twice; both attempts pass the whole chain.
TEST_CASE("a caller that tries again sends the request through the chain again") {
  const auto shop =
      run_chain(kOnce + ", client: {timeout: 250ms, retries: 1, backoff: {base: 1s, jitter: none}}",
                "      - {name: api, " + kFunction + "}\n      - {name: work, " + kFunction + ", work: {io: 200ms}}\n");
  CHECK(shop.requests.arrived == 1);
  CHECK(shop.requests.timed_out == 1);
  CHECK(reason(shop.requests, "client_timeout") == 1);
  CHECK(shop.links[0].requests.arrived == 1);
  CHECK(shop.links[0].requests.attempts == 2);
  CHECK(shop.links[1].requests.arrived == 2);
  CHECK(shop.links[1].requests.completed == 2);
}

// The first attempt waits behind nothing, fails after 100 ms and sends no message; the second one, 1 s later, does.
TEST_CASE("only an attempt that works sends its message") {
  const auto shop = run_chain(
      "arrivals: {at: [0s]}, work: {io: 100ms}, client: {retries: 1, backoff: {base: 1s, jitter: none}}",
      "      - {name: api, " + kFunction + ", next: queue}\n      - {name: prints, " + kServer + ", work: {io: 1s}}\n",
      "actions:\n  - {at: 0s, fault: bad-release, deployment: shop.api, for: 500ms}\n");
  CHECK(shop.requests.completed == 1);
  CHECK(shop.latency->maximum == ms(100 + 1000 + 100 + 1000));
  CHECK(shop.links[0].requests.attempts == 2);
  CHECK(shop.links[1].requests.arrived == 1);
}

TEST_CASE("a link that fails while it waits loses the request; the answer comes to nobody") {
  const auto shop = run_chain(
      kOnce, "      - {name: api, " + kServer + "}\n      - {name: work, " + kFunction + ", work: {io: 2s}}\n",
      "actions:\n  - {at: 1s, crash: shop.api}\n");
  CHECK(shop.requests.failed == 1);
  CHECK(reason(shop.requests, "server_crashed") == 1);
  CHECK(shop.links[1].requests.completed == 1);
}

TEST_CASE("a slow dependency of one link slows that link alone") {
  const auto shop = run_chain(
      kOnce, "      - {name: api, " + kFunction + "}\n      - {name: work, " + kFunction + ", work: {io: 200ms}}\n",
      "actions:\n  - {at: 0s, fault: slow-dependency, deployment: shop.work, extra: 400ms, for: 10s}\n");
  CHECK(shop.latency->maximum == ms(700));
  CHECK(shop.links[1].latency->maximum == ms(600));
}

TEST_CASE("the free amount of a meter goes to the first link that uses it") {
  const auto shop = run_chain(
      kOnce, "      - {name: api, " + kFunction + "}\n      - {name: work, " + kFunction + ", work: {io: 200ms}}\n",
      "prices: {free_tier: true}\n");
  CHECK(shop.links[0].bill.total == Money{});
  CHECK(shop.links[1].bill.total > Money{});
  CHECK(shop.bill.total == shop.links[1].bill.total);
}

// Whatever happens: every arrival has one outcome, for the whole and in each link; each link gets what the one before
// has passed on; the same words give the same run.
TEST_CASE("nothing is lost between links, and the same words give the same run") {
  const std::string requests =
      "arrivals: {poisson: 30/s}, work: {cpu: {exponential: 20ms}}, client: {timeout: 2s, retries: 2}";
  const std::string links =
      "      - {name: api, ec2: {instance: t3.small, workers: 8, already_running: true, timeout: 3s}}\n"
      "      - {name: check, lambda: {memory: 1769MB, concurrency: 12, timeout: 5s}, work: {io: {exponential: 200ms}}, "
      "next: queue}\n"
      "      - {name: prints, ecs: {launch: fargate, task: {cpu: 1, memory: 2GB}, desired: 8, workers: 1, "
      "already_running: true}, work: {io: {exponential: 250ms}, failure: 10%}, queue: {visibility: 5s, max_receives: "
      "2, "
      "dead_letter_queue: true}}\n";
  const std::string more =
      "actions:\n  - {at: 20s, crash: shop.prints}\n  - {at: 30s, crash: shop.api, repaired_after: 5s}\n";
  const auto shop = run_chain(requests, links, more);
  check_sums(shop.requests);
  for (const result::Deployment& link : shop.links) check_sums(link.requests);
  CHECK(shop.requests.arrived == shop.links[0].requests.arrived);
  CHECK(shop.requests.arrived > 1500);
  CHECK(shop.links[2].requests.arrived == shop.links[1].requests.completed);
  CHECK(shop.links[2].requests.attempts > shop.links[2].requests.arrived);
  CHECK(shop.requests.completed > 0);
  CHECK(shop.requests.completed <= shop.links[2].requests.completed);
  CHECK(shop.fingerprint == run_chain(requests, links, more).fingerprint);
}

// The first link of a chain that calls nothing expensive sees the very requests that a service alone sees.
TEST_CASE("the first link gets the same requests and does the same as a service that stands alone") {
  const std::string head =
      "cloudsim: 1\nduration: 60s\nworkload:\n  - {name: visits, arrivals: {poisson: 20/s}, work: {cpu: {exponential: "
      "50ms}}}\ndeployments:\n";
  const auto both =
      test::run_all(head + "  - {name: alone, " + kFunction + "}\n  - name: shop\n    chain:\n      - {name: api, " +
                    kFunction + ", next: queue}\n      - {name: work, " + kFunction + "}\n");
  CHECK(both[0].requests.arrived == both[1].links[0].requests.arrived);
  CHECK(both[0].latency->mean == both[1].links[0].latency->mean);
  CHECK(both[0].bill.total == both[1].links[0].bill.total);
}
