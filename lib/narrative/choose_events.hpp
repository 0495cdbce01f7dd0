// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "result/run_result.hpp"

namespace cloudsim::narrative {

/// The events worth a beat, at most `limit`, in order of time. Score = weight of the kind + novelty (first of its kind)
/// + magnitude. An event comes with the cause that its text would name; where there is no room for both it is told
/// without a reason, so that no "because" ever points to something untold.
std::vector<const result::Event*> choose_events(const result::Deployment& deployment, std::size_t limit);

/// True for calls after which servers come, not go.
bool orders_capacity(const result::Event& call);
/// True when the text of `effect` names `cause` as its reason (there is a clause for it and it says something new).
bool names_cause(const result::Event& effect, const result::Event& cause);

/// The event with this id, or null.
const result::Event* find_event(const result::Deployment& deployment, std::uint32_t id);

/// "turn", "consequence", "response" or "settling": the place of a kind in a told run.
const char* role_of(const result::Event& event);

/// An argument of an event; zero or empty when there is none of that name and type.
double number_of(const result::Event& event, const char* argument);
std::string text_of(const result::Event& event, const char* argument);
Duration duration_of(const result::Event& event, const char* argument);

}  // namespace cloudsim::narrative
