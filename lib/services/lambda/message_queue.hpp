// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "queueing/request.hpp"
#include "services/lambda/lambda_spec.hpp"
#include "trace/facts.hpp"

namespace cloudsim::services {

/// A message of the queue, waiting, in a batch, or invisible after a failure.
struct Message {
  queueing::Request request;
  SimTime visible;                                     ///< since when it may be received
  std::uint8_t receives = 0;                           ///< how often it was; stops at 255
  trace::Outcome outcome = trace::Outcome::Completed;  ///< of the batch it is in, as far as it concerns this one
  trace::Reason reason = trace::Reason::None;
  FactId cause = FactId::none();  ///< of a failure, when a fact explains it
};

struct Batch {
  std::vector<Message> messages;
  SimTime received;
};

/// The queue, and how many batches at once its pollers may run (Lambda Developer Guide, SQS scaling).
///
/// What it does: first in, first out; `pollers` batches at once, and while messages wait `pollers_per_minute` more per
/// minute, one by one, up to the maximum.
/// What it assumes: the growth stops while nothing waits and starts afresh when the queue was empty and idle; messages
/// that failed count as waiting when they are visible again.
/// What it leaves out: the slow shrinking of pollers, retention, order by message group, delivery twice.
class MessageQueue {
 public:
  explicit MessageQueue(const FunctionQueue& spec) : spec_(spec), level_(spec.pollers) {}

  void push(Message message);
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  const Message& front() const { return ring_[first_]; }
  Message pop();

  /// A batch of the next messages, at most batch_size; the index stays valid until close_batch().
  std::uint32_t open_batch(SimTime now);
  Batch& batch(std::uint32_t index) { return batches_[index]; }
  std::size_t batches() const { return batches_.size(); }  ///< open and closed ones; closed ones are empty
  void end_run() { --running_; }                           ///< its invocation is over
  void close_batch(std::uint32_t index);                   ///< nothing of it is left

  std::uint32_t running() const { return running_; }
  std::uint32_t allowed(SimTime now) const;
  /// When one more batch will be allowed; kNever when no more will. Starts the growth if it stood still.
  SimTime grow(SimTime now);
  void rest(SimTime now);  ///< nothing waits: the growth stops

 private:
  FunctionQueue spec_;
  std::vector<Message> ring_;
  std::size_t first_ = 0, size_ = 0;
  std::vector<Batch> batches_;
  std::vector<std::uint32_t> free_;
  std::uint32_t running_ = 0;
  std::uint32_t level_;     // batches allowed when the growth last stood still …
  SimTime since_ = kNever;  // … and since when it goes on
};

}  // namespace cloudsim::services
