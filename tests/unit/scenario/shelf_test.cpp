// SPDX-License-Identifier: Apache-2.0
#include "scenario/shelf.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace cloudsim;

namespace {

std::shared_ptr<const Source> file(const std::string& name, const std::string& text) {
  return std::make_shared<const Source>(Source{name, text});
}

}  // namespace

TEST_CASE("a text is read once, and again when its name, its words or the wish differ") {
  scenario::Shelf<std::string> shelf;
  Diagnostics problems;
  int made = 0;
  const auto get = [&](const std::string& name, const std::string& text, const std::string& wish) {
    return shelf.get({file(name, text)}, wish, problems, [&] {
      ++made;
      return std::make_shared<const std::string>(text + wish);
    });
  };
  const auto first = get("aws.yaml", "prices", "us-east-1");
  CHECK(get("aws.yaml", "prices", "us-east-1") == first);
  CHECK(made == 1);
  CHECK(*get("aws.yaml", "prices", "eu-west-1") == "priceseu-west-1");
  CHECK(*get("aws.yaml", "other prices", "us-east-1") == "other pricesus-east-1");
  CHECK(*get("mine.yaml", "prices", "us-east-1") == "pricesus-east-1");
  CHECK(made == 4);
}

TEST_CASE("what came with problems is made anew, so that they are told each time") {
  scenario::Shelf<int> shelf;
  for (int time = 1; time <= 2; ++time) {
    Diagnostics problems;
    const auto thing = shelf.get({file("a", "b")}, "", problems, [&] {
      problems.push_back({Severity::Warning, "odd", {}, {}, {}});
      return std::make_shared<const int>(time);
    });
    CHECK(*thing == time);
    CHECK(problems.size() == 1);
  }
}

TEST_CASE("a shelf keeps a few only") {
  scenario::Shelf<int> shelf;
  const Diagnostics none;
  int made = 0;
  const auto get = [&](int number) {
    return shelf.get({file(std::to_string(number), "")}, "", none, [&] { return std::make_shared<const int>(++made); });
  };
  for (int number = 0; number < 20; ++number) get(number);
  get(19);
  CHECK(made == 20);
  get(0);
  CHECK(made == 21);
}
