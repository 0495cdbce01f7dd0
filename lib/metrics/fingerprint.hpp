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
  void on(std::span<const trace::RequestRecord> block) override;
  std::uint64_t value() const;

 private:
  std::uint64_t hash_ = 0xcbf2'9ce4'8422'2325;
};

}  // namespace cloudsim::metrics
