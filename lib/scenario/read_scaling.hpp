// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scenario/read.hpp"

/// What an Auto Scaling group has besides target tracking.
namespace cloudsim::scenario {

void read_policies(document::Reader& reader, Ec2Draft& draft);
void read_schedule(document::Reader& reader, Ec2Draft& draft);
void read_monitoring(document::Reader& reader, Ec2Draft& draft);
void read_warm_pool(document::Reader& reader, std::optional<services::Ec2WarmPool>& out);
void read_group_health(document::Reader& reader, Ec2Draft& draft);

}  // namespace cloudsim::scenario
