// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
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
  Year,      ///< amount × years of 365 days: subscriptions
};

struct Tier {
  std::optional<int128> up_to;  ///< cumulative quantity bound in units × 10⁶; empty = no bound
  Money price;                  ///< per unit
};

/// One row of a price list: data, with where it comes from.
struct Meter {
  std::string name;  ///< "ec2.instance.t3.micro"
  Unit unit{};
  std::vector<Tier> tiers;     ///< one tier = one price
  std::int64_t per = 1;        ///< price is for so many units (1,000,000 requests)
  Duration granularity{};      ///< time is rounded up to a multiple (0 = exact)
  Duration minimum{};          ///< shortest billed time per start
  std::optional<int128> free;  ///< per month, in units × 10⁶; only with free_tier on
  bool included = false;       ///< named for completeness, price 0 on purpose ("left out of the teaching prices")
  std::string source;
  std::string as_of;
  std::string confidence;  ///< high | medium | low
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

  const Meter* find(std::string_view meter) const;
};

/// Text → list of one region. Problems go to `diagnostics`; an unknown region is one with the known ones as suggestion.
std::optional<PriceList> read_price_list(std::string name, std::shared_ptr<const Source> source,
                                         std::string_view region, Diagnostics& diagnostics);
std::vector<std::string> regions_of(std::shared_ptr<const Source> source);

}  // namespace cloudsim::billing
