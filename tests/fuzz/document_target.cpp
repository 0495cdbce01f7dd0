// SPDX-License-Identifier: Apache-2.0
// Arbitrary bytes through the one place that reads text: parse, walk the tree, read every scalar as every type, quote
// every problem, set a value. Nothing may crash, hang, or report a place outside of the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/diagnostic.hpp"
#include "base/text.hpp"
#include "document/edit.hpp"
#include "document/read_scalar.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"

using namespace cloudsim;
using document::Reader;
using document::Value;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_place(const Location& where) {
  require(where.source != nullptr);
  const std::string line = line_of(where);
  if (where.line == 0) return;
  require(where.column >= 1);
  require(where.column <= line.size() + 2);  // one behind the end, and a line end of two bytes
}

void check_problems(const Diagnostics& diagnostics) {
  std::size_t shown = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    require(!diagnostic.code.empty());
    require(!invalid_utf8(diagnostic.suggestion).has_value());
    for (const Argument& argument : diagnostic.arguments) {
      const auto* text = std::get_if<std::string>(&argument.value);
      require(text == nullptr || !invalid_utf8(*text).has_value());
    }
    if (++shown <= 20) check_place(diagnostic.location);  // quoting a line searches for it from the start
  }
}

/// The tree as a Reader of any shape would see it.
void walk(const Value& value, int depth, Diagnostics& diagnostics) {
  require(depth <= static_cast<int>(document::kMaxDepth));
  if (value.is_scalar()) {
    const document::Rule rule{.minimum = 1, .maximum = 10};
    bool flag = false;
    std::int64_t whole = 0;
    double number = 0;
    Duration duration;
    Bytes bytes;
    Rate rate;
    Bandwidth bandwidth;
    Money money;
    read_scalar(value, "x", flag, rule, diagnostics);
    read_scalar(value, "x", whole, rule, diagnostics);
    read_scalar(value, "x", number, rule, diagnostics);
    read_scalar(value, "x", duration, rule, diagnostics);
    read_scalar(value, "x", bytes, rule, diagnostics);
    read_scalar(value, "x", rate, rule, diagnostics);
    read_scalar(value, "x", bandwidth, rule, diagnostics);
    read_scalar(value, "x", money, rule, diagnostics);
    document::read_ratio(value, "x", number, rule, diagnostics);
    document::read_millicpu(value, "x", whole, rule, diagnostics);
    require(whole >= 0 && duration.ns >= 0 && bytes.count >= 0);
  }
  for (const Value& item : value.items) walk(item, depth + 1, diagnostics);
  if (value.is_mapping()) {
    Reader reader(value, diagnostics);
    std::string name;
    reader.optional("name", name);
    reader.one_of({{"a", [](Reader&) {}}, {"b", [](Reader&) {}}});
    reader.finish();
  }
  for (const Value::Member& member : value.members) {
    require(value.find(member.key) == &member.value);  // unique
    walk(member.value, depth + 1, diagnostics);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  document::Parsed parsed = document::parse("fuzz.yaml", text);
  check_problems(parsed.diagnostics);
  Diagnostics problems;
  walk(parsed.root, 0, problems);
  sort_by_position(problems);
  check_problems(problems);

  const std::size_t equals = text.find('=');
  if (equals != std::string::npos) {
    const std::string path = text.substr(0, equals);
    check_problems(document::set_value(parsed.root, path, text.substr(equals + 1)));
  }
  return 0;
}
