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

}  // namespace

void read_action(Reader& reader, ActionDraft& draft) {
  reader.required("at", draft.at, {.doc = "When it happens, from the start of the run."});
  reader.one_of({{"call", [&](Reader& r) { read_call(r, draft); }},
                 {"crash", [&](Reader& r) { read_crash(r, draft); }},
                 {"leak", [&](Reader& r) { read_leak(r, draft); }}});
}

}  // namespace cloudsim::scenario
