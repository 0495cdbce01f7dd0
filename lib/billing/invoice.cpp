// SPDX-License-Identifier: Apache-2.0
#include "billing/invoice.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/check.hpp"

namespace cloudsim::billing {
namespace {

constexpr int128 kMillion = 1'000'000;
constexpr int kBits = 126;

/// A quantity in millionths of a unit, exact.
struct Amount {
  int128 numerator = 0;
  int128 denominator = 1;
};

Amount in_millionths(const Quantity& quantity) {
  const int128 shared = std::max<int128>(1, greatest_common_divisor(quantity.numerator, quantity.denominator));
  return {checked_product(quantity.numerator / shared, kMillion), quantity.denominator / shared};
}

void bring_to_one_denominator(Amount& a, Amount& b) {
  const int128 shared = greatest_common_divisor(a.denominator, b.denominator);
  const int128 factor_a = b.denominator / shared;
  const int128 factor_b = a.denominator / shared;
  a.numerator = checked_product(a.numerator, factor_a);
  a.denominator = checked_product(a.denominator, factor_a);
  b.numerator = checked_product(b.numerator, factor_b);
  b.denominator = a.denominator;
}

int128 round_half_even(const Amount& amount) { return multiply(Money{amount.numerator}, 1, amount.denominator).pico; }

/// A sum of price × quantity, as whole + rest ÷ denominator with 0 <= rest < denominator: nothing is lost before the
/// one rounding at the end, and no product has to fit into 128 bits.
class ExactSum {
 public:
  explicit ExactSum(int128 denominator) : denominator_(denominator) {
    CLOUDSIM_CHECK(denominator > 0 && denominator < int128{1} << kBits);
  }

  /// Adds price × numerator ÷ denominator, by long multiplication, highest bit first.
  void add(int128 price, int128 numerator) {
    int128 whole = 0;
    int128 rest = 0;
    const int128 step_whole = numerator / denominator_;
    const int128 step_rest = numerator % denominator_;
    for (int bit = kBits; bit >= 0; --bit) {
      whole *= 2;
      carry(whole, rest, rest);
      if ((price >> bit & 1) != 0) {
        whole += step_whole;
        carry(whole, rest, step_rest);
      }
    }
    whole_ += whole;
    carry(whole_, rest_, rest);
  }

  Money rounded() const {
    const int128 odd = whole_ % 2;  // half to even looks at the last digit before the rest
    return Money{whole_ - odd} + multiply(Money{1}, odd * denominator_ + rest_, denominator_);
  }

 private:
  void carry(int128& whole, int128& rest, int128 more) const {
    rest += more;
    if (rest >= denominator_) {
      rest -= denominator_;
      whole += 1;
    }
  }

  int128 denominator_;
  int128 whole_ = 0;
  int128 rest_ = 0;
};

Money price_of(const Amount& billed, const Meter& meter) {
  ExactSum sum(checked_product(checked_product(billed.denominator, kMillion), meter.per));
  int128 charged_until = 0;
  for (const Tier& tier : meter.tiers) {
    int128 upper = billed.numerator;
    if (tier.up_to) upper = std::min(upper, checked_product(*tier.up_to, billed.denominator));
    if (upper <= charged_until) continue;
    sum.add(tier.price.pico, upper - charged_until);
    charged_until = upper;
  }
  return sum.rounded();
}

/// What is left of the free amounts while a bill is written.
class FreeTier {
 public:
  explicit FreeTier(const BillOptions& options) : options_(options) {}

  /// Takes what is free off `used` and returns it.
  Amount take(const Meter& meter, Amount& used) {
    const auto& gone = options_.free_tier_used_up;
    if (!options_.free_tier || !meter.free || std::find(gone.begin(), gone.end(), meter.name) != gone.end()) return {};
    const std::string& key = meter.free_shared ? meter.family : meter.name;
    Amount& left = left_.try_emplace(key, Amount{*meter.free, 1}).first->second;
    bring_to_one_denominator(left, used);
    const Amount taken{std::min(left.numerator, used.numerator), used.denominator};
    left.numerator -= taken.numerator;
    used.numerator -= taken.numerator;
    return taken;
  }

 private:
  const BillOptions& options_;
  std::map<std::string, Amount> left_;
};

}  // namespace

result::Bill make_bill(std::span<const Quantity> quantities, const PriceList& prices, const BillOptions& options) {
  result::Bill bill;
  std::map<std::uint32_t, std::pair<const Meter*, Quantity>> used;  // in the list's order
  for (const Quantity& quantity : quantities) {
    if (quantity.numerator == 0) continue;
    const Meter* meter = prices.find(quantity.meter);
    std::vector<std::string>* aside = nullptr;
    if (meter == nullptr || meter->unknown) aside = &bill.unpriced;
    if (meter != nullptr && meter->included) aside = &bill.not_charged;
    if (aside != nullptr) {
      if (std::find(aside->begin(), aside->end(), quantity.meter) == aside->end()) aside->push_back(quantity.meter);
      continue;
    }
    auto& entry = used[meter->order];
    entry.second = entry.first == nullptr ? quantity : add(entry.second, quantity);
    entry.first = meter;
  }

  FreeTier free_tier(options);
  for (const auto& [order, entry] : used) {
    const Meter& meter = *entry.first;
    Amount billed = in_millionths(entry.second);
    const Amount free = free_tier.take(meter, billed);
    result::BillLine line;
    line.meter = meter.name;
    line.family = meter.family;
    line.unit = meter.shown;
    line.quantity = round_half_even(billed);
    line.free = round_half_even(free);
    line.price = meter.tiers.front().price;
    line.per = meter.per;
    line.amount = price_of(billed, meter);
    if (options.invoice_rounding) line.amount = round_half_up(line.amount, 2);
    bill.total += line.amount;
    bill.lines.push_back(std::move(line));
  }
  return bill;
}

result::Bill make_bill(const UsageMeter& usage, const PriceList& prices, const BillOptions& options) {
  return make_bill(usage.quantities(), prices, options);
}

}  // namespace cloudsim::billing
