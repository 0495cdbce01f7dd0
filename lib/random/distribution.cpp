// SPDX-License-Identifier: Apache-2.0
#include "random/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "base/check.hpp"

// What it does: exponential and log-normal from the ziggurat's standard variates, uniform, triangular and empirical
// quantiles by inverting the distribution function; each draw becomes a whole number at once.
// What it assumes: parameters that the reader of the scenario has validated (checked again when built).
// What it leaves out: correlation between draws; negative values (they become 0).

namespace cloudsim::random {

namespace {

double draw_one(const Uniform& d, Stream& stream) { return d.minimum + (d.maximum - d.minimum) * stream.uniform(); }

// F(x) = (x − a)² ÷ ((b − a)(m − a)) up to the mode m, 1 − (b − x)² ÷ ((b − a)(b − m)) beyond it.
double draw_one(const Triangular& d, Stream& stream) {
  const double u = stream.uniform();
  const double width = d.maximum - d.minimum;
  const double left = d.mode - d.minimum;
  if (u * width < left) return d.minimum + std::sqrt(u * width * left);
  return d.maximum - std::sqrt((1.0 - u) * width * (d.maximum - d.mode));
}

double draw_one(const Quantiles& d, Stream& stream) {
  const double u = stream.uniform();
  const auto above = std::upper_bound(d.points.begin(), d.points.end(), u,
                                      [](double value, const auto& point) { return value < point.first; });
  const auto& right = *above;  // exists: u < 1 and the last probability is 1
  const auto& left = *(above - 1);
  return left.second + (right.second - left.second) * ((u - left.first) / (right.first - left.first));
}

bool valid(const Constant&) { return true; }
bool valid(const Exponential& d) { return d.mean >= 0; }
bool valid(const Lognormal& d) { return d.sigma >= 0; }
bool valid(const Uniform& d) { return d.minimum <= d.maximum; }
bool valid(const Triangular& d) { return d.minimum <= d.mode && d.mode <= d.maximum; }
bool valid(const Quantiles& d) {
  if (d.points.size() < 2 || d.points.front().first != 0 || d.points.back().first != 1) return false;
  for (std::size_t i = 1; i < d.points.size(); ++i) {
    if (!(d.points[i - 1].first < d.points[i].first) || !(d.points[i - 1].second <= d.points[i].second)) return false;
  }
  return true;
}

}  // namespace

Distribution::Distribution(DistributionSpec spec) : spec_(std::move(spec)) {
  CLOUDSIM_CHECK(std::visit([](const auto& distribution) { return valid(distribution); }, spec_));
  if (const Constant* constant = std::get_if<Constant>(&spec_)) {
    constant_ = to_integer(constant->value);
  } else if (const Exponential* exponential = std::get_if<Exponential>(&spec_)) {
    form_ = Form::Exponential;
    scale_ = exponential->mean;
    layers_ = &exponential_layers();
  } else if (const Lognormal* lognormal = std::get_if<Lognormal>(&spec_)) {
    form_ = Form::Lognormal;
    location_ = lognormal->mu;
    scale_ = lognormal->sigma;
    layers_ = &normal_layers();
  } else {
    form_ = Form::Other;
  }
}

std::int64_t Distribution::draw_other(Stream& stream) const {
  if (form_ == Form::Lognormal) return to_integer(exp(location_ + scale_ * standard_normal(stream, *layers_)));
  if (const Uniform* uniform = std::get_if<Uniform>(&spec_)) return to_integer(draw_one(*uniform, stream));
  if (const Triangular* triangular = std::get_if<Triangular>(&spec_)) return to_integer(draw_one(*triangular, stream));
  return to_integer(draw_one(std::get<Quantiles>(spec_), stream));
}

}  // namespace cloudsim::random
