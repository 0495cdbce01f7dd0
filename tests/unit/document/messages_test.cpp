// SPDX-License-Identifier: Apache-2.0
// Every problem that this module reports has its words, and carries exactly the arguments that the words are filled
// with.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "document/edit.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"

using namespace cloudsim;
using document::parse;
using document::Reader;
using document::Value;

namespace {

Value file(const std::string& path) {
  std::ifstream stream(std::string(CLOUDSIM_SOURCE_DIR) + "/" + path);
  REQUIRE(stream.good());
  document::Parsed parsed = parse(path, std::string{std::istreambuf_iterator<char>(stream), {}});
  REQUIRE(parsed.diagnostics.empty());
  return parsed.root;
}

/// A mapping with one key of each kind, every one with a rule.
void read_all(Reader& reader) {
  bool flag = false;
  std::int64_t whole = 0;
  double number = 0;
  Duration duration;
  Bytes bytes;
  Rate rate;
  Bandwidth bandwidth;
  Money money;
  std::string word;
  reader.required("required", word);
  reader.optional("flag", flag);
  reader.optional("whole", whole, {.minimum = 1, .maximum = 5});
  reader.optional("number", number, {.minimum = 0, .exclusive_minimum = true});
  reader.optional("duration", duration, {.minimum = 1});
  reader.optional("bytes", bytes, {.maximum = 1024});
  reader.optional("rate", rate);
  reader.optional("bandwidth", bandwidth);
  reader.optional("money", money);
  reader.optional("word", word, {.choices = {"a", "b"}});
  reader.optional_ratio("ratio", number);
  reader.optional_millicpu("cpu", whole);
  reader.optional_object("object", [](Reader&) {});
  reader.required_list("list", 1, [](Reader&, std::size_t) {});
  reader.one_of({{"one", [](Reader&) {}}, {"two", [](Reader&) {}}});
  reader.finish();
}

Diagnostics all_problems() {
  const std::vector<std::string> texts{
      std::string(document::kMaxBytes + 1, ' '),
      std::string(40, '['),
      "\xFF",
      "\x01",
      "a: 1\n---\nb: 1",
      "[1] x",
      "%YAML 3.0\n---\na: 1",
      "a: \"x",
      "a: \"x\" y",
      "a: [1",
      "a: ]",
      "a:\n\tb: 1",
      "a:1",
      "a: b: c",
      "a:\n  b: 1\n c: 2",
      "a: - b",
      "a: @",
      "a: \"\\q\"",
      "a: &x 1\nb: *x",
      "<<: 1\n: 2\n? [a]\n: 3\n",
      "a: !x 1",
      "a: 1\na: 2",
      "required: x\nlist: [{}]\none: 1\ntwo: 2\nthree: 3",
      "{}",
      "required:\nlist: []\nobject: 3\nwhole: \"5\"\nflag: perhaps",
      "required: [x]\nlist: 3\nwhole: 1.5\nnumber: x\nduration: 5\nbytes: 5\nrate: 5\nbandwidth: 5\nratio: x\ncpu: x\n"
      "money: x\nword: c",
      "whole: 7\nnumber: 0\nduration: 1ms\nbytes: 1GB",
      "[1]",
  };
  Diagnostics all;
  for (const std::string& text : texts) {
    document::Parsed parsed = parse("f.yaml", text);
    all.insert(all.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    if (!has_errors(parsed.diagnostics)) {
      Reader reader(parsed.root, all);
      read_all(reader);
    }
  }
  std::string many = "[";
  for (std::size_t i = 0; i <= document::kMaxValues; ++i) many += "1,";
  const document::Parsed too_many = parse("f.yaml", many + "]");
  all.insert(all.end(), too_many.diagnostics.begin(), too_many.diagnostics.end());

  Value tree = parse("f.yaml", "names: [{name: x}]\nnumbers: [1]\nword: w\n").root;
  for (const char* path : {"a..b", "names.y", "numbers.7", "word.x"}) {
    for (const Diagnostic& problem : document::set_value(tree, path, "1")) all.push_back(problem);
  }
  return all;
}

}  // namespace

TEST_CASE("every code has words in both languages and exactly their arguments, and every text is used") {
  const Value schema = file("locales/schema/errors_document.yaml");
  const Value english = file("locales/en/errors_document.yaml");
  const Value spanish = file("locales/es/errors_document.yaml");
  const Value* in_english = english.find("en")->find("error");
  const Value* in_spanish = spanish.find("es")->find("error");
  REQUIRE(in_english != nullptr);
  REQUIRE(in_spanish != nullptr);

  std::set<std::string> reported;
  for (const Diagnostic& problem : all_problems()) {
    CAPTURE(problem.code);
    reported.insert(problem.code);
    const Value* declared = schema.find("error." + problem.code);
    REQUIRE(declared != nullptr);
    CHECK(in_english->find(problem.code) != nullptr);
    CHECK(in_spanish->find(problem.code) != nullptr);
    std::set<std::string> expected;
    for (const Value::Member& argument : declared->find("args")->members) expected.insert(argument.key);
    std::set<std::string> got;
    for (const Argument& argument : problem.arguments) {
      got.insert(argument.key);
      const Value* kind = declared->find("args")->find(argument.key);
      REQUIRE(kind != nullptr);
      CAPTURE(argument.key);
      const std::map<std::string, std::size_t> index{{"int", 0}, {"text", 5}, {"list(and)", 6}, {"list(or)", 6}};
      CHECK(argument.value.index() == index.at(kind->text));
    }
    CHECK(got == expected);
  }
  for (const Value::Member& member : schema.members) {
    CAPTURE(member.key);
    CHECK(reported.count(member.key.substr(std::string("error.").size())) == 1);
  }
  CHECK(in_english->members.size() == schema.members.size());
  CHECK(in_spanish->members.size() == schema.members.size());
}
