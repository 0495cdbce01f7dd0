// SPDX-License-Identifier: Apache-2.0
// The second half of the ten ways in which simulators get these services wrong; see traps_test.cpp.
#include <algorithm>

#include "unit/session/run_text.hpp"

using namespace cloudsim;
using test::amount_of;
using test::count_of;
using test::events_of;
using test::run_one;
using test::seconds_of;

// Ten files, of which the third always fails: nine runs, and three for that one. Three failing runs a minute and two
// minutes apart; all twelve are billed, ten events arrived. 0.1 s × 0.125 GB each.
TEST_CASE("trap 6: an event that fails runs three times, and each run is billed") {
  const std::string events =
      "source: object-created, arrivals: {constant: {rate: 1/s, until: 10s}}, work: {io: 100ms, failure: {requests: "
      "[3]}}";
  const result::Deployment function = run_one("30min", events, "lambda: {memory: 128MB, init: 0s}");
  CHECK(function.requests.arrived == 10);
  CHECK(function.requests.completed == 9);
  CHECK(function.requests.failed == 1);
  CHECK(function.requests.invocations == 12);
  CHECK(to_seconds(function.billed.handler) == doctest::Approx(1.2));
  const auto lost = events_of(function, result::event::kLost);
  REQUIRE(lost.size() == 1);
  CHECK(seconds_of(lost[0]->at) == doctest::Approx(2 + 60 + 120 + 0.3).epsilon(0.001));
}

// A limit of one, taken for 10 min by the first event: the second is throttled, tries again after 1, 2, 4, … s and at
// most 5 min, and is not lost. Over HTTP the same is refused at once.
TEST_CASE("trap 6: a throttled event waits for hours, a throttled caller gets its refusal") {
  const std::string two = ", arrivals: {at: [0s, 1s]}, work: {io: 10min}";
  const std::string narrow = "lambda: {memory: 128MB, init: 0s, concurrency: 1, timeout: 15min}";
  const result::Deployment events = run_one("2h", "source: object-created" + two, narrow);
  CHECK(events.requests.completed == 2);
  CHECK(events.requests.rejected == 0);
  const result::Deployment calls = run_one("2h", "source: http" + two, narrow);
  CHECK(calls.requests.completed == 1);
  CHECK(calls.requests.rejected == 1);
}

// Twenty messages in two batches of ten; the third message always fails, so its batch comes back whole until it has
// been received five times. Six invocations: one of the good batch, five of the other; and ten messages that are lost.
TEST_CASE("trap 6: a batch with one bad message comes back whole") {
  const std::string messages =
      "source: queue, arrivals: {constant: {rate: 20/ms, until: 1ms}}, work: {io: 10ms, failure: {requests: [3]}}";
  const std::string queue =
      "lambda: {memory: 128MB, init: 0s, timeout: 10s, dead_letter_queue: on, queue: {visibility: 1min, max_receives: "
      "5";
  const result::Deployment whole = run_one("1h", messages, queue + ", batch_window: 1s}}");
  CHECK(whole.requests.arrived == 20);
  CHECK(whole.requests.invocations == 6);
  CHECK(whole.requests.completed == 10);
  CHECK(whole.requests.by_reason.at("dead_lettered") == 10);
  const result::Deployment partial = run_one("1h", messages, queue + ", batch_window: 1s, partial_responses: on}}");
  CHECK(partial.requests.completed == 19);
  CHECK(partial.requests.invocations == 6);  // the good batch once, the other one and then the bad message four times
}

namespace {

const std::string kQuiet = "arrivals: {at: [9min]}, work: {cpu: 10ms}";

}  // namespace

// Set-up 20 s, pull 250 MB at 25 MB/s = 10 s, start 3 s: 33 s. Stopped at 43 s, it is paid from the pull (20 s) on: 23
// s, so 60 s. A second task of the same image pulls all of it again. 2 × 60 s × 0.04048 ÷ 3600 USD.
TEST_CASE("trap 7: a Fargate task starts slowly, pulls its whole image each time and costs a minute at least") {
  const std::string task =
      "ecs: {launch: fargate, task: {cpu: 1, memory: 2GB}, image: 250MB, pull_rate: 25MB/s, setup: 20s, start: 3s, "
      "desired: 0, load_balancer: off, stop_timeout: 1s}";
  const result::Deployment tasks = run_one("10min", kQuiet, task,
                                           "actions:\n  - {at: 0s, call: ecs.RunTask, deployment: one}\n"
                                           "  - {at: 43s, call: ecs.StopTask, deployment: one}\n"
                                           "  - {at: 2min, call: ecs.RunTask, deployment: one}\n"
                                           "  - {at: 163s, call: ecs.StopTask, deployment: one}\n");
  const auto ready = events_of(tasks, result::event::kReady);
  REQUIRE(ready.size() == 2);
  CHECK(seconds_of(ready[0]->at) == 33);
  CHECK(seconds_of(ready[1]->at) == 153);
  std::int64_t pulls = 0;
  for (const result::Event* pull : events_of(tasks, result::event::kImagePulled)) {
    CHECK(count_of(*pull, "cached_count") == 0);
    pulls += count_of(*pull, "count");
  }
  CHECK(pulls == 2);
  CHECK(amount_of(tasks, "fargate.vcpu_hour.x86", 9) == "0.001349333");
}

// 300 tasks: a bucket of 100, then 20 a second: the last one starts at 10 s, though the service scheduler is quick
// enough. 7 tasks of 1 vCPU under the quota of a new account, 6 vCPU: one waits and says why.
TEST_CASE("trap 7: Fargate's launches are throttled, and a new account has 6 vCPU") {
  const std::string quick = "setup: 0s, image: 1MB, pull_rate: 1000MB/s, start: 0s, launches_per_minute: 100000, ";
  const result::Deployment many =
      run_one("10min", kQuiet,
              "ecs: {launch: fargate, task: {cpu: 0.25, memory: 512MB}, max_starting: 0, desired: 300, " + quick +
                  "load_balancer: off}");
  const auto ready = events_of(many, result::event::kReady);
  REQUIRE(!ready.empty());
  SimTime last = kTimeZero;
  for (const result::Event* event : ready) last = std::max(last, event->until.value_or(event->at));
  CHECK(many.milestones.all_desired_ready.has_value());
  CHECK(to_seconds(*many.milestones.all_desired_ready) == doctest::Approx(10).epsilon(0.01));
  const result::Deployment new_account =
      run_one("10min", kQuiet,
              "ecs: {launch: fargate, task: {cpu: 1, memory: 2GB}, vcpu_quota: 6, desired: 7, " + quick +
                  "load_balancer: off}");
  CHECK(new_account.samples.back().ready == 6);
  CHECK(new_account.capacity.waiting_for_room == 1);
  CHECK(new_account.capacity.shortage == "quota");
}

// Nobody calls for 3 h; two tasks of a service are there, scaled or not, and are paid.
TEST_CASE("trap 7: a service on Fargate does not go to zero by itself") {
  for (const char* scaling : {"", ", scaling: {target_cpu: 50%, min: 1, max: 4}"}) {
    const result::Deployment idle =
        run_one("3h", "arrivals: {at: [1h]}, work: {cpu: 10ms}",
                std::string("ecs: {launch: fargate, task: {cpu: 1, memory: 2GB}, desired: 2, already_running: on") +
                    scaling + "}");
    CHECK(idle.capacity.at_end >= 1);
    CHECK(idle.capacity.idle_share > 0.99);
  }
}

namespace {

std::string on_hosts(const std::string& more) {
  return "ecs: {launch: ec2, load_balancer: off, task: {cpu: 0.25, memory: 256MB}, start: 1s, image: 40MB, "
         "hosts: {instance: m5.large, min: 1, max: 5, already_running: on, launch: 10s, boot: 20s}, placement: "
         "[{binpack: memory}], " +
         more + "}";
}

}  // namespace

// m5.large: 2 vCPU hold 8 tasks of 0.25. Eight run; the call for twelve leaves four in PROVISIONING, a minute's point
// of the capacity provider orders a host, which is there 30 s later: the second loop waits for the first. Back at
// eight, the empty host stays for at least fifteen points of a minute, and both are paid whole, by the instance.
TEST_CASE("trap 8: tasks wait for hosts, and empty hosts linger") {
  const result::Deployment cluster =
      run_one("60min", kQuiet, on_hosts("desired: 8, already_running: on"),
              "actions:\n  - {at: 65s, call: ecs.UpdateService, deployment: one, desired: 12}\n"
              "  - {at: 1205s, call: ecs.UpdateService, deployment: one, desired: 8}\n");
  const auto no_room = events_of(cluster, result::event::kNoRoom);
  REQUIRE(!no_room.empty());
  CHECK(seconds_of(no_room[0]->at) < 70);
  CHECK(count_of(*no_room[0], "count") == 4);
  const auto out = events_of(cluster, result::event::kScaleOut);
  REQUIRE(!out.empty());
  CHECK(seconds_of(out[0]->at) == 120);
  const auto ready = events_of(cluster, result::event::kReady);
  REQUIRE(!ready.empty());
  CHECK(seconds_of(ready.back()->at) >= 150);  // host 120 + 30, then pull and start
  CHECK(seconds_of(ready.back()->at) < 160);
  const auto in = events_of(cluster, result::event::kScaleIn);
  REQUIRE(!in.empty());
  CHECK(seconds_of(in[0]->at) == (20 + 15) * 60);  // points of 21:00 to 35:00
  // Half of the CPU of two hosts was never asked for, yet the hosts are what is paid: no meter of tasks at all.
  CHECK(amount_of(cluster, "ec2.instance.m5.large", 6) != "none");
  CHECK(amount_of(cluster, "fargate.vcpu_hour.x86", 6) == "none");
}

// Eight tasks of 0.25 vCPU fit m5.large by CPU; with a network interface each, two do: it has three, and one is its
// own.
TEST_CASE("trap 8: interfaces, not CPU, cap the density of a host") {
  const std::string fixed =
      "ecs: {launch: ec2, load_balancer: off, task: {cpu: 0.25, memory: 256MB}, desired: 8, "
      "hosts: {instance: m5.large, min: 1, max: 1, already_running: on}";
  CHECK(run_one("10min", kQuiet, fixed + "}").capacity.peak == 8);
  const result::Deployment cluster = run_one("10min", kQuiet, fixed + ", network: awsvpc}");
  CHECK(cluster.capacity.waiting_for_room == 6);
  CHECK(cluster.capacity.shortage == "interfaces");
}

// A task of 0.5 vCPU serves one request of 100 ms CPU: alone on a host of 2 vCPU it borrows a whole vCPU, so 100 ms; on
// Fargate 0.5 vCPU are all there is: 200 ms, and that is the amount billed.
TEST_CASE("trap 9: a reservation is no wall on hosts, and is one on Fargate") {
  const std::string one = "arrivals: {constant: {rate: 1/s, from: 1min, until: 2min}}, work: {cpu: 100ms}";
  const std::string task = "load_balancer: off, already_running: on, task: {cpu: 0.5, memory: 1GB}";
  const result::Deployment hosts =
      run_one("5min", one,
              "ecs: {launch: ec2, hosts: {instance: m5.large, min: 1, max: 1, already_running: on}, " + task + "}");
  CHECK(hosts.latency->maximum == Duration::milliseconds(100));
  const result::Deployment fargate = run_one("5min", one, "ecs: {launch: fargate, " + task + "}");
  CHECK(fargate.latency->maximum == Duration::milliseconds(200));
  CHECK(amount_of(fargate, "fargate.vcpu_hour.x86", 8) == "0.00168667");  // 0.5 × 300 s × 0.04048 ÷ 3600
}

// Placement counts the soft limit: 15 tasks of 512 MB fit the 7.75 GB that m5.large offers (8 GB less 256 MB), 8 by CPU
// of 0.25, though together they may use 8 × 2 GB. A request of 1 GB is served, one of 3 GB gets its task killed.
TEST_CASE("trap 9: soft memory is for placement, hard memory kills") {
  const std::string cluster =
      "ecs: {launch: ec2, load_balancer: off, already_running: on, desired: 8, task: {cpu: 0.25, memory: 2GB, "
      "memory_reservation: 512MB}, hosts: {instance: m5.large, min: 1, max: 1, already_running: on}}";
  const auto run = [&](const char* memory) {
    return run_one("5min", std::string("arrivals: {at: [1min]}, work: {cpu: 10ms, memory: ") + memory + "}", cluster);
  };
  CHECK(run("1GB").capacity.peak == 8);
  CHECK(run("1GB").requests.completed == 1);
  const result::Deployment killed = run("3GB");
  CHECK(killed.requests.by_reason.at("out_of_memory") == 1);
  CHECK(events_of(killed, result::event::kCrashed).size() == 1);
}

// One t3.micro with one vCPU's worth of work for a day: 2 vCPU × 10 % are its own. Standard: it falls to 0.2 vCPU.
// Unlimited: 0.8 vCPU more are a bill. It earns 12 credits an hour and spends 60: 48 are borrowed. 288 may be, which is
// 6 h; the other 18 h cost 48 credits = 0.8 vCPU-hours an hour: 14.4, and what is still owed stays a debt until it
// ends.
TEST_CASE("trap 9: unlimited turns overload into a bill instead of a slowdown") {
  const std::string work = "arrivals: {constant: 10/s}, work: {cpu: 100ms}";
  const auto micro = [&](const std::string& mode) {
    return run_one("24h", work, "ec2: {instance: t3.micro, already_running: true, cpu_credits: " + mode + "}");
  };
  const result::Deployment unlimited = micro("unlimited");
  CHECK(unlimited.requests.lost() == 0);
  CHECK(amount_of(unlimited, "ec2.surplus.t3", 4) == "0.7200");  // 14.4 × 0.05
  const result::Deployment standard = micro("standard");
  CHECK(amount_of(standard, "ec2.surplus.t3", 4) == "none");
  CHECK(static_cast<double>(standard.requests.completed) / static_cast<double>(standard.requests.arrived) ==
        doctest::Approx(0.2).epsilon(0.02));
}

// What comes with an instance: the load balancer by the hour and by its units, a public address, a disk, also while it
// is stopped, and metrics. Stopped from 1 h to 3 h of 4: two of four hours of computing, four of disk and balancer.
TEST_CASE("trap 10: a bill holds what stands beside the computing") {
  const result::Deployment server = run_one(
      "4h", "arrivals: {constant: {rate: 1/s, until: 59min}}, work: {cpu: 10ms}",
      "ec2: {instance: t3.micro, already_running: true, load_balancer: true, capacity_units: on, launch: 0s, boot: 0s, "
      "bootstrap: 0s}",
      "actions:\n  - {at: 1h, call: ec2.StopInstances, deployment: one}\n"
      "  - {at: 3h, call: ec2.StartInstances, deployment: one}\n");
  CHECK(amount_of(server, "ec2.instance.t3.micro", 4) == "0.0208");  // 2 h
  CHECK(amount_of(server, "ipv4.address", 4) == "0.0100");           // 2 h: a stopped one gives it back
  CHECK(amount_of(server, "alb.hour", 4) == "0.0900");               // 4 h × 0.0225
  CHECK(amount_of(server, "ebs.gp3", 6) == "0.003507");              // 8 GB × 4 ÷ 730 × 0.08
  CHECK(amount_of(server, "alb.lcu", 6) != "none");
  CHECK(server.capacity.idle_share > 0.9);  // and says how much of what was paid stood idle
}

// A leaving instance whose requests last 4 min more is paid for them: 10 min + 4 min.
TEST_CASE("trap 10: draining is paid") {
  const result::Deployment server =
      run_one("1h", "arrivals: {at: [599s]}, work: {io: 4min}",
              "ec2: {instance: t3.micro, already_running: true, load_balancer: true, timeout: none}",
              "actions:\n  - {at: 10min, call: ec2.TerminateInstances, deployment: one}\n");
  CHECK(server.requests.completed == 1);
  CHECK(amount_of(server, "ec2.instance.t3.micro", 6) == "0.002424");  // 839 s × 0.0104 ÷ 3600
}

// Minutes of people are shown line by line with their source, never as money, and come from a file that anybody may
// replace: with the list of the lessons the same run has other minutes.
TEST_CASE("trap 10: labour is an assumption that says so and can be changed, not a finding") {
  const std::string server = "ec2: {instance: t3.micro, already_running: true}";
  const result::Deployment one = run_one("1h", kQuiet, server);
  CHECK(!one.effort.lines.empty());
  std::size_t assumed = 0;
  for (const result::Effort::Line& line : one.effort.lines) {
    CHECK(!line.source.empty());
    assumed += line.source == "assumption" ? 1 : 0;
  }
  CHECK(assumed * 2 > one.effort.lines.size());
  for (const result::BillLine& line : one.bill.lines) CHECK(line.meter.find("effort") == std::string::npos);
  CHECK(run_one("1h", kQuiet, server, "effort: teaching\n").effort.setup_minutes != one.effort.setup_minutes);
}
