// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "trace/facts.hpp"

namespace cloudsim::trace {

/// Who listens. Two doors: rare facts one by one, finished requests in blocks. A block is flushed before any rarer fact
/// and at the end, so what a sink sees is in order of time. Sinks must not change the run.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void on(const Fact& fact) = 0;
  virtual void on(std::span<const RequestRecord> block) = 0;
};

}  // namespace cloudsim::trace
