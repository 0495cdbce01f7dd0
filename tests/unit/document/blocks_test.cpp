// SPDX-License-Identifier: Apache-2.0
#include "document/blocks.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cloudsim;
using document::Block;
using document::read_blocks;

namespace {

std::vector<Block> read(const std::string& text, Diagnostics& problems) {
  return read_blocks(std::make_shared<Source>(Source{"L01.md", text}), problems);
}

}  // namespace

TEST_CASE("a block is all lines below its id, without empty ones at both ends") {
  Diagnostics problems;
  const auto blocks = read(
      "<!-- SPDX -->\n<!-- id: title -->\nOne host\n\n<!-- id: aim.slo.x -->\n\nFind it.\r\n\n- one\n\n<!-- id: open "
      "-->\n",
      problems);
  CHECK(problems.empty());
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].id == "title");
  CHECK(blocks[0].text() == "One host");
  CHECK(blocks[0].where.line == 2);
  CHECK(blocks[0].first_line == 3);
  CHECK(blocks[1].id == "aim.slo.x");
  CHECK(blocks[1].text() == "Find it.\n\n- one");
  CHECK(blocks[1].first_line == 7);
  CHECK(blocks[2].text().empty());
  CHECK(blocks[2].first_line == 0);
}

TEST_CASE("text without an id, an id twice and a bad id are problems with their lines") {
  Diagnostics problems;
  const auto blocks = read("Lost words.\n<!-- id: a -->\nx\n<!-- id: a -->\ny\n<!-- id: not good -->\nz\n", problems);
  CHECK(blocks.size() == 3);
  REQUIRE(problems.size() == 3);
  CHECK(problems[0].code == "block_without_id");
  CHECK(problems[0].location.line == 1);
  CHECK(problems[1].code == "block_id_twice");
  CHECK(problems[1].location.line == 4);
  CHECK(problems[2].code == "block_bad_id");
  CHECK(problems[2].location.line == 6);
}
