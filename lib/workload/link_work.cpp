// SPDX-License-Identifier: Apache-2.0
#include "workload/link_work.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "random/stream.hpp"
#include "workload/failure.hpp"

namespace cloudsim::workload {

LinkWork::LinkWork(std::uint64_t seed, std::uint32_t link, const LinkSpec& spec)
    : seed_(seed),
      link_(link),
      cpu_(spec.work.cpu),
      io_(spec.work.io),
      memory_(spec.work.memory),
      failure_(spec.failure) {
  CLOUDSIM_CHECK(link < kMostLinks);
}

std::int64_t LinkWork::draw(const random::Distribution& distribution, const char* name, std::uint64_t index) const {
  random::Stream stream(seed_, name, index);
  return distribution.draw(stream);
}

void LinkWork::fill(queueing::Request& request) const {
  const std::uint64_t index = request.origin.value * kMostLinks + link_;
  request.cpu = Duration{draw(cpu_, "link.cpu", index)};
  request.io = Duration{draw(io_, "link.io", index)};
  request.memory_bytes = draw(memory_, "link.memory", index);
  request.failing_attempts = 0;
  request.failure_cause = FactId::none();
  if (std::binary_search(failure_.requests.begin(), failure_.requests.end(), request.origin.value + 1)) {
    request.failing_attempts = queueing::kAlwaysFails;
  } else if (failure_.share > 0) {
    random::Stream stream(seed_, "link.failure", index);
    request.failing_attempts = failing_attempts(failure_.share, stream.uniform());
  }
}

}  // namespace cloudsim::workload
