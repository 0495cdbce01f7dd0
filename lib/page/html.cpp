// SPDX-License-Identifier: Apache-2.0
#include "page/html.hpp"

#include "chart/svg.hpp"

namespace cloudsim::page {
namespace {

using chart::escaped;

// Contrast of text and background is at least 7:1 in both schemes. Everything stands below .cloudsim, so that a
// fragment changes nothing around it.
constexpr const char* kStyle =
    ".cloudsim{--line:#c8ccd0;--soft:#f3f5f7;--dim:#4a4f55;color:#16191c;background:#fff;"
    "font:1rem/1.5 system-ui,sans-serif;max-width:56rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}\n"
    "@media(prefers-color-scheme:dark){.cloudsim{--line:#4a4f55;--soft:#22262a;--dim:#b9c0c7;"
    "color:#eceff1;background:#16191c}}\n"
    "body.cloudsim-page{margin:0}@media(prefers-color-scheme:dark){body.cloudsim-page{background:#16191c}}\n"
    ".cloudsim h1,.cloudsim h2,.cloudsim h3,.cloudsim h4{line-height:1.25;margin:2rem 0 .5rem}"
    ".cloudsim h1{font-size:1.7rem;margin-top:.5rem}.cloudsim h2{font-size:1.35rem;"
    "border-bottom:2px solid var(--line);padding-bottom:.2rem}"
    ".cloudsim h3{font-size:1.12rem}.cloudsim h4{font-size:1rem}\n"
    ".cloudsim p{margin:.5rem 0}.cloudsim .verdict{font-size:1.08rem;background:var(--soft);"
    "padding:.8rem 1rem;border-left:.3rem solid #0072B2}\n"
    ".cloudsim nav ul{padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}"
    ".cloudsim a{color:inherit}.cloudsim ol,.cloudsim ul{padding-left:1.4rem}.cloudsim li{margin:.3rem 0}\n"
    ".cloudsim table{border-collapse:collapse;width:100%;margin:.6rem 0 1.2rem;font-size:.95rem}"
    ".cloudsim caption{text-align:left;font-weight:600;padding:.3rem 0}"
    ".cloudsim th,.cloudsim td{padding:.25rem .6rem;border-bottom:1px solid var(--line);"
    "text-align:right;vertical-align:top;font-variant-numeric:tabular-nums}\n"
    ".cloudsim th:first-child{text-align:left;padding-left:0;font-weight:400}"
    ".cloudsim thead th,.cloudsim thead th:first-child,.cloudsim tr.s th{font-weight:600}"
    ".cloudsim tr.s th{padding-top:.8rem}.cloudsim small{color:var(--dim)}"
    ".cloudsim table.w td,.cloudsim table.w th{text-align:left}\n"
    ".cloudsim figure{margin:1rem 0 1.6rem;break-inside:avoid}.cloudsim figcaption{font-weight:600}"
    ".cloudsim svg.chart{display:block;max-width:44rem;height:auto;margin:.4rem 0}"
    ".cloudsim .values{color:var(--dim);font-size:.92rem;margin:.2rem 0;padding-left:1.2rem}"
    ".cloudsim .values li{margin:0}.cloudsim summary{cursor:pointer;padding:.2rem 0}\n"
    ".cloudsim .small{color:var(--dim);font-size:.92rem}\n"
    "@media(max-width:40rem){.cloudsim table.k,.cloudsim table.k tbody,.cloudsim table.k tr,"
    ".cloudsim table.k th,.cloudsim table.k td{display:block;text-align:left;padding:.1rem 0;border:0}"
    ".cloudsim table.k thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}"
    ".cloudsim table.k tr{border-bottom:1px solid var(--line);padding:.4rem 0}"
    ".cloudsim table.k tbody th{font-weight:600}.cloudsim table.k tr.s{border:0;font-size:1.1rem}"
    ".cloudsim table.k td::before{content:attr(data-c)\": \";color:var(--dim)}}\n"
    "@media print{.cloudsim{max-width:none;padding:0;color:#000;background:#fff}"
    ".cloudsim details:not([open]),.cloudsim nav{display:none}.cloudsim h2,.cloudsim h3{break-after:avoid}}\n";

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
  std::string css_class = table.columns.size() > kFewColumns ? "k" : "";
  if (table.text_columns) css_class += css_class.empty() ? "w" : " w";
  // Roles are spelled out: laid out as blocks, a table would lose them in some browsers.
  text_ += "<table role=\"table\"";
  if (!css_class.empty()) text_ += " class=\"" + css_class + "\"";
  if (!table.label_id.empty()) text_ += " aria-labelledby=\"" + escaped(table.label_id) + "\"";
  text_ += ">\n";
  if (!table.columns.empty()) {
    text_ += "<thead role=\"rowgroup\"><tr role=\"row\">";
    for (const std::string& column : table.columns)
      text_ += "<th scope=\"col\" role=\"columnheader\">" + escaped(column) + "</th>";
    text_ += "</tr></thead>\n";
  }
  text_ += "<tbody role=\"rowgroup\">\n";
  for (const HtmlTable::Row& row : table.rows) {
    if (row.section) {
      text_ += "<tr class=\"s\" role=\"row\"><th colspan=\"" + std::to_string(table.columns.size()) +
               "\" scope=\"rowgroup\" role=\"rowheader\">" + escaped(row.cells.at(0)) + "</th></tr>\n";
      continue;
    }
    text_ += "<tr role=\"row\">";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i == 0) {
        text_ += "<th scope=\"row\" role=\"rowheader\">" + escaped(row.cells[i]);
        for (const std::string& note : row.notes) text_ += "<br><small>" + escaped(note) + "</small>";
        text_ += "</th>";
      } else {
        const std::string column = i < table.columns.size() ? table.columns[i] : std::string();
        text_ += "<td role=\"cell\" data-c=\"" + escaped(column) + "\">" + escaped(row.cells[i]) + "</td>";
      }
    }
    text_ += "</tr>\n";
  }
  text_ += "</tbody>\n</table>\n";
}

std::string whole_page(std::string_view title, std::string_view language, std::string_view main_part) {
  std::string page = "<!DOCTYPE html>\n<html lang=\"" + escaped(language) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>" + escaped(title);
  page += std::string("</title>\n<style>\n") + kStyle + "</style>\n</head>\n<body class=\"cloudsim-page\">\n";
  page += "<main class=\"cloudsim\">\n";
  page += main_part;
  return page + "</main>\n</body>\n</html>\n";
}

std::string fragment(std::string_view language, std::string_view main_part) {
  std::string part = "<div class=\"cloudsim\" lang=\"" + escaped(language) + "\">\n<style>\n" + kStyle + "</style>\n";
  part += main_part;
  return part + "</div>\n";
}

}  // namespace cloudsim::page
