// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "scenario/read_common.hpp"
#include "scenario/read_distribution.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;

constexpr Word<bool> kArchitectures[] = {{"x86", false}, {"arm64", true}};
constexpr Word<bool> kPackageTypes[] = {{"zip", false}, {"image", true}};
constexpr Word<bool> kFunctions[] = {{"one", false}, {"per-row", true}};
constexpr Word<ScalingRules> kScalingRules[] = {{"current", ScalingRules::Current},
                                                {"historic", ScalingRules::Historic}};

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

void read_queue(Reader& reader, LambdaDraft& draft) {
  reader.optional_object(
      "queue",
      [&](Reader& r) {
        FunctionQueueDraft& queue = draft.queue;
        read_maybe(r, "batch_size", queue.batch_size,
                   {.minimum = 1, .maximum = 10'000, .doc = "Messages per run at most. Default: a parameter."});
        read_maybe(r, "batch_window", queue.batch_window,
                   {.maximum = 300, .doc = "How long an incomplete batch waits for more. Default: a parameter."});
        read_maybe(r, "pollers", queue.pollers,
                   {.minimum = 1, .maximum = 100'000, .doc = "Batches at once at first. Default: a parameter."});
        read_maybe(r, "pollers_per_minute", queue.pollers_per_minute,
                   {.minimum = 0, .maximum = 1'000'000, .doc = "How many more per minute while messages wait."});
        read_maybe(r, "max_concurrency", queue.max_concurrency,
                   {.minimum = 1, .maximum = 100'000, .doc = "Most batches at once. Default: a parameter."});
        read_maybe(r, "visibility", queue.visibility,
                   {.maximum = 43'200, .doc = "Until a failed message is back. Default: some times the time limit."});
        read_maybe(r, "max_receives", queue.max_receives,
                   {.minimum = 1, .maximum = 1000, .doc = "Then a message goes to the dead-letter queue."});
        r.optional("partial_responses", draft.spec.queue.partial_responses,
                   {.doc = "Only the messages that failed come back, not the whole batch."});
      },
      "How messages of workloads with source queue are received.");
}

void read_provisioned_scaling(Reader& reader, ProvisionedDraft& draft) {
  reader.optional_object(
      "scaling",
      [&](Reader& r) {
        draft.scaled = true;
        read_maybe_ratio(r, "target", draft.target,
                         {.minimum = 0, .maximum = 1, .exclusive_minimum = true, .doc = "Average share in use."});
        std::uint32_t maximum = 0;
        if (r.required("max", maximum, {.minimum = 1, .maximum = 100'000, .doc = "Most that scaling asks for."})) {
          draft.maximum = maximum;
        }
        read_alarm(r, draft.alarm);
      },
      "Target tracking of the number.");
}

void read_provisioned(Reader& reader, std::optional<ProvisionedDraft>& out) {
  ProvisionedDraft draft;
  const Rule count{.minimum = 1, .maximum = 100'000, .doc = "Environments kept ready; the least of scaling."};
  bool fine = false;
  reader.scalar_or_object(
      "provisioned", false, [&](Reader& r, std::string_view self) { fine = r.required(self, draft.count, count); },
      [&](Reader& r) {
        fine = r.required("count", draft.count, count);
        r.optional("requested", draft.requested, {.doc = "When they are asked for."});
        read_time(r, "setup", draft.setup, "Until the first could be ready. Default: a parameter.");
        read_maybe(r, "per_minute", draft.per_minute,
                   {.minimum = 1, .maximum = 1'000'000, .doc = "How fast they are made then. Default: a parameter."});
        read_provisioned_scaling(r, draft);
      },
      "Provisioned concurrency: environments that are kept ready and paid for, used or not.");
  if (fine) out = std::move(draft);
}

void read_simfaas(Reader& reader, LambdaDraft& draft) {
  reader.optional_object(
      "simfaas",
      [&](Reader& r) {
        required_distribution(r, "warm", Quantity::Time, draft.simfaas_warm, "Service time on a warm environment.");
        required_distribution(r, "cold", Quantity::Time, draft.simfaas_cold, "Service time of a cold start, in all.");
      },
      "The rules of the simulator SimFaaS instead of Lambda's, to compare with it.");
}

}  // namespace

void read_lambda(Reader& reader, LambdaDraft& draft, const Catalog& catalog) {
  reader.required("memory", draft.memory, memory_rule(catalog));
  read_word(reader, "architecture", kArchitectures, draft.spec.arm, false, "Processor of the function.");
  Rule runtime{.doc = "Language runtime: sets how long an environment takes to start. Default: a parameter."};
  if (reader.describing()) runtime.choices = catalog.runtimes;
  reader.optional("runtime", draft.runtime, runtime);
  read_word(reader, "package_type", kPackageTypes, draft.spec.container_image, false,
            "A zip archive or a container image; sets the initialization time.");
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
  read_word(reader, "scaling_rules", kScalingRules, draft.scaling_rules, false,
            "Defaults of the two above and of queue: those of today, or of 2019 to 2023.");
  read_maybe(reader, "requests_per_second_factor", draft.requests_per_second_factor,
             {.minimum = 1, .maximum = 1'000'000, .doc = "Runs that may begin per second, per unit of concurrency."});
  read_maybe(reader, "timeout", draft.timeout, timeout_rule(catalog));
  read_maybe(reader, "vcpu_memory", draft.vcpu_memory,
             {.minimum = 1, .doc = "Memory that comes with one full vCPU. Default: a parameter."});
  read_maybe(reader, "cores", draft.cores,
             {.minimum = 0.01, .maximum = 64, .doc = "Cores that one run can use. Default: a parameter."});
  read_maybe(reader, "bill_init", draft.bill_init, {.doc = "Whether initialization is billed. Default: a parameter."});
  reader.optional("billing_date", draft.billing_date,
                  {.doc = "YYYY-MM-DD: initialization is billed as it was then, where bill_init is silent."});
  read_maybe(reader, "init_limit", draft.init_limit,
             {.minimum = 0.001, .doc = "A longer initialization starts again inside the first run."});
  reader.optional("snapstart", draft.snapstart,
                  {.doc = "Environments are restored from a snapshot instead of initialized."});
  read_time(reader, "max_age", draft.maximum_age, "An environment this old is not used again. Default: no limit.");
  read_provisioned(reader, draft.provisioned);
  read_maybe(reader, "retries", draft.retries,
             {.minimum = 0, .maximum = 2, .doc = "Of an event after an error of the code. Default: a parameter."});
  read_maybe(reader, "event_age", draft.event_age,
             {.minimum = 60, .maximum = 21'600, .doc = "An older event is given up. Default: a parameter."});
  reader.optional("dead_letter_queue", draft.spec.events.dead_letter_queue,
                  {.doc = "Keeps events and messages that were given up."});
  read_queue(reader, draft);
  read_word(reader, "functions", kFunctions, draft.spec.function_per_row, false,
            "One function, or one for each row of an azure-functions-2019 trace.");
  read_simfaas(reader, draft);
  read_dslab(reader, draft);
  read_moment(reader, "code_uploaded", draft.spec.code_uploaded, "When the code is uploaded, or never.");
  read_moment(reader, "trigger_set", draft.spec.trigger_set,
              "When the trigger is set, or never. Events before it are not seen again.");
}

}  // namespace cloudsim::scenario
