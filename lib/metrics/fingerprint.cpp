// SPDX-License-Identifier: Apache-2.0
#include "metrics/fingerprint.hpp"

#include <cstring>
#include <type_traits>
#include <variant>

namespace cloudsim::metrics {
namespace {

// Field by field, never memory as it lies: padding has no value, and two platforms may lay out differently.
struct Hasher {
  std::uint64_t prime;
  std::uint64_t hash;

  void word(std::uint64_t value) { hash = (hash ^ value) * prime; }
  void add(std::int64_t value) { word(static_cast<std::uint64_t>(value)); }
  void add(std::int32_t value) { add(static_cast<std::int64_t>(value)); }
  void add(std::uint32_t value) { word(value); }
  void add(bool value) { word(value ? 1 : 0); }
  void add(double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    word(bits);
  }
  void add(SimTime value) { add(value.ns); }
  void add(Duration value) { add(value.ns); }
  void add(Bytes value) { add(value.count); }
  template <class Tag, class Number>
  void add(Id<Tag, Number> id) {
    word(id.value);
  }
  template <class Enum, class = std::enable_if_t<std::is_enum_v<Enum>>>
  void add(Enum value) {
    word(static_cast<std::uint64_t>(value));
  }
  template <class... Fields>
  void all(const Fields&... fields) {
    (add(fields), ...);
  }

  void operator()(const trace::ServerChanged& f) {
    all(f.server, f.kind, f.from, f.to, f.host, f.cpu_milli, f.memory_mb, f.reason);
  }
  void operator()(const trace::ScalingDecided& f) {
    all(f.kind, f.signal, f.measured, f.threshold, f.points, f.from, f.to, f.wanted);
  }
  void operator()(const trace::PlacementDecided& f) {
    all(f.task, f.host, f.shortage, f.hosts, f.free_cpu_milli, f.free_memory_mb);
  }
  // Fields that came later count only where they say something: what runs without them keeps its number.
  void operator()(const trace::ApiCalled& f) {
    all(f.call, f.actor, f.calls, f.count);
    if (f.throttled != 0) add(f.throttled);
  }
  void operator()(const trace::UsageRecorded& f) {
    all(f.meter, f.amount, f.from, f.to, f.server);
    if (f.millionths != 0) add(f.millionths);
  }
  void operator()(const trace::LoadBalancerUsed& f) {
    all(f.meter, f.from, f.to, f.requests, f.connections, f.connection_length, f.bytes, f.rules, f.lambda_targets);
  }
  void operator()(const trace::InvocationMetered& f) {
    all(f.count, f.duration, f.memory_mb);
    if (f.provisioned_duration.valid()) add(f.provisioned_duration);
  }
  void operator()(const trace::OperationDone& f) { all(f.operation, f.server); }
  void operator()(const trace::Crashed& f) {
    all(f.server, f.kind, f.lost_requests, f.lost_tasks);
    if (f.reason != trace::Reason::None) add(f.reason);
  }
  void operator()(const trace::Repaired& f) { all(f.server, f.kind, f.out_of_service); }
  void operator()(const trace::ImagePulled& f) { all(f.server, f.host, f.bytes, f.took); }
  void operator()(const trace::LimitReached& f) { all(f.limit, f.binding, f.value); }
  void operator()(const trace::Noticed& f) { all(f.notice, f.server, f.value, f.limit); }
  void operator()(const trace::DeploymentChanged& f) { all(f.stage, f.release, f.desired, f.failures, f.took); }
  void operator()(const trace::FaultChanged& f) { all(f.fault, f.active, f.zone, f.permille, f.extra, f.duration); }
};

}  // namespace

void Fingerprint::on(const trace::Fact& fact) {
  Hasher hasher{kPrime, hash_};
  hasher.all(fact.at, fact.id, fact.cause);
  hasher.word(fact.body.index());
  std::visit(hasher, fact.body);
  hash_ = hasher.hash;
}

// A word's high bits only travel upwards through the multiplications; this brings them down too (SplitMix64's finish).
std::uint64_t Fingerprint::value() const {
  std::uint64_t mixed = hash_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58'476d'1ce4'e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d0'49bb'1331'11eb;
  return mixed ^ (mixed >> 31);
}

}  // namespace cloudsim::metrics
