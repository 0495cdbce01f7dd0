// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "document/read_scalar.hpp"
#include "scenario/problems.hpp"
#include "scenario/read.hpp"
#include "scenario/read_distribution.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;
using document::Value;
using workload::Interpolation;
using workload::SourceKind;
using workload::Spacing;
using workload::TraceFormat;

constexpr Word<SourceKind> kSources[] = {{"http", SourceKind::Http},
                                         {"mobile", SourceKind::Mobile},
                                         {"object-created", SourceKind::ObjectCreated},
                                         {"queue", SourceKind::Queue},
                                         {"schedule", SourceKind::Schedule}};
constexpr Word<Interpolation> kInterpolations[] = {{"linear", Interpolation::Linear}, {"step", Interpolation::Step}};
constexpr Word<Spacing> kSpacings[] = {{"poisson", Spacing::Poisson}, {"even", Spacing::Even}};
constexpr Word<TraceFormat> kFormats[] = {{"per-second", TraceFormat::PerSecond},
                                          {"per-minute", TraceFormat::PerMinute},
                                          {"timestamps", TraceFormat::Timestamps},
                                          {"azure-functions-2019", TraceFormat::AzureFunctions2019},
                                          {"azure-functions-2021", TraceFormat::AzureFunctions2021}};

/// `poisson: 5/s` or `poisson: {rate: 5/s, from: 1h, until: 3h}`.
template <class Arrivals>
void read_rate_window(Reader& reader, const char* key, std::optional<workload::ArrivalSpec>& out, const char* doc) {
  Arrivals arrivals{};
  bool fine = false;
  reader.scalar_or_object(
      key, true, [&](Reader& r, std::string_view self) { fine = r.required(self, arrivals.rate); },
      [&](Reader& r) {
        SimTime until{};
        fine = r.required("rate", arrivals.rate);
        r.optional("from", arrivals.from, {.doc = "First instant of the window. Default: the start."});
        if (r.optional("until", until, {.doc = "End of the window, not included. Default: the end of the run."})) {
          arrivals.until = until;
        }
        if (!r.describing() && fine && arrivals.until <= arrivals.from) r.fail("until", "window_ends_before_start");
      },
      doc);
  if (fine) out = arrivals;
}

void read_instants(Reader& reader, std::optional<workload::ArrivalSpec>& out) {
  workload::ScheduledArrivals arrivals;
  bool fine = true;
  const bool listed = reader.list_of_values(
      "at", true,
      [&](const Value& value, Diagnostics& diagnostics) {
        SimTime instant;
        fine = document::read_scalar(value, "at", instant, Rule{}, diagnostics) && fine;
        arrivals.at.push_back(instant);
      },
      "duration", "The instants at which requests arrive, in any order; one may stand several times.");
  if (!listed || !fine) return;
  std::stable_sort(arrivals.at.begin(), arrivals.at.end());
  out = std::move(arrivals);
}

void read_profile(Reader& reader, std::optional<workload::ArrivalSpec>& out) {
  workload::ProfileArrivals profile;
  bool fine = true;
  const bool listed = reader.list_of_values(
      "points", true,
      [&](const Value& value, Diagnostics& diagnostics) {
        const std::size_t before = diagnostics.size();
        SimTime at;
        Rate rate;
        const auto refuse = [&](const Value& where, const char* code) {
          report(diagnostics, where.location, code, {{"key", "points"}, {"text", where.text}});
        };
        if (!value.is_sequence() || value.items.size() != 2) {
          refuse(value, "expected_pair");
        } else if (document::read_scalar(value.items[0], "points", at, Rule{}, diagnostics) &&
                   document::read_scalar(value.items[1], "points", rate, Rule{}, diagnostics)) {
          if (profile.points.empty() && at != kTimeZero) refuse(value.items[0], "profile_starts_late");
          if (!profile.points.empty() && at <= profile.points.back().first) {
            refuse(value.items[0], "values_do_not_increase");
          }
          profile.points.emplace_back(at, rate);
        }
        fine = fine && diagnostics.size() == before;
      },
      "[duration, rate]", "Pairs of time and rate; after the last one its rate goes on.");
  read_word(reader, "interpolation", kInterpolations, profile.interpolation, false,
            "Rates between points: joined by a line, or held.");
  read_word(reader, "spacing", kSpacings, profile.spacing, false, "Random gaps, or as even as the rate allows.");
  if (listed && fine && !profile.points.empty()) out = std::move(profile);
}

void read_thinning(Reader& reader, TraceDraft& trace) {
  reader.optional_ratio("sample", trace.sample,
                        {.minimum = 1e-6, .maximum = 1, .doc = "Share of the functions (azure-functions-2019 only)."});
  reader.optional("scale", trace.scale,
                  {.minimum = 1e-6, .maximum = 1000, .doc = "Every count times this; sums stay true."});
}

void read_trace(Reader& reader, std::optional<TraceDraft>& out) {
  TraceDraft trace;
  const bool fine = reader.required("file", trace.file, {.doc = "A CSV file, relative to the scenario."});
  read_word(reader, "format", kFormats, trace.format, true, "What the columns mean.");
  read_word(reader, "spacing", kSpacings, trace.spacing, false,
            "How the requests of one row are spread over its time.");
  reader.optional("durations", trace.durations, {.doc = "The durations file beside an azure-functions-2019 file."});
  read_thinning(reader, trace);
  if (fine) out = std::move(trace);
}

/// `azure-functions-2021: file.csv`: the short way to name a trace of that format.
void read_named_trace(Reader& reader, const char* key, TraceFormat format, std::optional<TraceDraft>& out) {
  TraceDraft trace;
  trace.format = format;
  bool fine = false;
  reader.scalar_or_object(
      key, true, [&](Reader& r, std::string_view self) { fine = r.required(self, trace.file); },
      [&](Reader& r) {
        fine = r.required("file", trace.file, {.doc = "A CSV file, relative to the scenario."});
        r.optional("durations", trace.durations, {.doc = "The durations file beside it (2019 only)."});
        read_word(r, "spacing", kSpacings, trace.spacing, false, "How the requests of one minute are spread.");
        read_thinning(r, trace);
      },
      "A file of the Azure Functions trace.");
  if (fine) out = std::move(trace);
}

void read_arrivals(Reader& reader, WorkloadDraft& draft) {
  reader.one_of(
      {{"poisson",
        [&](Reader& r) {
          read_rate_window<workload::PoissonArrivals>(r, "poisson", draft.arrivals,
                                                      "Random arrivals at a steady rate.");
        }},
       {"constant",
        [&](Reader& r) {
          read_rate_window<workload::ConstantArrivals>(r, "constant", draft.arrivals, "Evenly spaced arrivals.");
        }},
       {"at", [&](Reader& r) { read_instants(r, draft.arrivals); }},
       {"profile",
        [&](Reader& r) {
          r.required_object(
              "profile", [&](Reader& inner) { read_profile(inner, draft.arrivals); }, "A rate that changes with time.");
        }},
       {"trace",
        [&](Reader& r) {
          r.required_object(
              "trace", [&](Reader& inner) { read_trace(inner, draft.trace); }, "A recorded log.");
        }},
       {"azure-functions-2019",
        [&](Reader& r) { read_named_trace(r, "azure-functions-2019", TraceFormat::AzureFunctions2019, draft.trace); }},
       {"azure-functions-2021", [&](Reader& r) {
          read_named_trace(r, "azure-functions-2021", TraceFormat::AzureFunctions2021, draft.trace);
        }}});
}

constexpr Word<workload::Jitter> kJitters[] = {{"full", workload::Jitter::Full}, {"none", workload::Jitter::None}};

void read_client(Reader& reader, ClientDraft& client) {
  read_maybe(reader, "timeout", client.timeout,
             {.minimum = 0, .exclusive_minimum = true, .doc = "Of one attempt. Default: a caller waits for ever."});
  read_maybe(reader, "retries", client.retries,
             {.minimum = 0, .maximum = workload::kMostRetries, .doc = "Attempts after the first one."});
  reader.optional_object(
      "backoff",
      [&](Reader& r) {
        read_maybe(r, "base", client.backoff_base, {.minimum = 0, .doc = "Before the first retry."});
        read_maybe(r, "factor", client.backoff_factor,
                   {.minimum = 1, .maximum = 100, .doc = "How much longer each next one is."});
        read_maybe(r, "maximum", client.backoff_maximum, {.minimum = 0, .doc = "The longest."});
        read_word(r, "jitter", kJitters, client.jitter, false,
                  "full draws each wait from 0 to the backoff; none waits all of it.");
      },
      "How long a caller waits before it tries again.");
  read_maybe(reader, "abandon_after", client.abandon_after,
             {.minimum = 0, .exclusive_minimum = true, .doc = "From arrival, whatever is under way. Default: never."});
}

}  // namespace

void read_failure(Reader& reader, workload::FailureSpec& failure) {
  const Rule share{.minimum = 0, .maximum = 1, .doc = "Share of attempts that fail, each by itself."};
  reader.scalar_or_object(
      "failure", false, [&](Reader& r, std::string_view self) { r.required_ratio(self, failure.share, share); },
      [&](Reader& r) {
        r.optional_ratio("share", failure.share, share);
        r.list_of_values(
            "requests", false,
            [&](const Value& value, Diagnostics& diagnostics) {
              std::int64_t number = 0;
              if (!document::read_scalar(value, "requests", number, Rule{.minimum = 1}, diagnostics)) return;
              failure.requests.push_back(static_cast<std::uint64_t>(number));
            },
            "integer", "Numbers of requests of this class, from 1, that fail on every attempt.");
      },
      "Errors of the code itself, whatever runs it; a server that fails is an action.");
  std::sort(failure.requests.begin(), failure.requests.end());
  failure.requests.erase(std::unique(failure.requests.begin(), failure.requests.end()), failure.requests.end());
}

void read_workload(Reader& reader, WorkloadDraft& draft) {
  reader.required("name", draft.name, {.doc = "Unique; small letters, digits and hyphens."});
  read_word(reader, "source", kSources, draft.source, false,
            "Where requests come from; decides who waits for an answer.");
  reader.required_object(
      "arrivals", [&](Reader& r) { read_arrivals(r, draft); }, "When requests arrive: exactly one of the forms.");
  reader.optional_object(
      "work",
      [&](Reader& r) {
        optional_distribution(r, "cpu", Quantity::Time, draft.cpu, "Time on one full vCPU.");
        optional_distribution(r, "io", Quantity::Time, draft.io, "Time spent waiting for others.");
        optional_distribution(r, "memory", Quantity::Memory, draft.memory, "Memory needed while it runs.");
        read_failure(r, draft.failure);
      },
      "What one request asks for; the same for every deployment.");
  reader.optional_object(
      "client", [&](Reader& r) { read_client(r, draft.client.emplace()); },
      "What callers do when no answer comes, or an error. Default: they call once.");
}

}  // namespace cloudsim::scenario
