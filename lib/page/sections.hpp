// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "page/sheet.hpp"
#include "page/text.hpp"
#include "report/table.hpp"
#include "result/run_result.hpp"

/// The parts that a text report is put together from.
namespace cloudsim::page {

/// Text of a given width: lines, columns, dots that lead the eye.
class TextPage : public Sheet {
 public:
  TextPage(const narrative::Locale& locale, const TextOptions& options);

  void heading(const std::string& text) override;
  void subheading(const std::string& text) override { line(text); }
  void paragraph(const std::string& text, std::size_t indent = 0, std::size_t hanging = 0) override;
  /// At the right edge, or "label: value" in plain text.
  void entry(const std::string& label, const std::string& value, std::size_t indent) override;
  void table(const report::Table& table) override;
  void gap() override { line(); }
  void line(const std::string& text = {}) { text_ += text + "\n"; }
  /// Text that is already laid out, line ends included.
  void raw(const std::string& text) { text_ += text; }

  bool plain() const { return plain_; }
  std::size_t width() const { return width_; }
  std::string bold(const std::string& text) const;
  std::string take() { return std::move(text_); }

 private:
  bool color_;
  bool plain_;
  std::size_t width_;
  std::string text_;
};

void write_bill(Sheet& page, const result::Bill& bill);
/// Formulas beside estimates, for deployments that are close to a model; nothing when none is.
void write_theory(Sheet& page, const result::RunResult& run);
/// Estimates with their intervals, and differences; of a run without statistics a line for each deployment.
void write_certainty(Sheet& page, const result::RunResult& run);
void write_effort(Sheet& page, const result::Effort& effort, const Withholding& withheld = {},
                  std::string_view deployment = {});

/// A deployment, or a link of one: then `chain` is set and the name is `deployment.link`.
struct Part {
  const result::Deployment* deployment;
  std::string name;
  const result::Deployment* chain = nullptr;
  std::size_t link = 0;
};
std::vector<Part> parts_of(const result::RunResult& run);

/// Link beside link, as deployments are compared; nothing when no deployment is a chain.
void write_links(Sheet& page, const result::RunResult& run);
void write_objectives(Sheet& page, const result::RunResult& run);
/// Setting, events and reckoning of one part; how sure it is, when there are statistics.
void write_story(Sheet& page, const Part& part, const result::RunResult& run, int verbosity,
                 const Withholding& withheld = {});
void write_assumptions(Sheet& page, const result::RunResult& run);
void write_price_list(Sheet& page, const BillHeading& prices);
/// Scenario, seed, version, lists and changed settings.
void write_provenance(Sheet& page, const result::RunResult& run);

/// Decimals at which the printed lines add up to the printed total and none that costs something prints as zero: 2 when
/// all amounts are whole cents, else 4 or as many more as it takes (12 are always exact).
int decimals_for(const result::Bill& bill);
/// The name of a meter: the longest family that locales know, and what follows it ("EC2 instance t3.micro").
std::string meter_name(const std::string& meter, const narrative::Locale& locale);
/// A billed quantity with its unit: "48 instance-hours".
std::string quantity_text(int128 millionths, const std::string& unit, const narrative::Locale& locale);

}  // namespace cloudsim::page
