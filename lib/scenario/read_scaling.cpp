// SPDX-License-Identifier: Apache-2.0
#include "scenario/read_scaling.hpp"

#include <utility>

#include "scenario/read_common.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;
using services::Adjustment;

constexpr std::int64_t kMillion = 1'000'000;

Reader::Alternative members(const char* key, int sign, services::ScalingStep& step, std::string doc) {
  return {key, [key, sign, &step, doc = std::move(doc)](Reader& r) {
            std::uint32_t count = 0;
            const bool fine = r.required(key, count, servers_rule(sign == 0 ? 0 : 1, doc));
            step.adjustment = sign == 0 ? Adjustment::Exact : Adjustment::Change;
            if (fine) step.by = sign < 0 ? -std::int64_t{count} : std::int64_t{count};
          }};
}

Reader::Alternative share(const char* key, int sign, services::ScalingStep& step, std::string doc) {
  return {key, [key, sign, &step, doc = std::move(doc)](Reader& r) {
            double value = 0;
            const Rule rule{.minimum = 0, .maximum = 100, .exclusive_minimum = true, .doc = doc};
            step.adjustment = Adjustment::Percent;
            if (!r.required_ratio(key, value, rule)) return;
            step.by = sign * static_cast<std::int64_t>(value * static_cast<double>(kMillion) + 0.5);
          }};
}

void read_step(Reader& reader, services::StepScaling& policy) {
  services::ScalingStep step;
  const Rule bound{.minimum = 0, .maximum = 1, .doc = "How far beyond the threshold the step begins. Default: 0."};
  double from = 0;
  if (reader.optional_ratio("from", from, bound)) step.from = from;
  read_maybe_ratio(reader, "to", step.to,
                   {.minimum = 0, .maximum = 1, .doc = "How far beyond it the step ends. Default: no end."});
  reader.one_of({members("add", 1, step, "So many instances more."), members("remove", -1, step, "So many fewer."),
                 members("set", 0, step, "This many instances."), share("add_share", 1, step, "So large a share more."),
                 share("remove_share", -1, step, "So large a share fewer.")});
  policy.steps.push_back(step);
}

constexpr Word<bool> kKinds[] = {{"step", false}, {"simple", true}};

void read_policy(Reader& reader, Ec2Draft& draft) {
  Ec2Draft::Policy read;
  services::StepScaling policy;
  read.value = reader.describing() ? nullptr : &reader.value();
  const auto threshold = [&policy](const char* key, bool above, std::string doc) {
    return Reader::Alternative{key, [key, above, &policy, doc = std::move(doc)](Reader& r) {
                                 policy.above = above;
                                 r.required_ratio(key, policy.threshold, Rule{.minimum = 0, .maximum = 1, .doc = doc});
                               }};
  };
  read_word(reader, "kind", kKinds, read.simple, false, "simple waits for its cooldown after each activity.");
  reader.one_of({threshold("above", true, "Alarm when the average CPU is this or more."),
                 threshold("below", false, "Alarm when the average CPU is this or less.")});
  read_maybe(reader, "points", read.points,
             {.minimum = 1, .maximum = 100, .doc = "Data points in a row. Default: a parameter."});
  reader.required_list(
      "steps", 1, [&policy](Reader& r, std::size_t) { read_step(r, policy); },
      "What to do, by how far the metric is beyond the threshold.");
  reader.optional("least", policy.least, servers_rule(0, "With shares: at least so many instances at a time."));
  read_maybe(reader, "cooldown", read.cooldown, {.maximum = 86'400, .doc = "Of simple scaling. Default: a parameter."});
  draft.policies.push_back(read);
  draft.spec.policies.push_back(std::move(policy));
}

}  // namespace

void read_policies(Reader& reader, Ec2Draft& draft) {
  reader.optional_list(
      "policies", [&](Reader& r, std::size_t) { read_policy(r, draft); },
      "Step and simple scaling. Of all policies the one that asks for most wins.");
}

void read_schedule(Reader& reader, Ec2Draft& draft) {
  reader.optional_list(
      "schedule",
      [&](Reader& r, std::size_t) {
        services::ScheduledSize action;
        r.required("at", action.at, {.doc = "When, from the start of the run."});
        r.optional("every", action.every, {.minimum = 60, .doc = "Again after each such time. Default: once."});
        read_maybe(r, "min", action.minimum, servers_rule(0, "Fewest instances from then on."));
        read_maybe(r, "max", action.maximum, servers_rule(0, "Most instances from then on."));
        read_maybe(r, "desired", action.desired, servers_rule(0, "Instances from then on."));
        draft.schedule.push_back(r.describing() ? nullptr : &r.value());
        draft.spec.schedule.push_back(action);
      },
      "Scheduled actions: new bounds at a time.");
}

void read_monitoring(Reader& reader, Ec2Draft& draft) {
  std::string word;
  reader.optional(
      "monitoring", word,
      {.choices = {"basic", "detailed"},
       .doc = "A data point every 5 or every minute; detailed is billed. Default: every minute, unbilled."});
  draft.basic = word == "basic";
  draft.detailed = word == "detailed";
}

void read_warm_pool(Reader& reader, std::optional<services::Ec2WarmPool>& out) {
  constexpr Word<bool> kStates[] = {{"stopped", false}, {"running", true}};
  reader.optional_object(
      "warm_pool",
      [&](Reader& r) {
        services::Ec2WarmPool pool;
        read_maybe(r, "size", pool.size, servers_rule(0, "Default: as many as the group could still grow."));
        read_word(r, "state", kStates, pool.running, false, "How they wait: stopped costs only their disks.");
        out = pool;
      },
      "Instances that were started before they are needed.");
}

void read_group_health(Reader& reader, Ec2Draft& draft) {
  constexpr Word<bool> kChecks[] = {{"ec2", false}, {"elb", true}};
  read_word(reader, "health_check", kChecks, draft.spec.balancer_health, false,
            "elb: the group also replaces what the load balancer finds unhealthy.");
  read_maybe(reader, "health_check_grace", draft.health_check_grace,
             {.maximum = 86'400, .doc = "So long after its launch such findings are ignored. Default: a parameter."});
}

}  // namespace cloudsim::scenario
