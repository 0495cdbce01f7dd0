// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What HTML pages are put together from. All texts are escaped here; nothing is loaded from elsewhere, nothing runs.
namespace cloudsim::page {

/// The first column names its row. Without column names it is a list of names and values. On narrow screens each row
/// becomes a small list of its own.
struct HtmlTable {
  struct Row {
    std::vector<std::string> cells;
    bool section = false;                 ///< a single cell over all columns
    std::vector<std::string> notes = {};  ///< below the row's name
  };
  std::string label_id;  ///< of the heading that names the table
  std::vector<std::string> columns;
  std::vector<Row> rows;
  bool short_cells = false;  ///< a few columns of short numbers: they fit on a narrow screen as they are

  void add(std::vector<std::string> cells) { rows.push_back({std::move(cells), false, {}}); }
};

class Html {
 public:
  /// `level` 1 is the page's title, or the first heading of a fragment.
  explicit Html(int first_level = 1) : first_level_(first_level) {}

  void heading(int level, std::string_view text, std::string_view id = {});
  void paragraph(std::string_view text, std::string_view css_class = {});
  void list(const std::vector<std::string>& items, bool ordered = false);
  void table(const HtmlTable& table);
  /// Closed at first; what stands between is shown on demand.
  void begin_details(std::string_view summary);
  /// The same under a heading, which is its summary.
  void begin_section(int level, std::string_view heading, std::string_view id);
  void end_details() { raw("</details>\n"); }
  void raw(std::string_view markup) { text_ += markup; }

  std::string take() { return std::move(text_); }

 private:
  int first_level_;
  std::string text_;
};

/// A whole page around its main part; or the part alone in a <div>, with the style that it needs.
/// `more_style` follows the usual style of a page.
std::string whole_page(std::string_view title, std::string_view language, std::string_view main_part,
                       std::string_view more_style = {});
std::string fragment(std::string_view language, std::string_view main_part);

}  // namespace cloudsim::page
