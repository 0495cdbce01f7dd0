// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "trace/facts.hpp"

namespace cloudsim::metrics {

/// A stretch in which the same thing kept happening to requests.
struct Spell {
  enum class Kind : std::uint8_t { Lost, Ignored, Cold, Waiting, Retried };
  Kind kind{};
  SimTime at;     ///< the first time
  SimTime until;  ///< the last time (waiting: until nobody waited any more)
  std::uint64_t count = 0;
  RequestId first, last;  ///< smallest and largest number of a request it happened to
  trace::Reason reason{};
  FactId cause;
  Duration longest{};             ///< wait
  Duration total{};               ///< initialisation
  bool attempts = false;          ///< happened to attempts: a request can be among them several times
  std::int32_t environments = 0;  ///< most alive while it lasted
  /// How many requests arrived from the first to the last it happened to, these included: ids count arrivals.
  std::uint64_t requests() const { return last.value - first.value + 1; }
};

/// Gathers requests that were lost, ignored, cold or kept waiting into spells: two belong together when no more than
/// `gap` lies between them and they have the same reason and cause.
class Spells {
 public:
  explicit Spells(Duration gap) : gap_(gap) {}

  /// For records with something to tell. `alive`: servers at that time.
  void add(const trace::RequestRecord& record, std::int32_t alive);
  void finish();

  const std::vector<Spell>& all() const { return done_; }  ///< after finish()
  Duration longest_loss() const { return longest_loss_; }  ///< of spells of losses for any reason

 private:
  struct Open {
    Spell spell;
    bool open = false;
  };
  Spell& extend(Open& open, const trace::RequestRecord& record, SimTime from, SimTime to, Spell::Kind kind);
  void close(Open& open);

  Duration gap_;
  std::array<Open, trace::kReasons> lost_;
  Open ignored_, cold_, waiting_, retried_;
  std::vector<Spell> done_;
  SimTime loss_began_ = kNever;
  SimTime loss_last_{};
  Duration longest_loss_{};
};

}  // namespace cloudsim::metrics
