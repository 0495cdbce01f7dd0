// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "scenario/mark.hpp"
#include "scenario/problems.hpp"
#include "scenario/read_distribution.hpp"
#include "scenario/resolve.hpp"

namespace cloudsim::scenario {
namespace {

using random::DistributionSpec;

constexpr std::uint32_t kMostWithoutWindow = 10;  ///< SQS asks for a window of a second for larger batches

struct Lambda {
  const LambdaDraft& draft;
  const document::Value* value;
  const Catalog& catalog;
  const Surroundings& surroundings;
  Defaults& defaults;
  Diagnostics& diagnostics;

  bool historic() const { return draft.scaling_rules == ScalingRules::Historic; }
  /// Is the word in a row that holds a list of words?
  bool listed(const char* row, const std::string& word) const {
    const std::vector<std::string> words = split_words(defaults.use<std::string>(row));
    return std::find(words.begin(), words.end(), word) != words.end();
  }
  static std::vector<std::string> split_words(const std::string& text) {
    std::vector<std::string> words;
    for (const std::string_view word : split(text, ' ')) words.emplace_back(word);
    return words;
  }
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// As written: years, months and days that could be.
bool is_date(const std::string& text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '-' ? text[i] != '-' : !is_digit(text[i])) return false;
  }
  const std::string month = text.substr(5, 2);
  const std::string day = text.substr(8, 2);
  return month >= "01" && month <= "12" && day >= "01" && day <= "31";
}

void resolve_init(const Lambda& in, services::LambdaSpec& spec) {
  const LambdaDraft& draft = in.draft;
  const std::string row = "lambda.init.";
  spec.init_limit = in.defaults.choose(draft.init_limit, "lambda.init_limit");
  if (spec.runtime.empty() && (!draft.init || draft.snapstart || !draft.billing_date.empty())) {
    spec.runtime = in.defaults.use<std::string>("lambda.runtime");
  }
  if (draft.snapstart) {
    if (!in.listed("lambda.snapstart.runtimes", spec.runtime)) {
      report(in.diagnostics, mark(in.value, {"snapstart"}), "snapstart_runtime", {{"runtime", spec.runtime}});
    }
    for (const auto& [key, used] :
         {std::pair("package_type", spec.container_image), std::pair("provisioned", draft.provisioned.has_value())}) {
      if (used)
        report(in.diagnostics, mark(in.value, {"snapstart"}), "snapstart_not_with", {{"key", std::string(key)}});
    }
    spec.bill_snapshot = in.listed("lambda.snapstart.billed_runtimes", spec.runtime);
  }
  if (draft.init) {
    spec.init = *draft.init;
    return;
  }
  if (draft.snapstart) {
    spec.init = in.defaults.use<DistributionSpec>("lambda.snapstart.restore");
    return;
  }
  std::string variant = row + spec.runtime;
  const char* const suffix = spec.container_image ? ".image" : spec.arm ? ".arm64" : "";
  if (in.defaults.catalog().find(variant + suffix) != nullptr) variant += suffix;
  spec.init = in.defaults.use<DistributionSpec>(variant);
  if (spec.package.count > 0) {
    const Duration per_mb = in.defaults.use<Duration>("lambda.init_per_mb");
    const double megabytes = static_cast<double>(spec.package.count) / static_cast<double>(Bytes::megabytes(1).count);
    spec.init = shifted(spec.init, static_cast<double>(per_mb.ns) * megabytes);
  }
}

/// Billed since a date; images and custom runtimes always were. A restore is no initialization.
bool resolve_init_billing(const Lambda& in, const services::LambdaSpec& spec) {
  const LambdaDraft& draft = in.draft;
  if (draft.bill_init) return *draft.bill_init;
  if (draft.snapstart) return false;
  if (draft.billing_date.empty()) return in.defaults.use<bool>("lambda.bill_init");
  if (!is_date(draft.billing_date)) {
    report(in.diagnostics, mark(in.value, {"billing_date"}), "bad_date", {{"text", draft.billing_date}});
    return false;
  }
  if (spec.container_image || in.listed("lambda.custom_runtimes", spec.runtime)) return true;
  return draft.billing_date >= in.defaults.use<std::string>("lambda.bill_init_since");
}

void resolve_limits(const Lambda& in, services::LambdaSpec& spec) {
  const LambdaDraft& draft = in.draft;
  Defaults& defaults = in.defaults;
  spec.concurrency = defaults.choose_count(draft.concurrency, "lambda.concurrency");
  if (in.historic()) {
    const std::string row = "lambda.historic.scaling_burst.";
    const bool own = defaults.catalog().find(row + in.surroundings.region) != nullptr;
    spec.scaling_burst = defaults.choose_count(draft.scaling_burst, row + (own ? in.surroundings.region : "others"));
    spec.scaling_per_second =
        draft.scaling_per_second
            ? *draft.scaling_per_second
            : static_cast<double>(defaults.use<std::int64_t>("lambda.historic.scaling_per_minute")) / 60.0;
  } else {
    spec.scaling_burst = defaults.choose_count(draft.scaling_burst, "lambda.scaling_burst");
    spec.scaling_per_second = defaults.choose(draft.scaling_per_second, "lambda.scaling_per_second");
  }
  spec.requests_per_second_factor =
      defaults.choose_count(draft.requests_per_second_factor, "lambda.requests_per_second_factor");
}

void resolve_events(const Lambda& in, services::FunctionEvents& events) {
  Defaults& defaults = in.defaults;
  events.retries = defaults.choose_count(in.draft.retries, "lambda.events.retries");
  events.first_retry = defaults.use<Duration>("lambda.events.first_retry");
  events.next_retry = defaults.use<Duration>("lambda.events.next_retry");
  events.backoff = defaults.use<Duration>("lambda.events.backoff");
  events.backoff_maximum = defaults.use<Duration>("lambda.events.backoff_maximum");
  events.maximum_age = defaults.choose(in.draft.event_age, "lambda.events.maximum_age");
}

void resolve_queue(const Lambda& in, Duration timeout, services::FunctionQueue& queue) {
  const FunctionQueueDraft& draft = in.draft.queue;
  Defaults& defaults = in.defaults;
  queue.batch_size = defaults.choose_count(draft.batch_size, "lambda.queue.batch_size");
  queue.batch_window = defaults.choose(draft.batch_window, "lambda.queue.batch_window");
  queue.pollers = defaults.choose_count(draft.pollers, "lambda.queue.pollers");
  queue.pollers_per_minute =
      defaults.choose_count(draft.pollers_per_minute,
                            in.historic() ? "lambda.historic.pollers_per_minute" : "lambda.queue.pollers_per_minute");
  queue.pollers_maximum = defaults.choose_count(draft.max_concurrency, "lambda.queue.max_concurrency");
  queue.throttle_pause = defaults.use<Duration>("lambda.queue.throttle_pause");
  if (draft.visibility) {
    queue.visibility = *draft.visibility;
  } else {
    queue.visibility = timeout * defaults.use<std::int64_t>("lambda.queue.visibility_per_timeout");
  }
  queue.maximum_receives = defaults.choose_count(draft.max_receives, "lambda.queue.max_receives");
  if (queue.visibility < timeout) {
    report(in.diagnostics, mark(in.value, {"queue", "visibility"}), "visibility_below_timeout",
           {{"visibility", queue.visibility}, {"timeout", timeout}});
  }
  if (queue.batch_size > kMostWithoutWindow && queue.batch_window < Duration::seconds(1)) {
    report(in.diagnostics, mark(in.value, {"queue", "batch_size"}), "batch_window_missing",
           {{"maximum", std::int64_t{kMostWithoutWindow}}});
  }
}

services::ProvisionedConcurrency resolve_provisioned(const Lambda& in, std::uint32_t concurrency) {
  const ProvisionedDraft& draft = *in.draft.provisioned;
  Defaults& defaults = in.defaults;
  services::ProvisionedConcurrency spec;
  spec.count = spec.maximum = draft.count;
  spec.requested = draft.requested;
  spec.setup = defaults.choose(draft.setup, "lambda.provisioned.setup");
  spec.per_minute = defaults.choose_count(draft.per_minute, "lambda.provisioned.per_minute");
  if (draft.scaled) {
    services::TargetTracking tracking;
    tracking.target_cpu = defaults.choose(draft.target, "lambda.provisioned.target");
    tracking.alarms = resolve_alarm(draft.alarm, "lambda.provisioned", defaults);
    spec.scaling = tracking;
    spec.maximum = draft.maximum.value_or(draft.count);
    if (spec.maximum < spec.count) {
      report(in.diagnostics, mark(in.value, {"provisioned", "scaling", "max"}), "bounds_reversed",
             {{"minimum", std::int64_t{spec.count}}, {"maximum", std::int64_t{spec.maximum}}});
    }
  }
  if (std::max(spec.count, spec.maximum) > concurrency) {
    report(in.diagnostics, mark(in.value, {"provisioned"}), "provisioned_above_concurrency",
           {{"provisioned", std::int64_t{std::max(spec.count, spec.maximum)}},
            {"concurrency", std::int64_t{concurrency}}});
  }
  return spec;
}

}  // namespace

services::LambdaSpec resolve_lambda(const LambdaDraft& draft, const document::Value* value, const Catalog& catalog,
                                    const Surroundings& surroundings, Defaults& defaults, Diagnostics& diagnostics) {
  const Lambda in{draft, value, catalog, surroundings, defaults, diagnostics};
  services::LambdaSpec spec = draft.spec;
  spec.memory_mb = whole_megabytes(draft.memory, mark(value, {"memory"}), diagnostics);
  spec.runtime = draft.runtime;
  if (!spec.runtime.empty() && defaults.catalog().find("lambda.init." + spec.runtime) == nullptr) {
    report(diagnostics, mark(value, {"runtime"}), "unknown_runtime",
           {{"name", spec.runtime}, {"known", catalog.runtimes}}, closest(spec.runtime, catalog.runtimes));
    return spec;
  }
  if (!draft.simfaas_warm && !draft.dslab) resolve_init(in, spec);  // those rules know no initialization
  spec.keep_alive = defaults.choose(draft.keep_alive, "lambda.keep_alive");
  if (draft.maximum_age) spec.maximum_age = *draft.maximum_age;
  resolve_limits(in, spec);
  spec.timeout = defaults.choose(draft.timeout, "lambda.timeout");
  spec.vcpu_memory_mb = static_cast<double>(defaults.choose(draft.vcpu_memory, "lambda.vcpu_memory").count) /
                        static_cast<double>(Bytes::megabytes(1).count);
  spec.max_useful_vcpu = defaults.choose(draft.cores, "lambda.cores");
  spec.bill_init = resolve_init_billing(in, spec);
  if (surroundings.events) resolve_events(in, spec.events);
  if (surroundings.messages) resolve_queue(in, spec.timeout, spec.queue);
  if (draft.provisioned) spec.provisioned = resolve_provisioned(in, spec.concurrency);
  if (draft.simfaas_warm && draft.simfaas_cold) {
    spec.simfaas = services::SimFaas{*draft.simfaas_warm, *draft.simfaas_cold};
  }
  if (draft.dslab) {
    if (spec.simfaas) {
      report(diagnostics, mark(value, {"dslab"}), "keys_exclude",
             {{"key", std::string("dslab")}, {"other", std::string("simfaas")}});
    }
    spec.dslab = resolve_dslab(*draft.dslab, surroundings, diagnostics);
  }
  return spec;
}

}  // namespace cloudsim::scenario
