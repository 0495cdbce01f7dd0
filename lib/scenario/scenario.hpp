// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "billing/price_list.hpp"
#include "effort/effort_list.hpp"
#include "services/action.hpp"
#include "services/docker/docker_spec.hpp"
#include "services/ec2/ec2_spec.hpp"
#include "services/ecs/ecs_spec.hpp"
#include "services/hazard_spec.hpp"
#include "services/lambda/lambda_spec.hpp"
#include "workload/chain_spec.hpp"
#include "workload/workload_spec.hpp"

namespace cloudsim::scenario {

struct PriceChoice {
  std::string list = "aws";  ///< a shipped name or a path to an own file
  std::string region = "us-east-1";
  bool free_tier = false;
  bool invoice_rounding = false;  ///< every line to cents first, as AWS's invoices do
};

/// A default that a deployment used because the scenario was silent: named, sourced, editable, and shown in the report.
struct ParameterUse {
  std::string parameter;   ///< "ec2.boot"
  std::string value;       ///< as written in the data file: "triangular 3s 15s 25s"
  std::string source;      ///< "BREV26", "assumption", …
  std::string confidence;  ///< doc | measured | folklore | assumption
};

using ServiceSpec = std::variant<services::Ec2Spec, services::LambdaSpec, services::EcsSpec, services::DockerSpec>;

/// One service; or a chain of them, and then each link is such a specification too, named `deployment.link`.
struct DeploymentSpec {
  std::string name;
  ServiceSpec service;                   ///< of a chain: nothing, see links
  std::vector<ParameterUse> parameters;  ///< in the order in which they were used
  std::vector<DeploymentSpec> links;     ///< of a chain, at least two; none of them has links of its own
  workload::LinkSpec link;               ///< of a link: its place
  bool is_chain() const { return !links.empty(); }
  /// Of a link: its name within the chain.
  std::string link_name() const { return name.substr(name.find('.') + 1); }
};

struct Objectives {
  std::optional<Duration> latency_p50, latency_p95, latency_p99, latency_p999;
  std::optional<double> errors;  ///< share of requests not answered, 0..1
  std::optional<Money> cost;     ///< of the run, per deployment
  bool any() const { return latency_p50 || latency_p95 || latency_p99 || latency_p999 || errors || cost; }
};

/// How sure the figures of a run must be. Without `run:` in the file there is one run, and no statistics.
struct RunPlan {
  bool statistics = false;                       ///< asked for
  std::uint32_t replications = 1;                ///< independent runs of the whole scenario; 1: batches of one run
  std::int32_t confidence = 950;                 ///< per mille: 900, 950, 990 or 999
  std::optional<Duration> warm_up = Duration{};  ///< not counted in figures of requests; empty: found by cloudsim
  std::optional<double> precision;               ///< half-width ÷ mean at which no further replication is run
  std::string precision_of;                      ///< the one estimate that it is for; empty: all that are judged
};

/// One value that `cloudsim sweep` changes, and what it becomes.
struct SweepAxis {
  std::string path;                 ///< as --set takes it
  std::vector<std::string> values;  ///< at least one
};

/// A valid scenario: after the reader has accepted it, values are trusted and never checked again.
struct Scenario {
  std::string source_name;
  std::vector<std::pair<std::string, std::string>> settings;     ///< path → value as written: scenario/settings.hpp
  std::vector<std::pair<std::string, std::string>> title;        ///< language tag → text
  std::vector<std::pair<std::string, std::string>> description;  ///< shown by `list`; may be empty
  std::string lesson;                                            ///< "L01" or empty
  std::uint64_t seed = 1;
  Duration duration{};
  RunPlan run;
  PriceChoice prices;
  std::string effort = "default";  ///< shipped effort list, or a path
  /// The lists that were read to check it, so that a run need not read them again; null when they have problems.
  std::shared_ptr<const billing::PriceList> price_list;
  std::shared_ptr<const effort::EffortList> effort_list;
  std::vector<workload::WorkloadSpec> workload;
  std::vector<DeploymentSpec> deployments;
  std::vector<services::Action> actions;  ///< sorted by time, stable
  std::vector<services::HazardSpec> hazards;
  Objectives objectives;
  std::vector<SweepAxis> sweep;  ///< for `cloudsim sweep` only: a single run takes no notice

  /// Where actions and hazards happen: deployments with one service, and links.
  std::vector<const DeploymentSpec*> places() const;
};

}  // namespace cloudsim::scenario
