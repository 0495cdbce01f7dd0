// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "base/time.hpp"

namespace cloudsim::billing {

/// What a meter counts, hence how a recorded (amount, time) becomes a quantity:
enum class Unit : std::uint8_t {
  Count,     ///< amount alone: requests, calls, GB given as such
  Hour,      ///< amount × hours: instance-hours, address-hours, load-balancer hours
  GbSecond,  ///< amount in MB ÷ 1024 × seconds
  VcpuHour,  ///< amount in thousandths of a vCPU × hours
  GbHour,    ///< amount in MB ÷ 1024 × hours
  GbMonth,   ///< amount in MB ÷ 1024 × months (of `month_hours`)
  Gb,        ///< amount in bytes ÷ 2³⁰ (or as typed)
  Month,     ///< amount × months (of `month_hours`): provisioned IOPS, alarms
  Year,      ///< amount × years of 365 days: subscriptions
};

struct Tier {
  std::optional<int128> up_to;  ///< cumulative quantity bound in units × 10⁶; empty = no bound
  Money price;                  ///< for `per` units
};

/// One row of a price list: data, with where it comes from.
struct Meter {
  std::string name;    ///< "ec2.instance.t3.micro"
  std::string family;  ///< "ec2.instance": the row of rules it belongs to, and its words (`meter.<family>`)
  std::string shown;   ///< what the bill calls a unit: "instance_hour"; words: `unit.<shown>`
  Unit unit{};
  std::vector<Tier> tiers;     ///< one tier = one price; empty when included or unknown
  std::int64_t per = 1;        ///< price is for so many units (1,000,000 requests)
  Duration granularity{};      ///< time is rounded up to a multiple (0 = exact)
  Duration minimum{};          ///< shortest billed time per start
  std::optional<int128> free;  ///< per month, in units × 10⁶; only with free_tier on
  bool free_shared = false;    ///< `free` is one allowance for the whole family, used up in the list's order
  bool included = false;       ///< named for completeness, price 0 on purpose ("left out of the teaching prices")
  bool unknown = false;        ///< exists, but no dated price was found: usage of it is reported as unpriced
  std::uint32_t order = 0;     ///< position in the list: the order of bill lines
  std::string source;          ///< a key of `sources`
  std::string as_of;
  std::string confidence;  ///< high | medium | low
};

/// How an Application Load Balancer's capacity units are counted: the largest of four dimensions. All × 10⁶.
struct LcuRule {
  std::int64_t new_connections_per_second = 0;
  std::int64_t active_connections_per_minute = 0;
  std::int64_t gb_per_hour = 0;         ///< for instances, containers and addresses
  std::int64_t gb_per_hour_lambda = 0;  ///< for functions
  std::int64_t rule_evaluations_per_second = 0;
  std::int64_t free_rules = 0;
};

/// What comes with a thing without being charged: allowances that are taken off before a quantity is metered.
struct Allowances {
  std::int64_t lambda_ephemeral_mb = 0;      ///< per function environment
  std::int64_t lambda_streaming_mb = 0;      ///< per response
  std::int64_t fargate_ephemeral_mb = 0;     ///< per task
  std::int64_t gp3_iops = 0;                 ///< per volume
  std::int64_t gp3_throughput_mb_per_s = 0;  ///< per volume
};

struct PriceList {
  std::string name;  ///< "aws", "teaching", or a path
  std::string region;
  std::string as_of;
  std::string currency = "USD";
  std::string note_key;  ///< message key of a remark (locales), may be empty
  bool complete = true;  ///< all services priced; false: the list says which in `services`
  std::vector<std::string> services;
  std::int64_t month_hours = 730;
  std::map<std::string, Meter, std::less<>> meters;
  std::map<std::string, std::string, std::less<>> sources;  ///< key → what and where
  LcuRule lcu;
  Allowances allowances;

  const Meter* find(std::string_view meter) const;
};

/// Text → list of one region. Problems go to `diagnostics`; an unknown region is one with the known ones as suggestion.
std::optional<PriceList> read_price_list(std::string name, std::shared_ptr<const Source> source,
                                         std::string_view region, Diagnostics& diagnostics);
/// The regions of a list, in the file's order; empty when the text is no price list.
std::vector<std::string> regions_of(std::shared_ptr<const Source> source);

}  // namespace cloudsim::billing
