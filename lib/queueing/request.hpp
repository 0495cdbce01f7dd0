// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace cloudsim::queueing {

/// Who brings a request, and so who bears it when it fails: somebody who waits for the answer; a service that wants to
/// know only that the event was taken; or a queue that is polled.
enum class Delivery : std::uint8_t { Answered, Event, Queued };

/// What arrives. Its work is drawn at arrival from the workload's own streams, so every deployment of a scenario gets
/// the same requests with the same work.
struct Request {
  RequestId id;      ///< what the service knows it by: an attempt, or a call in a chain, has a number of its own
  RequestId origin;  ///< the arrival that all this is for
  SimTime arrived;
  Duration cpu{};  ///< on one full vCPU
  Duration io{};   ///< waiting for others; no CPU needed
  std::int64_t memory_bytes = 0;
  ClassId request_class;
  Delivery delivery = Delivery::Answered;
  std::uint8_t failing_attempts = 0;  ///< its first attempts on which the code fails; kAlwaysFails: it never succeeds
  FactId failure_cause;               ///< what broke the code (a bad release); none when it fails of itself
  SimTime failing_until = kNever;     ///< then it is whole again: an attempt that begins later does not fail
};
inline constexpr std::uint8_t kAlwaysFails = 255;

/// Does the code fail on this attempt? Attempts count from 1.
constexpr bool code_fails(const Request& request, std::uint32_t attempt) {
  return request.failing_attempts == kAlwaysFails || attempt <= request.failing_attempts;
}

/// The same for a service that makes attempts of its own, of which this one begins now.
constexpr bool code_fails(const Request& request, std::uint32_t attempt, SimTime now) {
  return now < request.failing_until && code_fails(request, attempt);
}

/// Where requests go. The workload knows no more of a deployment than this.
class RequestTarget {
 public:
  virtual ~RequestTarget() = default;
  virtual void submit(const Request& request) = 0;
};

}  // namespace cloudsim::queueing
