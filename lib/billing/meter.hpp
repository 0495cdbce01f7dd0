// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "billing/price_list.hpp"
#include "billing/quantity.hpp"
#include "trace/meters.hpp"
#include "trace/sink.hpp"

namespace cloudsim::billing {

/// Adds up what a deployment used, in integers only. What a unit costs is not looked at before the invoice; of the
/// price list only the rounding rules are used, because each start is rounded by itself.
///
/// - Every UsageRecorded interval is one start: its time is rounded up to the meter's granularity and minimum. So a
///   model must state one interval per start, never a running interval in pieces.
/// - A finished invocation adds one unit of the count meter, and memory × (billed handler time + billed initialisation)
///   of the duration meter that the last InvocationMetered named. Billed are completed invocations, those that ran into
///   the time limit, and those that failed while running; not those refused at the door or ignored. Of a request with
///   several attempts each attempt is an invocation; of a batch only the first record is.
/// - A LoadBalancerUsed adds the largest of its four dimensions, in capacity units × hours, to its meter: by the list's
///   LCU rule, each statement rounded to 10⁻⁹.
///
/// Both references must outlive the meter.
class UsageMeter final : public trace::Sink {
 public:
  UsageMeter(const trace::Meters& meters, const PriceList& prices);

  void on(const trace::Fact& fact) override;
  void on(std::span<const trace::RequestRecord> block) override;

  /// All that was used, one entry per meter, in the order in which meters were named. For a meter that the list does
  /// not know the quantity is 1 (its unit is not known): it is there to be reported.
  std::vector<Quantity> quantities() const;

 private:
  struct Durations {
    MeterId meter;
    Duration granularity{};
    Duration minimum{};
    int128 billed_ns = 0;
  };
  struct Invocations {
    MeterId count;
    std::int64_t memory_mb = 0;
    std::int64_t number = 0;
    Durations on_demand, provisioned;
  };
  struct Total {
    const Meter* rule = nullptr;  ///< null: not in the list
    bool timed = false;
    bool used = false;
    int128 sum = 0;   ///< amount × ns, or amount
    int128 nano = 0;  ///< the same in 10⁻⁹, for what came in parts; both count
  };

  Total& total(MeterId meter);
  void add_usage(const trace::UsageRecorded& usage);
  void add_balancing(const trace::LoadBalancerUsed& use);
  void measure_invocations(const trace::InvocationMetered& metered);
  Durations measure_durations(MeterId meter);

  const trace::Meters& meters_;
  const PriceList& prices_;
  std::vector<Total> totals_;             // by MeterId
  std::vector<Invocations> invocations_;  // one per InvocationMetered; the last one is current
};

}  // namespace cloudsim::billing
