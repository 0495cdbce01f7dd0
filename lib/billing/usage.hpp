// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "billing/invoice.hpp"
#include "billing/price_list.hpp"
#include "result/bill.hpp"

namespace cloudsim::billing {

// Usage as people state it: "three million requests of 120 ms". No prices, no allowances: those are in the price list.

struct LambdaUse {
  std::int64_t requests = 0;
  Duration duration{};  ///< of one request, before rounding
  std::int64_t memory_mb = 0;
  bool arm = false;
  std::int64_t ephemeral_mb = 0;        ///< size of /tmp, the free part included
  std::int64_t streamed_responses = 0;  ///< responses that are streamed, of `streamed_bytes` each
  std::int64_t streamed_bytes = 0;
  std::int64_t tenant_environments = 0;  ///< environments made for single tenants
  struct Provisioned {
    std::int64_t concurrency = 0;
    Duration enabled{};
    std::int64_t requests = 0;  ///< served by provisioned environments, on top of the others
    Duration duration{};
  };
  std::optional<Provisioned> provisioned;
};

enum class FargatePlatform : std::uint8_t { X86, Arm, Spot };

struct FargateUse {
  std::int64_t tasks = 1;
  std::int64_t runs = 1;  ///< how often each task starts
  Duration each{};        ///< from the image pull until the end, per start
  std::int64_t cpu_milli = 0;
  std::int64_t memory_mb = 0;
  std::int64_t ephemeral_mb = 0;  ///< the free part included
  FargatePlatform platform = FargatePlatform::X86;
};

struct Ec2Use {
  std::string instance;
  std::int64_t count = 1;
  Duration running{};  ///< of each; 0: only the credits are asked for
  struct Phase {
    Duration time{};
    std::int64_t cpu_millionths = 0;  ///< share of each vCPU
  };
  struct Credits {
    std::string meter;  ///< "ec2.surplus.t3"
    std::int64_t vcpu = 0;
    std::int64_t baseline_millionths = 0;
    std::vector<Phase> phases;
    bool closed = false;  ///< terminated after the last phase: what is borrowed is charged
  };
  std::optional<Credits> credits;  ///< of each instance, unlimited mode
};

struct EbsUse {
  std::int64_t volumes = 1;
  std::int64_t size_mb = 0;
  std::int64_t iops = 0;  ///< the part that comes with the volume included
  std::int64_t throughput_mb_per_s = 0;
  Duration time{};
};

/// Rates × 10⁶.
struct AlbUse {
  Duration time{};
  std::int64_t new_connections_per_second = 0;
  Duration connection_length{};
  std::int64_t requests_per_second = 0;
  std::int64_t gb_per_hour = 0;
  std::int64_t rules = 0;
  bool lambda_targets = false;
};

struct NatUse {
  std::int64_t gateways = 1;
  Duration time{};
  Money processed_gb;  ///< × 10¹² as all decimals here
};

struct Ipv4Use {
  std::int64_t addresses = 1;
  Duration time{};
};

struct LogsUse {
  Money ingested_gb;
  Duration kept{};
};

struct ApiUse {
  bool rest = false;
  std::int64_t calls = 0;
};

/// A meter's own units, already rounded: "meter: nat.gb, quantity: 100".
struct MeterUse {
  std::string meter;
  Money quantity;
  Location where;
};

/// A line from elsewhere, taken as it is.
struct GivenUse {
  std::string what;
  Money amount;
};

using UsageItem =
    std::variant<LambdaUse, FargateUse, Ec2Use, EbsUse, AlbUse, NatUse, Ipv4Use, LogsUse, ApiUse, MeterUse, GivenUse>;

struct PriceOverride {
  std::string meter;
  std::vector<Tier> tiers;
  Location where;
};

struct NamedMeter {
  std::string meter;
  Location where;
};

struct UsageDocument {
  std::vector<std::pair<std::string, std::string>> title;  ///< language tag → text
  std::string list = "aws";                                ///< a shipped name or a path
  std::string region = "us-east-1";
  BillOptions options;
  std::optional<std::int64_t> month_hours;  ///< instead of the list's
  std::vector<PriceOverride> overrides;
  std::vector<NamedMeter> used_up;  ///< as in options.free_tier_used_up, with places
  std::vector<UsageItem> items;
};

/// Text → usage. Every problem goes to `diagnostics`; empty when one is an error.
std::optional<UsageDocument> read_usage(std::shared_ptr<const Source> source, Diagnostics& diagnostics);

/// Whether the list knows every meter that the document names itself (overrides, `meters:`, used-up free amounts);
/// reports those it does not know. Needs the list, so it comes after read_usage.
bool check_usage(const UsageDocument& usage, const PriceList& prices, Diagnostics& diagnostics);

/// The list with the document's own prices and month.
PriceList prices_for(const UsageDocument& usage, const PriceList& prices);

/// The bill, itemised by meter. Lines from elsewhere come last: meter "given.<what>", unit "given", price = amount.
result::Bill price_usage(const UsageDocument& usage, const PriceList& prices);

}  // namespace cloudsim::billing
