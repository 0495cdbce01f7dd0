// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "narrative/format.hpp"
#include "page/layout.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::Bill;
using result::BillLine;

constexpr int kExact = 12;

bool adds_up(const Bill& bill, int decimals) {
  Money sum{};
  for (const BillLine& line : bill.lines) {
    const Money printed = round_to(line.amount, decimals);
    if (line.amount.pico != 0 && printed.pico == 0) return false;
    sum += printed;
  }
  return sum == round_to(bill.total, decimals);
}

/// Millionths of a unit as exact decimal text.
std::string quantity_decimal(int128 millionths) { return to_decimal(Money{millionths * 1'000'000}); }

std::string how(const BillLine& line, const narrative::Locale& locale) {
  const std::string quantity = quantity_text(line.quantity, line.unit, locale);
  return locale.text(line.per == 1 ? "report.bill.line" : "report.bill.line_per",
                     {{"quantity", quantity}, {"price", line.price}, {"per", line.per}});
}

std::vector<std::string> names_of(const std::vector<std::string>& meters, const narrative::Locale& locale) {
  std::vector<std::string> names;
  for (const std::string& meter : meters) {
    const std::string name = meter_name(meter, locale);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace

std::string quantity_text(int128 millionths, const std::string& unit, const narrative::Locale& locale) {
  const std::string key = "unit." + unit;
  if (locale.has(key)) return locale.show("counted(" + key + ")", quantity_decimal(millionths));
  return narrative::dress(quantity_decimal(millionths), locale.numbers()) + locale.numbers().no_break() + unit;
}

int decimals_for(const Bill& bill) {
  const auto whole_cents = [](Money amount) { return round_to(amount, 2) == amount; };
  const bool cents =
      std::all_of(bill.lines.begin(), bill.lines.end(), [&](const BillLine& line) { return whole_cents(line.amount); });
  if (cents && whole_cents(bill.total)) return 2;
  // At least as many as the total has elsewhere: the same amount looks the same.
  const std::string total = narrative::total_decimal(bill.total);
  int decimals = std::max(4, static_cast<int>(total.size() - 1 - total.find('.')));
  while (decimals < kExact && !adds_up(bill, decimals)) ++decimals;
  return decimals;
}

std::string meter_name(const std::string& meter, const narrative::Locale& locale) {
  for (std::size_t end = meter.size(); end != std::string::npos && end > 0; end = meter.rfind('.', end - 1)) {
    const std::string key = "meter." + meter.substr(0, end);
    if (!locale.has(key)) continue;
    const std::string detail = end < meter.size() ? " " + meter.substr(end + 1) : "";
    return locale.text(key) + detail;
  }
  return meter;
}

void write_bill(Sheet& page, const Bill& bill) {
  const narrative::Locale& locale = page.locale();
  const int decimals = decimals_for(bill);
  if (bill.lines.empty()) page.paragraph(locale.text("report.bill.nothing"), 2);
  for (const BillLine& line : bill.lines) {
    page.entry(meter_name(line.meter, locale), locale.money(line.amount, decimals), 2);
    page.paragraph(how(line, locale), 4);
    if (line.free > 0)
      page.paragraph(locale.text("report.bill.free", {{"quantity", quantity_text(line.free, line.unit, locale)}}), 4);
  }
  page.entry(locale.text("report.bill.total"), locale.money(bill.total, decimals), 2);
  if (!bill.unpriced.empty())
    page.paragraph(locale.text("report.bill.unpriced", {{"meters", names_of(bill.unpriced, locale)}}), 2);
  if (!bill.not_charged.empty())
    page.paragraph(locale.text("report.bill.not_charged", {{"meters", names_of(bill.not_charged, locale)}}), 2);
}

}  // namespace cloudsim::page
