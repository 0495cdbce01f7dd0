// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/argument.hpp"
#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "result/bill.hpp"
#include "result/statistics.hpp"
#include "result/theory.hpp"

/// The one outcome of a run, plain data, versioned as "cloudsim.result/1". Reports and stories see this and nothing
/// else. Numbers only; every word is chosen later, in a locale.
namespace cloudsim::result {

/// Requests by what became of them. arrived = completed + rejected + timed_out + failed + ignored + in_flight, always.
struct Requests {
  std::uint64_t arrived = 0, completed = 0, rejected = 0, timed_out = 0, failed = 0, ignored = 0, in_flight = 0;
  std::map<std::string, std::uint64_t> by_reason;  ///< "no_server", "queue_full", …: not completed ones, by cause
  std::uint64_t cold_starts = 0;
  std::uint64_t invocations = 0;  ///< attempts that began to run
  std::uint64_t attempts = 0;     ///< what reached the service: more than arrived when somebody tries again
  std::uint64_t lost() const { return rejected + timed_out + failed; }
  /// Share of requests without an answer (ignored ones are no errors), 0 when nothing arrived.
  double error_share() const { return arrived == 0 ? 0.0 : static_cast<double>(lost()) / static_cast<double>(arrived); }
};

/// Of completed requests, exact to 0.4 % (log-linear histogram); absent when nothing completed.
struct Latency {
  Duration mean{}, p50{}, p90{}, p95{}, p99{}, p999{}, maximum{};
};

/// Time averages over the whole run, as double for display; sums behind them are integers.
struct Queueing {
  double arrival_rate = 0;      ///< λ, per second
  double number_in_system = 0;  ///< L
  double queue_length = 0;      ///< Lq
  double waiting_time_s = 0;    ///< mean Wq of completed requests
  double response_time_s = 0;   ///< mean W
  double busy_servers = 0;      ///< mean number of requests in service
  double utilization = 0;       ///< busy ÷ slots available; 0 when none ever was
};

/// How capacity followed demand.
struct Capacity {
  std::string unit;            ///< "instance", "environment", "task", "container": `term.<unit>`
  std::int32_t peak = 0;       ///< most servers alive at once (starting ones included)
  std::int32_t peak_busy = 0;  ///< most requests being served at once; a server with two slots serves two
  double mean = 0;             ///< time average of servers alive
  std::int32_t at_end = 0;
  std::int32_t launched = 0;    ///< over the run, the first ones included
  double idle_share = 0;        ///< share of paid server time in which nothing was served, 0..1
  std::int32_t hosts_peak = 0;  ///< ECS on EC2, Docker
  std::int32_t hosts_at_end = 0;
  std::int32_t desired = 0;           ///< last desired number of tasks, instances or containers
  std::int32_t waiting_for_room = 0;  ///< tasks or containers without a host at the end
  std::string shortage;               ///< what they lack: "cpu", "memory", "hosts" …; empty when none waits
  std::int64_t free_cpu_milli = 0;    ///< on all hosts, at the end
  std::int64_t free_memory_mb = 0;
  std::int32_t room_for_more = 0;     ///< how many more would fit at the end (hosts only)
  std::optional<Duration> mean_life;  ///< of servers that ended, from order to end; absent when none did
  std::int32_t minimum_running = 0;  ///< fewest ready after the first full house (crashes show here); 0 when never full
};

/// Of a deployment with one Lambda function for each function of a trace. Shares are of a function's requests, by
/// nearest rank over the functions.
struct Functions {
  std::int64_t count = 0;         ///< functions that were invoked at all
  std::int64_t invoked_once = 0;  ///< of them: with a single request
  std::int64_t always_cold = 0;   ///< of them: every request a cold start
  double cold_share_p25 = 0, cold_share_p50 = 0, cold_share_p75 = 0;
  double busiest_tenth_share = 0;  ///< share of all requests that goes to the tenth of functions with the most
};

/// From order to first answer, and how fast it grows.
struct Milestones {
  std::optional<Duration> first_server_ready;
  std::optional<Duration> first_answer;  ///< until the code began to work on a request that it answered
  std::optional<Duration>
      all_desired_ready;  ///< last time the ready count reached the desired one, from the change that asked for it
  std::optional<Duration> longest_shortage;  ///< longest spell in which requests were lost
};

struct Effort {
  struct Line {
    std::string duty;   ///< words: `effort.<duty>`
    std::string group;  ///< provision | upload | manage | check
    std::string when;   ///< once | monthly | per_release | per_incident
    double times = 0;   ///< how often (hosts, containers and incidents counted)
    double minutes_each = 0;
    double minutes = 0;  ///< times × minutes_each
    std::string source;
  };
  std::vector<Line> lines;
  double setup_minutes = 0;
  double monthly_minutes = 0;   ///< recurring duties, releases included
  double incident_minutes = 0;  ///< what went wrong in this run
  std::int32_t setup_steps = 0;
  std::map<std::string, std::int64_t> api_calls;  ///< "RunTask" → calls made by the operator
  std::int32_t datasets_reachable = 1;            ///< by one intruded server
  std::int64_t servers_provisioned_by_hand = 0;   ///< how many servers the operator ordered
};

/// Billed time of invocations, kept apart because billing of the init phase changed over the years.
struct Billed {
  Duration handler{};
  Duration init{};
};

/// Something worth telling. `kind` names the message `story.<kind>`; `cause` is the id of an earlier event of the same
/// deployment that made this one happen (a real edge in the trace), or none.
struct Event {
  std::uint32_t id = 0;     ///< counts from 1 within the deployment
  std::uint32_t cause = 0;  ///< 0 = none
  std::string kind;
  SimTime at;
  std::optional<SimTime> until;  ///< of a spell
  std::string subject;           ///< "servers-1", "host-3"; empty when it concerns the whole deployment
  Arguments arguments;
  bool operator_action = false;
};

/// State of one server over time, for the timeline picture.
struct ServerSpan {
  std::string name;
  std::string kind;   ///< instance | host | environment | task | container
  std::string state;  ///< ordered | booting | pulling | starting | ready | draining | failed
  SimTime from, to;
};

/// One row per sampling step (the same step for all deployments of a run).
struct Sample {
  SimTime at;  ///< end of the step
  std::uint32_t arrived = 0, completed = 0, lost = 0, cold = 0;
  std::int32_t servers = 0;  ///< alive at the end of the step
  std::int32_t ready = 0;
  std::int32_t busy = 0;  ///< requests in service at the end of the step
  std::int32_t waiting = 0;
  std::int32_t hosts = 0;
  std::uint32_t attempts = 0;  ///< that reached the service in the step: arrivals, and those who try again
};

struct Assumption {
  std::string parameter, value, source, confidence;
  bool operator==(const Assumption&) const = default;
};

/// An objective over replications: the interval of the figure's mean lies on the right side, on the wrong one, or on
/// both.
struct ObjectiveOverRuns {
  std::string verdict;                      ///< met | missed | open
  std::optional<ArgumentValue> half_width;  ///< of `got`, in its unit
  std::uint64_t runs = 0, runs_met = 0;     ///< replications, and those that meet it by themselves
};

/// One stretch of the verdict on objectives.
struct ObjectiveCheck {
  std::string objective;  ///< "latency_p95", "errors", "cost"
  ArgumentValue wanted;
  ArgumentValue got;  ///< with replications: the mean over them; text when none of them answered anything
  bool met = false;   ///< with replications: surely
  std::optional<ObjectiveOverRuns> over_runs{};
};

/// One service; or a chain of services, which has the requests from end to end, its links, and the sums over them.
struct Deployment {
  std::string name;
  std::string service;  ///< "ec2" | "lambda" | "ecs-ec2" | "ecs-fargate" | "docker" | "chain"
  std::string fed_by;   ///< of a link of a chain: "callers" | "direct" | "queue"; else empty
  Requests requests;
  std::map<std::string, Requests> by_class;  ///< workload name → counts
  std::optional<Latency> latency;
  Queueing queueing;
  Capacity capacity;
  std::optional<Functions> functions;
  Milestones milestones;
  Billed billed;
  Bill bill;
  Effort effort;
  std::vector<Event> events;      ///< in order of time; ids are positions + 1
  std::vector<ServerSpan> spans;  ///< the first 200 servers; `spans_left_out` says how many more there were
  std::uint32_t spans_left_out = 0;
  std::vector<Sample> samples;
  std::vector<Assumption> assumptions;
  std::vector<ObjectiveCheck> objectives;
  std::uint64_t events_simulated = 0;
  std::uint64_t fingerprint = 0;    ///< FNV-1a over all request records and facts: one number for "the same run"
  std::vector<Estimate> estimates;  ///< as statistics were asked for; else what one run tells: batch means, 95 %
  std::string no_interval;          ///< why one run tells none: fixed | changing | not_steady | too_few; else empty
  std::optional<Theory> theory;     ///< the model that it is close to
  std::vector<Deployment> links;    ///< of a chain, in its order; none of them has links of its own
};

struct Provenance {
  std::string scenario;  ///< source name
  std::string version;   ///< of cloudsim
  std::uint64_t seed = 0;
  std::string price_list, price_region, price_as_of;
  bool free_tier = false;
  bool invoice_rounding = false;
  std::string effort_list;
  std::vector<std::pair<std::string, std::string>> overrides;  ///< --set path → value
  /// What the scenario said, overrides included: path → value as written. Empty in results of older versions.
  std::vector<std::pair<std::string, std::string>> settings;
};

struct RunResult {
  static constexpr const char* kSchema = "cloudsim.result/1";
  std::vector<std::pair<std::string, std::string>> title;
  std::string lesson;
  Duration duration{};
  Duration sample_step{};
  std::vector<std::pair<std::string, std::string>> workload;  ///< name → source kind
  Provenance provenance;
  std::vector<Deployment> deployments;
  bool objectives_met = true;
  std::optional<Statistics> statistics;  ///< then all else tells the first replication
};

}  // namespace cloudsim::result
