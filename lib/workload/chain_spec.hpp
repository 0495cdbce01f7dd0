// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "workload/workload_spec.hpp"

namespace cloudsim::workload {

/// A queue whose messages free workers take (SQS). Functions have rules of their own: their service polls for them.
struct MessageRules {
  Duration visibility = Duration::seconds(30);  ///< from being received until a message that failed is there again
  std::uint32_t maximum_receives = 5;           ///< then it goes to the dead-letter queue, if there is one; 1..255
  bool dead_letter_queue = false;
};

/// How requests come to a link of a chain: from the callers, called by the link before, or through a queue.
enum class FedBy : std::uint8_t { Callers, Direct, Queue };

/// A service's place in a chain.
struct LinkSpec {
  FedBy fed_by = FedBy::Callers;
  WorkSpec work;        ///< of a request there; of the first link: the workload's own
  FailureSpec failure;  ///< `requests` counts arrivals of the chain, from 1
  MessageRules messages;
};

}  // namespace cloudsim::workload
