// SPDX-License-Identifier: Apache-2.0
#include "verification/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/number.hpp"
#include "billing/usage.hpp"
#include "metrics/confidence.hpp"
#include "session/run.hpp"
#include "verification/formulas.hpp"
#include "verification/quantities.hpp"

namespace cloudsim::verification {
namespace {

using result::Basis;
using result::VerifiedCheck;
using result::VerifiedValue;

constexpr double kDeviations = 3;  // a true simulator fails one value in 370 by chance; seeds are fixed, so never twice

int decimals_of(const std::string& text) {
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

std::string fixed(double value, int decimals) { return fmt::format("{:.{}f}", value, decimals); }

double half_digit(int decimals) {
  double power = 1;
  for (int i = 0; i < decimals; ++i) power *= 10;
  return 0.5 / power;
}

/// Shown with as many digits as it takes to see something of it.
std::string tolerance_text(double tolerance, int decimals) {
  if (tolerance == 0) return "0";
  int digits = decimals + 1;
  while (digits < 12 && tolerance < 10 * half_digit(digits)) ++digits;
  return fixed(tolerance, digits);
}

VerifiedValue judge(const Expectation& expected, double got, double tolerance, bool narrow_enough = true) {
  const int decimals = decimals_of(expected.published);
  const double published = parse_number(expected.published).value_or(0);
  VerifiedValue value;
  value.quantity = expected.quantity;
  value.expected = expected.published;
  value.got = fixed(got, decimals);
  value.tolerance = tolerance_text(tolerance, decimals);
  value.basis = expected.basis;
  value.from = expected.from;
  const double slack = 1e-12 * std::fabs(published);  // of binary fractions
  value.passed = narrow_enough && std::fabs(got - published) <= tolerance + slack;
  return value;
}

template <class Check>
VerifiedCheck begin(const Check& check, const char* kind) {
  VerifiedCheck out;
  out.id = check.id;
  out.kind = kind;
  out.title = check.title;
  out.source = check.source;
  return out;
}

Diagnostic about(const CheckList& list, const char* code, Arguments arguments) {
  Diagnostic problem;
  problem.code = code;
  problem.arguments = std::move(arguments);
  problem.location.source = list.source;
  return problem;
}

class Verifier {
 public:
  Verifier(const CheckList& list, const scenario::FileReader& files, const VerifyOptions& options)
      : list_(list), files_(files), options_(options) {
    for (const RunCheck& check : list.runs) all_runs_ += replications(check);
  }

  VerifiedCheck theory(const TheoryCheck& check) {
    VerifiedCheck out = begin(check, "theory");
    const Formula* formula = find_formula(check.formula);
    out.formula = check.formula;
    for (std::size_t i = 0; i < check.inputs.size(); ++i) out.inputs.emplace_back(formula->symbols[i], check.inputs[i]);
    for (const Expectation& expected : check.expected) {
      const auto got = evaluate(check.formula, check.inputs, expected.quantity);
      if (!got) {
        problems.push_back(about(list_, "verification_no_measure",
                                 {{"quantity", expected.quantity}, {"formula", check.formula}, {"id", check.id}}));
        continue;
      }
      out.values.push_back(judge(expected, *got, half_digit(decimals_of(expected.published))));
    }
    return out;
  }

  VerifiedCheck run(const RunCheck& check) {
    VerifiedCheck out = begin(check, "runs");
    out.replications = replications(check);
    if (out.replications == 0) return out;
    const auto source = file(check.scenario, check.id);
    if (source == nullptr) return out;
    auto loaded = scenario::load(source, {}, files_);
    if (!loaded) {
      problems.insert(problems.end(), loaded.error().begin(), loaded.error().end());
      return out;
    }
    const auto data = session::load_data(loaded->scenario, files_);
    if (!data) {
      problems.insert(problems.end(), data.error().begin(), data.error().end());
      return out;
    }
    std::vector<metrics::Estimate> estimates(check.expected.size());
    std::vector<bool> there(check.expected.size(), true);
    const std::uint64_t first_seed = loaded->scenario.seed;
    for (std::int64_t i = 0; i < out.replications; ++i) {
      loaded->scenario.seed = first_seed + static_cast<std::uint64_t>(i);
      const result::RunResult result = session::run(loaded->scenario, *data);
      for (std::size_t row = 0; row < estimates.size(); ++row) {
        const Expectation& expected = check.expected[row];
        const auto got = quantity_of(result.deployments.front(), expected.quantity, expected.from);
        there[row] = there[row] && got.has_value();
        estimates[row].add(got.value_or(0));
      }
      ++runs_done_;
      if (options_.progress) options_.progress(static_cast<double>(runs_done_) / static_cast<double>(all_runs_));
    }
    for (std::size_t row = 0; row < estimates.size(); ++row) {
      const Expectation& expected = check.expected[row];
      if (!judges(expected)) continue;
      out.values.push_back(judge_run(expected, estimates[row]));
      if (there[row]) continue;
      out.values.back().got = "–";
      out.values.back().passed = false;
    }
    return out;
  }

  VerifiedCheck bill(const BillCheck& check) {
    VerifiedCheck out = begin(check, "bills");
    const auto source = file(check.usage, check.id);
    if (source == nullptr) return out;
    const auto usage = billing::read_usage(source, problems);
    if (!usage) return out;
    const auto prices = session::load_price_list(usage->list, usage->region, files_, problems);
    if (!prices || !billing::check_usage(*usage, *prices, problems)) return out;
    const result::Bill bill = billing::price_usage(*usage, *prices);
    for (const Expectation& expected : check.expected) out.values.push_back(judge_bill(expected, bill));
    return out;
  }

  Diagnostics problems;

 private:
  bool judges(const Expectation& expected) const {
    return !options_.short_form || (!expected.long_only && expected.basis != Basis::Interval);
  }
  /// 0 when the short form can judge nothing of it.
  std::int64_t replications(const RunCheck& check) const {
    if (!options_.short_form) return check.replications;
    const auto judged = [this](const Expectation& expected) { return judges(expected); };
    return std::any_of(check.expected.begin(), check.expected.end(), judged) ? 1 : 0;
  }

  std::shared_ptr<const Source> file(const std::string& path, const std::string& id) {
    auto source = scenario::find_file(path, files_, list_.source->name);
    if (source == nullptr) problems.push_back(about(list_, "verification_no_file", {{"path", path}, {"id", id}}));
    return source;
  }

  static VerifiedValue judge_run(const Expectation& expected, const metrics::Estimate& estimate) {
    const auto runs = static_cast<double>(estimate.count());
    // A mean of n runs differs from another's of m by a standard deviation of √(1/n + 1/m) of one run's.
    const double spread = std::sqrt(1 / runs + (expected.of > 0 ? 1 / static_cast<double>(expected.of) : 0));
    switch (expected.basis) {
      case Basis::Exact:
        return judge(expected, estimate.mean(), 0);
      case Basis::LastDigit:
        return judge(expected, estimate.mean(), half_digit(decimals_of(expected.published)));
      case Basis::Deviation:
        return judge(expected, estimate.mean(), kDeviations * expected.deviation * spread);
      case Basis::Interval: {
        const double half = estimate.half_width(metrics::Confidence::Percent999) * spread * std::sqrt(runs);
        const double widest = expected.narrow * std::fabs(parse_number(expected.published).value_or(0));
        return judge(expected, estimate.mean(), half, half <= widest);
      }
    }
    return {};
  }

  static VerifiedValue judge_bill(const Expectation& expected, const result::Bill& bill) {
    Money amount = bill.total;
    bool found = expected.quantity == "total";
    for (const result::BillLine& line : bill.lines) {
      if (line.meter != expected.quantity) continue;
      amount = line.amount;
      found = true;
    }
    const int decimals = decimals_of(expected.published);
    VerifiedValue value;
    value.quantity = expected.quantity;
    value.expected = expected.published;
    value.got = found ? to_decimal(round_half_up(amount, decimals), decimals) : "–";
    value.tolerance = tolerance_text(half_digit(decimals), decimals);
    value.basis = Basis::LastDigit;
    value.passed = value.got == value.expected;
    return value;
  }

  const CheckList& list_;
  const scenario::FileReader& files_;
  const VerifyOptions& options_;
  std::int64_t all_runs_ = 0;
  std::int64_t runs_done_ = 0;
};

}  // namespace

tl::expected<result::Verification, Diagnostics> verify(const CheckList& list, const scenario::FileReader& files,
                                                       const VerifyOptions& options) {
  Verifier verifier(list, files, options);
  result::Verification out;
  out.version = CLOUDSIM_VERSION;
  out.short_form = options.short_form;
  for (const TheoryCheck& check : list.theory) out.checks.push_back(verifier.theory(check));
  for (const BillCheck& check : list.bills) out.checks.push_back(verifier.bill(check));
  for (const RunCheck& check : list.runs) {
    VerifiedCheck checked = verifier.run(check);
    if (!checked.values.empty()) out.checks.push_back(std::move(checked));
  }
  if (has_errors(verifier.problems)) return tl::make_unexpected(std::move(verifier.problems));
  return out;
}

}  // namespace cloudsim::verification
