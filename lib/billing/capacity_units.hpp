// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "billing/price_list.hpp"
#include "billing/quantity.hpp"
#include "billing/usage.hpp"
#include "trace/facts.hpp"

/// Capacity units (LCU) of an Application Load Balancer × hours: the largest of new connections, open connections, data
/// and rule evaluations, each as an average over the time, not their sum. Fractions count. 0 by a list without the
/// rule. Source: the ELB pricing page (numbers: `lcu` of the price list).
namespace cloudsim::billing {

Quantity capacity_unit_hours(const AlbUse& use, const LcuRule& lcu);
Quantity capacity_unit_hours(const trace::LoadBalancerUsed& use, const LcuRule& lcu);

}  // namespace cloudsim::billing
