// SPDX-License-Identifier: Apache-2.0
#include "scenario/read_common.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;

constexpr Word<bool> kArchitectures[] = {{"x86", false}, {"arm64", true}};

Rule memory_rule(const Catalog& catalog) {
  Rule rule{.doc = "Memory of the function; CPU comes with it."};
  if (const auto* row = catalog.parameters.find("lambda.limit.memory_minimum")) {
    if (const auto* bytes = std::get_if<Bytes>(&row->value)) rule.minimum = static_cast<double>(bytes->count);
  }
  if (const auto* row = catalog.parameters.find("lambda.limit.memory_maximum")) {
    if (const auto* bytes = std::get_if<Bytes>(&row->value)) rule.maximum = static_cast<double>(bytes->count);
  }
  return rule;
}

Rule timeout_rule(const Catalog& catalog) {
  Rule rule{.minimum = 1, .doc = "A run over it is cut. Default: a parameter."};
  if (const auto* row = catalog.parameters.find("lambda.limit.timeout")) {
    if (const auto* limit = std::get_if<Duration>(&row->value)) rule.maximum = to_seconds(*limit);
  }
  return rule;
}

void read_moment(Reader& reader, std::string_view key, std::optional<SimTime>& out, const char* doc) {
  std::optional<Duration> moment = Duration{};
  if (!reader.optional_duration_or(key, moment, {.keyword = "never", .doc = doc})) return;
  out = moment ? std::optional<SimTime>(kTimeZero + *moment) : std::nullopt;
}

}  // namespace

void read_lambda(Reader& reader, LambdaDraft& draft, const Catalog& catalog) {
  reader.required("memory", draft.memory, memory_rule(catalog));
  read_word(reader, "architecture", kArchitectures, draft.spec.arm, false, "Processor of the function.");
  Rule runtime{.doc = "Language runtime: sets how long an environment takes to start. Default: a parameter."};
  if (reader.describing()) runtime.choices = catalog.runtimes;
  reader.optional("runtime", draft.runtime, runtime);
  reader.optional("package", draft.spec.package, {.doc = "Code and dependencies that are loaded."});
  read_time(reader, "init", draft.init, "Initialization of an environment. Default: by runtime and package.");
  read_time(reader, "keep_alive", draft.keep_alive, "How long an idle environment is kept. Default: a parameter.");
  read_maybe(
      reader, "concurrency", draft.concurrency,
      {.minimum = 0, .maximum = 1'000'000, .doc = "Most runs at once; more are rejected. Default: a parameter."});
  read_maybe(reader, "scaling_burst", draft.scaling_burst,
             {.minimum = 1, .maximum = 1'000'000, .doc = "New environments at once. Default: a parameter."});
  read_maybe(reader, "scaling_per_second", draft.scaling_per_second,
             {.minimum = 0, .maximum = 1e6, .exclusive_minimum = true, .doc = "Refill of that allowance."});
  read_maybe(reader, "timeout", draft.timeout, timeout_rule(catalog));
  read_maybe(reader, "vcpu_memory", draft.vcpu_memory,
             {.minimum = 1, .doc = "Memory that comes with one full vCPU. Default: a parameter."});
  read_maybe(reader, "cores", draft.cores,
             {.minimum = 0.01, .maximum = 64, .doc = "Cores that one run can use. Default: a parameter."});
  read_maybe(reader, "bill_init", draft.bill_init, {.doc = "Whether initialization is billed. Default: a parameter."});
  read_moment(reader, "code_uploaded", draft.spec.code_uploaded, "When the code is uploaded, or never.");
  read_moment(reader, "trigger_set", draft.spec.trigger_set,
              "When the trigger is set, or never. Events before it are not seen again.");
}

}  // namespace cloudsim::scenario
