// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The closed list of what a timeline can tell (`result::Event::kind`), with the arguments each carries. metrics makes
/// them from facts, narrative has one message `story.<kind>` for each, in every language. Repeats that follow each
/// other with the same cause are one event with a count. Durations are base::Duration, counts std::int64_t, shares
/// double 0..1, identifiers std::string.
namespace cloudsim::result::event {

// Servers come and go. `unit` = instance | environment | task | container | host (a term).
inline constexpr const char* kLaunchOrdered = "launch_ordered";  // {count, unit}            cause: what asked for it
inline constexpr const char* kRunningWithoutCode = "running_without_code";  // {unit, after}   subject; cause: the order
inline constexpr const char* kReady =
    "ready";  // {count, unit, after}     after: from order to ready (longest); cause: the order
inline constexpr const char* kTerminated = "terminated";       // {count, unit}            cause: scale-in, stop, …
inline constexpr const char* kCodeUploaded = "code_uploaded";  // {}
inline constexpr const char* kTriggerSet = "trigger_set";      // {}
inline constexpr const char* kImagePulled = "image_pulled";    // {count, bytes, took, cached_count}

// Requests, as spells: [at, until).
inline constexpr const char* kFirstAnswer = "first_answer";  // {after, lost_before}     cause: kReady / kCodeUploaded
inline constexpr const char* kSurge =
    "surge";  // {from_rate, to_rate, factor}  rates per second as double; nothing causes it
inline constexpr const char* kCalmAgain = "calm_again";  // {from_rate, to_rate}
inline constexpr const char* kColdStarts =
    "cold_starts";  // {count, requests, what, init, environments}  spell; cause: the surge, or none
inline constexpr const char* kLost =
    "lost";  // {count, requests, reason}  spell; reason as in Requests::by_reason; cause: crash, limit, order …
inline constexpr const char* kIgnored = "ignored";  // {count, requests}        spell without trigger
inline constexpr const char* kQueueing =
    "queueing";  // {longest_queue, longest_wait}  spell in which requests waited; cause: the surge or crash, if any

// Control.
inline constexpr const char* kScaleOut =
    "scale_out";  // {unit, from, to, measured, threshold, points, signal}  cause: surge/queue if known
inline constexpr const char* kScaleIn = "scale_in";  // the same
inline constexpr const char* kAtMaximum =
    "at_maximum";  // {unit, maximum, wanted}  a policy wanted more than it may have
inline constexpr const char* kLimitReached = "limit_reached";  // {limit, reason}          spell
inline constexpr const char* kApiCalled =
    "api_called";  // {call, calls, count}     operator_action = true when a person called
inline constexpr const char* kPlaced = "placed";  // {count, hosts}           tasks that found a host
inline constexpr const char* kNoRoom =
    "no_room";  // {count, shortage, hosts} tasks that wait for room; cause: the order or crash

inline constexpr const char* kRetries =
    "retries";  // {count, requests}  spell in which attempts that failed were made again; cause: surge, fault or crash

// Trouble.
inline constexpr const char* kFault = "fault";        // {fault, zone, share, factor, extra}  spell; nothing causes it
inline constexpr const char* kCrashed = "crashed";    // {unit, lost_requests, lost_tasks}  subject
inline constexpr const char* kRepaired = "repaired";  // {unit, after}            subject; cause: the crash
inline constexpr const char* kRunningLow =
    "running_low";  // {unit, from, to}         ready servers fell; cause: the crash
inline constexpr const char* kRunningAgain =
    "running_again";  // {unit, to, desired, after}  the most that came back; cause: kRunningLow

inline constexpr const char* kPeak = "peak";  // {unit, count, busy}      most servers alive

// Releases. `release` counts from 1, the one that a service starts with.
inline constexpr const char* kDeploymentStarted = "deployment_started";         // {release}  cause: the call
inline constexpr const char* kDeploymentCompleted = "deployment_completed";     // {release, after}  cause: its start
inline constexpr const char* kDeploymentFailed = "deployment_failed";           // {release, failures}  circuit breaker
inline constexpr const char* kDeploymentRolledBack = "deployment_rolled_back";  // {release}  back to it; cause: failure
inline constexpr const char* kStartFailed = "start_failed";      // {count, unit, reason}  ended before it was running
inline constexpr const char* kSpotReclaimed = "spot_reclaimed";  // {count, unit}  a two-minute notice

inline constexpr const char* kDriftFound = "drift_found";    // {differences}  between two hand-made environments
inline constexpr const char* kMemoryAlarm = "memory_alarm";  // {unit, used, limit}  subject; in bytes

}  // namespace cloudsim::result::event
