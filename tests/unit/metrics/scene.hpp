// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "metrics/collector.hpp"
#include "metrics/event_list.hpp"
#include "result/events.hpp"
#include "trace/tracer.hpp"

namespace metrics_test {

using namespace cloudsim;
using trace::Outcome;
using trace::Reason;
using trace::ServerKind;
using trace::ServerState;

/// SplitMix64: enough for test data.
struct Bits {
  std::uint64_t state;
  std::uint64_t next() {
    state += 0x9e37'79b9'7f4a'7c15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
    z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
    return z ^ (z >> 31);
  }
};

inline constexpr SimTime at(double seconds) { return {static_cast<std::int64_t>(seconds * 1e9 + 0.5)}; }

inline metrics::CollectorOptions options(const char* unit, double horizon, double step, std::uint32_t slots = 1) {
  metrics::CollectorOptions options;
  options.deployment = "web";
  options.service = "ec2";
  options.horizon = at(horizon);
  options.sample_step = at(step) - kTimeZero;
  options.classes = {"uploads", "reads"};
  options.unit = unit;
  options.slots = slots;
  return options;
}

/// Plays hand-written facts and records to a collector.
class Scene {
 public:
  explicit Scene(metrics::CollectorOptions wanted) : collector(std::move(wanted)) { tracer.add(collector); }

  FactId state(double seconds, trace::FactBody body, FactId cause = FactId::none()) {
    return tracer.state(at(seconds), std::move(body), cause);
  }
  FactId server(double seconds, std::uint32_t id, ServerState from, ServerState to, FactId cause = FactId::none(),
                ServerKind kind = ServerKind::Instance, ServerId host = ServerId::none(),
                std::uint32_t cpu_milli = 1000, std::int64_t memory_mb = 1024) {
    trace::ServerChanged changed;
    changed.server = ServerId{id};
    changed.kind = kind;
    changed.from = from;
    changed.to = to;
    changed.host = host;
    changed.cpu_milli = cpu_milli;
    changed.memory_mb = memory_mb;
    return state(seconds, changed, cause);
  }
  FactId api(double seconds, trace::ApiCall call, std::int32_t calls, std::int32_t count) {
    return state(seconds, trace::ApiCalled{call, trace::Actor::Operator, calls, count});
  }
  /// Served from `started` to `finished` by server 0.
  trace::RequestRecord served(double arrived, double started, double finished) {
    trace::RequestRecord record;
    record.arrived = at(arrived);
    record.started = at(started);
    record.finished = at(finished);
    record.id = RequestId{next_++};
    record.server = ServerId{0};
    record.request_class = ClassId{0};
    return record;
  }
  void answer(double arrived, double started, double finished) { tracer.finished(served(arrived, started, finished)); }
  void lose(double when, Outcome outcome, Reason reason, FactId cause = FactId::none()) {
    trace::RequestRecord record = served(when, when, when);
    record.server = ServerId::none();
    record.outcome = outcome;
    record.reason = reason;
    record.cause = cause;
    tracer.finished(record);
  }
  result::Deployment result() {
    tracer.flush();
    result::Deployment out;
    collector.fill(out);
    return out;
  }

  trace::Tracer tracer;
  metrics::Collector collector;

 private:
  std::uint64_t next_ = 0;
};

inline std::vector<result::Event> events(const result::Deployment& out, const std::string& kind) {
  std::vector<result::Event> found;
  for (const result::Event& event : out.events) {
    if (event.kind == kind) found.push_back(event);
  }
  return found;
}

template <class T>
T argument(const result::Event& event, const char* key) {
  const ArgumentValue* value = metrics::find_argument(event, key);
  return value == nullptr ? T{} : std::get<T>(*value);
}
inline std::int64_t number(const result::Event& event, const char* key) { return argument<std::int64_t>(event, key); }

/// What holds for every timeline: ids are positions, causes are earlier, times do not go back.
inline bool well_formed(const std::vector<result::Event>& timeline) {
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    const result::Event& event = timeline[i];
    if (event.id != i + 1 || event.cause >= event.id) return false;
    if (i > 0 && event.at < timeline[i - 1].at) return false;
    if (event.until && *event.until < event.at) return false;
  }
  return true;
}

}  // namespace metrics_test
