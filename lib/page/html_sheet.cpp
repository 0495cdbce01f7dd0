// SPDX-License-Identifier: Apache-2.0
#include "page/html_sheet.hpp"

#include "chart/svg.hpp"

namespace cloudsim::page {
namespace {

constexpr std::size_t kItem = 2, kRemark = 4;

std::string without_dash(const std::string& text) { return text.rfind("- ", 0) == 0 ? text.substr(2) : text; }

}  // namespace

HtmlSheet::HtmlSheet(const narrative::Locale& locale, std::string id, bool is_fragment)
    : Sheet(locale), id_(std::move(id)), is_fragment_(is_fragment), html_(is_fragment ? 3 : 1) {}

void HtmlSheet::title(const std::string& text) {
  html().heading(1, text, id_);
  top_ = html_.take();
}

void HtmlSheet::heading(const std::string& text) {
  flush();
  end_fold();
  const std::string id = id_ + "-" + std::to_string(headings_.size() + 1);
  headings_.emplace_back(id, text);
  if (folding_) {
    html_.begin_section(2, text, id);
    folded_ = true;
  } else {
    html_.heading(2, text, id);
  }
}

void HtmlSheet::subheading(const std::string& text) { html().heading(3, text); }

void HtmlSheet::paragraph(const std::string& text, std::size_t indent, std::size_t) {
  if (indent >= kRemark && !entries_.rows.empty()) {
    entries_.rows.back().notes.push_back(text);
    return;
  }
  if (indent >= kItem) {
    if (!entries_.rows.empty()) flush();
    items_.push_back(without_dash(text));
    return;
  }
  flush();
  html_.paragraph(text);
}

void HtmlSheet::entry(const std::string& label, const std::string& value, std::size_t) {
  if (!items_.empty()) flush();
  entries_.add({label, value});
}

void HtmlSheet::table(const report::Table& table) {
  flush();
  HtmlTable out;
  if (!headings_.empty()) out.label_id = headings_.back().first;
  out.columns.push_back(locale().text("page.figure"));
  for (const std::string& column : table.columns) out.columns.push_back(column);
  for (const report::Section& section : table.sections) {
    out.rows.push_back({{locale().text("report.section." + section.key)}, true, {}});
    for (const report::Row& row : section.rows) {
      std::vector<std::string> cells = {locale().text("report.row." + row.key)};
      for (const auto& cell : row.cells)
        cells.push_back(cell ? locale().show(row.kind, *cell) : locale().text("report.none"));
      out.add(std::move(cells));
    }
  }
  html_.table(out);
}

void HtmlSheet::flush() {
  if (!entries_.rows.empty()) {
    if (!headings_.empty()) entries_.label_id = headings_.back().first;
    html_.table(entries_);
    entries_ = {};
  }
  if (!items_.empty()) {
    html_.list(items_);
    items_.clear();
  }
}

void HtmlSheet::end_fold() {
  if (folded_) html_.end_details();
  folded_ = false;
}

std::string HtmlSheet::take(const std::string& title, std::string_view more_style) {
  flush();
  end_fold();
  if (is_fragment_) return fragment(locale().tag(), top_ + html_.take());
  if (headings_.size() < 2) return whole_page(title, locale().tag(), top_ + html_.take(), more_style);
  std::string links = "<nav aria-label=\"" + chart::escaped(locale().text("page.contents")) + "\">\n<ul>\n";
  for (const auto& [id, text] : headings_) {
    links += "<li><a href=\"#" + chart::escaped(id) + "\">" + chart::escaped(text) + "</a></li>\n";
  }
  return whole_page(title, locale().tag(), top_ + links + "</ul>\n</nav>\n" + html_.take(), more_style);
}

}  // namespace cloudsim::page
