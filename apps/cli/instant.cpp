// SPDX-License-Identifier: Apache-2.0
#include "instant.hpp"

#include <string>
#include <vector>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/units.hpp"

namespace cloudsim::cli {
namespace {

constexpr std::int64_t kLongestNs = 1'000'000'000'000'000'000;  // 31 years: sums of a few stay within 64 bits

std::optional<SimTime> parse_clock(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  std::int64_t seconds = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::int64_t number = 0;
    if (parts[i].empty() || parts[i].size() > (i == 0 ? 6U : 2U)) return std::nullopt;
    for (const char c : parts[i]) {
      if (c < '0' || c > '9') return std::nullopt;
      number = number * 10 + (c - '0');
    }
    if (i > 0 && (parts[i].size() != 2 || number > 59)) return std::nullopt;
    seconds = seconds * 60 + number;
  }
  if (parts.size() == 2) seconds *= 60;
  return SimTime{Duration::seconds(seconds).ns};
}

bool is_number_sign(char c) { return (c >= '0' && c <= '9') || c == '.'; }

}  // namespace

std::optional<SimTime> parse_instant(std::string_view text) {
  text = trim(text);
  if (text.find(':') != std::string_view::npos) return parse_clock(text);
  SimTime at;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size() && is_number_sign(text[end])) ++end;
    while (end < text.size() && !is_number_sign(text[end])) ++end;
    std::string part(trim(text.substr(0, end)));
    if (part.size() > 1 && part.back() == 'm') part += "in";  // "5m": minutes, as in 1h5m
    const auto duration = parse_duration(part);
    if (!duration || duration->ns > kLongestNs || at.ns > kLongestNs) return std::nullopt;
    at = at + *duration;
    text = trim(text.substr(end));
  }
  return at;
}

}  // namespace cloudsim::cli
