// SPDX-License-Identifier: Apache-2.0
// A student adds the printed column up: it must give the printed total, in every number style.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "page/sections.hpp"
#include "support/sample_run.hpp"

using namespace cloudsim;
using narrative::Locale;
using narrative::LocaleOptions;
using narrative::NumberStyle;

namespace {

/// Small own generator (SplitMix64): the test needs variety, not quality.
struct Numbers {
  std::uint64_t state;
  std::uint64_t next() {
    state += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit));
  }
};

result::Bill random_bill(std::uint64_t seed) {
  Numbers numbers{seed};
  result::Bill bill;
  const std::int64_t lines = 1 + numbers.below(8);
  for (std::int64_t i = 0; i < lines; ++i) {
    result::BillLine line;
    line.meter = "lambda.request";
    line.unit = "request";
    line.quantity = numbers.below(1'000'000'000);
    line.price = {numbers.below(1'000'000'000'000)};
    // From a fraction of a micro-dollar to thousands of dollars.
    std::int64_t size = 1;
    for (std::int64_t k = numbers.below(16); k > 0; --k) size *= 10;
    line.amount = {numbers.below(size) + 1};
    bill.lines.push_back(line);
    bill.total += line.amount;
  }
  return bill;
}

/// The printed amount at the end of a line, as a plain decimal: grouping and currency taken away.
std::string amount_of(std::string line, NumberStyle style) {
  const auto remove = [&line](const std::string& what) {
    for (std::size_t at = line.find(what); at != std::string::npos; at = line.find(what)) line.erase(at, what.size());
  };
  remove(narrative::kNoBreak);
  remove("USD");
  remove("$");
  remove(style == NumberStyle::Comma ? "." : ",");  // leader dots, or grouping
  std::replace(line.begin(), line.end(), ',', '.');
  return line.substr(line.rfind(' ') + 1);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t start = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; start = end + 1, end = text.find('\n', start))
    lines.push_back(text.substr(start, end - start));
  return lines;
}

}  // namespace

TEST_CASE("the printed column adds up to the printed total, digit for digit") {
  for (const NumberStyle style : {NumberStyle::English, NumberStyle::Comma, NumberStyle::Point}) {
    LocaleOptions options;
    options.numbers = style;
    const Locale locale = Locale::load(style == NumberStyle::English ? "en" : "es", options);
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
      const result::Bill bill = random_bill(seed);
      page::TextPage page(locale, {});
      page::write_bill(page, bill);
      const auto lines = lines_of(page.take());
      REQUIRE(lines.size() == 2 * bill.lines.size() + 1);
      Money sum{};
      for (std::size_t i = 0; i < bill.lines.size(); ++i) {
        const auto amount = Money::from_decimal(amount_of(lines[2 * i], style));
        CAPTURE(lines[2 * i]);
        REQUIRE(amount.has_value());
        CHECK(amount->pico != 0);  // nothing that costs something is printed as zero
        sum += *amount;
      }
      const auto total = Money::from_decimal(amount_of(lines.back(), style));
      CAPTURE(lines.back());
      REQUIRE(total.has_value());
      CHECK(sum == *total);
      // And the printed total is the true one, rounded at what is printed.
      CHECK(*total == round_to(bill.total, page::decimals_for(bill)));
    }
  }
}

TEST_CASE("invoice lines have two decimals") {
  result::Bill bill = test::server_deployment().bill;
  bill.lines[0].amount = test::usd("0.25");
  bill.lines[1].amount = test::usd("0.12");
  bill.total = test::usd("0.37");
  CHECK(page::decimals_for(bill) == 2);
}

TEST_CASE("decimals grow until the rounded lines add up") {
  // 0.00005 + 0.00005 = 0.0001: at four decimals both lines would print as 0.0000 (half to even); at five they add up.
  result::Bill bill;
  bill.lines.resize(2);
  bill.lines[0].amount = bill.lines[1].amount = test::usd("0.00005");
  bill.total = test::usd("0.0001");
  CHECK(page::decimals_for(bill) == 5);
}

TEST_CASE("names, quantities, prices and what was taken off") {
  LocaleOptions plain;
  plain.plain = true;
  const Locale locale = Locale::load("en", plain);
  page::TextOptions options;
  options.plain = true;
  page::TextPage page(locale, options);
  page::write_bill(page, test::function_deployment().bill);
  const std::string text = page.take();
  CHECK(text.find("Lambda requests: $0.0043\n21,600 requests x $0.20 per 1,000,000\n") != std::string::npos);
  CHECK(text.find("1,080 GB-seconds x $0.0000166667\n400 GB-seconds taken off by the free tier\n") !=
        std::string::npos);
  CHECK(page::meter_name("ec2.instance.t3.micro", locale) == "EC2 instance t3.micro");
  CHECK(page::meter_name("unknown.thing", locale) == "unknown.thing");
}

TEST_CASE("a bill that knows it is too low says so") {
  result::Bill bill = test::server_deployment().bill;
  bill.unpriced = {"ec2.instance.x99.big"};
  bill.not_charged = {"ipv4.address"};
  const Locale locale = Locale::load("en");
  page::TextOptions wide;
  wide.width = 120;
  page::TextPage page(locale, wide);
  page::write_bill(page, bill);
  const std::string text = page.take();
  CHECK(text.find("does not know EC2 instance x99.big: the total is too low.") != std::string::npos);
  CHECK(text.find("Used, but not charged in this price list: Public IPv4 address.") != std::string::npos);
}

TEST_CASE("a bill without a run has heading, prices and total") {
  const Locale locale = Locale::load("es");
  const page::BillHeading heading{"Dos servidores", "aws", "us-east-1", "2026-03-07", true, true};
  const std::string text = page::text_bill(test::server_deployment().bill, heading, locale, {});
  CHECK(text.find("Dos servidores\n──────────────\n") == 0);
  CHECK(text.find("Precios: lista aws, región us-east-1, del 7 de marzo de 2026.") != std::string::npos);
  CHECK(text.find("Se descuenta la capa gratuita.") != std::string::npos);
  CHECK(text.find("Cada línea se redondea a centavos") != std::string::npos);
}
