// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace cloudsim::session {

/// Calls body(0) … body(count − 1), each once, on at most `jobs` threads; 0 is one per core. The calling thread works
/// too, so one job starts no thread. Bodies must be independent and write to places of their own: then the outcome does
/// not depend on `jobs` or on the order. Now and then, and at the end, done(how many are through) is called, on the
/// calling thread only; it may be empty. When bodies throw, the exception of the lowest index leaves. Without threads
/// (WebAssembly) all run one after the other.
void for_each_index(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& body,
                    const std::function<void(std::size_t)>& done = {});

/// True on the thread that called for_each_index, inside a body; what talks to the outside asks first.
bool on_calling_thread();

}  // namespace cloudsim::session
