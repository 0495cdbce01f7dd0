// SPDX-License-Identifier: Apache-2.0
#include "document/scalar_extent.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "document/yaml_source.hpp"

using namespace cloudsim;

namespace {

/// The bytes of the value of key `a` in this text.
std::string extent_of(const std::string& text) {
  const document::Parsed parsed = document::parse("t.yaml", text);
  REQUIRE(parsed.diagnostics.empty());
  const document::Value* value = parsed.root.find("a");
  REQUIRE(value != nullptr);
  const auto extent = document::scalar_extent(value->location);
  REQUIRE(extent);
  return text.substr(extent->first, extent->second - extent->first);
}

}  // namespace

TEST_CASE("a scalar's bytes, in every way to write it") {
  CHECK(extent_of("a: plain words  # remark\nb: c\n") == "plain words");
  CHECK(extent_of("a: \"quoted \\\" # inside\" # remark\n") == "\"quoted \\\" # inside\"");
  CHECK(extent_of("a: 'it''s'\n") == "'it''s'");
  CHECK(extent_of("{b: 1, a: in brackets, c: 2}") == "in brackets");
  CHECK(extent_of("{b: '}', a: last}") == "last");
  CHECK(extent_of("a: >-\n  folded\n\n  lines\nb: c\n") == ">-\n  folded\n\n  lines");
  CHECK(extent_of("a: plain\n  goes on\nb: c") == "plain\n  goes on");
  CHECK(extent_of("a: \"two\n  lines\"\n") == "\"two\n  lines\"");
}

TEST_CASE("no place, no extent; quoting keeps what a text says") {
  CHECK_FALSE(document::scalar_extent({}));
  CHECK_FALSE(document::scalar_extent({std::make_shared<Source>(Source{"t", "a"}), 7, 1, 1}));
  const std::string text = "say \"hi\" \\ and\ngo";
  const document::Parsed parsed = document::parse("t.yaml", "a: " + document::quoted_scalar(text));
  REQUIRE(parsed.root.find("a") != nullptr);
  CHECK(parsed.root.find("a")->text == text);
}
