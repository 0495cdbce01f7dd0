// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "page/html.hpp"
#include "page/sheet.hpp"

namespace cloudsim::page {

/// A report as HTML: entries that follow each other are one table, items one list.
class HtmlSheet : public Sheet {
 public:
  /// `id` begins every id; headings of a fragment start two levels below a page's, and fold what they head once fold()
  /// was called.
  HtmlSheet(const narrative::Locale& locale, std::string id, bool is_fragment);

  void title(const std::string& text);
  void heading(const std::string& text) override;
  void subheading(const std::string& text) override;
  void paragraph(const std::string& text, std::size_t indent = 0, std::size_t hanging = 0) override;
  void entry(const std::string& label, const std::string& value, std::size_t indent) override;
  void table(const report::Table& table) override;
  void gap() override { flush(); }

  /// What follows goes to the HTML as it is.
  Html& html() {
    flush();
    return html_;
  }
  const std::string& id() const { return id_; }
  /// From here on, what a heading heads is shown on demand.
  void fold() { folding_ = true; }

  /// Page or fragment, with links to its headings when it is a page and has several.
  /// `more_style` is for a page alone.
  std::string take(const std::string& title, std::string_view more_style = {});

 private:
  void flush();
  void end_fold();

  std::string id_;
  bool is_fragment_;
  bool folding_ = false, folded_ = false;
  std::vector<std::pair<std::string, std::string>> headings_;  ///< id, text
  HtmlTable entries_;
  std::vector<std::string> items_;
  Html html_;
  std::string top_;
};

}  // namespace cloudsim::page
