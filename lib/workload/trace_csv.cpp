// SPDX-License-Identifier: Apache-2.0
#include "workload/trace_csv.hpp"

#include <algorithm>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"

namespace cloudsim::workload {

namespace {

constexpr std::size_t kLongestQuote = 60;  // bytes shown or underlined in a message

/// The usual case in logs with millions of cells, read without base/number's full grammar.
bool few_digits(std::string_view text) {
  return !text.empty() && text.size() <= 9 && (text[0] != '0' || text.size() == 1) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t short_integer(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

TraceCsv::TraceCsv(const TraceText& text, Diagnostics& diagnostics)
    : text_(text), diagnostics_(diagnostics), lines_(text) {}

bool TraceCsv::next_row() {
  while (problems_ < kMostProblems && lines_.next(row_)) {
    row_offset_ = lines_.mark_length();
    ++line_;
    next_cell_ = 0;
    cell_ = {};
    cell_offset_ = 0;
    if (!trim(row_).empty()) return true;
  }
  return false;
}

bool TraceCsv::next_cell() {
  if (next_cell_ > row_.size()) {
    cell_ = {};
    cell_offset_ = row_.size();
    return false;
  }
  const std::size_t end = std::min(row_.find(',', next_cell_), row_.size());
  cell_ = trim(row_.substr(next_cell_, end - next_cell_));
  cell_offset_ = cell_.empty() ? next_cell_ : static_cast<std::size_t>(cell_.data() - row_.data());
  next_cell_ = end + 1;
  return true;
}

std::string TraceCsv::shortened(std::string_view text) {
  if (text.size() <= kLongestQuote) return std::string(text);
  std::size_t end = kLongestQuote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // not within a character
  return std::string(text.substr(0, end)) + "…";
}

std::optional<std::int64_t> TraceCsv::whole_number(const std::string& column, std::int64_t maximum) {
  next_cell();
  const std::optional<std::int64_t> value = few_digits(cell_) ? short_integer(cell_) : parse_integer(cell_);
  if (value.has_value() && *value >= 0 && *value <= maximum) return value;
  report("trace_whole_number", {{"column", column}, {"found", shortened(cell_)}, {"maximum", maximum}});
  return std::nullopt;
}

std::optional<Duration> TraceCsv::seconds(const std::string& column) { return decimal(column, 9); }
std::optional<Duration> TraceCsv::milliseconds(const std::string& column) { return decimal(column, 6); }

/// A decimal number times 10^decimals nanoseconds: exactly where the digits allow it, else rounded from a double (which
/// holds nanoseconds of a hundred days).
std::optional<Duration> TraceCsv::decimal(const std::string& column, int decimals) {
  constexpr double kLargest = 1e18;  // 31 years
  next_cell();
  const std::optional<std::int64_t> exact = parse_scaled(cell_, decimals);
  if (exact.has_value() && *exact >= 0 && *exact <= static_cast<std::int64_t>(kLargest)) return Duration{*exact};
  const std::optional<double> number = exact.has_value() ? std::nullopt : parse_number(cell_);
  if (number.has_value()) {
    const double scaled = *number * (decimals == 9 ? 1e9 : 1e6);
    if (scaled >= 0 && scaled <= kLargest) return Duration{static_cast<std::int64_t>(scaled + 0.5)};
  }
  report("trace_number", {{"column", column}, {"found", shortened(cell_)}});
  return std::nullopt;
}

void TraceCsv::report(std::string code, Arguments arguments) {
  report_at(row_offset_ + cell_offset_, cell_.size(), std::move(code), std::move(arguments));
}

void TraceCsv::report_row(std::string code, Arguments arguments) {
  report_at(row_offset_, row_.size(), std::move(code), std::move(arguments));
}

/// A text whose line of that number is the current row, so that a message can quote it.
std::shared_ptr<const Source> TraceCsv::quotable() const {
  if (text_.file.empty()) return text_.source;
  std::string text(line_ > 0 ? line_ - 1 : 0, '\n');
  text.append(row_offset_, ' ').append(row_);
  return std::make_shared<const Source>(Source{text_.source->name, std::move(text)});
}

void TraceCsv::report_at(std::size_t offset, std::size_t length, std::string code, Arguments arguments) {
  ++problems_;
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.arguments = std::move(arguments);
  diagnostic.location.source = quotable();
  diagnostic.location.line = std::max<std::uint32_t>(line_, 1);
  diagnostic.location.column = static_cast<std::uint32_t>(offset) + 1;
  diagnostic.location.length = static_cast<std::uint32_t>(std::clamp<std::size_t>(length, 1, kLongestQuote));
  diagnostics_.push_back(std::move(diagnostic));
}

}  // namespace cloudsim::workload
