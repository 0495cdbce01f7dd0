// SPDX-License-Identifier: Apache-2.0
#include "session/chain_sums.hpp"

#include <algorithm>
#include <map>

#include "base/check.hpp"

namespace cloudsim::session {
namespace {

using result::Deployment;

// To the millionth of a minute, as one service's are.
double tidy(double minutes) { return static_cast<double>(static_cast<std::int64_t>(minutes * 1e6 + 0.5)) / 1e6; }

void add_names(const std::vector<std::string>& from, std::vector<std::string>& to) {
  for (const std::string& name : from) {
    if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
  }
}

result::Bill sum_bills(const std::vector<Deployment>& links, const billing::PriceList& prices) {
  result::Bill sum;
  std::map<std::uint32_t, result::BillLine> lines;  // in the list's order
  for (const Deployment& link : links) {
    for (const result::BillLine& line : link.bill.lines) {
      const billing::Meter* meter = prices.find(line.meter);
      CLOUDSIM_CHECK(meter != nullptr);
      const auto [found, is_new] = lines.try_emplace(meter->order, line);
      if (is_new) continue;
      found->second.quantity += line.quantity;
      found->second.free += line.free;
      found->second.amount += line.amount;
    }
    sum.total += link.bill.total;
    add_names(link.bill.not_charged, sum.not_charged);
    add_names(link.bill.unpriced, sum.unpriced);
  }
  for (auto& [order, line] : lines) sum.lines.push_back(std::move(line));
  return sum;
}

bool same_duty(const result::Effort::Line& a, const result::Effort::Line& b) {
  return a.duty == b.duty && a.group == b.group && a.when == b.when && a.minutes_each == b.minutes_each &&
         a.source == b.source;
}

result::Effort sum_efforts(const std::vector<Deployment>& links) {
  result::Effort sum;
  sum.datasets_reachable = 0;
  for (const Deployment& link : links) {
    const result::Effort& effort = link.effort;
    for (const result::Effort::Line& line : effort.lines) {
      const auto found = std::find_if(sum.lines.begin(), sum.lines.end(),
                                      [&line](const result::Effort::Line& other) { return same_duty(line, other); });
      if (found == sum.lines.end()) {
        sum.lines.push_back(line);
      } else {
        found->times += line.times;
        found->minutes = tidy(found->minutes + line.minutes);
      }
    }
    sum.setup_minutes = tidy(sum.setup_minutes + effort.setup_minutes);
    sum.monthly_minutes = tidy(sum.monthly_minutes + effort.monthly_minutes);
    sum.incident_minutes = tidy(sum.incident_minutes + effort.incident_minutes);
    sum.setup_steps += effort.setup_steps;
    for (const auto& [call, count] : effort.api_calls) sum.api_calls[call] += count;
    sum.datasets_reachable = std::max(sum.datasets_reachable, effort.datasets_reachable);
    sum.servers_provisioned_by_hand += effort.servers_provisioned_by_hand;
  }
  return sum;
}

// "server" stands for what links call by different names. What only means something for servers that are all alike
// (desired, room) stays with the links.
void sum_capacity(const std::vector<Deployment>& links, result::Capacity& sum) {
  const std::int32_t peak = sum.peak;
  sum = {};
  sum.peak = peak;
  const bool alike = std::all_of(links.begin(), links.end(), [&](const Deployment& link) {
    return link.capacity.unit == links.front().capacity.unit;
  });
  sum.unit = alike ? links.front().capacity.unit : "server";
  double idle = 0;
  for (const Deployment& link : links) {
    const result::Capacity& capacity = link.capacity;
    sum.mean += capacity.mean;
    idle += capacity.idle_share * capacity.mean;
    sum.at_end += capacity.at_end;
    sum.launched += capacity.launched;
    sum.hosts_peak += capacity.hosts_peak;
    sum.hosts_at_end += capacity.hosts_at_end;
    sum.desired += capacity.desired;
    sum.waiting_for_room += capacity.waiting_for_room;
  }
  sum.idle_share = sum.mean > 0 ? idle / sum.mean : 0;
}

// Every link keeps one row per step, at the same instants. Of servers only ends of steps are known, and so is the most
// that were busy at once.
void sum_samples(const std::vector<Deployment>& links, Deployment& chain) {
  for (std::size_t row = 0; row < chain.samples.size(); ++row) {
    result::Sample& sum = chain.samples[row];
    sum.servers = sum.ready = sum.busy = sum.waiting = sum.hosts = 0;
    sum.cold = sum.attempts = 0;
    for (const Deployment& link : links) {
      const result::Sample& sample = link.samples[row];
      sum.cold += sample.cold;
      sum.servers += sample.servers;
      sum.ready += sample.ready;
      sum.busy += sample.busy;
      sum.waiting += sample.waiting;
      sum.hosts += sample.hosts;
    }
    sum.attempts = links.front().samples[row].attempts;
    chain.capacity.peak_busy = std::max(chain.capacity.peak_busy, sum.busy);
  }
}

// Times that a request waits and servers that are busy add up along the way; λ, L and W are the chain's own.
void sum_queueing(const std::vector<Deployment>& links, result::Queueing& sum) {
  sum.queue_length = sum.waiting_time_s = sum.busy_servers = 0;
  double slots = 0;
  for (const Deployment& link : links) {
    sum.queue_length += link.queueing.queue_length;
    sum.waiting_time_s += link.queueing.waiting_time_s;
    sum.busy_servers += link.queueing.busy_servers;
    if (link.queueing.utilization > 0) slots += link.queueing.busy_servers / link.queueing.utilization;
  }
  sum.utilization = slots > 0 ? sum.busy_servers / slots : 0;
}

void add_runs(const result::Requests& link, result::Requests& sum) {
  sum.cold_starts += link.cold_starts;
  sum.invocations += link.invocations;
}

/// The latest of what every link reaches; nothing when one does not.
std::optional<Duration> latest(const std::vector<Deployment>& links,
                               std::optional<Duration> result::Milestones::*part) {
  std::optional<Duration> last;
  for (const Deployment& link : links) {
    const std::optional<Duration>& reached = link.milestones.*part;
    if (!reached) return std::nullopt;
    last = std::max(last.value_or(Duration{}), *reached);
  }
  return last;
}

}  // namespace

void sum_links(const billing::PriceList& prices, Deployment& chain) {
  const std::vector<Deployment>& links = chain.links;
  chain.bill = sum_bills(links, prices);
  chain.effort = sum_efforts(links);
  sum_capacity(links, chain.capacity);
  sum_samples(links, chain);
  sum_queueing(links, chain.queueing);
  chain.milestones.first_server_ready = latest(links, &result::Milestones::first_server_ready);
  chain.milestones.all_desired_ready = latest(links, &result::Milestones::all_desired_ready);
  for (const Deployment& link : links) {
    add_runs(link.requests, chain.requests);
    for (const auto& [name, requests] : link.by_class) add_runs(requests, chain.by_class[name]);
    chain.billed.handler = chain.billed.handler + link.billed.handler;
    chain.billed.init = chain.billed.init + link.billed.init;
    for (const result::Assumption& assumption : link.assumptions) {
      const auto& known = chain.assumptions;
      if (std::find(known.begin(), known.end(), assumption) == known.end()) chain.assumptions.push_back(assumption);
    }
    chain.fingerprint = (chain.fingerprint ^ link.fingerprint) * 0x100'0000'01b3;  // FNV-1a, whole words
  }
}

void note_free_tier(const result::Bill& bill, const billing::PriceList& prices, std::vector<std::string>& used_up) {
  for (const result::BillLine& line : bill.lines) {
    if (line.free == 0) continue;
    const billing::Meter* used = prices.find(line.meter);
    for (const auto& [name, meter] : prices.meters) {
      if (name == line.meter || (used->free_shared && meter.family == used->family)) add_names({name}, used_up);
    }
  }
}

}  // namespace cloudsim::session
