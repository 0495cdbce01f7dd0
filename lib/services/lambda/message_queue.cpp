// SPDX-License-Identifier: Apache-2.0
#include "services/lambda/message_queue.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "base/money.hpp"  // int128

namespace cloudsim::services {
namespace {

constexpr std::int64_t kMinute = Duration::minutes(1).ns;

}  // namespace

void MessageQueue::push(Message message) {
  if (size_ == ring_.size()) {
    std::vector<Message> larger(std::max<std::size_t>(16, ring_.size() * 2));
    for (std::size_t i = 0; i < size_; ++i) larger[i] = ring_[(first_ + i) % ring_.size()];
    ring_ = std::move(larger);
    first_ = 0;
  }
  ring_[(first_ + size_) % ring_.size()] = message;
  ++size_;
}

Message MessageQueue::pop() {
  CLOUDSIM_DCHECK(size_ > 0);
  const Message message = ring_[first_];
  first_ = (first_ + 1) % ring_.size();
  --size_;
  return message;
}

std::uint32_t MessageQueue::open_batch(SimTime now) {
  std::uint32_t index = 0;
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(batches_.size());
    batches_.emplace_back();
  } else {
    index = free_.back();
    free_.pop_back();
  }
  Batch& batch = batches_[index];
  batch.received = now;
  while (!empty() && batch.messages.size() < spec_.batch_size) {
    batch.messages.push_back(pop());
    std::uint8_t& receives = batch.messages.back().receives;
    if (receives < 255) ++receives;
  }
  ++running_;
  return index;
}

void MessageQueue::close_batch(std::uint32_t index) {
  batches_[index].messages.clear();
  free_.push_back(index);
}

std::uint32_t MessageQueue::allowed(SimTime now) const {
  std::int64_t count = level_;
  if (since_ != kNever) {
    count += static_cast<std::int64_t>(static_cast<int128>((now - since_).ns) * spec_.pollers_per_minute / kMinute);
  }
  return static_cast<std::uint32_t>(std::min<std::int64_t>(count, spec_.pollers_maximum));
}

SimTime MessageQueue::grow(SimTime now) {
  if (since_ == kNever) since_ = now;
  const std::uint32_t next = allowed(now) + 1;
  if (next > spec_.pollers_maximum || spec_.pollers_per_minute == 0) return kNever;
  const int128 grown = static_cast<int128>(next - level_) * kMinute;
  return since_ +
         Duration{static_cast<std::int64_t>((grown + spec_.pollers_per_minute - 1) / spec_.pollers_per_minute)};
}

void MessageQueue::rest(SimTime now) {
  level_ = running_ == 0 ? std::min(spec_.pollers, spec_.pollers_maximum) : allowed(now);
  since_ = kNever;
}

}  // namespace cloudsim::services
