// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <type_traits>
#include <variant>

#include "session/theory_models.hpp"

namespace cloudsim::session {
namespace {

using result::Theory;

/// What the run says of a figure that theory names: its estimate, or the value of a run without statistics.
struct Found {
  double value = 0;
  std::optional<double> half_width;
};

const result::Estimate* find(const result::Deployment& deployment, const std::string& name) {
  const auto found = std::find_if(deployment.estimates.begin(), deployment.estimates.end(),
                                  [&](const result::Estimate& each) { return each.name == name; });
  return found == deployment.estimates.end() ? nullptr : &*found;
}

std::optional<Found> found_of(const result::Deployment& deployment, const std::string& name) {
  if (const result::Estimate* estimate = find(deployment, name)) return Found{estimate->mean, estimate->half_width};
  // Without an estimate of its own: the whole run's, unless the estimates leave out a start.
  const auto cut = [](const result::Estimate& each) { return each.warm_up.ns > 0; };
  if (std::any_of(deployment.estimates.begin(), deployment.estimates.end(), cut)) return std::nullopt;
  const result::Queueing& queueing = deployment.queueing;
  if (name == "response_time_s") return Found{queueing.response_time_s, {}};
  if (name == "waiting_time_s") return Found{queueing.waiting_time_s, {}};
  if (name == "number_in_system") return Found{queueing.number_in_system, {}};
  if (name == "queue_length") return Found{queueing.queue_length, {}};
  if (name == "utilization") return Found{queueing.utilization, {}};
  if (name == "error_share") return Found{deployment.requests.error_share(), {}};
  return std::nullopt;
}

/// How requests come, if theory has a word for it.
struct Arrivals {
  double rate = 0;
  bool poisson = true;
  bool whole_run = true;
};

std::optional<Arrivals> arrivals_of(const scenario::Scenario& scenario) {
  Arrivals out;
  for (const workload::WorkloadSpec& spec : scenario.workload) {
    const auto* poisson = std::get_if<workload::PoissonArrivals>(&spec.arrivals);
    const auto* constant = std::get_if<workload::ConstantArrivals>(&spec.arrivals);
    if (poisson == nullptr && constant == nullptr) return std::nullopt;
    const Rate rate = poisson != nullptr ? poisson->rate : constant->rate;
    const SimTime from = poisson != nullptr ? poisson->from : constant->from;
    const SimTime until = poisson != nullptr ? poisson->until : constant->until;
    if (from > kTimeZero || until < kTimeZero + scenario.duration) return std::nullopt;
    out.rate += rate.per_second();
    out.poisson &= poisson != nullptr;
  }
  return out;
}

enum class Shape { Exponential, Constant, General, Unknown };

struct ServiceTime {
  Shape shape = Shape::Unknown;
  double cv = 1;  ///< standard deviation ÷ mean, where the shape is known
};

/// The shape of one class's service time, from its work. Waiting for others (io) and computing (cpu) are drawn apart,
/// so their variances add up; a processor of another speed than the work is meant for shifts their weights, and so does
/// sharing it, which only a mixture of both would notice.
ServiceTime service_time_of(const scenario::Scenario& scenario) {
  if (scenario.workload.size() != 1) return {};
  const workload::WorkSpec& work = scenario.workload.front().work;
  if (work.duration_from_trace) return {};
  const double io = random::mean_of(work.io), cpu = random::mean_of(work.cpu);
  const double variance = random::variance_of(work.io) + random::variance_of(work.cpu);
  if (!(io + cpu > 0)) return {};
  const double cv = std::sqrt(variance) / (io + cpu);
  if (variance == 0) return {Shape::Constant, 0};
  const bool only_io = cpu == 0 && std::holds_alternative<random::Exponential>(work.io);
  const bool only_cpu = io == 0 && std::holds_alternative<random::Exponential>(work.cpu);
  if (only_io || only_cpu) return {Shape::Exponential, 1};
  return io == 0 || cpu == 0 ? ServiceTime{Shape::General, cv} : ServiceTime{};
}

struct Servers {
  std::uint32_t count = 0;  // places; 0: no end of them
  std::uint32_t queue = 0;  // places to wait
  bool central = true;
  bool lambda = false;
};

std::uint32_t slots(std::uint32_t workers, std::uint32_t otherwise) { return workers > 0 ? workers : otherwise; }

std::optional<Servers> servers_of(const scenario::DeploymentSpec& deployment) {
  const scenario::ServiceSpec& service = deployment.service;
  if (const auto* ec2 = std::get_if<services::Ec2Spec>(&service)) {
    const bool fixed = ec2->minimum == ec2->maximum && !ec2->scaling && ec2->policies.empty() && ec2->schedule.empty();
    if (!fixed || ec2->desired == 0) return std::nullopt;
    const std::uint32_t each = slots(ec2->workers, ec2->instance.vcpu);
    const bool central = ec2->routing == queueing::Routing::Central || ec2->desired == 1;
    return Servers{ec2->desired * each, ec2->queue_limit * (central ? 1 : ec2->desired), central, false};
  }
  if (const auto* ecs = std::get_if<services::EcsSpec>(&service)) {
    if (ecs->scaling || ecs->desired == 0 || !ecs->releases.empty()) return std::nullopt;
    const auto vcpu = static_cast<std::uint32_t>(std::max<std::int64_t>(1, (ecs->task_cpu_milli + 999) / 1000));
    const bool central = ecs->routing == queueing::Routing::Central || ecs->desired == 1;
    return Servers{ecs->desired * slots(ecs->workers, vcpu), ecs->queue_limit * (central ? 1 : ecs->desired), central,
                   false};
  }
  if (const auto* docker = std::get_if<services::DockerSpec>(&service)) {
    return Servers{docker->hosts * docker->containers * docker->workers, docker->queue_limit, true, false};
  }
  const auto& lambda = std::get<services::LambdaSpec>(service);
  if (lambda.provisioned || lambda.function_per_row) return std::nullopt;
  return Servers{lambda.concurrency, 0, true, true};
}

bool has_callers(const scenario::Scenario& scenario) {
  return std::any_of(scenario.workload.begin(), scenario.workload.end(), [](const workload::WorkloadSpec& spec) {
    return spec.client.has_value() || spec.failure.share > 0 || !spec.failure.requests.empty();
  });
}

bool has_faults(const scenario::Scenario& scenario, const std::string& deployment) {
  const auto concerns = [&](const auto& each) { return each.deployment == deployment; };
  return std::any_of(scenario.actions.begin(), scenario.actions.end(), concerns) ||
         std::any_of(scenario.hazards.begin(), scenario.hazards.end(), concerns);
}

/// Which model, for so many servers and such a load.
void choose_model(Theory& theory, const Servers& servers, const ServiceTime& service, bool turned_away) {
  const double load = theory.arrival_rate * theory.service_time_s;
  theory.service_cv = service.cv;
  if (servers.lambda) {
    // A limit ten standard deviations above the mean number busy is never met.
    const bool endless = load + 10 * std::sqrt(load) < servers.count;
    theory.model = endless ? "mg-infinity" : "erlang-b";
    theory.servers = endless ? 0 : servers.count;
    return;
  }
  theory.servers = servers.count;
  if (turned_away || load >= servers.count) {
    theory.model = "mmck";
    theory.capacity = servers.count + servers.queue;
  } else if (servers.count == 1) {
    theory.model = service.shape == Shape::Constant ? "md1" : service.shape == Shape::General ? "mg1" : "mm1";
  } else {
    theory.model = "mmc";
  }
}

bool assumes_exponential(const std::string& model) { return model == "mm1" || model == "mmc" || model == "mmck"; }

}  // namespace

std::optional<Theory> theory_of(const scenario::Scenario& scenario, std::size_t index, const result::Deployment& found,
                                Duration warm_up) {
  const scenario::DeploymentSpec& spec = scenario.deployments[index];
  if (spec.is_chain()) return std::nullopt;
  const std::optional<Arrivals> arrivals = arrivals_of(scenario);
  const std::optional<Servers> servers = servers_of(spec);
  const std::optional<Found> response = found_of(found, "response_time_s");
  const std::optional<Found> wait = found_of(found, "waiting_time_s");
  if (!arrivals || !servers || !response || !wait) return std::nullopt;
  // Unasked, theory stands only beside a run whose requests come as it assumes.
  if (!scenario.run.statistics && !arrivals->poisson) return std::nullopt;

  Theory theory;
  theory.arrival_rate = arrivals->rate;
  theory.service_time_s = response->value - wait->value;  // measured: CPU that is shared takes longer than its work
  if (!(theory.service_time_s > 0)) return std::nullopt;
  const auto full = found.requests.by_reason.find("queue_full");
  const bool turned_away = full != found.requests.by_reason.end() && full->second > 0 && found.capacity.peak > 0;
  const ServiceTime service = service_time_of(scenario);
  choose_model(theory, *servers, service, turned_away);
  compute(theory);
  for (result::TheoryFigure& figure : theory.figures) {
    const std::optional<Found> simulated = found_of(found, figure.name);
    if (!simulated) continue;
    figure.simulated = simulated->value;
    figure.half_width = simulated->half_width;
  }

  const auto broken = [&](bool is, const char* what) {
    if (is) theory.broken.emplace_back(what);
  };
  broken(!arrivals->poisson, "arrivals");
  broken(assumes_exponential(theory.model) && service.shape != Shape::Exponential, "service");
  broken(!servers->central, "separate_queues");
  const result::Estimate* mean = find(found, "servers_mean");
  const double steady = mean != nullptr ? mean->mean : found.capacity.mean;
  broken(!servers->lambda && std::fabs(steady - found.capacity.peak) > 1e-3 * found.capacity.peak, "servers_changed");
  broken(warm_up.ns == 0, "start");
  broken(theory.model != "mmck" && theory.model != "erlang-b" && found.requests.lost() > 0, "lost");
  broken(has_callers(scenario), "callers");
  broken(has_faults(scenario, spec.name), "faults");
  broken(servers->lambda && found.requests.cold_starts > 0, "cold_starts");
  return theory;
}

}  // namespace cloudsim::session
