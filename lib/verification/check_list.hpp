// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/time.hpp"
#include "result/verification.hpp"

namespace cloudsim::verification {

using Titles = std::vector<std::pair<std::string, std::string>>;  ///< language tag → text

/// A published number, and how far a true simulator may be from it.
struct Expectation {
  std::string quantity;   ///< of quantities(), of a formula's measures, or a meter of the bill; "total" of a bill
  std::string published;  ///< decimal text, digits as published
  result::Basis basis = result::Basis::Exact;
  double deviation = 0;    ///< Deviation: published standard deviation of one run
  std::int64_t of = 1;     ///< Deviation, Interval: runs behind the published mean; 0 = a formula, which does not vary
  double narrow = 0;       ///< Interval: widest half-width allowed, as a share of the published number
  Duration from{};         ///< leave out what came before
  bool long_only = false;  ///< the short form has too few runs to judge it
};

struct TheoryCheck {
  std::string id, source;
  Titles title;
  std::string formula;
  std::vector<double> inputs;  ///< in the order of the formula's needs
  std::vector<Expectation> expected;
};

struct RunCheck {
  std::string id, source;
  Titles title;
  std::string scenario;           ///< path of a scenario with one deployment
  std::int64_t replications = 1;  ///< seeds from the scenario's on
  std::vector<Expectation> expected;
};

struct BillCheck {
  std::string id, source;
  Titles title;
  std::string usage;  ///< path of a usage file
  std::vector<Expectation> expected;
};

/// A list of checks, as `cloudsim verify` reads it.
struct CheckList {
  std::shared_ptr<const Source> source;
  std::vector<TheoryCheck> theory;
  std::vector<RunCheck> runs;
  std::vector<BillCheck> bills;
};

/// Text → list. Every problem goes to `diagnostics`; empty when one is an error. Files that it names are not opened.
std::optional<CheckList> read_check_list(std::shared_ptr<const Source> source, Diagnostics& diagnostics);

}  // namespace cloudsim::verification
