// SPDX-License-Identifier: Apache-2.0
#include "verification/quantities.hpp"

#include <cstdint>

namespace cloudsim::verification {
namespace {

using result::Deployment;
using Value = std::optional<double>;

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

struct Quantity {
  const char* name;
  Value (*of)(const Deployment&, Duration from);
};

Value rejected_share(const Deployment& deployment, Duration from) {
  if (from.ns == 0) {
    return share(static_cast<double>(deployment.requests.rejected), static_cast<double>(deployment.requests.arrived));
  }
  std::uint64_t arrived = 0, lost = 0;
  for (const result::Sample& sample : deployment.samples) {
    if (sample.at <= kTimeZero + from) continue;  // a sample stands at the end of its step
    arrived += sample.arrived;
    lost += sample.lost;
  }
  return share(static_cast<double>(lost), static_cast<double>(arrived));
}

const Quantity kQuantities[] = {
    {"arrived", [](const Deployment& d, Duration) -> Value { return static_cast<double>(d.requests.arrived); }},
    {"completed", [](const Deployment& d, Duration) -> Value { return static_cast<double>(d.requests.completed); }},
    {"rejected", [](const Deployment& d, Duration) -> Value { return static_cast<double>(d.requests.rejected); }},
    {"cold_starts", [](const Deployment& d, Duration) -> Value { return static_cast<double>(d.requests.cold_starts); }},
    {"cold_share",
     [](const Deployment& d, Duration) -> Value {
       return share(static_cast<double>(d.requests.cold_starts), static_cast<double>(d.requests.arrived));
     }},
    {"rejected_share", rejected_share},
    {"servers", [](const Deployment& d, Duration) -> Value { return d.capacity.mean; }},
    {"busy_servers", [](const Deployment& d, Duration) -> Value { return d.queueing.busy_servers; }},
    {"idle_servers", [](const Deployment& d, Duration) -> Value { return d.capacity.mean - d.queueing.busy_servers; }},
    {"server_life",
     [](const Deployment& d, Duration) -> Value {
       if (!d.capacity.mean_life) return std::nullopt;
       return to_seconds(*d.capacity.mean_life);
     }},
    {"peak_servers", [](const Deployment& d, Duration) -> Value { return d.capacity.peak; }},
    {"waiting_time", [](const Deployment& d, Duration) -> Value { return d.queueing.waiting_time_s; }},
    {"response_time", [](const Deployment& d, Duration) -> Value { return d.queueing.response_time_s; }},
    {"queue_length", [](const Deployment& d, Duration) -> Value { return d.queueing.queue_length; }},
    {"number_in_system", [](const Deployment& d, Duration) -> Value { return d.queueing.number_in_system; }},
    {"utilization", [](const Deployment& d, Duration) -> Value { return d.queueing.utilization; }},
    {"bill", [](const Deployment& d, Duration) -> Value { return to_usd(d.bill.total); }},
};

}  // namespace

std::optional<double> quantity_of(const Deployment& deployment, std::string_view name, Duration from) {
  for (const Quantity& quantity : kQuantities) {
    if (name == quantity.name) return quantity.of(deployment, from);
  }
  return std::nullopt;
}

std::vector<std::string> quantities() {
  std::vector<std::string> names;
  for (const Quantity& quantity : kQuantities) names.emplace_back(quantity.name);
  return names;
}

}  // namespace cloudsim::verification
