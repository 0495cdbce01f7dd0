// SPDX-License-Identifier: Apache-2.0
// Ec2Model: CPU of an instance that its requests share over time, and what of it burstable instances may use.
#include "services/ec2/ec2_events.hpp"
#include "services/ec2/ec2_model.hpp"

namespace cloudsim::services {

namespace {
constexpr std::int64_t kMilli = 1000;
}

// Where no more requests are served than there are vCPUs, each has one for itself, and its end is known.
queueing::ServerPool::Service Ec2Model::shared_service(const queueing::Request& request) const {
  queueing::ServerPool::Service service;
  service.open = credits_.has_value() || spec_.workers > spec_.instance.vcpu;
  if (service.open) return service;
  service.cpu = service.computing = request.cpu;
  service.time = request.cpu + request.io;
  return service;
}

void Ec2Model::opened(queueing::ServerPool::Handle handle, const queueing::Request& request, ServerId server) {
  if (!sharing_->is_there(server)) sharing_->put(server, server, spec_.instance.vcpu * kMilli, {});
  if (credits_) settle(server.value);
  sharing_->begin(handle, request, server);
  if (credits_) adjust_speed(server.value);
}

void Ec2Model::lost(ServerId server) {
  if (!sharing_ || !sharing_->is_there(server)) return;
  if (credits_) settle(server.value);
  sharing_->lose(server);
  if (credits_) adjust_speed(server.value);
}

void Ec2Model::computed(ServerId server) {
  if (!credits_ || !sharing_->is_there(server)) return;
  settle(server.value);
  adjust_speed(server.value);
}

std::int64_t Ec2Model::cpu_ns(std::uint32_t index) const {
  const ServerId server{index};
  return sharing_ && sharing_->is_there(server) ? sharing_->used_ns(server) : pool_.cpu_ns(server);
}

// Standard mode: all of the CPU while there are credits, the baseline after that. What computes changed, or the credits
// are spent. Settle first.
void Ec2Model::adjust_speed(std::uint32_t index) {
  if (spec_.credits->mode == CreditMode::Unlimited) return;
  const ServerId server{index};
  Instance& instance = instances_[index];
  context_.simulator.cancel(instance.spent);
  instance.spent = {};
  const std::optional<Duration> lasts = credits_->lasts(index, sharing_->computing(server));
  const bool slow = lasts && lasts->ns == 0;
  if (lasts && !slow) {
    const std::uint64_t data = static_cast<std::uint64_t>(instance.epoch) << 32 | index;
    instance.spent = context_.simulator.schedule_in(*lasts, engine::Phase::Control, self_, ec2::kCreditsSpent, data);
  }
  if (slow || instance.slow) slowed_ = true;
  if (slow) {
    bind(trace::Reason::CpuCredits, baseline_binds_, true, spec_.instance.baseline_percent);
  }
  if (slow == instance.slow) return;
  instance.slow = slow;
  const std::int64_t full = spec_.instance.vcpu * kMilli;
  sharing_->set_cores(server, slow ? full * spec_.instance.baseline_percent / 100 : full);
}

}  // namespace cloudsim::services
