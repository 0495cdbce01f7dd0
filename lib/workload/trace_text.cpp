// SPDX-License-Identifier: Apache-2.0
#include "workload/trace_text.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace cloudsim::workload {

TraceLines::TraceLines(const TraceText& text) : source_(text.source), streamed_(!text.file.empty()) {
  CLOUDSIM_CHECK(source_ != nullptr);
  if (streamed_) file_.open(text.file, std::ios::binary);
}

bool TraceLines::next(std::string_view& line) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (streamed_) {
    if (!std::getline(file_, buffer_)) return false;
    line = buffer_;
  } else {
    const std::string_view text = source_->text;
    if (offset_ >= text.size()) return false;
    const std::size_t end = std::min(text.find('\n', offset_), text.size());
    line = text.substr(offset_, end - offset_);
    offset_ = end + 1;
  }
  mark_length_ = first_ && line.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0;
  first_ = false;
  line.remove_prefix(mark_length_);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return true;
}

}  // namespace cloudsim::workload
