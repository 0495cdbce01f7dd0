// SPDX-License-Identifier: Apache-2.0
#include "scenario/read_distribution.hpp"

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "document/read_scalar.hpp"
#include "scenario/problems.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;
using document::Value;

// ln 10⁹ and ln 2²⁰: a log-normal's mu is the logarithm of seconds or of MB in the file, of ns or bytes inside.
constexpr double kLogNanoseconds = 20.723265836946411;
constexpr double kLogMegabyte = 13.862943611198906;

bool read_quantity(Reader& reader, std::string_view key, Quantity quantity, double& out, const Rule& rule = {}) {
  bool fine = false;
  if (quantity == Quantity::Time) {
    Duration duration;
    fine = reader.required(key, duration, rule);
    if (fine) out = static_cast<double>(duration.ns);
  } else {
    Bytes bytes;
    fine = reader.required(key, bytes, rule);
    if (fine) out = static_cast<double>(bytes.count);
  }
  return fine;
}

/// One item of a list.
bool read_item(const Value& value, std::string_view key, Quantity quantity, double& out, Diagnostics& diagnostics) {
  if (quantity == Quantity::Time) {
    Duration duration;
    if (!document::read_scalar(value, key, duration, Rule{}, diagnostics)) return false;
    out = static_cast<double>(duration.ns);
  } else {
    Bytes bytes;
    if (!document::read_scalar(value, key, bytes, Rule{}, diagnostics)) return false;
    out = static_cast<double>(bytes.count);
  }
  return true;
}

/// [a, b] or [a, b, c] of quantities that must not decrease. Empty when something was wrong (and reported).
std::vector<double> read_ladder(Reader& reader, const char* key, Quantity quantity, std::size_t count,
                                const char* doc) {
  std::vector<double> values;
  std::size_t seen = 0;
  bool fine = true;
  const auto item = [&](const Value& value, Diagnostics& diagnostics) {
    ++seen;
    double number = 0;
    if (!read_item(value, key, quantity, number, diagnostics)) {
      fine = false;
      return;
    }
    if (!values.empty() && number < values.back()) {
      fine = false;
      report(diagnostics, value.location, "values_decrease", {{"key", std::string(key)}, {"text", value.text}});
    }
    values.push_back(number);
  };
  const bool listed = reader.list_of_values(key, true, item, quantity == Quantity::Time ? "duration" : "bytes", doc);
  if (reader.describing() || !listed) return {};
  if (seen != count) {
    reader.fail(key, "wrong_number_of_values",
                {{"key", std::string(key)},
                 {"wanted", static_cast<std::int64_t>(count)},
                 {"got", static_cast<std::int64_t>(seen)}});
    return {};
  }
  return fine ? values : std::vector<double>{};
}

std::vector<std::pair<double, double>> read_quantiles(Reader& reader, Quantity quantity) {
  const char* key = "quantiles";
  std::vector<std::pair<double, double>> points;
  bool fine = true;
  const auto item = [&](const Value& value, Diagnostics& diagnostics) {
    const std::size_t before = diagnostics.size();
    const auto refuse = [&](const Value& where, const char* code) {
      report(diagnostics, where.location, code, {{"key", std::string(key)}, {"text", where.text}});
    };
    double share = 0, number = 0;
    if (!value.is_sequence() || value.items.size() != 2) {
      refuse(value, "expected_pair");
    } else if (document::read_ratio(value.items[0], key, share, Rule{.minimum = 0, .maximum = 1}, diagnostics) &&
               read_item(value.items[1], key, quantity, number, diagnostics)) {
      if (!points.empty() && share <= points.back().first) refuse(value.items[0], "values_do_not_increase");
      if (!points.empty() && number < points.back().second) refuse(value.items[1], "values_decrease");
      points.emplace_back(share, number);
    }
    fine = fine && diagnostics.size() == before;
  };
  const bool listed =
      reader.list_of_values(key, true, item, quantity == Quantity::Time ? "[ratio, duration]" : "[ratio, bytes]",
                            "Empirical: pairs of probability (0 to 1, increasing) and value; linear in between.");
  if (reader.describing() || !listed || !fine) return {};
  if (points.size() < 2 || points.front().first != 0.0 || points.back().first != 1.0) {
    reader.fail(key, "quantile_ends");
    return {};
  }
  return points;
}

void read_lognormal(Reader& reader, Quantity quantity, std::optional<random::DistributionSpec>& out) {
  double mean = 0, cv = 0, mu = 0, sigma = 0;
  const Rule positive{.minimum = 0, .exclusive_minimum = true};
  const Rule not_negative{.minimum = 0};
  bool by_mean = false, by_logarithm = false;
  reader.one_of({{"mean",
                  [&](Reader& r) {
                    by_mean = read_quantity(r, "mean", quantity, mean, positive);
                    by_mean = r.required("cv", cv, not_negative) && by_mean;
                  }},
                 {"mu", [&](Reader& r) {
                    by_logarithm = r.required("mu", mu);
                    by_logarithm = r.required("sigma", sigma, not_negative) && by_logarithm;
                  }}});
  if (reader.describing()) return;
  if (by_mean) out = random::lognormal_from_mean(mean, cv);
  if (by_logarithm) {
    out = random::Lognormal{mu + (quantity == Quantity::Time ? kLogNanoseconds : kLogMegabyte), sigma};
  }
}

void read_exponential(Reader& reader, Quantity quantity, std::optional<random::DistributionSpec>& out) {
  const Rule positive{.minimum = 0, .exclusive_minimum = true};
  double mean = 0;
  bool fine = false;
  reader.scalar_or_object(
      "exponential", true,
      [&](Reader& r, std::string_view self) { fine = read_quantity(r, self, quantity, mean, positive); },
      [&](Reader& r) { fine = read_quantity(r, "mean", quantity, mean, positive); }, "The mean.");
  if (fine) out = random::Exponential{mean};
}

void read_long_form(Reader& reader, Quantity quantity, std::optional<random::DistributionSpec>& out) {
  reader.one_of(
      {{"constant",
        [&](Reader& r) {
          double value = 0;
          if (read_quantity(r, "constant", quantity, value)) out = random::Constant{value};
        }},
       {"exponential", [&](Reader& r) { read_exponential(r, quantity, out); }},
       {"lognormal",
        [&](Reader& r) {
          r.required_object(
              "lognormal", [&](Reader& inner) { read_lognormal(inner, quantity, out); },
              "By mean and cv (standard deviation divided by mean), or by mu and sigma of the natural logarithm.");
        }},
       {"uniform",
        [&](Reader& r) {
          const auto v = read_ladder(r, "uniform", quantity, 2, "Least and greatest value.");
          if (v.size() == 2) out = random::Uniform{v[0], v[1]};
        }},
       {"triangular",
        [&](Reader& r) {
          const auto v = read_ladder(r, "triangular", quantity, 3, "Least, most frequent and greatest value.");
          if (v.size() == 3) out = random::Triangular{v[0], v[1], v[2]};
        }},
       {"quantiles", [&](Reader& r) {
          auto points = read_quantiles(r, quantity);
          if (!points.empty()) out = random::Quantiles{std::move(points)};
        }}});
}

void read(Reader& reader, std::string_view key, bool is_required, Quantity quantity,
          std::optional<random::DistributionSpec>& out, std::string doc) {
  reader.scalar_or_object(
      key, is_required,
      [&](Reader& r, std::string_view self) {
        double value = 0;
        if (read_quantity(r, self, quantity, value)) out = random::Constant{value};
      },
      [&](Reader& r) { read_long_form(r, quantity, out); }, std::move(doc));
}

struct Shift {
  double by;
  random::DistributionSpec operator()(random::Constant d) const { return random::Constant{d.value + by}; }
  random::DistributionSpec operator()(random::Exponential d) const { return random::Exponential{d.mean + by}; }
  random::DistributionSpec operator()(random::Lognormal d) const {
    const double mean = random::mean_of(d);
    const double ratio = random::mean_of(random::Lognormal{0, d.sigma});  // exp(sigma² ÷ 2), so cv² = ratio² − 1
    const double deviation = mean * std::sqrt(ratio * ratio - 1.0);
    return random::lognormal_from_mean(mean + by, deviation / (mean + by));
  }
  random::DistributionSpec operator()(random::Uniform d) const {
    return random::Uniform{d.minimum + by, d.maximum + by};
  }
  random::DistributionSpec operator()(random::Triangular d) const {
    return random::Triangular{d.minimum + by, d.mode + by, d.maximum + by};
  }
  random::DistributionSpec operator()(random::Quantiles d) const {
    for (auto& point : d.points) point.second += by;
    return d;
  }
};

}  // namespace

void optional_distribution(Reader& reader, std::string_view key, Quantity quantity,
                           std::optional<random::DistributionSpec>& out, std::string doc) {
  read(reader, key, false, quantity, out, std::move(doc));
}

void required_distribution(Reader& reader, std::string_view key, Quantity quantity,
                           std::optional<random::DistributionSpec>& out, std::string doc) {
  read(reader, key, true, quantity, out, std::move(doc));
}

random::DistributionSpec shifted(const random::DistributionSpec& spec, double by) {
  if (by == 0.0) return spec;
  return std::visit(Shift{by}, spec);
}

}  // namespace cloudsim::scenario
