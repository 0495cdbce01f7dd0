// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "scenario/read.hpp"

namespace cloudsim::scenario {

inline constexpr double kMostServers = 5000;  ///< instances, tasks or hosts of one deployment: what a run can show

inline constexpr Word<queueing::Routing> kRoutings[] = {{"round-robin", queueing::Routing::RoundRobin},
                                                        {"least-outstanding", queueing::Routing::LeastOutstanding},
                                                        {"central", queueing::Routing::Central}};

/// Rules that several readers share.
document::Rule servers_rule(double minimum, std::string doc);
document::Rule target_rule(std::string doc);

void read_instance(document::Reader& reader, std::string& instance, const Catalog& catalog);
void read_time(document::Reader& reader, std::string_view key, MaybeTime& out, std::string doc);
/// A duration or `none`, which is 0.
void read_timeout(document::Reader& reader, MaybeDuration& out);
void read_routing(document::Reader& reader, queueing::Routing& out);
void read_queue_limit(document::Reader& reader, MaybeCount& out, std::string doc);
void read_workers(document::Reader& reader, std::uint32_t& out);
void read_cpu_sharing(document::Reader& reader, std::string& out);

}  // namespace cloudsim::scenario
