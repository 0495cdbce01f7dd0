// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/money.hpp"  // int128
#include "services/ec2/ec2_spec.hpp"
#include "services/service_model.hpp"

namespace cloudsim::services {

/// What a fleet uses and whoever runs it pays for: states facts, knows no prices.
///
/// Each start of an instance is one interval of its computing; its disk is one interval from the first start until it
/// is terminated; a public address goes with the computing. Of the instances that run, as many as are reserved cost
/// nothing beyond the reservation, which lasts the whole run; when a covered one ends, another one takes its place, and
/// its own interval ends there.
class Ec2Usage {
 public:
  Ec2Usage(const ModelContext& context, const Ec2Spec& spec);

  void running(std::uint32_t index, SimTime since);
  /// Computing ends, the disk stays. Does nothing if it does not run.
  void stopped(std::uint32_t index) { end(index, false, false); }
  /// Computing and disk end. `free`: the running start costs no computing.
  void gone(std::uint32_t index, bool free = false) { end(index, true, free); }
  /// Credits charged beyond what was stated before, in the units of CreditAccount, since `from` at the earliest.
  void surplus(std::uint32_t index, SimTime from, int128 charged);
  /// So many requests went through the balancer since the last statement.
  void balanced(std::int64_t requests);
  /// The run ends: everything that is still there.
  void finish();

 private:
  struct Open {
    SimTime running = kNever;
    SimTime disk = kNever;
    bool covered = false;  // by a reservation
  };
  void end(std::uint32_t index, bool with_disk, bool free);
  void cover_another();
  void use(MeterId meter, std::int64_t amount, SimTime from, std::uint32_t index);
  Open& open(std::uint32_t index);

  ModelContext context_;
  const Ec2Spec& spec_;
  std::vector<Open> open_;  // by instance
  std::uint32_t covered_ = 0;
  SimTime balanced_until_{};
  MeterId instance_meter_, volume_meter_, address_meter_, balancer_meter_, reserved_meter_, metric_meter_,
      surplus_meter_, capacity_meter_;
};

}  // namespace cloudsim::services
