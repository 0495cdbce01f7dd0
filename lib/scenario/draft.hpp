// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/units.hpp"
#include "document/value.hpp"
#include "scenario/scenario.hpp"

/// What a scenario file says, as read: empty where it is silent. Made by the read_*.cpp files, turned into a Scenario
/// by resolve.cpp, which fills the gaps from the parameter catalogue and reports what does not fit together.
namespace cloudsim::scenario {

using MaybeTime = std::optional<random::DistributionSpec>;
using MaybeCount = std::optional<std::uint32_t>;
using MaybeDuration = std::optional<Duration>;
using MaybeBytes = std::optional<Bytes>;

struct TraceDraft {
  std::string file;
  std::string durations;  ///< azure-functions-2019 only; may be empty
  workload::TraceFormat format = workload::TraceFormat::PerSecond;
  workload::Spacing spacing = workload::Spacing::Even;
  double sample = 1;  ///< share of functions; azure-functions-2019 only
  double scale = 1;   ///< of counts; formats with counts only
};

struct ClientDraft {
  MaybeDuration timeout, abandon_after, backoff_base, backoff_maximum;
  MaybeCount retries;
  std::optional<double> backoff_factor;
  workload::Jitter jitter = workload::Jitter::Full;
};

struct WorkloadDraft {
  std::string name;
  workload::SourceKind source = workload::SourceKind::Http;
  std::optional<workload::ArrivalSpec> arrivals;  ///< unless it is a trace
  std::optional<TraceDraft> trace;
  MaybeTime cpu, io, memory;
  workload::FailureSpec failure;
  std::optional<ClientDraft> client;
  bool sound = false;                      ///< read without errors: worth cross-checking
  const document::Value* value = nullptr;  ///< its mapping in the file, for marks
};

struct AlarmDraft {
  MaybeDuration period, metric_delay;
  MaybeCount high_points, low_points;
  std::optional<double> low_ratio;
};

/// What the four services have in common.
struct CommonDraft {
  std::string instance;     ///< name of an instance type
  std::string cpu_sharing;  ///< EC2 and ECS; empty: a parameter
  MaybeTime launch, boot, start;
  MaybeCount queue_limit;
  MaybeDuration timeout;
  MaybeBytes root_volume, reserved_memory, image;
  std::optional<Bandwidth> pull_rate;
};

struct Ec2Draft : CommonDraft {
  services::Ec2Spec spec;  ///< plain values, read in place
  MaybeCount desired;
  std::optional<double> target_cpu;
  std::optional<bool> replace_failed;
  AlarmDraft alarm;
  MaybeTime bootstrap, code_upload;
  MaybeDuration warm_up, replacement_delay, health_check_interval;
  MaybeCount unhealthy_threshold;
  // Groups. Specs are read in place, but for what a parameter fills in.
  struct Policy {
    bool simple = false;
    MaybeCount points;
    MaybeDuration cooldown;
    const document::Value* value = nullptr;
  };
  std::vector<Policy> policies;  ///< beside spec.policies
  std::vector<const document::Value*> schedule;
  bool detailed = false, basic = false;  ///< monitoring, when it is said
  MaybeDuration health_check_grace;
  // Load balancer.
  MaybeCount healthy_threshold, rules;
  MaybeDuration deregistration_delay, slow_start, connection_length;
  std::optional<bool> capacity_units;
  std::optional<double> requests_per_connection;
  MaybeBytes bytes_per_request;
  // Buying.
  std::string cpu_credits;
  bool spot = false;
  std::optional<double> spot_interruption, spot_together;
  MaybeDuration spot_notice;
  MaybeCount vcpu_quota;
  bool new_account = false;
};

struct FunctionQueueDraft {
  MaybeCount batch_size, pollers, pollers_per_minute, max_concurrency, max_receives;
  MaybeDuration batch_window, visibility;
};

struct ProvisionedDraft {
  std::uint32_t count = 1;
  SimTime requested{};
  MaybeTime setup;
  MaybeCount per_minute, maximum;
  bool scaled = false;
  std::optional<double> target;
  AlarmDraft alarm;
};

struct DslabDraft {
  struct Function {
    std::string workload;
    services::DslabFunction rules;
    Bytes memory = Bytes::megabytes(1);
    const document::Value* value = nullptr;
  };
  services::Dslab rules;
  Bytes memory = Bytes::megabytes(1);
  std::vector<Function> functions;
  const document::Value* value = nullptr;
};

enum class ScalingRules : std::uint8_t { Current, Historic };

struct LambdaDraft {
  services::LambdaSpec spec;
  ScalingRules scaling_rules = ScalingRules::Current;
  bool snapstart = false;
  std::string billing_date;
  MaybeCount retries, requests_per_second_factor;
  MaybeDuration event_age, init_limit;
  FunctionQueueDraft queue;
  std::optional<ProvisionedDraft> provisioned;
  MaybeTime maximum_age, simfaas_warm, simfaas_cold;
  std::optional<DslabDraft> dslab;
  Bytes memory = Bytes::megabytes(128);
  std::string runtime;
  MaybeTime init, keep_alive;
  MaybeCount concurrency, scaling_burst;
  std::optional<double> scaling_per_second, cores;
  MaybeDuration timeout;
  MaybeBytes vcpu_memory;
  std::optional<bool> bill_init;
};

struct HostsDraft : CommonDraft {
  services::HostsSpec spec;
  MaybeCount zones;
  std::optional<double> target_capacity;
  AlarmDraft alarm;
  MaybeDuration warm_up, replacement_delay;
};

struct EcsReleaseDraft {
  services::EcsRelease release;  ///< plain values, read in place
  MaybeBytes image, changed;
  MaybeTime start;
  double failing = 0;
  const document::Value* value = nullptr;
};

struct EcsDraft : CommonDraft {
  services::EcsSpec spec;
  std::optional<HostsDraft> hosts;
  Bytes task_memory;
  MaybeCount minimum, maximum;
  std::optional<double> target_cpu;
  AlarmDraft alarm;
  MaybeDuration warm_up, scale_out_cooldown, scale_in_cooldown, restart_delay;
  MaybeTime setup;
  std::optional<double> launches_per_minute, fargate_burst, fargate_per_second;
  MaybeCount max_starting;
  std::vector<EcsReleaseDraft> releases;
  std::optional<double> minimum_healthy, maximum_percent, restart_throttle_factor, api_per_second;
  MaybeDuration restart_throttle_maximum, pull_failure, deregistration_delay, stop_timeout, spot_notice, api_retry;
  MaybeBytes memory_reservation;
  std::int64_t vcpu_quota_milli = 0;
  MaybeTime spot_interruption;
  MaybeCount api_burst;
  std::vector<std::uint32_t> zones;  ///< from 1, as people count
};

struct LayersDraft {
  Bytes code, dependencies, base;
};

struct DockerDraft : CommonDraft {
  services::DockerSpec spec;
  std::optional<LayersDraft> layers;
  double watch_alarm = 0.8;
  Bytes container_memory = Bytes::megabytes(512);
  MaybeCount workers;
};

enum class NextLink : std::uint8_t { Direct, Queue };

struct MessagesDraft {
  MaybeDuration visibility;
  MaybeCount max_receives;
  bool dead_letter_queue = false;
};

struct DeploymentDraft {
  std::string name;
  std::variant<std::monostate, Ec2Draft, LambdaDraft, EcsDraft, DockerDraft> service;
  bool sound = false;
  const document::Value* value = nullptr;
  // A chain, instead of a service; its links are drafts too, with what stands beside their service.
  std::vector<DeploymentDraft> links;
  MaybeTime cpu, io, memory;
  workload::FailureSpec failure;
  NextLink next = NextLink::Direct;
  std::optional<MessagesDraft> messages;
};

enum class CallKind : std::uint8_t {
  RunTask,
  StopTask,
  UpdateService,
  SetDesiredCapacity,
  TerminateInstances,
  StopInstances,
  StartInstances,
  DockerDeploy
};
enum class FaultKind : std::uint8_t { Zone, SlowDependency, BadRelease, Registry, ApiThrottling };
enum class CrashTarget : std::uint8_t { Any, Instance, Task, Container, Host };

struct ActionDraft {
  SimTime at;
  std::string deployment;
  std::optional<CallKind> call;
  MaybeCount count, desired;
  std::string release;
  CrashTarget target = CrashTarget::Any;
  std::uint32_t number = 0;
  Duration repaired_after{};
  bool leak = false;
  Bytes from, per_minute;
  bool new_release = false;
  std::optional<FaultKind> fault;
  MaybeCount zone;
  MaybeDuration lasts, extra, crashes_after;
  std::optional<double> factor, failing, share;
  bool sound = false;
  const document::Value* value = nullptr;
};

struct HazardDraft {
  services::HazardOf of{};
  std::string deployment;
  std::optional<double> per_month;
  Duration repaired_after{};
  MaybeDuration lasts;
  bool sound = false;
  const document::Value* value = nullptr;
};

struct ScenarioDraft {
  Scenario scenario;  ///< plain values, read in place; workload, deployments and actions come from the drafts
  std::vector<WorkloadDraft> workload;
  std::vector<DeploymentDraft> deployments;
  std::vector<ActionDraft> actions;
  std::vector<HazardDraft> hazards;
};

}  // namespace cloudsim::scenario
