// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "page/text.hpp"
#include "report/table.hpp"

/// The parts that a text report is put together from.
namespace cloudsim::page {

/// Where the text goes and how it looks: gathers lines, knows width and language.
class TextPage {
 public:
  TextPage(const narrative::Locale& locale, const TextOptions& options);

  void heading(const std::string& text);
  void paragraph(const std::string& text, std::size_t indent = 0, std::size_t hanging = 0);
  void line(const std::string& text = {}) { text_ += text + "\n"; }
  /// Label and value: at the right edge, or "label: value" in plain text.
  void entry(const std::string& label, const std::string& value, std::size_t indent);
  /// Text that is already laid out, line ends included.
  void raw(const std::string& text) { text_ += text; }

  const narrative::Locale& locale() const { return *locale_; }
  bool plain() const { return plain_; }
  std::size_t width() const { return width_; }
  std::string bold(const std::string& text) const;
  std::string take() { return std::move(text_); }

 private:
  const narrative::Locale* locale_;
  bool color_;
  bool plain_;
  std::size_t width_;
  std::string text_;
};

void write_comparison(TextPage& page, const report::Table& table);
void write_bill(TextPage& page, const result::Bill& bill);
/// Estimates with their intervals, and differences; nothing when the run has no statistics.
/// Formulas beside estimates, for deployments that are close to a model; nothing when none is.
void write_theory(TextPage& page, const result::RunResult& run);
void write_certainty(TextPage& page, const result::RunResult& run);
void write_effort(TextPage& page, const result::Effort& effort);

/// Decimals at which the printed lines add up to the printed total and none that costs something prints as zero: 2 when
/// all amounts are whole cents, else 4 or as many more as it takes (12 are always exact).
int decimals_for(const result::Bill& bill);
/// The name of a meter: the longest family that locales know, and what follows it ("EC2 instance t3.micro").
std::string meter_name(const std::string& meter, const narrative::Locale& locale);
/// A billed quantity with its unit: "48 instance-hours".
std::string quantity_text(int128 millionths, const std::string& unit, const narrative::Locale& locale);

}  // namespace cloudsim::page
