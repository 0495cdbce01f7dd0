// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "engine/simulator.hpp"
#include "queueing/deadlines.hpp"
#include "queueing/least_loaded.hpp"
#include "queueing/neighbours.hpp"
#include "queueing/request.hpp"
#include "queueing/request_queue.hpp"
#include "queueing/server_pool_spec.hpp"
#include "trace/tracer.hpp"

namespace cloudsim::queueing {

/// "Wait, serve, leave" for a group of servers that come and go: the one implementation under EC2, ECS and Docker.
/// A server has `slots` workers, each serving one request at a time. Emits one RequestRecord per request, at the
/// instant the record calls `finished`.
///
/// What it does: FIFO queues with a limit, time-outs, routing, failure of a server with the loss of what it holds,
/// busy-time and CPU integrals per server. The end of a service is known when it begins; or it is open, and its owner
/// says when it has come. In a chain a worker whose own work is done calls what comes next and stays busy, using no
/// CPU, until the answer is there; an error there is an error here. Where messages come in, every free worker takes
/// one. What it assumes: a request that times out while being served keeps its worker busy to the end; code that fails
/// does so before it calls on. What it leaves out: connection reuse, request priorities.
class ServerPool final : public engine::Component, public Caller, public Takers {
 public:
  /// What serving a request costs on a server: asked once, when it begins.
  struct Service {
    Duration time{};      ///< from start to finish; >= 0
    Duration cpu{};       ///< CPU time used on the server within it
    bool refuse = false;  ///< do not serve: the record becomes Failed with `reason` (e.g. OutOfMemory), zero time
    trace::Reason reason = trace::Reason::None;
    FactId cause{};  ///< what explains the refusal
    /// Nobody can say yet how long it takes (others share the CPU): the worker is busy until end(). `time` and `cpu`
    /// do not count then; the owner tells what CPU time it used with add_cpu().
    bool open = false;
    Duration computing{};  ///< `cpu` is used evenly in this first part of `time`; 0: in all of it
  };
  /// A request in service whose end is open. It names that request for good: once it has left, by whatever way, the
  /// handle is stale and does nothing.
  struct Handle {
    std::uint64_t value = 0;
  };
  class Owner {
   public:
    virtual ~Owner() = default;
    /// `busy` = requests in service on this server, this one included. Must not change the pool.
    virtual Service begin(const Request& request, ServerId server, std::uint32_t busy) = 0;
    /// A draining server has served its last request. May remove it.
    virtual void emptied(ServerId server) = 0;
    /// An open service has begun. Its end() must come later, not from in here.
    virtual void opened(Handle, const Request&, ServerId) {}
    /// A request has left its slot there, and the next has not begun. Only with Options::tell_ends.
    virtual void ended(ServerId) {}
    /// All that was served there is lost: the handles of its open services are stale.
    virtual void lost(ServerId) {}
  };
  struct Options {
    Routing routing = Routing::RoundRobin;
    std::uint32_t queue_limit = kUnlimited;  ///< waiting requests, per server (per pool when Central)
    Duration timeout{};                      ///< from arrival; 0 = none
    bool tell_ends = false;                  ///< call Owner::ended()
    Neighbours neighbours = {};              ///< must outlive the pool
  };

  ServerPool(engine::Simulator& simulator, trace::Tracer& tracer, Owner& owner, Options options);

  // Servers. A server id is the caller's; ids should be small and dense.
  /// Begins in service, empty. With a ramp its share of the requests grows evenly from nothing to a full one in that
  /// time (round robin only). Requires: slots > 0, not there
  void add(ServerId server, std::uint32_t slots, Duration ramp = {});
  /// No new requests; what it holds is served, then emptied() (at once if idle). Requires: in service
  void drain(ServerId server);
  void remove(ServerId server);  ///< Requires: idle or failed
  /// Everything in service or waiting there is lost (records Failed with this reason and cause). While
  /// `still_routed` (a load balancer has not noticed yet) new requests sent there are refused (Rejected/ServerCrashed);
  /// a Central queue never sends there. Returns how many requests were lost. Requires: in service or draining
  std::uint32_t fail(ServerId server, FactId cause, bool still_routed,
                     trace::Reason reason = trace::Reason::ServerCrashed);
  void stop_routing(ServerId server);  ///< the balancer has noticed. Requires: failed
  void restore(ServerId server);       ///< a failed server answers again. Requires: failed

  /// Served now, waiting, or recorded at once as rejected. With no server in service at all: Rejected, see
  /// set_no_server_cause().
  void submit(const Request& request);
  /// Rejects without looking at servers (no code yet, no server at all): one record.
  void reject(const Request& request, trace::Outcome outcome, trace::Reason reason, FactId cause = FactId::none());
  /// The end of an open service: its worker is free and the request leaves with this outcome, unless its time-out has
  /// told of it before. Code that fails makes Completed Failed, as ever. Nothing happens when the handle is stale.
  void end(Handle handle, trace::Outcome outcome = trace::Outcome::Completed,
           trace::Reason reason = trace::Reason::None, FactId cause = FactId::none());
  bool is_open(Handle handle) const;  ///< not stale: its worker is still busy with it
  // What an open service serves, and where. Requires: is_open(handle)
  const Request& request(Handle handle) const;
  ServerId server(Handle handle) const;
  /// CPU time that open services used on the server since the last time. Requires: the server is there, cpu >= 0
  void add_cpu(ServerId server, Duration cpu);
  /// What explains a rejection for want of a server, until told otherwise (e.g. the crash).
  void set_no_server_cause(trace::Reason reason, FactId cause);
  /// The run is over: records what still waits (InFlight) or runs (InFlight).
  void finish();

  // State.
  std::uint32_t in_service() const { return busy_; }  ///< busy slots
  std::uint32_t waiting() const { return waiting_; }  ///< over all queues, expired ones excluded
  std::uint32_t slots() const { return slots_; }      ///< of servers in service
  std::uint32_t servers_in_service() const { return serving_; }
  std::uint32_t busy(ServerId server) const;
  std::uint32_t outstanding(ServerId server) const;  ///< busy + waiting
  /// Requests in service or waiting there that have not timed out: what fail() would lose.
  std::uint32_t losable(ServerId server) const;
  /// ∫ (CPU in use, in vCPU) dt since the server was added, in vCPU-nanoseconds, up to now: for utilisation metrics. A
  /// request's CPU time is spread evenly over the part of its service time in which it computes.
  std::int64_t cpu_ns(ServerId server) const;

  void answered(std::uint64_t call, const Answer& answer) override;
  void take_messages() override;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  enum Kind : std::uint16_t { kCompletion, kRunTimeOut, kExpiry, kOpenTimeOut };
  enum class State : std::uint8_t { Absent, Serving, Draining, Failed };
  struct Worker {
    Request request;
    SimTime started;
    Duration time;
    Duration cpu;
    Duration computing;
    std::uint32_t server = 0;
    std::uint32_t beside = 0;      // in service in the pool when this one began, itself included
    std::uint32_t generation = 0;  // counts the requests begun here, and failures: a stale event is recognised by it
    bool busy = false;
    bool open = false;      // its end is not scheduled
    bool calling = false;   // its own work is done, and it waits for an answer
    bool recorded = false;  // its caller has given up; the worker goes on
  };
  struct Server {
    State state = State::Absent;
    bool routed = false;
    std::uint32_t busy = 0;
    std::vector<std::uint32_t> workers;
    std::vector<std::uint32_t> idle;
    RequestQueue queue;  // unused when Central
    std::int64_t cpu_done = 0;
    FactId failure;
    SimTime ramp_from{};
    Duration ramp{};         // 0 = has a full share
    std::int64_t turns = 0;  // while its share grows: turns saved up, in millionths
  };

  static constexpr std::uint64_t pack(std::uint32_t worker, std::uint32_t generation) {
    return static_cast<std::uint64_t>(generation) << 32 | worker;
  }
  bool central() const { return options_.routing == Routing::Central; }
  SimTime deadline(const Request& request) const { return request.arrived + options_.timeout; }
  bool expired(const Request& request) const {
    return options_.timeout.ns > 0 && deadline(request) <= simulator_.now();
  }
  const Server& at(ServerId server) const;
  Server& at(ServerId server);
  void count_in(const Server& server);
  void count_out(const Server& server);
  Server* choose(std::uint32_t& index);
  Server* choose_in_turn(std::uint32_t& index);
  Server* choose_least(std::uint32_t& index);
  // After whatever changed how many requests a server holds, or whether it is sent any.
  void rank(std::uint32_t index) {
    if (options_.routing != Routing::LeastOutstanding) return;
    const Server& server = servers_[index];
    least_.set(index, server.routed ? server.busy + server.queue.size() : LeastLoaded::kNone);
  }
  bool takes_turn(Server& server);
  Server* next_idle(std::uint32_t& index);
  void wait(RequestQueue& queue, const Request& request);
  void begin(const Request& request, std::uint32_t index);
  void dispatch(std::uint32_t index);
  void begin_open(std::uint32_t worker);
  void completed(std::uint32_t worker);
  bool call_on(std::uint32_t worker);
  const Worker* named(std::uint64_t name) const;
  void take(std::uint32_t index);
  void leave(std::uint32_t worker, trace::Outcome outcome, trace::Reason reason, FactId cause);
  void run_time_out(std::uint32_t worker);
  void watch(std::uint64_t name, SimTime deadline);
  void watch_on();
  void give_up();
  void drop_expired(RequestQueue& queue);
  void expire();
  void free(Worker& worker, std::uint32_t index) {
    Server& server = servers_[worker.server];
    worker.busy = false;
    if (worker.recorded) --given_up_;
    ++worker.generation;
    server.idle.push_back(index);
    --server.busy;
    --busy_;
    if (server.state == State::Serving) ++idle_serving_;
  }
  // `finished` is always now, so records are in order of it.
  void record(const Request& request, SimTime started, ServerId server, trace::Outcome outcome, trace::Reason reason,
              FactId cause, std::uint32_t beside = 1) {
    trace::RequestRecord& record = tracer_.next();
    record = {};
    record.arrived = request.arrived;
    record.started = started;
    record.finished = simulator_.now();
    record.id = request.id;
    record.server = server;
    record.cause = cause;
    record.request_class = request.request_class;
    record.outcome = outcome;
    record.reason = reason;
    record.beside = beside;
    tracer_.finished_next();
  }
  std::int64_t cpu_so_far(const Worker& worker) const;

  engine::Simulator& simulator_;
  trace::Tracer& tracer_;
  Owner& owner_;
  Options options_;
  ComponentId self_;
  engine::LaneId completions_;
  engine::TimerId expiry_;  // armed no later than the first deadline of a waiting request; only with a time-out
  bool expiry_armed_ = false;
  Deadlines watched_;  // of services whose end nobody knows, by what names their workers; only with a time-out
  engine::TimerId open_expiry_;
  SimTime open_expiry_at_ = kNever;  // no later than the first of them that is not stale
  bool taking_ = false;

  std::vector<Server> servers_;         // by id
  std::vector<std::uint32_t> present_;  // ids that are not Absent, ascending
  std::vector<Worker> workers_;
  std::vector<std::uint32_t> spare_workers_;  // of removed servers
  LeastLoaded least_;                         // of those that are routed, with LeastOutstanding
  RequestQueue central_;
  std::uint32_t last_routed_ = kUnlimited;  // round robin
  std::uint32_t ramping_ = 0;               // servers whose share may still grow
  std::uint32_t busy_ = 0;
  std::uint32_t given_up_ = 0;  // of these: recorded already
  std::uint32_t waiting_ = 0;
  std::uint32_t slots_ = 0;
  std::uint32_t idle_serving_ = 0;  // idle workers of servers in service
  std::uint32_t serving_ = 0;
  trace::Reason no_server_reason_ = trace::Reason::NoServer;
  FactId no_server_cause_;
};

}  // namespace cloudsim::queueing
