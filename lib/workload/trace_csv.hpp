// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "base/time.hpp"
#include "workload/trace_text.hpp"

namespace cloudsim::workload {

/// Walks through the rows and cells of a plain CSV text (commas, no quotes, LF or CRLF, an optional byte-order mark)
/// and reports problems at the place where it stands. Blank lines are skipped. Reading ends early after kMostProblems,
/// since a file of another format would otherwise give one problem per row.
class TraceCsv {
 public:
  static constexpr int kMostProblems = 20;

  /// Requires: text.source is not null.
  TraceCsv(const TraceText& text, Diagnostics& diagnostics);

  bool next_row();   ///< false at the end
  bool next_cell();  ///< false at the end of the row
  std::string_view row() const { return row_; }
  std::string_view cell() const { return cell_; }  ///< without spaces around it
  bool failed() const { return problems_ > 0; }
  std::string_view rest_of_row() const { return row_.substr(std::min(next_cell_, row_.size())); }  ///< cells to come

  /// The next cell as a number, or empty after reporting what is wrong with it. `column` names it in the message.
  std::optional<std::int64_t> whole_number(const std::string& column, std::int64_t maximum);
  std::optional<Duration> seconds(const std::string& column);       ///< decimals beyond nanoseconds are rounded
  std::optional<Duration> milliseconds(const std::string& column);  ///< the same

  /// Reports a problem that underlines the current cell, the whole row, or (in an empty text) the first line.
  void report(std::string code, Arguments arguments);
  void report_row(std::string code, Arguments arguments);
  static std::string shortened(std::string_view text);  ///< for a message

 private:
  std::shared_ptr<const Source> quotable() const;
  std::optional<Duration> decimal(const std::string& column, int decimals);
  void report_at(std::size_t offset, std::size_t length, std::string code, Arguments arguments);

  TraceText text_;
  Diagnostics& diagnostics_;
  TraceLines lines_;
  std::uint32_t line_ = 0;
  std::string_view row_;
  std::size_t row_offset_ = 0;  ///< of row_ in its line
  std::size_t next_cell_ = 0;   ///< offset in row_; past its end when there is no further cell
  std::string_view cell_;
  std::size_t cell_offset_ = 0;  ///< of cell_ in row_
  int problems_ = 0;
};

}  // namespace cloudsim::workload
