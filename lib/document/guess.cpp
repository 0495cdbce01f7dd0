// SPDX-License-Identifier: Apache-2.0
#include "document/guess.hpp"

#include <array>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/units.hpp"

namespace cloudsim::document {
namespace {

struct Alias {
  std::string_view written;  // in lower case
  std::string_view meant;
};

// Units as other tools, other languages and habit write them. "m" is minutes here: nobody means metres, and months are
// not offered.
constexpr std::array<Alias, 33> kTimeAliases{{
    {"sec", "s"},           {"secs", "s"},
    {"second", "s"},        {"seconds", "s"},
    {"seg", "s"},           {"segundo", "s"},
    {"segundos", "s"},      {"m", "min"},
    {"mins", "min"},        {"minute", "min"},
    {"minutes", "min"},     {"minuto", "min"},
    {"minutos", "min"},     {"hr", "h"},
    {"hrs", "h"},           {"hour", "h"},
    {"hours", "h"},         {"hora", "h"},
    {"horas", "h"},         {"day", "d"},
    {"days", "d"},          {"día", "d"},
    {"días", "d"},          {"dia", "d"},
    {"dias", "d"},          {"msec", "ms"},
    {"millis", "ms"},       {"millisecond", "ms"},
    {"milliseconds", "ms"}, {"milisegundos", "ms"},
    {"usec", "us"},         {"microseconds", "us"},
    {"nanoseconds", "ns"},
}};
constexpr std::array<Alias, 16> kSizeAliases{{
    {"bytes", "B"},
    {"byte", "B"},
    {"k", "KB"},
    {"ki", "KiB"},
    {"kb", "KB"},
    {"kib", "KiB"},
    {"m", "MB"},
    {"mi", "MiB"},
    {"mb", "MB"},
    {"mib", "MiB"},
    {"g", "GB"},
    {"gi", "GiB"},
    {"gb", "GB"},
    {"gib", "GiB"},
    {"t", "TB"},
    {"tb", "TB"},
}};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

template <std::size_t N>
std::string meant_by(const std::array<Alias, N>& aliases, std::string_view unit) {
  const std::string word = lower(unit);
  for (const Alias& alias : aliases) {
    if (alias.written == word) return std::string(alias.meant);
  }
  return {};
}

std::string time_unit(std::string_view unit) {
  const std::string word = lower(unit);
  for (const char* known : {"ns", "us", "ms", "s", "min", "h", "d"}) {
    if (word == known) return word;
  }
  return meant_by(kTimeAliases, unit);
}

/// "1,5", "010", "1_000", ".5", "5." → as we write numbers. A comma before exactly three digits may group or divide:
/// no guess is better than a wrong one.
std::string plain_number(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '_' || c == '\'') continue;
    if (c == ',' && text.size() - i == 4) return {};
    result += c == ',' ? '.' : c;
  }
  std::size_t zeros = 0;
  while (zeros + 1 < result.size() && result[zeros] == '0' && result[zeros + 1] != '.') ++zeros;
  result.erase(0, zeros);
  if (result.starts_with('.')) result.insert(0, "0");
  if (result.ends_with('.')) result.pop_back();
  return result;
}

std::pair<std::string_view, std::string_view> number_and_unit(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.' || text[end] == ',' ||
                               text[end] == '_' || text[end] == '\''))
    ++end;
  return {text.substr(0, end), trim(text.substr(end))};
}

std::string guess_rate(const std::string& number, std::string_view unit) {
  const std::string word = lower(unit);
  if (word == "rps" || word == "tps" || word == "hz") return number + "/s";
  if (word == "rpm") return number + "/min";
  const std::size_t slash = unit.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string time = time_unit(trim(unit.substr(slash + 1)));  // "req/s" and "requests / second" too
  return time.empty() ? std::string{} : number + "/" + (time == "d" ? "day" : time);
}

std::string guess_ratio(const std::string& number, std::string_view unit) {
  if (unit.empty()) return number;
  const std::string word = lower(unit);
  return word == "%" || word == "percent" || word == "pct" ? number + "%" : std::string{};
}

}  // namespace

std::string guess(ScalarType type, std::string_view text) {
  const auto [digits, unit] = number_and_unit(trim(text));
  const std::string number = plain_number(digits);
  if (number.empty()) return {};
  std::string result;
  switch (type) {
    case ScalarType::Duration:
      if (const std::string time = time_unit(unit); !time.empty()) result = number + time;
      return parse_duration(result) ? result : std::string{};
    case ScalarType::Bytes:
      if (const std::string size = meant_by(kSizeAliases, unit); !size.empty()) result = number + size;
      return parse_bytes(result) ? result : std::string{};
    case ScalarType::Bandwidth:
      if (const std::string size = meant_by(kSizeAliases, unit.substr(0, unit.find('/'))); !size.empty())
        result = number + size + "/s";
      return parse_bandwidth(result) ? result : std::string{};
    case ScalarType::Rate:
      result = guess_rate(number, unit);
      return parse_rate(result) ? result : std::string{};
    case ScalarType::Ratio:
      result = guess_ratio(number, unit);
      return parse_ratio(result) ? result : std::string{};
    case ScalarType::Integer:
      return unit.empty() && parse_integer(number) ? number : std::string{};
    case ScalarType::Number:
    case ScalarType::Millicpu:
    case ScalarType::Money:
      return unit.empty() && parse_number(number) ? number : std::string{};
    case ScalarType::Boolean:
    case ScalarType::String:
      break;
  }
  return {};
}

}  // namespace cloudsim::document
