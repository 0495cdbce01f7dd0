// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/batches.hpp"
#include "result/run_result.hpp"
#include "scenario/scenario.hpp"

namespace cloudsim::session {

/// What one run, for which nobody asked for statistics, tells of its own certainty: 95 % intervals from batch means
/// (out.estimates), or why it tells nothing (out.no_interval):
///   fixed       nothing in the load is random: another run would show the same, but for start times
///   changing    requests come at a rate that changes, or somebody acts: one run has no steady state to measure
///   not_steady  the load is even, but answers do not settle, as in a queue that grows
///   too_few     too few requests for intervals that hold what they promise, see below
///
/// Enough are 2,048 requests, and, where they queue for servers that are busy for a share ρ of the time, 2,000 ÷ (1 −
/// ρ)²: about as many requests later a queue has forgotten how long it was (its relaxation time). Measured over M/M/c
/// with ρ from 0.3 to 0.9, 92 to 97 of 100 such intervals hold the formula's wait; with fewer requests it may be 70.
/// What counts is decided by the load, never by how correlated the batches look: runs that look tame are those whose
/// long queues are still to come.
///
/// A start that is clearly another thing than the rest (five standard errors) is left out and said so.
void judge_single_run(const scenario::Scenario& scenario, const scenario::DeploymentSpec& spec,
                      const metrics::Batches& batches, result::Deployment& out);

}  // namespace cloudsim::session
