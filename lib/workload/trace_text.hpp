// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.hpp"

namespace cloudsim::workload {

/// The text of a recorded log: held in memory, or a file that is read line by line whenever it is needed, so that a
/// day of a whole company's functions takes no more memory than a minute of one.
struct TraceText {
  TraceText() = default;
  TraceText(std::shared_ptr<const Source> held) : source(std::move(held)) {}  // NOLINT: a text is a trace's text
  TraceText(std::shared_ptr<const Source> names, std::string on_disk)
      : source(std::move(names)), file(std::move(on_disk)) {}

  std::shared_ptr<const Source> source;  ///< null: none. With `file` its text is empty, and only its name counts
  std::string file;                      ///< path to open; empty: the text is in `source`
};

/// Goes through the lines of a text once, from the start.
class TraceLines {
 public:
  /// Requires: text.source is not null.
  explicit TraceLines(const TraceText& text);
  /// The next line without its end ("\n" or "\r\n") and, in the first, without a byte-order mark. False at the end, and
  /// when the file cannot be read. The view is good until the next call.
  bool next(std::string_view& line);
  std::size_t mark_length() const { return mark_length_; }  ///< bytes of the byte-order mark before the last line

 private:
  std::shared_ptr<const Source> source_;
  std::size_t offset_ = 0;  ///< of the next line, when the text is held
  std::ifstream file_;
  std::string buffer_;  ///< the last line of a file
  bool streamed_;
  bool first_ = true;
  std::size_t mark_length_ = 0;
};

}  // namespace cloudsim::workload
