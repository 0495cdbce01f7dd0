// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "trace/facts.hpp"
#include "trace/sink.hpp"

namespace cloudsim::test {

/// Keeps everything it hears, in order.
class RecordingSink final : public trace::Sink {
 public:
  void on(const trace::Fact& fact) override { facts.push_back(fact); }
  void on(std::span<const trace::RequestRecord> block) override {
    records.insert(records.end(), block.begin(), block.end());
  }

  /// All facts of one sort, each with its envelope.
  template <class Body>
  std::vector<std::pair<trace::Fact, Body>> all() const {
    std::vector<std::pair<trace::Fact, Body>> found;
    for (const trace::Fact& fact : facts) {
      if (const Body* body = std::get_if<Body>(&fact.body)) found.emplace_back(fact, *body);
    }
    return found;
  }

  std::size_t count(trace::Outcome outcome) const {
    std::size_t number = 0;
    for (const trace::RequestRecord& record : records) number += record.outcome == outcome;
    return number;
  }
  std::size_t count(trace::Outcome outcome, trace::Reason reason) const {
    std::size_t number = 0;
    for (const trace::RequestRecord& record : records) number += record.outcome == outcome && record.reason == reason;
    return number;
  }

  std::vector<trace::Fact> facts;
  std::vector<trace::RequestRecord> records;
};

}  // namespace cloudsim::test
