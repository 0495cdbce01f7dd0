// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/simulator.hpp"
#include "queueing/neighbours.hpp"
#include "queueing/request.hpp"
#include "trace/tracer.hpp"
#include "workload/link_work.hpp"

namespace cloudsim::workload {

/// A call from one link of a chain to the next: what the service before calls, and who makes the requests of the
/// service after.
///
/// What it does: a call arrives at the next service at the instant at which it is made; when its request is over there,
/// its caller has the answer at that instant.
/// What it assumes: the network takes no time; the code that calls neither gives up earlier than its own service does
/// nor tries again.
/// What it leaves out: connection limits.
class DirectLink final : public queueing::Onward, public trace::AttemptListener, public engine::Component {
 public:
  /// All references must outlive it.
  DirectLink(engine::Simulator& simulator, const LinkWork& work);

  void lead_to(queueing::RequestTarget& next, trace::Tracer& tracer);  ///< before the first call

  bool call(const queueing::Request& request, queueing::Caller& caller, std::uint64_t name) override;
  std::optional<trace::RequestRecord> attempt_over(trace::RequestRecord& record) override;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  enum Kind : std::uint16_t { kCall, kAnswer };
  struct Call {
    queueing::Caller* caller = nullptr;
    std::uint64_t name = 0;  // as its caller calls it
    RequestId origin;
    ClassId request_class;
    queueing::Answer answer;
  };

  engine::Simulator& simulator_;
  LinkWork work_;
  ComponentId self_;
  queueing::RequestTarget* next_ = nullptr;
  std::vector<Call> calls_;
  std::vector<std::uint32_t> free_;
};

}  // namespace cloudsim::workload
