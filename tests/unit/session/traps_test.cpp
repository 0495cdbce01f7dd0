// SPDX-License-Identifier: Apache-2.0
// Ten ways in which simulators get these services wrong, one test each, numbered as in the facts that the project was
// built on. Traps 6 to 10: more_traps_test.cpp. Prices: us-east-1, as shipped.
#include "unit/session/run_text.hpp"

using namespace cloudsim;
using test::amount_of;
using test::count_of;
using test::events_of;
using test::run_one;
using test::seconds_of;

// A request of 100 ms in an hour. The instance is paid for all of it; the function for 0.1 s × 1769/1024 GB ×
// 0.0000166667 USD = 0.000002879... USD, the half hour for which its environment is kept included; a provisioned
// environment of 1 GB for its 3,600 s at 0.0000041667.
TEST_CASE("trap 1: idle Lambda time costs nothing, idle EC2 time its full price, provisioned time its own") {
  const std::string request = "arrivals: {at: [10min]}, work: {cpu: 100ms}";
  CHECK(amount_of(run_one("1h", request, "ec2: {instance: t3.micro, already_running: true}"), "ec2.instance.t3.micro",
                  6) == "0.010400");
  const result::Deployment function = run_one("1h", request, "lambda: {memory: 1769MB, init: 0s, keep_alive: 30min}");
  CHECK(amount_of(function, "lambda.gb_second.x86", 9) == "0.000002879");
  CHECK(function.bill.lines.size() == 2);  // the other one is the request
  const result::Deployment kept =
      run_one("1h", request, "lambda: {memory: 1024MB, init: 0s, provisioned: {count: 1, setup: 0s}}");
  CHECK(amount_of(kept, "lambda.provisioned.allocation.x86", 8) == "0.01500012");
  CHECK(amount_of(kept, "lambda.gb_second.x86", 9) == "none");
}

// Running from 0 to 10 s and from 60 s to 70 s: two starts, 60 s each, though 20 s ran. 120 s × 0.0104 ÷ 3600.
TEST_CASE("trap 1: each start of an instance costs at least a minute") {
  const result::Deployment server =
      run_one("5min", "arrivals: {at: [0s]}, work: {cpu: 100ms}",
              "ec2: {instance: t3.micro, already_running: true, launch: 5s, boot: 1s, bootstrap: 1s}",
              "actions:\n  - {at: 10s, call: ec2.StopInstances, deployment: one}\n"
              "  - {at: 55s, call: ec2.StartInstances, deployment: one}\n"
              "  - {at: 70s, call: ec2.TerminateInstances, deployment: one}\n");
  CHECK(amount_of(server, "ec2.instance.t3.micro", 9) == "0.000346667");
}

namespace {

/// Twenty per cent of two instances in the first 10 min, then 90 %; from 40 min on 5 %.
const std::string kWave =
    "arrivals: {profile: {points: [[0s, 4/s], [10min, 18/s], [40min, 1/s]], interpolation: step, spacing: even}}, "
    "work: {cpu: 200ms}";
std::string group(const std::string& more) {
  return "ec2: {instance: m5.large, already_running: true, load_balancer: true, launch: 10s, boot: 20s, bootstrap: "
         "30s, "
         "fleet: {min: 2, max: 8, target_cpu: 60%, monitoring: detailed" +
         more + "}}";
}

}  // namespace

// The load rises at 10:00. Points end at 11:00, 12:00 and 13:00, the third is known at 14:00: the group asks then for
// 2 × 90 ÷ 60 = 3. Launch, boot and bootstrap take a minute, the first check up to 30 s: in service after 5 to 5.5 min.
// It falls at 40:00: fifteen points until 55:00, known at 56:00, no earlier, though the load is a tenth of the target.
TEST_CASE("trap 2: a group grows minutes after the load, and shrinks a quarter of an hour after it") {
  const result::Deployment group_of_two = run_one("70min", kWave, group(""));
  const auto out = events_of(group_of_two, result::event::kScaleOut);
  REQUIRE(!out.empty());
  CHECK(seconds_of(out[0]->at) == 14 * 60);
  CHECK(count_of(*out[0], "points") == 3);
  CHECK(count_of(*out[0], "to") == 3);
  const auto ready = events_of(group_of_two, result::event::kReady);
  REQUIRE(!ready.empty());
  CHECK(seconds_of(ready.back()->at) >= 15 * 60);
  CHECK(seconds_of(ready.back()->at) <= 15.5 * 60);
  const auto in = events_of(group_of_two, result::event::kScaleIn);
  REQUIRE(!in.empty());
  CHECK(seconds_of(in[0]->at) == 56 * 60);
  CHECK(count_of(*in[0], "points") == 15);
}

// Two of 45 % each are 90 %; the band of a target of 60 % ends at 42 %: at 45 % nothing goes. And what was ordered at
// 14:00 and is to warm up until 45:00 blocks every step in until then.
TEST_CASE("trap 2: no instance goes within the band, nor while one warms up") {
  const std::string steady = "arrivals: {constant: 9/s}, work: {cpu: 200ms}";  // 1.8 of 4 vCPU: 45 %
  CHECK(events_of(run_one("2h", steady, group("")), result::event::kScaleIn).empty());
  const std::string short_wave =
      "arrivals: {profile: {points: [[0s, 4/s], [10min, 18/s], [15min, 1/s]], interpolation: step, spacing: even}}, "
      "work: {cpu: 200ms}";
  const auto first_step_in = [&](const char* warm_up) {
    const result::Deployment run = run_one("80min", short_wave, group(std::string(", warm_up: ") + warm_up));
    const auto in = events_of(run, result::event::kScaleIn);
    REQUIRE(!in.empty());
    return seconds_of(in[0]->at);
  };
  CHECK(first_step_in("1min") == 31 * 60);  // 15 min + fifteen points + 1 min
  CHECK(first_step_in("30min") >= (15 + 30) * 60);
}

// 1,500 at once, 1,000 of them run and 500 get their refusal at once; a second later the others have ended.
TEST_CASE("trap 3: Lambda is not unlimited, and refuses instead of queueing") {
  const std::string burst = "arrivals: {constant: {rate: 1500/ms, until: 1ms}}, work: {io: 500ms}";
  const result::Deployment function = run_one("1min", burst, "lambda: {memory: 128MB, init: 0s}");
  CHECK(function.requests.arrived == 1500);
  CHECK(function.requests.completed == 1000);
  CHECK(function.requests.rejected == 500);
  CHECK(function.latency->maximum == Duration::milliseconds(500));  // nobody waited
  // A larger limit does not help at once: 1,000 new environments per 10 s, of a bucket of 1,000.
  const result::Deployment raised = run_one("1min", burst, "lambda: {memory: 128MB, init: 0s, concurrency: 5000}");
  CHECK(raised.requests.completed == 1000);
  CHECK(raised.requests.by_reason.at("scaling_rate") == 500);
}

// A limit of 10 lets 10 × 10 runs begin per second: of 200 a second of 50 ms, which 10 environments could do, only half
// begin. In a minute 60 × 100, and the 100 that had not been used before it: 12,000 - 6,100 = 5,900 are refused.
TEST_CASE("trap 3: ten times the limit may begin per second") {
  const result::Deployment function = run_one("1min", "arrivals: {constant: 200/s}, work: {io: 50ms}",
                                              "lambda: {memory: 128MB, init: 0s, concurrency: 10}");
  CHECK(function.requests.arrived == 12'000);
  CHECK(static_cast<double>(function.requests.rejected) == doctest::Approx(5'900).epsilon(0.0005));
}

// Twelve at once are twelve environments and twelve cold starts; the same twelve one after the other are one.
TEST_CASE("trap 4: an environment serves one request at a time, so concurrency makes cold starts") {
  const std::string function = "lambda: {memory: 1769MB, init: 200ms, keep_alive: 5min}";
  const result::Deployment at_once =
      run_one("5min", "arrivals: {constant: {rate: 12/ms, until: 1ms}}, work: {cpu: 400ms}", function);
  CHECK(at_once.requests.cold_starts == 12);
  CHECK(at_once.capacity.peak == 12);
  CHECK(at_once.latency->maximum == Duration::milliseconds(600));  // nobody queued behind another one
  const result::Deployment apart =
      run_one("5min", "arrivals: {constant: {rate: 1/s, until: 12s}}, work: {cpu: 400ms}", function);
  CHECK(apart.requests.cold_starts == 1);
  CHECK(apart.capacity.peak == 1);
}

// Requests without work whose environments are never kept: their latency is the initialization. Published (ms, p50 and
// p99): python3.13 92 and 198, as image 162 and 393, dotnet8 258 and 685, rust 16. Fitted through p50 and p90, so the
// p99 is within its order only. With 10 MB of code at 28 ms/MB python3.13 has 372.
TEST_CASE("trap 5: the cold start hangs on runtime, package and chance, not on memory") {
  const auto latency = [](const std::string& function) {
    return *run_one("2h", "arrivals: {constant: 1/s}", "lambda: {keep_alive: 0s, timeout: 30s, " + function + "}")
                .latency;
  };
  const auto ms = [](Duration d) { return to_seconds(d) * 1000; };
  const result::Latency python = latency("memory: 512MB, runtime: python3.13");
  CHECK(ms(python.p50) == doctest::Approx(92).epsilon(0.03));
  CHECK(ms(python.p99) > 1.5 * ms(python.p50));
  CHECK(ms(python.p99) < 3 * ms(python.p50));
  CHECK(latency("memory: 3008MB, runtime: python3.13").p50 == python.p50);
  CHECK(latency("memory: 3008MB, runtime: python3.13").p99 == python.p99);
  CHECK(ms(latency("memory: 512MB, runtime: rust").p50) == doctest::Approx(16).epsilon(0.03));
  CHECK(ms(latency("memory: 512MB, runtime: dotnet8").p50) == doctest::Approx(258).epsilon(0.03));
  CHECK(ms(latency("memory: 512MB, runtime: python3.13, package_type: image").p50) ==
        doctest::Approx(162).epsilon(0.03));
  CHECK(ms(latency("memory: 512MB, runtime: python3.13, package: 10MB").p50) == doctest::Approx(372).epsilon(0.03));
}

// One cold start of 200 ms and 300 ms of CPU on a full vCPU. Half the memory doubles the handler and leaves the init:
// 200 + 300 ms and 200 + 600 ms. Until July 2025 the 200 ms were free for a zip.
TEST_CASE("trap 5: memory shortens the handler only, and the date says whether the initialization is billed") {
  const auto run = [](const std::string& more) {
    return run_one("1min", "arrivals: {at: [1s]}, work: {cpu: 300ms}",
                   "lambda: {init: 200ms, vcpu_memory: 1024MB, " + more + "}");
  };
  CHECK(run("memory: 1024MB").latency->maximum == Duration::milliseconds(500));
  const result::Deployment half = run("memory: 512MB");
  CHECK(half.latency->maximum == Duration::milliseconds(800));
  CHECK(half.billed.init == Duration::milliseconds(200));
  CHECK(run("memory: 1024MB, billing_date: 2025-08-01").billed.init == Duration::milliseconds(200));
  CHECK(run("memory: 1024MB, billing_date: 2025-07-31").billed.init == Duration{});
  CHECK(run("memory: 1024MB, billing_date: 2025-07-31, package_type: image").billed.init ==
        Duration::milliseconds(200));
}
