// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include "billing/invoice.hpp"
#include "billing/price_list.hpp"

/// Price lists for tests: the shipped ones, and small ones that are typed in place.
namespace cloudsim::billing {

inline std::shared_ptr<const Source> source_of(const std::string& path) {
  std::ifstream file(std::string(CLOUDSIM_SOURCE_DIR) + "/" + path);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return std::make_shared<Source>(Source{path, text.str()});
}

inline std::string words_of(const Diagnostics& diagnostics) {
  std::string words;
  for (const Diagnostic& problem : diagnostics) {
    words += problem.location.source ? problem.location.source->name : "";
    words += ":" + std::to_string(problem.location.line) + ":" + std::to_string(problem.location.column) + " " +
             problem.code + "[" + problem.suggestion + "]\n";
  }
  return words;
}

inline PriceList shipped(const std::string& name, const std::string& region) {
  Diagnostics diagnostics;
  auto list = read_price_list(name, source_of("scenarios/prices/" + name + ".yaml"), region, diagnostics);
  INFO(words_of(diagnostics));
  REQUIRE(list.has_value());
  return *list;
}

/// A list of one region "r" with the given rows: `meters` as under `meters:`, `prices` as under `prices:`, each row
/// indented by two spaces.
inline std::shared_ptr<const Source> typed_source(const std::string& meters, const std::string& prices) {
  std::string indented = "        " + prices;
  for (std::size_t at = indented.find('\n'); at != std::string::npos; at = indented.find('\n', at + 1))
    indented.insert(at + 1, "        ");
  return std::make_shared<Source>(Source{"typed.yaml", "price_list: 1\nsources: {test: a test}\nmeters:\n" + meters +
                                                           "\nregions:\n  r:\n    as_of: now\n    complete: true\n"
                                                           "    services: [ec2]\n    blocks:\n"
                                                           "    - source: test\n      as_of: now\n"
                                                           "      confidence: high\n      prices:\n" +
                                                           indented + "\n"});
}

inline PriceList typed(const std::string& meters, const std::string& prices) {
  Diagnostics diagnostics;
  auto list = read_price_list("typed", typed_source(meters, prices), "r", diagnostics);
  INFO(words_of(diagnostics));
  REQUIRE(list.has_value());
  return *list;
}

/// What was used, in the facts' way: one interval of one meter.
inline result::Bill bill_of(const PriceList& prices, const std::string& meter, std::int64_t amount, Duration time,
                            const BillOptions& options = {}) {
  trace::Meters meters;
  const MeterId id = meters.intern(meter);
  UsageMeter usage(meters, prices);
  usage.on(trace::Fact{SimTime{}, FactId{0}, FactId::none(),
                       trace::UsageRecorded{id, amount, SimTime{}, SimTime{time.ns}, ServerId{0}}});
  return make_bill(usage, prices, options);
}

inline std::string total_of(const result::Bill& bill) { return to_decimal(bill.total, 2); }

}  // namespace cloudsim::billing
