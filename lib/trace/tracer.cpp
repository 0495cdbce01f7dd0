// SPDX-License-Identifier: Apache-2.0
#include "trace/tracer.hpp"

#include "base/check.hpp"

namespace cloudsim::trace {

MeterId Meters::intern(std::string_view name) {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (names_[i] == name) return MeterId{static_cast<std::uint16_t>(i)};
  }
  CLOUDSIM_CHECK(names_.size() < 65535);
  names_.emplace_back(name);
  return MeterId{static_cast<std::uint16_t>(names_.size() - 1)};
}

FactId Tracer::state(SimTime at, FactBody body, FactId cause) {
  flush();
  const Fact fact{at, FactId{next_id_++}, cause, std::move(body)};
  for (Sink* sink : sinks_) sink->on(fact);
  return fact.id;
}

void Tracer::pass(RequestRecord record) {
  std::optional<RequestRecord> request;
  if (listener_ != nullptr) request = listener_->attempt_over(record);
  if (record.of == RecordOf::Attempt) {
    keep(record);
  } else {
    end_request(record);
  }
  if (request) end_request(*request);
}

void Tracer::end_request(const RequestRecord& record) {
  keep(record);
  if (requests_ != nullptr) requests_->request_over(record);
}

void Tracer::flush() {
  if (used_ == 0) return;
  const std::span<const RequestRecord> block(block_.data(), used_);
  for (Sink* sink : sinks_) sink->on(block);
  used_ = 0;
}

}  // namespace cloudsim::trace
