// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <vector>

#include "base/money.hpp"  // int128
#include "engine/simulator.hpp"

namespace cloudsim::queueing {

/// The CPU of hosts, shared over time (processor sharing): who computes alone has all of it, and gets less from the
/// very instant at which others begin. Fleets have one of these for all their hosts.
///
/// What it does: hosts with some cores; on each, groups (containers, instances) with a weight; in each, jobs with work
/// in nanoseconds of one core. At any time the host's cores are divided over the groups that have jobs in proportion to
/// their weights, but no group gets more than its limit or than its jobs can use; what one cannot use, the others get
/// by the same rule (weighted max-min fairness). A group's part is divided evenly over its jobs. With limit = weight
/// that is the rule of fixed shares: each its share while the shares fit the host, else cores × share ÷ sum of shares.
///
/// What it assumes: switching costs nothing; a job can use any part of a core.
///
/// Exactness: whole numbers only. All jobs of a group have received the same since any instant, so the group keeps one
/// clock of work received per job (Zhang's virtual time; Parekh and Gallager 1993 for fair queueing), and a job ends
/// when that clock shows its mark. The clock runs in 2⁻²⁰ ns and is rounded when the group's speed changes, by half a
/// unit; an end is rounded to the nearest nanosecond. A change costs O(log jobs + busy groups of the host), and only
/// hosts on which something changed are looked at.
///
/// Memory and identity: hosts and groups are numbered from 0, and numbers are used again after removal. A job is a
/// number of its owner's.
class SharedCpu final : public engine::Component {
 public:
  using Host = std::uint32_t;
  using Group = std::uint32_t;
  static constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

  class Owner {
   public:
    virtual ~Owner() = default;
    /// A job has had all its work. It is gone; new ones may begin.
    virtual void computed(std::uint64_t job) = 0;
  };
  /// What a group is entitled to. Thousandths of a core.
  struct Part {
    std::int64_t weight = 1000;           ///< > 0
    std::int64_t limit_milli = kNoLimit;  ///< most of the whole group, > 0
    std::int64_t job_milli = 1000;        ///< most of each of its jobs, > 0: 1000 = code of one thread
  };

  /// Both must outlive it.
  SharedCpu(engine::Simulator& simulator, Owner& owner);

  Host add_host(std::int64_t milli);  ///< thousandths of a core, > 0
  void set_cores(Host host, std::int64_t milli);
  void remove_host(Host host);  ///< Requires: no groups
  Group add_group(Host host, const Part& part);
  void remove_group(Group group);  ///< Requires: no jobs

  /// computed() follows, at this very instant when there is no work. Requires: work >= 0
  void start(Group group, Duration work, std::uint64_t job);
  void clear(Group group);  ///< its jobs are lost

  std::uint32_t jobs(Group group) const;
  /// CPU time used since the group was added, in core-nanoseconds, by jobs that are done, lost or running.
  std::int64_t used_ns(Group group) const;

  void handle(const engine::Event& event) override;
  const char* label(std::uint16_t kind) const override;

 private:
  struct Speed {  // of each job: `up` ÷ `down` of a core
    std::int64_t up = 0;
    std::int64_t down = 1;
  };
  struct Job {
    int128 mark = 0;             // of the group's clock, when it is done
    std::uint64_t sequence = 0;  // begun earlier: done first
    std::uint64_t id = 0;
    std::int64_t work = 0;
  };
  struct Computing {
    Part part;
    Host host = 0;
    bool there = false;
    SimTime since{};   // the clock was read then …
    int128 clock = 0;  // … and showed this: work received per job, in 2⁻²⁰ ns
    Speed speed;
    SimTime next = kNever;  // when its first job is done …
    bool moved = false;     // … unless another one has become the first since
    std::vector<Job> jobs;  // a heap: next to be done in front
    int128 begun_at = 0;    // sum over its jobs of what the clock showed when they began
    std::int64_t done = 0;  // ns of work of jobs that are done or lost
  };
  struct Machine {
    std::int64_t milli = 0;
    bool there = false;
    std::vector<Group> groups;  // that have jobs, in the order in which they began to
    std::uint32_t members = 0;
    SimTime next = kNever;
    SimTime armed = kNever;  // its event
    engine::EventId event;
  };
  struct Due {
    Group group = 0;
    std::uint64_t sequence = 0;
    std::uint64_t job = 0;
  };

  static bool later(const Job& a, const Job& b) { return a.mark != b.mark ? a.mark > b.mark : a.sequence > b.sequence; }
  Computing& at(Group group);
  const Computing& at(Group group) const;
  int128 clock(const Computing& group, SimTime now) const;
  SimTime end_of(const Computing& group, const Job& job) const;
  void set_speed(Computing& group, Speed speed);
  /// Anew, because something changed: a host's cores, or the jobs of one of its groups.
  void divide(Machine& machine);
  void finish_jobs(Computing& group, Group index);
  void leave(Computing& group, Group index);
  void rearm(Host host);

  engine::Simulator& simulator_;
  Owner& owner_;
  ComponentId self_;
  std::vector<Machine> machines_;
  std::vector<Computing> groups_;
  std::vector<Host> spare_machines_;
  std::vector<Group> spare_groups_;
  std::deque<Due> due_;      // done, and their owner is to be told
  std::vector<Group> open_;  // divide(): not known to be at their limit
  std::uint64_t sequence_ = 0;
};

}  // namespace cloudsim::queueing
