// SPDX-License-Identifier: Apache-2.0
#include "page/verification.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "narrative/format.hpp"
#include "page/layout.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::VerifiedCheck;
using result::VerifiedValue;

constexpr std::size_t kNumbers = 14;  // columns of a number
constexpr std::size_t kIndent = 4;

std::string dressed(const std::string& plain, const narrative::Locale& locale) {
  return plain == "–" ? plain : narrative::dress(plain, locale.numbers());
}

std::string verdict(const VerifiedValue& value, const narrative::Locale& locale) {
  return locale.text(value.passed ? "verify.agrees" : "verify.differs");
}

void write_value(TextPage& page, const VerifiedCheck& check, const VerifiedValue& value) {
  const narrative::Locale& locale = page.locale();
  const std::string name = quantity_name(check, value, locale);
  const std::string expected = dressed(value.expected, locale), got = dressed(value.got, locale);
  if (page.plain() || page.width() < 72) {
    page.paragraph(
        locale.text("verify.value", {{"quantity", name},
                                     {"expected", expected},
                                     {"got", got},
                                     {"tolerance", dressed(value.tolerance, locale)},
                                     {"basis", locale.text("verify.basis." + std::string(name_of(value.basis)))},
                                     {"verdict", verdict(value, locale)}}),
        kIndent, 2);
    return;
  }
  const std::size_t labels = page.width() - 2 * kNumbers - 12;
  std::string line = std::string(kIndent, ' ') + pad_right(name, labels - kIndent);
  if (display_width(name) > labels - kIndent) {
    page.line(std::string(kIndent, ' ') + name);
    line = std::string(labels, ' ');
  }
  line += pad_left(expected, kNumbers) + pad_left(got, kNumbers) + "  ";
  page.line(line + (value.passed ? verdict(value, locale) : page.bold(verdict(value, locale))));
}

void write_check(TextPage& page, const VerifiedCheck& check) {
  const narrative::Locale& locale = page.locale();
  page.paragraph(name_of(check, locale), 2, 2);
  for (const VerifiedValue& value : check.values) write_value(page, check, value);
  if (check.replications > 0)
    page.paragraph(locale.text("verify.replications", {{"replications", check.replications}}), kIndent);
  page.paragraph(locale.text("verify.source", {{"source", check.source}}), kIndent, 2);
}

}  // namespace

std::string name_of(const VerifiedCheck& check, const narrative::Locale& locale) {
  if (!check.title.empty()) return locale.choose(check.title);
  if (check.formula.empty()) return check.id;
  std::string inputs;
  for (const auto& [symbol, value] : check.inputs) {
    if (!inputs.empty()) inputs += "; ";
    inputs += symbol + locale.numbers().no_break() + "=" + locale.numbers().no_break() +
              narrative::dress(narrative::trimmed_decimal(value, 6), locale.numbers());
  }
  return locale.text("verify.formula." + check.formula) + ": " + inputs;
}

std::string quantity_name(const VerifiedCheck& check, const VerifiedValue& value, const narrative::Locale& locale) {
  const std::string key = "verify.quantity." + value.quantity;
  if (check.kind == "bills" && value.quantity != "total") return meter_name(value.quantity, locale);
  if (value.from.ns == 0) return locale.text(key);
  return locale.text("verify.from", {{"quantity", locale.text(key)}, {"from", value.from}});
}

std::string verification_summary(const result::Verification& verification, const narrative::Locale& locale) {
  const std::int64_t values = verification.values(), failed = verification.failed();
  const std::string text = failed == 0 ? locale.text("verify.all_agree", {{"values", values}})
                                       : locale.text("verify.some_differ", {{"failed", failed}, {"values", values}});
  return verification.short_form ? text + " " + locale.text("verify.short") : text;
}

std::string text_verification(const result::Verification& verification, const narrative::Locale& locale,
                              const TextOptions& options) {
  TextPage page(locale, options);
  for (const char* kind : {"theory", "bills", "runs"}) {
    const auto of_kind = [&](const VerifiedCheck& check) { return check.kind == kind; };
    if (std::none_of(verification.checks.begin(), verification.checks.end(), of_kind)) continue;
    page.heading(locale.text("verify.kind." + std::string(kind)));
    if (!page.plain() && page.width() >= 72) {
      page.line(std::string(page.width() - 2 * kNumbers - 12, ' ') +
                pad_left(locale.text("verify.column.expected"), kNumbers) +
                pad_left(locale.text("verify.column.got"), kNumbers));
    }
    for (const VerifiedCheck& check : verification.checks) {
      if (of_kind(check)) write_check(page, check);
    }
  }
  page.heading(locale.text("verify.summary"));
  page.paragraph(verification_summary(verification, locale), 2);
  page.paragraph(locale.text("verify.how"), 2);
  return page.take();
}

}  // namespace cloudsim::page
