// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace cloudsim::queueing {

/// What arrives. Its work is drawn at arrival from the workload's own streams, so every deployment of a scenario gets
/// the same requests with the same work.
struct Request {
  RequestId id;
  SimTime arrived;
  Duration cpu{};  ///< on one full vCPU
  Duration io{};   ///< waiting for others; no CPU needed
  std::int64_t memory_bytes = 0;
  ClassId request_class;
};

/// Where requests go. The workload knows no more of a deployment than this.
class RequestTarget {
 public:
  virtual ~RequestTarget() = default;
  virtual void submit(const Request& request) = 0;
};

}  // namespace cloudsim::queueing
