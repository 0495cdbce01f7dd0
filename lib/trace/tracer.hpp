// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "trace/facts.hpp"
#include "trace/meters.hpp"
#include "trace/sink.hpp"

namespace cloudsim::trace {

/// Clients learn here, at once, what became of an attempt of theirs. At most one listens; a run without clients has
/// none, and pays one comparison a request.
class AttemptListener {
 public:
  virtual ~AttemptListener() = default;
  /// May turn the record into that of an attempt, and returns the record of the request when that is over too. Called
  /// in the middle of a model's work: must not submit, only schedule.
  virtual std::optional<RequestRecord> attempt_over(RequestRecord& record) = 0;
};

/// A chain learns here, at once, what became of a request when it is over: from its own record or from its last
/// attempt's. At most one listens.
class RequestListener {
 public:
  virtual ~RequestListener() = default;
  /// Never of an attempt. Called in the middle of a model's work: must not submit, only schedule.
  virtual void request_over(const RequestRecord& record) = 0;
};

/// The one mouth of all models of a deployment: numbers the rare facts, collects finished requests in a block, and
/// tells every sink.
class Tracer {
 public:
  static constexpr std::size_t kBlock = 256;

  /// The sink must outlive the tracer. Add all sinks before the first fact.
  void add(Sink& sink) { sinks_.push_back(&sink); }
  /// The listeners must outlive the tracer. That of attempts hears first and may change what the other one hears.
  void listen(AttemptListener& listener) {
    listener_ = &listener;
    heard_ = true;
  }
  void listen(RequestListener& listener) {
    requests_ = &listener;
    heard_ = true;
  }

  /// States a rare fact; the id is for later facts to name as their cause.
  FactId state(SimTime at, FactBody body, FactId cause = FactId::none());

  /// Hands over a finished request. Hot: copies into the block, one virtual call per sink per 256 requests.
  void finished(const RequestRecord& record) {
    if (!heard_) {
      keep(record);
    } else {
      pass(record);
    }
  }
  /// The same without a copy: the place of the next record, which finished_next() hands over. Nothing may be told in
  /// between.
  RequestRecord& next() { return block_[used_]; }
  void finished_next() {
    if (heard_) {
      pass(block_[used_]);
    } else if (++used_ == kBlock) {
      flush();
    }
  }
  /// What a client itself has to say of a request: no attempt ended it.
  void end_request(const RequestRecord& record);
  /// The record alone: nobody hears of it but the sinks.
  void keep(const RequestRecord& record) {
    block_[used_] = record;
    if (++used_ == kBlock) flush();
  }

  void flush();

  Meters& meters() { return meters_; }
  const Meters& meters() const { return meters_; }

 private:
  void pass(RequestRecord record);

  std::array<RequestRecord, kBlock> block_{};
  std::size_t used_ = 0;
  std::uint32_t next_id_ = 0;
  std::vector<Sink*> sinks_;
  AttemptListener* listener_ = nullptr;
  RequestListener* requests_ = nullptr;
  bool heard_ = false;  // somebody listens
  Meters meters_;
};

}  // namespace cloudsim::trace
