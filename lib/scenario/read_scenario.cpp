// SPDX-License-Identifier: Apache-2.0
#include "scenario/read.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;

constexpr std::int64_t kLanguageVersion = 1;
constexpr double kMostReplications = 10'000;
constexpr Word<std::int32_t> kConfidences[] = {{"90%", 900}, {"95%", 950}, {"99%", 990}, {"99.9%", 999}};
// The figure, and the estimate of it.
const Word<std::string> kPreciseFigures[] = {
    {"response_time", "response_time_s"}, {"waiting_time", "waiting_time_s"},
    {"latency_p50", "latency_p50_s"},     {"latency_p90", "latency_p90_s"},
    {"latency_p95", "latency_p95_s"},     {"latency_p99", "latency_p99_s"},
    {"latency_p999", "latency_p999_s"},   {"errors", "error_share"},
    {"cold_starts", "cold_start_share"},  {"cost", "bill_usd"},
    {"servers", "servers_mean"},          {"utilization", "utilization"},
};
constexpr Word<bool> kRoundings[] = {{"exact", false}, {"invoice", true}};

void read_prices(Reader& reader, PriceChoice& prices) {
  reader.optional_object(
      "prices",
      [&](Reader& r) {
        r.optional("list", prices.list, {.doc = "aws, teaching, or the path of an own list."});
        r.optional("region", prices.region, {.doc = "A region of that list."});
        r.optional("free_tier", prices.free_tier, {.doc = "Count the monthly free amounts."});
        read_word(r, "rounding", kRoundings, prices.invoice_rounding, false,
                  "invoice rounds every line to cents first.");
      },
      "Which prices the bill uses.");
}

void read_run(Reader& reader, RunPlan& run) {
  reader.optional_object(
      "run",
      [&](Reader& r) {
        run.statistics = true;
        r.optional("replications", run.replications,
                   {.minimum = 1,
                    .maximum = kMostReplications,
                    .doc = "Independent runs of the whole scenario; 1: batches of one run."});
        read_word(r, "confidence", kConfidences, run.confidence, false,
                  "How often such an interval holds the long-run mean.");
        r.optional_duration_or("warm_up", run.warm_up,
                               {.minimum = 0,
                                .keyword = "auto",
                                .doc = "Requests that arrive before it do not count; auto: cloudsim finds it."});
        read_maybe_ratio(r, "precision", run.precision,
                         {.minimum = 0,
                          .maximum = 1,
                          .exclusive_minimum = true,
                          .doc = "Replications go on until every interval is this narrow, half-width to mean."});
        read_word(r, "precision_of", kPreciseFigures, run.precision_of, false,
                  "The one figure that must be so precise; without it, all but p99.9.");
      },
      "How sure the figures must be.");
}

void read_objectives(Reader& reader, Objectives& objectives) {
  reader.optional_object(
      "objectives",
      [&](Reader& r) {
        const Rule latency{.minimum = 0, .exclusive_minimum = true, .doc = "Of answered requests."};
        read_maybe(r, "latency_p50", objectives.latency_p50, latency);
        read_maybe(r, "latency_p95", objectives.latency_p95, latency);
        read_maybe(r, "latency_p99", objectives.latency_p99, latency);
        read_maybe(r, "latency_p999", objectives.latency_p999, latency);
        read_maybe_ratio(r, "errors", objectives.errors,
                         {.minimum = 0, .maximum = 1, .doc = "Share of requests that got no answer."});
        read_maybe(r, "cost", objectives.cost, {.doc = "USD for the run, per deployment."});
      },
      "What a deployment should reach.");
}

}  // namespace

void read_scenario(Reader& reader, ScenarioDraft& draft, const Catalog& catalog) {
  Scenario& scenario = draft.scenario;
  std::int64_t version = kLanguageVersion;
  Rule this_version{.doc = "Version of the language."};
  if (reader.describing()) this_version.minimum = this_version.maximum = static_cast<double>(kLanguageVersion);
  reader.required("cloudsim", version, this_version);
  if (version != kLanguageVersion) {
    reader.fail("cloudsim", "unsupported_version", {{"known", kLanguageVersion}, {"found", version}});
  }
  reader.optional_text("title", scenario.title, {.doc = "One text, or one per language."});
  reader.optional_text("description", scenario.description, {.doc = "What it shows; one text, or one per language."});
  reader.optional("lesson", scenario.lesson, {.doc = "The lesson that it belongs to."});
  reader.optional("seed", scenario.seed, {.doc = "Start of all random numbers: same seed, same run."});
  reader.required("duration", scenario.duration,
                  {.minimum = 0, .maximum = 366.0 * 86'400, .exclusive_minimum = true, .doc = "Length of the run."});
  read_run(reader, scenario.run);
  read_prices(reader, scenario.prices);
  reader.optional("effort", scenario.effort, {.doc = "default, teaching, or the path of an own list."});
  reader.required_list(
      "workload", 1,
      [&](Reader& item, std::size_t) {
        WorkloadDraft entry;
        const std::size_t before = item.diagnostics().size();
        read_workload(item, entry);
        item.finish();
        entry.sound = item.diagnostics().size() == before;
        if (!item.describing()) entry.value = &item.value();
        draft.workload.push_back(std::move(entry));
      },
      "Classes of requests. Every deployment receives all of them.");
  reader.required_list(
      "deployments", 1,
      [&](Reader& item, std::size_t) {
        DeploymentDraft entry;
        const std::size_t before = item.diagnostics().size();
        read_deployment(item, entry, catalog);
        item.finish();
        entry.sound = item.diagnostics().size() == before;
        if (!item.describing()) entry.value = &item.value();
        draft.deployments.push_back(std::move(entry));
      },
      "The designs to compare.");
  reader.optional_list(
      "actions",
      [&](Reader& item, std::size_t) {
        ActionDraft entry;
        const std::size_t before = item.diagnostics().size();
        read_action(item, entry);
        item.finish();
        entry.sound = item.diagnostics().size() == before;
        if (!item.describing()) entry.value = &item.value();
        draft.actions.push_back(std::move(entry));
      },
      "What an operator or a program does while it runs, and what breaks.");
  reader.optional_list(
      "hazards",
      [&](Reader& item, std::size_t) {
        HazardDraft entry;
        const std::size_t before = item.diagnostics().size();
        read_hazard(item, entry);
        item.finish();
        entry.sound = item.diagnostics().size() == before;
        if (!item.describing()) entry.value = &item.value();
        draft.hazards.push_back(std::move(entry));
      },
      "What fails by chance.");
  read_objectives(reader, scenario.objectives);
  reader.optional_list(
      "sweep",
      [&](Reader& item, std::size_t) {
        SweepAxis axis;
        read_sweep(item, axis);
        item.finish();
        scenario.sweep.push_back(std::move(axis));
      },
      "What cloudsim sweep changes: all combinations are run.");
}

}  // namespace cloudsim::scenario
