// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "trace/sink.hpp"

namespace cloudsim::metrics {

/// One number for "the same run": FNV-1a over every field of every fact and request record, in the order in which the
/// sink hears them. FNV's byte step is applied to whole 64-bit words (an eighth of the multiplications).
class Fingerprint final : public trace::Sink {
 public:
  void on(const trace::Fact& fact) override;
  void on(std::span<const trace::RequestRecord> block) override {
    for (const trace::RequestRecord& record : block) add(record);
  }
  /// One record. For whoever goes through a block anyway: each word waits for the one before, and other work fits in.
  void add(const trace::RequestRecord& r) {
    // A whole request of one attempt adds nothing to the word: runs without clients keep their number.
    add(r, static_cast<std::uint64_t>(r.ran_on) << 56 | static_cast<std::uint64_t>(r.of) << 48 |
               static_cast<std::uint64_t>(r.attempts - 1) << 40 | word_of(r.request_class) |
               static_cast<std::uint64_t>(r.outcome) << 16 | static_cast<std::uint64_t>(r.reason) << 8 |
               (r.cold ? 1U : 0U));
  }
  /// The same for one whose small fields are those of RequestRecord{}. A word of zeros is one more multiplication: they
  /// are taken together with the one before, for here each multiplication waits for the one before it. `one_class`: all
  /// requests are of the first class.
  void add_plain(const trace::RequestRecord& r, bool one_class) {
    if ((r.initialization.ns | r.init_billed.ns) != 0) return add(r, word_of(r.request_class));
    std::uint64_t hash = hash_;
    hash = (hash ^ static_cast<std::uint64_t>(r.arrived.ns)) * kPrime;
    hash = (hash ^ static_cast<std::uint64_t>(r.started.ns)) * kPrime;
    hash = (hash ^ static_cast<std::uint64_t>(r.finished.ns)) * (kPrime * kPrime);
    hash = (hash ^ static_cast<std::uint64_t>(r.handler_billed.ns)) * (kPrime * kPrime);
    hash = (hash ^ r.id.value) * kPrime;
    hash ^= server_and_cause(r);
    hash_ = one_class ? hash * (kPrime * kPrime) : (hash * kPrime ^ word_of(r.request_class)) * kPrime;
  }
  std::uint64_t value() const;

 private:
  static constexpr std::uint64_t kPrime = 0x0000'0100'0000'01b3;
  static std::uint64_t word_of(ClassId id) { return static_cast<std::uint64_t>(id.value) << 24; }
  static std::uint64_t server_and_cause(const trace::RequestRecord& r) {
    return static_cast<std::uint64_t>(r.server.value) << 32 | r.cause.value;
  }
  void add(const trace::RequestRecord& r, std::uint64_t small_fields) {
    std::uint64_t hash = hash_;
    const auto mix = [&hash](std::uint64_t word) { hash = (hash ^ word) * kPrime; };
    mix(static_cast<std::uint64_t>(r.arrived.ns));
    mix(static_cast<std::uint64_t>(r.started.ns));
    mix(static_cast<std::uint64_t>(r.finished.ns));
    mix(static_cast<std::uint64_t>(r.initialization.ns));
    mix(static_cast<std::uint64_t>(r.handler_billed.ns));
    mix(static_cast<std::uint64_t>(r.init_billed.ns));
    mix(r.id.value);
    mix(server_and_cause(r));
    mix(small_fields);
    hash_ = hash;
  }

  std::uint64_t hash_ = 0xcbf2'9ce4'8422'2325;
};

}  // namespace cloudsim::metrics
