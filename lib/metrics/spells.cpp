// SPDX-License-Identifier: Apache-2.0
#include "metrics/spells.hpp"

#include <algorithm>
#include <cstddef>

namespace cloudsim::metrics {

using trace::Outcome;

void Spells::close(Open& open) {
  if (open.open) done_.push_back(open.spell);
  open.open = false;
}

// Records come in order of their end, so `from` may lie before what is known; only a gap after the end ends a spell.
Spell& Spells::extend(Open& open, const trace::RequestRecord& record, SimTime from, SimTime to, Spell::Kind kind) {
  if (open.open && (from - open.spell.until > gap_ || open.spell.cause != record.cause)) close(open);
  Spell& spell = open.spell;
  if (!open.open) {
    open.open = true;
    spell = Spell{};
    spell.kind = kind;
    spell.at = from;
    spell.until = to;
    spell.first = spell.last = record.id;
    spell.reason = record.reason;
    spell.cause = record.cause;
  }
  spell.at = std::min(spell.at, from);
  spell.until = std::max(spell.until, to);
  spell.first = std::min(spell.first, record.id);
  spell.last = std::max(spell.last, record.id);
  ++spell.count;
  spell.attempts = spell.attempts || record.of == trace::RecordOf::Attempt;
  return spell;
}

void Spells::add(const trace::RequestRecord& record, std::int32_t alive) {
  const Outcome outcome = record.outcome;
  if (record.of == trace::RecordOf::Attempt) {
    // What became of it is told by its request.
  } else if (outcome == Outcome::Ignored) {
    extend(ignored_, record, record.finished, record.finished, Spell::Kind::Ignored);
  } else if (outcome != Outcome::Completed && outcome != Outcome::InFlight) {
    extend(lost_[static_cast<std::size_t>(record.reason)], record, record.finished, record.finished, Spell::Kind::Lost);
    if (loss_began_ == kNever || record.finished - loss_last_ > gap_) loss_began_ = record.finished;
    loss_last_ = record.finished;
    longest_loss_ = std::max(longest_loss_, loss_last_ - loss_began_);
  }
  if (record.of == trace::RecordOf::Request) return;  // what its attempts went through is told by them
  trace::RequestRecord plain = record;                // a cold start or a wait is not explained by what explains a loss
  plain.cause = FactId::none();
  if (record.cold) {
    Spell& spell = extend(cold_, plain, record.started, record.started, Spell::Kind::Cold);
    spell.total += record.initialization;
    spell.environments = std::max(spell.environments, alive);
  }
  if (record.of == trace::RecordOf::Attempt && record.attempts > 1) {
    extend(retried_, plain, record.arrived, record.arrived, Spell::Kind::Retried);
  }
  if (record.started > record.arrived) {
    Spell& spell = extend(waiting_, plain, record.arrived, record.started, Spell::Kind::Waiting);
    spell.longest = std::max(spell.longest, record.started - record.arrived);
  }
}

void Spells::finish() {
  for (Open& open : lost_) close(open);
  close(ignored_);
  close(cold_);
  close(waiting_);
  close(retried_);
}

}  // namespace cloudsim::metrics
