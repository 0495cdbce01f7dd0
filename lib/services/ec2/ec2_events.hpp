// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// Kinds of the events that Ec2Model schedules for itself; private to ec2_*.cpp. Data: the instance and its epoch, or
/// for kEvaluate the measured point.
namespace cloudsim::services::ec2 {

enum Kind : std::uint16_t {
  kRunning,
  kBootstrapped,
  kCodeReady,
  kFirstCheck,  // a new instance passed its first health check
  kUnhealthy,   // the balancer has seen enough failed checks
  kRepair,
  kHealthyAgain,  // … enough passed ones
  kReplace,
  kMeasure,   // end of a period
  kEvaluate,  // its point has been published
};

/// A period in which there was nobody to measure.
inline constexpr std::uint64_t kNoPoint = ~0ULL;

}  // namespace cloudsim::services::ec2
