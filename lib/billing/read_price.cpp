// SPDX-License-Identifier: Apache-2.0
#include "billing/read_price.hpp"

#include <utility>

#include "document/reader.hpp"

namespace cloudsim::billing {
namespace {

// With these bounds every amount of a bill stays below 2¹²⁷ · 10⁻¹² USD; no real price or quantity comes near.
constexpr Money kLargest = Money::usd(1'000'000'000'000);
constexpr Money kLargestPrice = Money::usd(1'000'000);

std::optional<Money> read_price(const document::Value& value, Diagnostics& diagnostics) {
  const std::optional<Money> price = read_decimal(value, diagnostics);
  if (!price || price->pico <= kLargestPrice.pico) return price;
  report(diagnostics, value.location, "number_too_large", {{"value", value.text}});
  return std::nullopt;
}

}  // namespace

void report(Diagnostics& diagnostics, const Location& where, std::string code, Arguments arguments,
            std::string suggestion) {
  Diagnostic problem;
  problem.code = std::move(code);
  problem.arguments = std::move(arguments);
  problem.location = where;
  problem.suggestion = std::move(suggestion);
  diagnostics.push_back(std::move(problem));
}

std::optional<Money> read_decimal(const document::Value& value, Diagnostics& diagnostics) {
  std::optional<Money> decimal;
  if (value.is_scalar()) decimal = Money::from_decimal(value.text);
  if (!decimal || *decimal < Money{}) {
    report(diagnostics, value.location, "not_a_decimal", {{"value", value.text}});
    return std::nullopt;
  }
  if (decimal->pico > kLargest.pico) {
    report(diagnostics, value.location, "number_too_large", {{"value", value.text}});
    return std::nullopt;
  }
  return decimal;
}

std::optional<int128> read_millionths(const document::Value& value, Diagnostics& diagnostics) {
  const std::optional<Money> decimal = read_decimal(value, diagnostics);
  if (!decimal) return std::nullopt;
  constexpr int128 kStep = 1'000'000;
  if (decimal->pico % kStep != 0) {
    report(diagnostics, value.location, "too_many_decimals", {{"value", value.text}, {"maximum", std::int64_t{6}}});
    return std::nullopt;
  }
  return decimal->pico / kStep;
}

std::vector<Tier> read_tiers(const document::Value& value, Diagnostics& diagnostics) {
  if (!value.is_sequence()) {
    const std::optional<Money> price = read_price(value, diagnostics);
    return price ? std::vector<Tier>{Tier{std::nullopt, *price}} : std::vector<Tier>{};
  }
  std::vector<Tier> tiers;
  const std::size_t before = diagnostics.size();
  for (const document::Value& item : value.items) {
    document::Reader reader(item, diagnostics);
    std::string up_to;
    std::string price;
    reader.optional("up_to", up_to);
    reader.required("price", price);
    reader.finish();
    Tier tier;
    if (const document::Value* text = item.find("price")) {
      if (const auto amount = read_price(*text, diagnostics)) tier.price = *amount;
    }
    if (const document::Value* text = item.find("up_to")) tier.up_to = read_millionths(*text, diagnostics);
    const bool last = &item == &value.items.back();
    const bool rises = tier.up_to ? tiers.empty() || (tiers.back().up_to && *tiers.back().up_to < *tier.up_to) : last;
    if (diagnostics.size() == before && (!rises || (last && tier.up_to)))
      report(diagnostics, item.location, "tiers_not_rising");
    tiers.push_back(tier);
  }
  if (tiers.empty()) report(diagnostics, value.location, "tiers_not_rising");
  if (diagnostics.size() != before) tiers.clear();
  return tiers;
}

}  // namespace cloudsim::billing
