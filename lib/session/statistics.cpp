// SPDX-License-Identifier: Apache-2.0
#include "session/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/check.hpp"

namespace cloudsim::session {
namespace {

constexpr std::size_t kFewestBatches = 10;  // fewer say nothing about how batches vary

result::Estimate estimate_of(const Figure& figure, const metrics::Estimate& values, metrics::Confidence confidence) {
  result::Estimate out;
  out.name = figure.name;
  out.mean = values.mean();
  out.n = values.count();
  out.resolution = figure.resolution;
  if (values.count() >= 2) out.half_width = values.half_width(confidence);
  return out;
}

result::Estimate batch_estimate(const Figure& figure, const std::vector<double>& means, metrics::Confidence confidence,
                                Duration warm_up) {
  metrics::Estimate values;
  for (const double mean : means) values.add(mean);
  result::Estimate out = estimate_of(figure, values, confidence);
  out.half_width = metrics::batch_half_width(means, confidence);
  out.warm_up = warm_up;
  const double count = static_cast<double>(means.size());
  // Of independent batches the correlation lies below 1.645 ÷ √n in 95 of 100 runs.
  out.correlated = metrics::lag_one_correlation(means) > 1.645 / std::sqrt(count);
  return out;
}

const Figure& figure_named(const std::string& name) {
  const auto found =
      std::find_if(kFigures.begin(), kFigures.end(), [&](const Figure& figure) { return name == figure.name; });
  CLOUDSIM_CHECK(found != kFigures.end());
  return *found;
}

}  // namespace

std::vector<result::Estimate> estimate(const Replicated& runs, metrics::Confidence confidence, Duration warm_up) {
  std::vector<result::Estimate> out;
  for (std::size_t i = 0; i < kFigureCount; ++i) {
    metrics::Estimate values;
    for (const FigureValues& run : runs) {
      if (run[i]) values.add(*run[i]);
    }
    if (values.count() == 0) continue;
    out.push_back(estimate_of(kFigures[i], values, confidence));
    if (kFigures[i].of_requests) out.back().warm_up = warm_up;
  }
  return out;
}

std::vector<result::Estimate> estimate(std::span<const metrics::Batch> batches, metrics::Confidence confidence,
                                       Duration warm_up) {
  std::vector<double> responses, waits, errors;
  // From the end: a run's first batch is the one to spare.
  for (std::size_t i = batches.size() % 2; i + 1 < batches.size(); i += 2) {
    metrics::Batch batch = batches[i];
    batch.add(batches[i + 1]);
    errors.push_back(static_cast<double>(batch.lost) / static_cast<double>(batch.requests));
    if (batch.completed == 0) continue;
    const double completed = static_cast<double>(batch.completed) * 1e9;
    responses.push_back(static_cast<double>(batch.stayed_ns) / completed);
    waits.push_back(static_cast<double>(batch.waited_ns) / completed);
  }
  std::vector<result::Estimate> out;
  if (responses.size() >= kFewestBatches) {
    out.push_back(batch_estimate(figure_named("response_time_s"), responses, confidence, warm_up));
    out.push_back(batch_estimate(figure_named("waiting_time_s"), waits, confidence, warm_up));
  }
  if (errors.size() >= kFewestBatches) {
    out.push_back(batch_estimate(figure_named("error_share"), errors, confidence, warm_up));
  }
  return out;
}

std::vector<result::Difference> differences(const std::vector<std::string>& names, const std::vector<Replicated>& runs,
                                            metrics::Confidence confidence) {
  CLOUDSIM_CHECK(names.size() == runs.size());
  std::vector<result::Difference> out;
  for (std::size_t first = 0; first < runs.size(); ++first) {
    for (std::size_t second = first + 1; second < runs.size(); ++second) {
      for (std::size_t i = 0; i < kFigureCount; ++i) {
        if (!kFigures[i].compared) continue;
        metrics::Estimate values;
        for (std::size_t r = 0; r < runs[first].size(); ++r) {
          const std::optional<double>& a = runs[first][r][i];
          const std::optional<double>& b = runs[second][r][i];
          if (a && b) values.add(*a - *b);
        }
        if (values.count() == 0) continue;
        const result::Estimate found = estimate_of(kFigures[i], values, confidence);
        out.push_back({kFigures[i].name, names[first], names[second], found.mean, found.half_width, found.n});
      }
    }
  }
  return out;
}

bool precise(const std::vector<result::Estimate>& estimates, const Wanted& wanted) {
  double response = 0;
  for (const result::Estimate& each : estimates) {
    if (each.name == "response_time_s") response = each.mean;
  }
  return std::all_of(estimates.begin(), estimates.end(), [&](const result::Estimate& each) {
    Judged judged = figure_named(each.name).judged;
    const bool named = each.name == wanted.only || (wanted.latency_p999 && each.name == "latency_p999_s");
    if (!wanted.only.empty() && each.name != wanted.only) return true;
    if (judged == Judged::No && !named) return true;
    if (judged == Judged::No) judged = Judged::Relative;
    const double scale = judged == Judged::Absolute ? 1.0 : judged == Judged::ToResponse ? response : each.mean;
    return each.half_width && *each.half_width <= wanted.precision * std::fabs(scale);
  });
}

}  // namespace cloudsim::session
