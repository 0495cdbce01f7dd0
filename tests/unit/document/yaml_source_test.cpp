// SPDX-License-Identifier: Apache-2.0
#include "document/yaml_source.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/diagnostic.hpp"

using namespace cloudsim;
using document::parse;
using document::Parsed;
using document::Value;

namespace {

/// "code@line:column" of every problem, in order.
std::string problems(const std::string& text) {
  std::string all;
  for (const Diagnostic& diagnostic : parse("f.yaml", text).diagnostics) {
    if (!all.empty()) all += " ";
    all += diagnostic.code + "@" + std::to_string(diagnostic.location.line) + ":" +
           std::to_string(diagnostic.location.column);
  }
  return all;
}

/// The line and the caret below it, as a terminal shows them.
std::string picture(const Location& where) {
  return line_of(where) + "\n" + std::string(where.column - 1, ' ') + std::string(where.length, '^');
}

}  // namespace

TEST_CASE("a tree keeps order, text, quotes and places") {
  const Parsed parsed = parse("f.yaml", "b: 010\na: [\"5\", {c: yes}]\nd:\n  - x y\n");
  REQUIRE(parsed.diagnostics.empty());
  const Value& root = parsed.root;
  REQUIRE(root.is_mapping());
  REQUIRE(root.members.size() == 3);
  CHECK(root.members[0].key == "b");
  CHECK(root.members[0].value.text == "010");  // text, not eight
  CHECK_FALSE(root.members[0].value.quoted);
  const Value* a = root.find("a");
  REQUIRE(a != nullptr);
  REQUIRE(a->items.size() == 2);
  CHECK(a->items[0].text == "5");
  CHECK(a->items[0].quoted);
  CHECK(a->items[1].find("c")->text == "yes");
  CHECK(a->location.line == 2);
  CHECK(a->location.column == 4);
  CHECK(root.find("d")->items[0].text == "x y");
  CHECK(root.find("d")->items[0].location.line == 4);
  CHECK(root.find("z") == nullptr);
  CHECK(root.location.source->name == "f.yaml");
}

TEST_CASE("JSON is read by the same path") {
  const Parsed parsed = parse("f.json", "{\"a\":1,\"b\":[true,null,\"x\\n\\u00f1\"],\n \"c\":{\"d\":-1.5e3}}\n");
  REQUIRE(parsed.diagnostics.empty());
  CHECK(parsed.root.find("a")->text == "1");
  CHECK(parsed.root.find("b")->items[1].is_null());
  CHECK(parsed.root.find("b")->items[2].text == "x\nñ");
  CHECK(parsed.root.find("c")->find("d")->text == "-1.5e3");
}

TEST_CASE("carets stand under what is meant, in bytes") {
  const Parsed parsed = parse("f.yaml", "ñandú: 7\nb: 'x y'\nlong: |\n  text\n  more\nc: plain words # note\n");
  REQUIRE(parsed.diagnostics.empty());
  const Location number = parsed.root.find("ñandú")->location;
  CHECK(number.line == 1);
  CHECK(number.column == 10);  // ñ and ú take two bytes each
  CHECK(number.length == 1);
  CHECK(picture(parsed.root.find("b")->location) == "b: 'x y'\n   ^^^^^");
  CHECK(picture(parsed.root.find("c")->location) == "c: plain words # note\n   ^^^^^^^^^^^");
  CHECK(picture(parsed.root.find("long")->location) == "long: |\n      ^");
  CHECK(picture(parsed.root.members[2].key_location) == "long: |\n^^^^");
}

TEST_CASE("a byte order mark is no part of the first key") {
  const Parsed parsed = parse("f.yaml",
                              "\xEF\xBB\xBF"
                              "a: 'ñ'\nb: 2\n");
  REQUIRE(parsed.diagnostics.empty());
  CHECK(parsed.root.members[0].key == "a");
  CHECK(parsed.root.members[0].key_location.column == 4);  // behind the mark's three bytes
  CHECK(parsed.root.members[0].value.location.column == 7);
  CHECK(parsed.root.members[0].value.location.length == 4);
  CHECK(parsed.root.members[1].value.location.column == 4);
}

TEST_CASE("Windows line ends change nothing") {
  const Parsed parsed = parse("f.yaml", "a:\r\n  b: x\r\n  c: \"y\"\r\n");
  REQUIRE(parsed.diagnostics.empty());
  CHECK(parsed.root.find("a")->find("b")->text == "x");
  CHECK(parsed.root.find("a")->find("b")->location.line == 2);
  CHECK(picture(parsed.root.find("a")->find("c")->location) == "  c: \"y\"\n     ^^^");
}

TEST_CASE("what is absent has a place too") {
  const Parsed parsed = parse("f.yaml", "a:\nb: ~\nc:\n-\n- 3\nd: [1, , 2]\ne: null\n");
  REQUIRE(parsed.diagnostics.empty());
  CHECK(parsed.root.find("a")->is_null());
  CHECK(parsed.root.find("a")->location.line == 1);  // the key; the parser's mark is on the next line
  CHECK(parsed.root.find("a")->location.column == 1);
  CHECK(parsed.root.find("b")->location.column == 4);
  CHECK(parsed.root.find("c")->items[0].location.line == 4);
  CHECK(parsed.root.find("d")->items[1].is_null());
  CHECK(picture(parsed.root.find("e")->location) == "e: null\n   ^^^^");
  CHECK(parse("f.yaml", "").root.is_null());
  CHECK(parse("f.yaml", "").diagnostics.empty());
  CHECK(parse("f.yaml", "# only a comment\n").root.is_null());
  CHECK(parse("f.yaml", "---\n").root.is_null());
}

TEST_CASE("the root may be anything: the caller decides") {
  CHECK(parse("f.yaml", "[1, 2]").root.is_sequence());
  CHECK(parse("f.yaml", "word").root.is_scalar());
  CHECK(parse("f.yaml", "---\na: 1\n...\n").root.is_mapping());
  CHECK(problems("%YAML 1.2\n---\na: 1\n") == "");
}

TEST_CASE("unclosed quotes, which the library accepts") {
  CHECK(problems("a: \"xx\nb: 1\n") == "yaml_unclosed_quote@1:4");
  CHECK(problems("a: 'xx\nb: 1\n") == "yaml_unclosed_quote@1:4");
  CHECK(problems("a: 'it''s\n") == "yaml_unclosed_quote@1:4");
  CHECK(problems("a: \"xx\nb: \"y\"\n") == "yaml_unclosed_quote@1:4");
  CHECK(problems("# it's fine\na: 1\nb: \"xx\n") == "yaml_unclosed_quote@3:4");
  CHECK(problems("\"a\": \"xx\n") == "yaml_unclosed_quote@1:6");
  CHECK(problems("a: \"x\\\"\n") == "yaml_unclosed_quote@1:4");
  CHECK(problems("a: \"x\n  y\"\nb: 'don''t'\n") == "");  // closed, on the next line
}

TEST_CASE("text after a quoted value") {
  CHECK(problems("a: \"x\" y\n") == "yaml_text_after_quote@1:8");
  CHECK(problems("a: 'it's'\n") == "yaml_text_after_quote@1:8");
}

TEST_CASE("duplicate keys, each at its place, the first one stays") {
  CHECK(problems("a: 1\nb: 2\na: 3\n") == "duplicate_key@3:1");
  CHECK(problems("x: {a: 1, a: 2, a: 3}\n") == "duplicate_key@1:11 duplicate_key@1:17");
  CHECK(problems("a: 1\n\"a\": 2\n") == "duplicate_key@2:1");
  const Parsed parsed = parse("f.yaml", "a: 1\nb: 2\na: 3\n");
  CHECK(parsed.root.members.size() == 2);
  CHECK(parsed.root.find("a")->text == "1");
  CHECK(std::get<std::int64_t>(parsed.diagnostics[0].arguments[1].value) == 1);  // the first one's line
}

TEST_CASE("a second document and trailing text, which the library ignores") {
  CHECK(problems("a: 1\n---\nb: 2\n") == "yaml_second_document@2:1");
  CHECK(problems("a: 1\n...\njunk\n") == "yaml_second_document@3:1");
  CHECK(problems("[1] junk\n") == "yaml_trailing_text@1:5");
  CHECK(problems("- a\nb: 1\n") == "yaml_trailing_text@2:1");
}

TEST_CASE("anchors, aliases, merge keys and tags are refused where they stand") {
  CHECK(problems("a: &x 1\nb: *x\n") == "yaml_anchor@1:4 yaml_alias@2:4");
  CHECK(problems("a: &x [*x]\n") == "yaml_anchor@1:4 yaml_alias@1:8");
  CHECK(problems("a: *x\n") == "yaml_alias@1:4");
  CHECK(problems("files: *.jpg\n") == "yaml_alias@1:8");
  CHECK(problems("<<: 1\n") == "yaml_merge_key@1:1");
  CHECK(problems("\"<<\": 1\n") == "");
  CHECK(problems("a: !!str 1\n") == "yaml_tag@1:4");
  CHECK(problems("a: !x [1]\n") == "yaml_tag@1:4");
  CHECK(problems("a: ! foo\n") == "yaml_tag@1:4");
  CHECK(problems("!x\na: 1\n") == "yaml_tag@1:1");
}

TEST_CASE("an alias bomb is refused without being walked") {
  std::string text = "a0: &a0 [x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 9; ++k) text += before + (k < 8 ? ", " : "]\n");
  }
  const Parsed parsed = parse("f.yaml", text);
  CHECK(parsed.diagnostics.size() == 100);  // and no more, however many there are
}

TEST_CASE("depth has a limit, below the library's own") {
  const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(problems(nested(32)) == "");
  CHECK(problems(nested(33)) == "yaml_too_deep@1:33");
  CHECK(problems(std::string(100'000, '[')).starts_with("yaml_too_deep@1:"));  // the library counts open ones twice
  std::string block;
  for (int i = 0; i < 40; ++i) block += std::string(2 * i, ' ') + "a:\n";
  CHECK(problems(block) == "yaml_too_deep@33:65");
}

TEST_CASE("size has limits") {
  const Parsed large = parse("f.yaml", "a: " + std::string(document::kMaxBytes, 'x'));
  REQUIRE(large.diagnostics.size() == 1);
  CHECK(large.diagnostics[0].code == "yaml_too_large");
  CHECK(std::get<std::string>(large.diagnostics[0].arguments[0].value) == "4MB");
  CHECK(large.diagnostics[0].location.line == 0);
  std::string many = "[";
  for (std::size_t i = 0; i <= document::kMaxValues; ++i) many += "1,";
  const Parsed parsed = parse("f.yaml", many + "1]");
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].code == "yaml_too_many_values");
  CHECK(parsed.root.is_null());
}

TEST_CASE("bytes that are no text") {
  CHECK(problems("a: ok\nb: \xFF\xFE\n") == "yaml_invalid_utf8@2:4");
  CHECK(problems("\xFF\xFE"
                 "a\0b\0") == "yaml_invalid_utf8@1:1");
  CHECK(problems(std::string("a: x\0y\n", 7)) == "yaml_control_character@1:5");
  CHECK(problems("a: \x1B[31mred\n") == "yaml_control_character@1:4");
  CHECK(problems("a: 1\rb: 2\r") == "yaml_control_character@1:5");
  CHECK(problems("a: \"x\\0y\"\n") == "yaml_control_character@1:4");  // legal YAML, no name of ours
  CHECK(problems("a: \"x\\ty\"\n") == "");
}

TEST_CASE("tabs in the indentation are called tabs") {
  CHECK(problems("a:\n\tb: 1\n") == "yaml_tab@2:1");
  CHECK(problems("a:\n  b: 1\n\tc: 2\n") == "yaml_tab@3:1");
  CHECK(problems("a:\n\t- 1\n") == "yaml_tab@2:1");
  CHECK(problems("\ta: 1\n") == "yaml_tab@1:1");
  CHECK(problems("a:\t1\n") == "");  // a tab between key and value is fine
}

TEST_CASE("the space after the colon") {
  CHECK(problems("a:1\n") == "yaml_space_after_colon@1:2");
  CHECK(problems("a: 1\nb:2\n") == "yaml_space_after_colon@2:2");
  CHECK(problems("a: 1\nb:2\nc: 3\n") == "yaml_space_after_colon@2:2");
  CHECK(problems("memory:512MB\ncpu: 1\n") == "yaml_space_after_colon@1:7");
  CHECK(problems("url: http://example.org/a:b\n") == "");
  CHECK(problems("at: 12:30\n") == "");
}

TEST_CASE("brackets and colons") {
  CHECK(problems("a: [1, 2\nb: 3\n") == "yaml_unclosed_bracket@1:4");
  CHECK(problems("a: {x: 1\nb: 3\n") == "yaml_unclosed_bracket@1:4");
  CHECK(problems("a: {x: 1") == "yaml_unclosed_bracket@1:4");
  CHECK(problems("a: {x: [1}") == "yaml_unclosed_bracket@1:8");
  CHECK(problems("a: ]\n") == "yaml_unexpected_bracket@1:4");
  CHECK(problems("a: {b: 1}}\n") == "yaml_unexpected_bracket@1:10");
  CHECK(problems("a: b: c\n") == "yaml_colon_in_value@1:5");
  CHECK(problems("a: - b\n") == "yaml_list_item_place@1:4");
  CHECK(problems("a: 1\n  b: 2\n") == "yaml_indentation@2:4");
  CHECK(problems("a:\n  b: 1\n c: 2\n") == "yaml_indentation@3:2");
}

TEST_CASE("characters that start no value, and escapes that do not exist") {
  CHECK(problems("a: @x\n") == "yaml_reserved_character@1:4");
  CHECK(problems("a: `x`\n") == "yaml_reserved_character@1:4");
  CHECK(problems("a: %x\n") == "yaml_reserved_character@1:4");
  CHECK(problems("a: \"\\q\"\n") == "yaml_bad_escape@1:7");
  CHECK(problems("a: \"\\xZZ\"\n").starts_with("yaml_bad_escape@1:"));
  CHECK(problems("a: \"\\ud800\"\n").starts_with("yaml_bad_escape@1:"));
}

TEST_CASE("keys are words") {
  CHECK(problems("? [a]\n: 1\n") == "yaml_complex_key@1:3");
  CHECK(problems("{a: 1}: 2\n") == "yaml_complex_key@1:1");
  CHECK(problems(": 1\n") == "yaml_empty_key@1:1");
  CHECK(problems("~: 1\n") == "yaml_empty_key@1:1");
}

TEST_CASE("several problems come at once, in reading order") {
  CHECK(problems("b: &x 1\na: 2\nb: 3\n<<: {a: 1, a: 2}\n") ==
        "yaml_anchor@1:4 duplicate_key@3:1 yaml_merge_key@4:1 duplicate_key@4:12");
}

TEST_CASE("the endless loop of the library's LoadAll is none here") {
  // Found by fuzzing; with LoadAll it never comes back.
  CHECK_FALSE(parse("f.yaml", ", { b : \" { b : \" , { b : ").diagnostics.empty());
  CHECK_FALSE(parse("f.yaml", "a: 1\n...\n]\n").diagnostics.empty());
}

TEST_CASE("whatever bytes come, parse returns") {
  // Every prefix of a document with all kinds of syntax, and with one byte replaced.
  const std::string text = "a: {b: [1, 'x''y', \"z\\n\"], ? c : ~}\nd:\n  - |\n    t\n  - &e *e\n  - !f g\n---\nh\n";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    parse("f.yaml", text.substr(0, cut));
    for (const char c : {'"', '\'', '[', '{', '}', ']', ':', '-', '\t', '\n', '#', '&', '*', '!', '|', '\xFF', '\0'}) {
      std::string changed = text;
      if (cut < changed.size()) changed[cut] = c;
      for (const Diagnostic& diagnostic : parse("f.yaml", changed).diagnostics) {
        REQUIRE(diagnostic.code.size() > 3);
        REQUIRE(diagnostic.location.line <= 9);
      }
    }
  }
}
