// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/sample_run.hpp"

using namespace cloudsim;

namespace {

const report::Row* find_row(const report::Table& table, const std::string& key) {
  for (const report::Section& section : table.sections) {
    for (const report::Row& row : section.rows) {
      if (row.key == key) return &row;
    }
  }
  return nullptr;
}

}  // namespace

TEST_CASE("sections and rows in their order, one cell per deployment") {
  const report::Table table = report::compare(test::sample_run());
  CHECK(table.columns == std::vector<std::string>{"servers", "functions"});
  REQUIRE(table.sections.size() == 5);
  CHECK(table.sections[0].key == "effort");
  CHECK(table.sections[4].key == "errors");
  for (const report::Section& section : table.sections) {
    for (const report::Row& row : section.rows) CHECK(row.cells.size() == 2);
  }
  const report::Row* setup = find_row(table, "setup_minutes");
  REQUIRE(setup != nullptr);
  CHECK(std::get<Duration>(*setup->cells[0]) == Duration::minutes(30));
  CHECK(std::get<Money>(*find_row(table, "bill_total")->cells[1]) == test::usd("0.022320036"));
  CHECK(std::get<double>(*find_row(table, "idle_share")->cells[0]) == 0.98);
  CHECK(std::get<std::int64_t>(*find_row(table, "cold_starts")->cells[1]) == 134);
}

TEST_CASE("rows that say nothing for any deployment are left out; missing values are empty") {
  result::RunResult run = test::sample_run();
  CHECK(find_row(report::compare(run), "hosts_peak") == nullptr);
  run.deployments[1].capacity.hosts_peak = 3;
  CHECK(find_row(report::compare(run), "hosts_peak") != nullptr);
  run.deployments[0].latency.reset();
  run.deployments[0].milestones.first_answer.reset();
  const report::Table table = report::compare(run);
  CHECK_FALSE(find_row(table, "latency_p95")->cells[0].has_value());
  CHECK(find_row(table, "latency_p95")->cells[1].has_value());
  CHECK_FALSE(find_row(table, "first_answer")->cells[0].has_value());
}
