// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "result/events.hpp"
#include "result/run_result.hpp"

/// Results written by hand, for tests of what is said about a run. No simulation behind them.
namespace cloudsim::test {

inline Money usd(const char* decimal) { return *Money::from_decimal(decimal); }

inline result::Event event(std::uint32_t id, std::uint32_t cause, const char* kind, Duration at, Arguments arguments) {
  result::Event made;
  made.id = id;
  made.cause = cause;
  made.kind = kind;
  made.at = {at.ns};
  made.arguments = std::move(arguments);
  return made;
}

/// Lesson L01's server: ordered at 0, ready at 75 s, crashed at 1 h for 90 s; 2 requests per second for 3 h.
inline result::Deployment server_deployment() {
  namespace kind = result::event;
  result::Deployment made;
  made.name = "servers";
  made.service = "ec2";
  made.requests.arrived = 21600;
  made.requests.completed = 21270;
  made.requests.rejected = 330;
  made.requests.by_reason = {{"no_code", 60}, {"no_server", 270}};
  made.latency = result::Latency{};
  made.latency->mean = Duration::milliseconds(52);
  made.latency->p50 = Duration::milliseconds(50);
  made.latency->p90 = Duration::milliseconds(70);
  made.latency->p95 = Duration::milliseconds(80);
  made.latency->p99 = Duration::milliseconds(120);
  made.latency->p999 = Duration::milliseconds(150);
  made.latency->maximum = Duration::milliseconds(160);
  made.queueing.arrival_rate = 0.25;
  made.capacity.unit = "instance";
  made.capacity.peak = 1;
  made.capacity.peak_busy = 1;
  made.capacity.mean = 0.999;
  made.capacity.at_end = 1;
  made.capacity.launched = 1;
  made.capacity.idle_share = 0.98;
  made.milestones.first_server_ready = Duration::seconds(75);
  made.milestones.first_answer = Duration::seconds(75);
  made.bill.lines = {
      {"ec2.instance.t3.micro", "instance_hour", 23'987'500, 0, usd("0.0104"), 1, usd("0.24947"), "ec2.instance"},
      {"ipv4.address", "address_hour", 23'987'500, 0, usd("0.005"), 1, usd("0.1199375"), "ipv4.address"},
  };
  made.bill.total = usd("0.3694075");
  made.effort.lines = {
      {"choose_type", "provision", "once", 1, 30, 30, "assumption"},
      {"patching", "manage", "monthly", 2, 20, 40, "BREV26"},
      {"deploy_release", "upload", "per_release", 4, 10, 40, "assumption"},
      {"repair_host", "manage", "per_incident", 1, 15, 15, "assumption"},
  };
  made.effort.setup_minutes = 30;
  made.effort.monthly_minutes = 80;
  made.effort.incident_minutes = 15;
  made.effort.setup_steps = 1;
  made.effort.api_calls = {{"RunInstances", 1}};
  made.effort.servers_provisioned_by_hand = 1;

  const auto count = [](std::int64_t value) { return ArgumentValue{value}; };
  auto ordered = event(1, 0, kind::kLaunchOrdered, Duration{}, {{"count", count(1)}, {"unit", "instance"}});
  ordered.operator_action = true;
  auto early =
      event(2, 1, kind::kLost, Duration{}, {{"count", count(90)}, {"requests", count(90)}, {"reason", "no_server"}});
  early.until = SimTime{Duration::seconds(45).ns};
  auto waiting = event(3, 1, kind::kRunningWithoutCode, Duration::seconds(45),
                       {{"unit", "instance"}, {"after", Duration::seconds(45)}});
  waiting.subject = "servers-1";
  auto ready = event(4, 1, kind::kReady, Duration::seconds(75),
                     {{"count", count(1)}, {"unit", "instance"}, {"after", Duration::seconds(75)}});
  auto answer = event(5, 4, kind::kFirstAnswer, Duration::seconds(75),
                      {{"after", Duration::seconds(75)}, {"lost_before", count(150)}});
  auto crash = event(6, 0, kind::kCrashed, Duration::hours(1),
                     {{"unit", "instance"}, {"lost_requests", count(0)}, {"lost_tasks", count(0)}});
  crash.subject = "servers-1";
  auto lost = event(7, 6, kind::kLost, Duration::hours(1),
                    {{"count", count(180)}, {"requests", count(180)}, {"reason", "no_server"}});
  lost.until = SimTime{Duration::seconds(3690).ns};
  auto repaired =
      event(8, 6, kind::kRepaired, Duration::seconds(3690), {{"unit", "instance"}, {"after", Duration::seconds(90)}});
  repaired.subject = "servers-1";
  made.events = {ordered, early, waiting, ready, answer, crash, lost, repaired};
  made.spans = {{"servers-1", "instance", "booting", {0}, {75'000'000'000}}};
  made.samples = {{{60'000'000'000}, 120, 0, 120, 0, 1, 0, 0, 0, 0},
                  {{120'000'000'000}, 120, 90, 30, 0, 1, 1, 0, 0, 0}};
  made.assumptions = {{"ec2.boot", "30s", "BREV26", "measured"},
                      {"ec2.code_upload", "30s", "assumption", "assumption"}};
  made.fingerprint = 0x0123456789abcdef;
  made.events_simulated = 86410;
  return made;
}

/// The same requests on a function: no server of one's own, nothing lost, cold starts in a surge.
inline result::Deployment function_deployment() {
  namespace kind = result::event;
  result::Deployment made = server_deployment();
  made.name = "functions";
  made.service = "lambda";
  made.requests = {};
  made.requests.arrived = 21600;
  made.requests.completed = 21600;
  made.requests.cold_starts = 134;
  made.requests.invocations = 21600;
  made.latency->p95 = Duration::milliseconds(300);
  made.capacity = {};
  made.capacity.unit = "environment";
  made.capacity.peak = 134;
  made.capacity.launched = 134;
  made.bill.lines = {
      {"lambda.request", "request", 21600'000'000, 0, usd("0.20"), 1'000'000, usd("0.00432"), "lambda.request"},
      {"lambda.gb_second.x86", "gb_second", 1080'000'000, 400'000'000, usd("0.0000166667"), 1, usd("0.018000036"),
       "lambda.gb_second"},
  };
  made.bill.total = usd("0.022320036");
  made.effort = {};
  made.effort.setup_minutes = 12;
  const auto count = [](std::int64_t value) { return ArgumentValue{value}; };
  auto surge =
      event(1, 0, kind::kSurge, Duration::minutes(1), {{"from_rate", 10.0}, {"to_rate", 200.0}, {"factor", 20.0}});
  auto cold = event(2, 1, kind::kColdStarts, Duration::minutes(1),
                    {{"count", count(134)},
                     {"requests", count(12000)},
                     {"init", Duration::milliseconds(500)},
                     {"environments", count(134)}});
  cold.until = SimTime{Duration::minutes(2).ns};
  auto calm = event(3, 0, kind::kCalmAgain, Duration::minutes(2), {{"from_rate", 200.0}, {"to_rate", 10.0}});
  made.events = {surge, cold, calm};
  return made;
}

inline result::RunResult sample_run() {
  result::RunResult run;
  run.title = {{"en", "Three duties"}, {"es", "Tres tareas"}};
  run.duration = Duration::hours(24);
  run.sample_step = Duration::minutes(1);
  run.workload = {{"visits", "http"}};
  run.provenance.scenario = "demo.yaml";
  run.provenance.version = "0.1.0";
  run.provenance.seed = 42;
  run.provenance.price_list = "teaching";
  run.provenance.price_region = "us-east-1";
  run.provenance.price_as_of = "2026-03-07";
  run.provenance.effort_list = "default";
  run.provenance.overrides = {{"seed", "42"}};
  run.deployments = {server_deployment(), function_deployment()};
  return run;
}

}  // namespace cloudsim::test
