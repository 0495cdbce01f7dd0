// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// Kinds of the events that Ec2Model schedules for itself; private to ec2_*.cpp. Data: the instance and its epoch, for
/// kEvaluate the measured point, for kReclaim the zone, for kScheduled the scheduled action; others none.
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
  kDeregistered,  // the deregistration delay is over
  kReclaimed,     // Spot: the notice is over
  kNotInTime,     // a new instance does not pass its checks, and the grace is over
  kCreditsSpent,  // standard mode: from here on the baseline
  kMeasure,       // end of a period
  kEvaluate,      // its point has been published
  kReclaim,       // Spot: AWS takes capacity of a zone back
  kScheduled,     // a scheduled action
  kCreditTick,    // once a minute
  kBalancerHour,  // the load balancer's hour is over
  kZoneBack,      // a zone can be used again
  kCallsBack,     // control calls are no longer refused
};

/// A period in which there was nobody to measure.
inline constexpr std::uint64_t kNoPoint = ~0ULL;

}  // namespace cloudsim::services::ec2
