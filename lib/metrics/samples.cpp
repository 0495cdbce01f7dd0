// SPDX-License-Identifier: Apache-2.0
#include "metrics/samples.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::metrics {

Samples::Samples(SimTime horizon, Duration step) : horizon_(horizon), step_(step) {
  CLOUDSIM_CHECK(horizon.ns > 0 && step.ns > 0);
  const std::int64_t count = (horizon.ns - 1) / step.ns + 1;
  rows_.resize(static_cast<std::size_t>(count) + 1);
  samples_.resize(static_cast<std::size_t>(count));
}

void Samples::move(SimTime at, Cursor& cursor) const {
  const std::int64_t index = at.ns / step_.ns;
  cursor.index = std::min(static_cast<std::size_t>(index), rows_.size() - 1);
  cursor.begin = index * step_.ns;
}

void Samples::servers(SimTime at, std::int32_t alive, std::int32_t ready, std::int32_t hosts) {
  for (; told_ < samples_.size() && static_cast<std::int64_t>(told_ + 1) * step_.ns <= at.ns; ++told_) {
    samples_[told_].servers = alive_;
    samples_[told_].ready = ready_;
    samples_[told_].hosts = hosts_;
  }
  alive_ = alive;
  ready_ = ready;
  hosts_ = hosts;
}

std::vector<result::Sample> Samples::finish() {
  for (; told_ < samples_.size(); ++told_) {
    samples_[told_].servers = alive_;
    samples_[told_].ready = ready_;
    samples_[told_].hosts = hosts_;
  }
  std::int32_t waiting = 0;
  std::int32_t busy = 0;
  for (std::size_t i = 0; i < samples_.size(); ++i) {
    const Row& row = rows_[i];
    result::Sample& sample = samples_[i];
    waiting += row.waiting_change;
    busy += row.busy_change + static_cast<std::int32_t>(row.plain_begun) - static_cast<std::int32_t>(row.plain_ended);
    sample.at = std::min(horizon_, SimTime{static_cast<std::int64_t>(i + 1) * step_.ns});
    sample.arrived = row.arrived + row.plain_begun;
    sample.completed = row.completed + row.plain_ended;
    sample.lost = row.lost;
    sample.attempts = row.attempts + row.plain_begun;
    sample.cold = row.cold;
    sample.waiting = waiting;
    sample.busy = busy;
  }
  return samples_;
}

}  // namespace cloudsim::metrics
