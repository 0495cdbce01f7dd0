// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cloudsim::lessons {

using Digest = std::array<std::uint8_t, 32>;

/// FIPS 180-4. No library: the browser build has none, and 60 lines with published test vectors need none.
Digest sha256(std::string_view bytes);

std::string to_hex(const Digest& digest);
/// The first eight bytes, as one number.
std::uint64_t first_bits(const Digest& digest);

}  // namespace cloudsim::lessons
