// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/common_spec.hpp"

namespace cloudsim::services {

/// Events (object created, schedule): the service takes them at once and answers for them from an internal queue.
/// Lambda Developer Guide, asynchronous invocation.
struct FunctionEvents {
  std::uint32_t retries = 2;                        ///< after a function error; 0..2
  Duration first_retry = Duration::minutes(1);      ///< from the end of the first attempt
  Duration next_retry = Duration::minutes(2);       ///< from the end of the second
  Duration backoff = Duration::seconds(1);          ///< after the first throttle; doubles with each in a row …
  Duration backoff_maximum = Duration::minutes(5);  ///< … up to this
  Duration maximum_age = Duration::hours(6);        ///< an event older than this is given up
  bool dead_letter_queue = false;                   ///< what is given up is kept there; of a message queue too
};

/// Messages of a queue that the service polls (SQS event-source mapping): whole batches, run synchronously.
struct FunctionQueue {
  std::uint32_t batch_size = 10;                   ///< messages per invocation at most, > 0
  Duration batch_window{};                         ///< how long an incomplete batch waits for more
  std::uint32_t pollers = 5;                       ///< batches at once in the beginning, > 0 …
  std::uint32_t pollers_per_minute = 300;          ///< … and how many more per minute while messages wait …
  std::uint32_t pollers_maximum = 1000;            ///< … up to this
  Duration throttle_pause = Duration::seconds(1);  ///< a poller that found no room tries again after this
  Duration visibility = Duration::seconds(18);     ///< from being received until a failed message is there again
  std::uint32_t maximum_receives = 5;              ///< then it goes to the dead-letter queue, if there is one
  bool partial_responses = false;                  ///< only the messages that failed come back
};

/// Environments that are kept ready. Usable 1 to 2 minutes after the request plus their number ÷ rate, all or nothing.
struct ProvisionedConcurrency {
  std::uint32_t count = 1;          ///< asked for by the operator; the least that auto scaling leaves
  SimTime requested{};              ///< when
  random::DistributionSpec setup;   ///< ns
  std::uint32_t per_minute = 6000;  ///< > 0
  /// On the average share of busy ones; `target_cpu` is the target, alarms and cool-downs as said.
  std::optional<TargetTracking> scaling;
  std::uint32_t maximum = 1;  ///< of scaling
};

/// Service times drawn by the function itself instead of the request's work: SimFaaS semantics (Mahmoudi and Khazaei;
/// `ServerlessSimulator.py` at 5dd1623). A cold request takes a time of `cold`, which replaces that of `warm` and is
/// not added to it; of the idle environments the one created last serves; no rule but `concurrency` and `keep_alive`
/// holds.
struct SimFaas {
  random::DistributionSpec warm;
  random::DistributionSpec cold;
};

/// One function of `Dslab`: containers that run nothing else.
struct DslabFunction {
  std::uint32_t concurrency = 1;  ///< requests that a container serves at once, > 0
  Duration deployment{};          ///< from asking for a container until it can serve; >= 0
  std::int64_t cpu_milli = 1000;  ///< its container's share of CPU, > 0: what a request that runs alone there can use
  std::int64_t memory_mb = 1;     ///< > 0
};

/// Functions in containers on one host: the rules of the simulator DSLab FaaS (`crates/dslab-faas` at a6c155e), where
/// containers share the host's cores over time. What a request brings as work is how long it takes with its container's
/// whole share. Of LambdaSpec only `keep_alive` holds.
struct Dslab {
  std::int64_t cpu_milli = 1000;  ///< of the host, > 0
  std::int64_t memory_mb = 1;     ///< of the host, > 0
  bool contention = true;         ///< false: a request always takes its time, whoever computes beside it
  /// Each use of a container begins its keep-alive anew; false: it runs once, from the end of its first request.
  bool keep_alive_reset = false;
  std::vector<DslabFunction> functions;  ///< by class of requests, one for each
};

/// One Lambda function (or many alike). Values not set by the scenario come from parameters.yaml (`lambda.*`).
struct LambdaSpec {
  std::int64_t memory_mb = 128;  ///< 128..10240, steps of 1
  bool arm = false;
  std::string runtime;                  ///< "python3.13", …: picks the init distribution
  bool container_image = false;         ///< package type: a zip archive or an image
  Bytes package{};                      ///< code and dependencies that are loaded; `init` includes their share
  random::DistributionSpec init;        ///< ns; the init phase of a cold start (constant 0 switches it off)
  random::DistributionSpec keep_alive;  ///< ns an idle environment is kept
  std::optional<random::DistributionSpec> maximum_age;  ///< ns; an environment this old is not used again; empty: never
  std::uint32_t concurrency = 1000;                     ///< account or reserved limit; beyond it 429
  std::uint32_t scaling_burst = 1000;                   ///< new environments that may open at once …
  double scaling_per_second = 100;                      ///< … and how fast the allowance refills (1,000 per 10 s)
  std::uint32_t requests_per_second_factor = 10;  ///< × concurrency = requests per second that may begin; beyond: 429
  Duration timeout = Duration::seconds(3);        ///< 1 s..900 s; a run over it is cut and its environment reset
  Duration init_limit = Duration::seconds(10);    ///< an init phase over it is begun again inside the first run
  double vcpu_memory_mb = 1769;                   ///< memory that buys one full vCPU
  double max_useful_vcpu = 1;                     ///< cores that one request can use (single-threaded code: 1)
  bool bill_init = true;                          ///< since 2025-08-01 for zip packages, always for images
  bool bill_snapshot = false;                     ///< SnapStart: the cached snapshot and each restore are billed
  std::optional<SimTime> code_uploaded = kTimeZero;  ///< empty = never
  std::optional<SimTime> trigger_set = kTimeZero;    ///< empty = never; events before it are not seen again
  FunctionEvents events;
  FunctionQueue queue;
  std::optional<ProvisionedConcurrency> provisioned;
  std::optional<SimFaas> simfaas;
  std::optional<Dslab> dslab;
  /// Not one function but as many as the workload's trace has rows, each with all of this for itself.
  bool function_per_row = false;
};

}  // namespace cloudsim::services
