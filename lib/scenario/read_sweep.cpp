// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/money.hpp"
#include "base/number.hpp"
#include "document/read_scalar.hpp"
#include "scenario/read.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;

constexpr int kDecimals = 6;

/// "1.5GB" → (1500000 millionths, "GB").
struct Quantity {
  std::int64_t millionths = 0;
  std::string unit;
};

std::optional<Quantity> quantity_of(const std::string& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto number = parse_scaled(std::string_view(text).substr(0, end), kDecimals);
  if (!number) return std::nullopt;
  return Quantity{*number, text.substr(end)};
}

std::string text_of(std::int64_t millionths, const std::string& unit) {
  return to_decimal(Money{int128{millionths} * 1'000'000}) + unit;
}

}  // namespace

std::vector<std::string> spread(const std::string& from, const std::string& to, std::uint32_t steps) {
  const auto first = quantity_of(from), last = quantity_of(to);
  if (!first || !last || first->unit != last->unit || steps < 2) return {};
  std::vector<std::string> values;
  for (std::uint32_t i = 0; i < steps; ++i) {
    const int128 distance = static_cast<int128>(last->millionths - first->millionths) * i;
    values.push_back(text_of(first->millionths + static_cast<std::int64_t>(distance / (steps - 1)), first->unit));
  }
  return values;
}

void read_sweep(Reader& item, SweepAxis& axis) {
  item.required("set", axis.path, {.doc = "What changes, as --set names it: deployments.web.ec2.workers."});
  item.one_of({{"values",
                [&](Reader& r) {
                  r.list_of_values(
                      "values", true,
                      [&](const document::Value& value, Diagnostics& diagnostics) {
                        std::string text;
                        if (document::read_scalar(value, "values", text, {}, diagnostics)) axis.values.push_back(text);
                      },
                      R"({"type": ["string", "number", "boolean"]})", "Its values, one run each.");
                }},
               {"range", [&](Reader& r) {
                  r.required_object(
                      "range",
                      [&](Reader& range) {
                        std::string from, to;
                        std::uint32_t steps = 2;
                        // Each is asked for, whatever became of the others: all problems at once.
                        const bool first = range.required("from", from, {.doc = "The first value."});
                        const bool last = range.required("to", to, {.doc = "The last value, in the same unit."});
                        const bool count =
                            range.required("steps", steps, {.minimum = 2, .maximum = 1000, .doc = "How many values."});
                        const bool fine = first && last && count;
                        if (!fine) return;
                        axis.values = spread(from, to, steps);
                        if (axis.values.empty()) range.fail("to", "bad_range", {{"from", from}, {"to", to}});
                      },
                      "Evenly spaced values.");
                }}});
}

}  // namespace cloudsim::scenario
