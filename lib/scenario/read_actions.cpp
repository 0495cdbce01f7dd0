// SPDX-License-Identifier: Apache-2.0
#include "scenario/read.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;

constexpr Word<CallKind> kCalls[] = {{"ecs.RunTask", CallKind::RunTask},
                                     {"ecs.StopTask", CallKind::StopTask},
                                     {"ecs.UpdateService", CallKind::UpdateService},
                                     {"autoscaling.SetDesiredCapacity", CallKind::SetDesiredCapacity},
                                     {"ec2.TerminateInstances", CallKind::TerminateInstances},
                                     {"ec2.StopInstances", CallKind::StopInstances},
                                     {"ec2.StartInstances", CallKind::StartInstances},
                                     {"docker.Deploy", CallKind::DockerDeploy}};

void read_call(Reader& reader, ActionDraft& draft) {
  CallKind call = CallKind::RunTask;
  read_word(reader, "call", kCalls, call, true, "The API call that somebody makes.");
  draft.call = call;
  reader.required("deployment", draft.deployment, {.doc = "The deployment that it concerns."});
  read_maybe(reader, "count", draft.count,
             {.minimum = 1, .maximum = 5000, .doc = "How many tasks; RunTask and StopTask. Default: 1."});
  read_maybe(reader, "desired", draft.desired,
             {.minimum = 0, .maximum = 5000, .doc = "The new number; UpdateService and SetDesiredCapacity."});
  reader.optional("release", draft.release, {.doc = "The release to deploy, or initial; UpdateService."});
}

Reader::Alternative crash_target(const char* key, CrashTarget target, ActionDraft& draft) {
  return {key, [key, target, &draft](Reader& r) {
            draft.target = target;
            r.required(key, draft.number, Rule{.minimum = 1, .maximum = 100'000, .doc = "Its number, from 1."});
          }};
}

void read_crash(Reader& reader, ActionDraft& draft) {
  reader.required("crash", draft.deployment, {.doc = "The deployment in which something crashes."});
  reader.one_of(
      {crash_target("instance", CrashTarget::Instance, draft), crash_target("task", CrashTarget::Task, draft),
       crash_target("container", CrashTarget::Container, draft), crash_target("host", CrashTarget::Host, draft)},
      false);
  reader.optional("repaired_after", draft.repaired_after,
                  {.doc = "A person repairs it after this time. Default: nobody does."});
}

void read_leak(Reader& reader, ActionDraft& draft) {
  draft.leak = true;
  reader.required("leak", draft.deployment, {.doc = "The Docker hosts on which a container leaks memory."});
  reader.required("container", draft.number, Rule{.minimum = 1, .maximum = 100'000, .doc = "Its number, from 1."});
  reader.required("from", draft.from, {.doc = "Memory in use when it begins."});
  reader.required("per_minute", draft.per_minute, {.minimum = 1, .doc = "How fast it grows."});
  reader.optional("repaired_after", draft.repaired_after,
                  {.doc = "A person restarts it so long after it was killed. Default: nobody does."});
}

constexpr Word<FaultKind> kFaults[] = {{"zone", FaultKind::Zone},
                                       {"slow-dependency", FaultKind::SlowDependency},
                                       {"bad-release", FaultKind::BadRelease},
                                       {"registry", FaultKind::Registry},
                                       {"api-throttling", FaultKind::ApiThrottling}};

void read_fault(Reader& reader, ActionDraft& draft) {
  FaultKind fault = FaultKind::Zone;
  read_word(reader, "fault", kFaults, fault, true, "What breaks.");
  draft.fault = fault;
  reader.optional("deployment", draft.deployment,
                  {.doc = "The deployment that it concerns. Default: every one that it can concern."});
  read_maybe(reader, "for", draft.lasts,
             {.minimum = 0, .exclusive_minimum = true, .doc = "How long it lasts; bad-release: else until the next."});
  read_maybe(reader, "zone", draft.zone, {.minimum = 1, .maximum = 26, .doc = "Which zone, from 1; zone. Default: 1."});
  read_maybe(reader, "extra", draft.extra,
             {.minimum = 0, .doc = "Added to every request's io; slow-dependency. Default: nothing."});
  read_maybe(reader, "factor", draft.factor,
             {.minimum = 0, .maximum = 1e6, .doc = "Every request's io times this; slow-dependency. Default: 1."});
  read_maybe_ratio(reader, "failing", draft.failing,
                   {.minimum = 0, .maximum = 1, .doc = "Share of its requests that fail; bad-release. Default: all."});
  read_maybe(
      reader, "crashes_after", draft.crashes_after,
      {.minimum = 0,
       .exclusive_minimum = true,
       .doc = "Each task that runs it ends so long after it was ready; bad-release on ECS. Default: none does."});
  read_maybe_ratio(reader, "share", draft.share,
                   {.minimum = 0,
                    .maximum = 1,
                    .exclusive_minimum = true,
                    .doc = "Share of calls refused; api-throttling. Default: all."});
}

void read_release(Reader& reader, ActionDraft& draft) {
  draft.new_release = true;
  reader.required("new_release", draft.deployment, {.doc = "The deployment that gets a new, good release."});
}

constexpr Word<services::HazardOf> kHazards[] = {
    {"server", services::HazardOf::Server}, {"host", services::HazardOf::Host}, {"zone", services::HazardOf::Zone}};

}  // namespace

void read_hazard(Reader& reader, HazardDraft& draft) {
  read_word(reader, "hazard", kHazards, draft.of, true, "What may fail: a server is an instance, task or container.");
  reader.required("deployment", draft.deployment, {.doc = "The deployment that it concerns."});
  read_maybe(reader, "per_month", draft.per_month,
             {.minimum = 0,
              .maximum = 100'000,
              .exclusive_minimum = true,
              .doc = "Failures of each one in a month of 30 days, on average."});
  reader.optional("repaired_after", draft.repaired_after,
                  {.doc = "A person repairs it after this time; server and host. Default: nobody does."});
  read_maybe(reader, "for", draft.lasts,
             {.minimum = 0, .exclusive_minimum = true, .doc = "How long an outage lasts; zone."});
}

void read_action(Reader& reader, ActionDraft& draft) {
  reader.required("at", draft.at, {.doc = "When it happens, from the start of the run."});
  reader.one_of({{"call", [&](Reader& r) { read_call(r, draft); }},
                 {"crash", [&](Reader& r) { read_crash(r, draft); }},
                 {"leak", [&](Reader& r) { read_leak(r, draft); }},
                 {"fault", [&](Reader& r) { read_fault(r, draft); }},
                 {"new_release", [&](Reader& r) { read_release(r, draft); }}});
}

}  // namespace cloudsim::scenario
