// SPDX-License-Identifier: Apache-2.0
#include "page/withheld.hpp"

#include <doctest/doctest.h>

using cloudsim::page::Withholding;

TEST_CASE("a part stands for all below it, and only for the deployments that it names") {
  const Withholding all({{"effort.monthly", {}, "later"}, {"bill", {"server"}, "after the bet"}});
  REQUIRE(all.find("effort.monthly", "server") != nullptr);
  CHECK(all.find("effort.monthly", "functions")->note == "later");
  CHECK(all.find("effort.monthly.lines") != nullptr);
  CHECK(all.find("effort") == nullptr);
  CHECK(all.find("effort.monthly_minutes") == nullptr);  // another word, not a part of this one
  CHECK(all.find("bill", "server") != nullptr);
  CHECK(all.find("bill", "functions") == nullptr);
  CHECK(all.find("bill") == nullptr);
}
