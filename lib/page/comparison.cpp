// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "page/layout.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

constexpr std::size_t kGap = 2;

/// The table with every cell as text.
struct Printed {
  struct Line {
    std::string label;
    bool is_section = false;
    std::vector<std::string> cells;
  };
  std::vector<std::string> columns;
  std::vector<Line> lines;
};

Printed print(const report::Table& table, const narrative::Locale& locale) {
  Printed printed{table.columns, {}};
  for (const report::Section& section : table.sections) {
    printed.lines.push_back({locale.text("report.section." + section.key), true, {}});
    for (const report::Row& row : section.rows) {
      Printed::Line line{locale.text("report.row." + row.key), false, {}};
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::optional<ArgumentValue>& cell = row.cells[i];
        const bool withheld = i < row.withheld.size() && row.withheld[i];
        line.cells.push_back(withheld ? "?" : cell ? locale.show(row.kind, *cell) : locale.text("report.none"));
      }
      printed.lines.push_back(std::move(line));
    }
  }
  return printed;
}

std::size_t label_width(const Printed& printed) {
  std::size_t width = 0;
  for (const Printed::Line& line : printed.lines)
    width = std::max(width, display_width(line.label) + (line.is_section ? 0 : 2));
  return width;
}

std::size_t cell_width(const Printed& printed, std::size_t column) {
  std::size_t width = 0;
  for (const Printed::Line& line : printed.lines) {
    if (!line.is_section) width = std::max(width, display_width(line.cells[column]));
  }
  return width;
}

/// The column's narrowest width at which its name can be broken after hyphens.
std::size_t column_width(const Printed& printed, std::size_t column) {
  std::size_t width = std::max<std::size_t>(cell_width(printed, column), 8);
  constexpr std::size_t kMostLines = 2;
  constexpr std::size_t kWidest = 16;
  const std::string& name = printed.columns[column];
  while (break_name(name, width).empty() || (break_name(name, width).size() > kMostLines && width < kWidest)) ++width;
  return width;
}

void write_block(TextPage& page, const Printed& printed, std::size_t from, std::size_t to, std::size_t labels) {
  std::vector<std::size_t> widths;
  std::vector<std::vector<std::string>> names;
  std::size_t name_lines = 0;
  for (std::size_t column = from; column < to; ++column) {
    widths.push_back(column_width(printed, column));
    names.push_back(break_name(printed.columns[column], widths.back()));
    name_lines = std::max(name_lines, names.back().size());
  }
  for (std::size_t row = 0; row < name_lines; ++row) {
    std::string line = std::string(labels, ' ');
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::size_t missing = name_lines - names[i].size();  // names stand on the line below them
      const std::string part = row < missing ? "" : names[i][row - missing];
      line += std::string(kGap, ' ') + pad_left(part, widths[i]);
    }
    page.line(page.bold(line));
  }
  for (const Printed::Line& printed_line : printed.lines) {
    if (printed_line.is_section) {
      page.line(printed_line.label);
      continue;
    }
    std::string line = pad_right("  " + printed_line.label, labels);
    for (std::size_t column = from; column < to; ++column)
      line += std::string(kGap, ' ') + pad_left(printed_line.cells[column], widths[column - from]);
    page.line(line);
  }
}

/// One fact per line, nothing in columns: "Servers at the peak: servers 2; functions 134".
void write_as_sentences(TextPage& page, const Printed& printed) {
  for (const Printed::Line& line : printed.lines) {
    if (line.is_section) continue;
    std::string values;
    for (std::size_t column = 0; column < printed.columns.size(); ++column)
      values += (column > 0 ? "; " : "") + printed.columns[column] + " " + line.cells[column];
    page.paragraph(line.label + ": " + values);
  }
}

}  // namespace

void TextPage::table(const report::Table& table) {
  TextPage& page = *this;
  const Printed printed = print(table, page.locale());
  if (page.plain()) {
    write_as_sentences(page, printed);
    return;
  }
  const std::size_t labels = label_width(printed);
  // As many columns side by side as fit, in blocks of nearly the same size.
  std::size_t widest = 0;
  std::size_t total = labels;
  for (std::size_t column = 0; column < printed.columns.size(); ++column) {
    const std::size_t needed = kGap + column_width(printed, column);
    widest = std::max(widest, needed);
    total += needed;
  }
  std::size_t blocks = 1;
  if (total > page.width()) {
    const std::size_t room = page.width() > labels + widest ? page.width() - labels : widest;
    const std::size_t fitting = std::max<std::size_t>(1, room / widest);
    blocks = (printed.columns.size() + fitting - 1) / fitting;
  }
  const std::size_t per_block = (printed.columns.size() + blocks - 1) / blocks;
  for (std::size_t from = 0; from < printed.columns.size(); from += per_block) {
    if (from > 0) page.line();
    write_block(page, printed, from, std::min(from + per_block, printed.columns.size()), labels);
  }
}

}  // namespace cloudsim::page
