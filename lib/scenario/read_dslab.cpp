// SPDX-License-Identifier: Apache-2.0
// The rules of the simulator DSLab FaaS: functions in containers that share a host.
#include <algorithm>

#include "base/text.hpp"
#include "scenario/mark.hpp"
#include "scenario/problems.hpp"
#include "scenario/read.hpp"
#include "scenario/resolve.hpp"

namespace cloudsim::scenario {

using document::Reader;

void read_dslab(Reader& reader, LambdaDraft& draft) {
  reader.optional_object(
      "dslab",
      [&](Reader& r) {
        DslabDraft& dslab = draft.dslab.emplace();
        dslab.value = &r.value();
        r.required_millicpu("vcpu", dslab.rules.cpu_milli,
                            {.minimum = 0, .exclusive_minimum = true, .doc = "Cores of the host."});
        r.required("memory", dslab.memory, {.minimum = 1, .doc = "Memory of the host."});
        bool contention = true;
        if (r.optional("contention", contention, {.doc = "Containers share the cores; off: each has enough."})) {
          dslab.rules.contention = contention;
        }
        r.optional("keep_alive_reset", dslab.rules.keep_alive_reset,
                   {.doc = "Each use begins the keep-alive anew; off: it runs once, from the end of the first one."});
        r.required_list(
            "functions", 1,
            [&](Reader& item, std::size_t) {
              DslabDraft::Function& function = dslab.functions.emplace_back();
              function.value = &item.value();
              item.required("workload", function.workload, {.doc = "Whose requests it runs."});
              item.optional("concurrency", function.rules.concurrency,
                            {.minimum = 1, .maximum = 100'000, .doc = "Requests that a container serves at once."});
              item.required("cold_start", function.rules.deployment, {.doc = "To deploy a container."});
              item.required_millicpu("vcpu", function.rules.cpu_milli,
                                     {.minimum = 0, .exclusive_minimum = true, .doc = "CPU share of a container."});
              item.required("memory", function.memory, {.minimum = 1, .doc = "Memory of a container."});
            },
            "One function for each class of requests.");
      },
      "The rules of the simulator DSLab FaaS instead of Lambda's, to compare with it.");
}

services::Dslab resolve_dslab(const DslabDraft& draft, const Surroundings& surroundings, Diagnostics& diagnostics) {
  services::Dslab rules = draft.rules;
  rules.memory_mb = whole_megabytes(draft.memory, mark(draft.value, {"memory"}), diagnostics);
  const std::vector<std::string>& classes = surroundings.classes;
  rules.functions.resize(classes.size());
  std::vector<bool> there(classes.size());
  for (const DslabDraft::Function& function : draft.functions) {
    const Location where = mark(function.value, {"workload"});
    const auto found = std::find(classes.begin(), classes.end(), function.workload);
    if (found == classes.end()) {
      report(diagnostics, where, "unknown_workload", {{"name", function.workload}, {"known", classes}},
             closest(function.workload, classes));
      continue;
    }
    const auto index = static_cast<std::size_t>(found - classes.begin());
    if (there[index]) report(diagnostics, where, "duplicate_name", {{"name", function.workload}});
    there[index] = true;
    services::DslabFunction& its = rules.functions[index];
    its = function.rules;
    its.memory_mb = whole_megabytes(function.memory, mark(function.value, {"memory"}), diagnostics);
    if (its.memory_mb > rules.memory_mb) {
      const std::int64_t megabyte = Bytes::megabytes(1).count;
      report(diagnostics, mark(function.value, {"memory"}), "function_above_host",
             {{"memory", its.memory_mb * megabyte}, {"room", rules.memory_mb * megabyte}});
    }
  }
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (!there[i]) report(diagnostics, mark(draft.value, {"functions"}), "function_missing", {{"name", classes[i]}});
  }
  return rules;
}

}  // namespace cloudsim::scenario
