// SPDX-License-Identifier: Apache-2.0
#include "page/html.hpp"

#include "chart/svg.hpp"
#include "page/html_style.hpp"

namespace cloudsim::page {
namespace {

using chart::escaped;

constexpr std::size_t kFewColumns = 2;  // as many fit on a phone side by side

}  // namespace

void Html::heading(int level, std::string_view text, std::string_view id) {
  const std::string tag = "h" + std::to_string(first_level_ + level - 1);
  text_ += "<" + tag;
  if (!id.empty()) text_ += " id=\"" + escaped(id) + "\"";
  text_ += ">" + escaped(text) + "</" + tag + ">\n";
}

void Html::paragraph(std::string_view text, std::string_view css_class) {
  text_ += "<p";
  if (!css_class.empty()) text_ += " class=\"" + escaped(css_class) + "\"";
  text_ += ">" + escaped(text) + "</p>\n";
}

void Html::list(const std::vector<std::string>& items, bool ordered) {
  if (items.empty()) return;
  const std::string tag = ordered ? "ol" : "ul";
  text_ += "<" + tag + ">\n";
  for (const std::string& item : items) text_ += "<li>" + escaped(item) + "</li>\n";
  text_ += "</" + tag + ">\n";
}

void Html::begin_details(std::string_view summary) {
  text_ += "<details>\n<summary>" + escaped(summary) + "</summary>\n";
}

void Html::begin_section(int level, std::string_view text, std::string_view id) {
  text_ += "<details>\n<summary>";
  heading(level, text, id);
  text_ += "</summary>\n";
}

void Html::table(const HtmlTable& table) {
  const bool stacked = table.columns.size() > kFewColumns && !table.short_cells;
  // A table that is laid out as blocks loses its roles in some browsers: then they are spelled out.
  const auto role = [stacked](const char* name) {
    return stacked ? std::string(" role=\"") + name + "\"" : std::string();
  };
  text_ += "<table" + role("table");
  if (stacked) text_ += " class=\"k\"";
  if (!table.label_id.empty()) text_ += " aria-labelledby=\"" + escaped(table.label_id) + "\"";
  text_ += ">\n";
  if (!table.columns.empty()) {
    text_ += "<thead" + role("rowgroup") + "><tr" + role("row") + ">";
    for (const std::string& column : table.columns)
      text_ += "<th scope=\"col\"" + role("columnheader") + ">" + escaped(column) + "</th>";
    text_ += "</tr></thead>\n";
  }
  text_ += "<tbody" + role("rowgroup") + ">\n";
  for (const HtmlTable::Row& row : table.rows) {
    if (row.section) {
      text_ += "<tr class=\"s\"" + role("row") + "><th colspan=\"" + std::to_string(table.columns.size()) +
               "\" scope=\"rowgroup\"" + role("rowheader") + ">" + escaped(row.cells.at(0)) + "</th></tr>\n";
      continue;
    }
    text_ += "<tr" + role("row") + "><th scope=\"row\"" + role("rowheader") + ">" + escaped(row.cells.at(0));
    for (const std::string& note : row.notes) text_ += "<br><small>" + escaped(note) + "</small>";
    text_ += "</th>";
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
      text_ += "<td" + role("cell");
      if (stacked) text_ += " data-c=\"" + escaped(table.columns.at(i)) + "\"";
      text_ += ">" + escaped(row.cells[i]) + "</td>";
    }
    text_ += "</tr>\n";
  }
  text_ += "</tbody>\n</table>\n";
}

std::string whole_page(std::string_view title, std::string_view language, std::string_view main_part,
                       std::string_view more_style) {
  std::string page = "<!DOCTYPE html>\n<html lang=\"" + escaped(language) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>" + escaped(title);
  page += std::string("</title>\n<style>\n") + html_style() + std::string(more_style) +
          "</style>\n</head>\n<body class=\"cloudsim-page\">\n";
  page += "<main class=\"cloudsim\">\n";
  page += main_part;
  return page + "</main>\n</body>\n</html>\n";
}

std::string fragment(std::string_view language, std::string_view main_part) {
  std::string part =
      "<div class=\"cloudsim\" lang=\"" + escaped(language) + "\">\n<style>\n" + html_style() + "</style>\n";
  part += main_part;
  return part + "</div>\n";
}

}  // namespace cloudsim::page
