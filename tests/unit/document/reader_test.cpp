// SPDX-License-Identifier: Apache-2.0
#include "document/reader.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "document/yaml_source.hpp"

using namespace cloudsim;
using document::parse;
using document::Reader;
using document::Rule;
using document::Value;

namespace {

struct Outcome {
  Diagnostics diagnostics;

  /// "code@line:column" of every problem in reading order, "?word" behind it for a suggestion.
  std::string problems() const {
    Diagnostics sorted = diagnostics;
    sort_by_position(sorted);
    std::string all;
    for (const Diagnostic& diagnostic : sorted) {
      if (!all.empty()) all += " ";
      all += diagnostic.code + "@" + std::to_string(diagnostic.location.line) + ":" +
             std::to_string(diagnostic.location.column);
      if (!diagnostic.suggestion.empty()) all += "?" + diagnostic.suggestion;
    }
    return all;
  }

  std::string argument(const std::string& key) const {
    for (const Argument& argument : diagnostics.at(0).arguments) {
      if (argument.key != key) continue;
      if (const auto* number = std::get_if<std::int64_t>(&argument.value)) return std::to_string(*number);
      if (const auto* text = std::get_if<std::string>(&argument.value)) return *text;
      std::string words;
      for (const std::string& word : std::get<std::vector<std::string>>(argument.value)) words += word + ",";
      return words;
    }
    return "(absent)";
  }
};

Outcome read(const std::string& text, const std::function<void(Reader&)>& body) {
  document::Parsed parsed = parse("f.yaml", text);
  REQUIRE(parsed.diagnostics.empty());
  Outcome outcome;
  Reader reader(parsed.root, outcome.diagnostics);
  body(reader);
  reader.finish();
  return outcome;
}

/// Reads one required scalar under the key "x".
template <class T>
Outcome read_x(const std::string& value, T& out, const Rule& rule = {}) {
  return read("x: " + value + "\n", [&](Reader& reader) { reader.required("x", out, rule); });
}

}  // namespace

TEST_CASE("scalars of every type") {
  bool flag = false;
  std::int64_t whole = 0;
  std::uint32_t small = 0;
  std::uint64_t large = 0;
  double number = 0;
  Duration duration;
  SimTime instant;
  Bytes bytes;
  Rate rate;
  Bandwidth bandwidth;
  Money money;
  std::string text;
  double ratio = 0;
  std::int64_t millicpu = 0;
  const Outcome outcome = read(
      "flag: on\nwhole: -7\nsmall: 4294967295\nlarge: 9223372036854775807\nnumber: 2.5\nduration: 90s\ninstant: 2min\n"
      "bytes: 512MB\nrate: 3000/day\nbandwidth: 50MB/s\nmoney: \"0.0000166667\"\ntext: 2024\nratio: 50%\ncpu: 0.25\n",
      [&](Reader& reader) {
        CHECK(reader.required("flag", flag));
        CHECK(reader.required("whole", whole));
        CHECK(reader.required("small", small));
        CHECK(reader.required("large", large));
        CHECK(reader.required("number", number));
        CHECK(reader.required("duration", duration));
        CHECK(reader.required("instant", instant));
        CHECK(reader.required("bytes", bytes));
        CHECK(reader.required("rate", rate));
        CHECK(reader.required("bandwidth", bandwidth));
        CHECK(reader.required("money", money));
        CHECK(reader.required("text", text));
        CHECK(reader.required_ratio("ratio", ratio));
        CHECK(reader.required_millicpu("cpu", millicpu));
      });
  CHECK(outcome.problems() == "");
  CHECK(flag);
  CHECK(whole == -7);
  CHECK(small == 4294967295U);
  CHECK(large == 9223372036854775807U);
  CHECK(number == 2.5);
  CHECK(duration == Duration::seconds(90));
  CHECK(instant == kTimeZero + Duration::minutes(2));
  CHECK(bytes == Bytes::megabytes(512));
  CHECK(rate.per == Duration::hours(24));
  CHECK(bandwidth.bytes_per_second == 50 << 20);
  CHECK(money.pico == 16'666'700);
  CHECK(text == "2024");
  CHECK(ratio == 0.5);
  CHECK(millicpu == 250);
}

TEST_CASE("a bad value leaves its target alone and says what was meant") {
  Duration duration = Duration::seconds(7);
  CHECK(read_x("5 sec", duration).problems() == "bad_duration@1:4?5s");
  CHECK(read_x("30m", duration).problems() == "bad_duration@1:4?30min");
  CHECK(read_x("1,5h", duration).problems() == "bad_duration@1:4?1.5h");
  CHECK(read_x("2 Hours", duration).problems() == "bad_duration@1:4?2h");
  CHECK(read_x("250", duration).problems() == "bad_duration@1:4");  // a unit cannot be guessed
  CHECK(read_x("-5s", duration).problems() == "bad_duration@1:4");
  CHECK(read_x("[5s]", duration).problems() == "expected_scalar@1:4");
  CHECK(read_x("{a: 5s}", duration).problems() == "expected_scalar@1:4");
  CHECK(read_x("", duration).problems() == "empty_value@1:1");
  CHECK(read_x("~", duration).problems() == "empty_value@1:4");
  CHECK(duration == Duration::seconds(7));
  CHECK(read_x("5 sec", duration).argument("text") == "5 sec");
  CHECK(read_x("5 sec", duration).argument("key") == "x");
  CHECK(read_x("0", duration).problems() == "");
  CHECK(duration == Duration{});

  Bytes bytes;
  CHECK(read_x("512mb", bytes).problems() == "bad_bytes@1:4?512MB");
  CHECK(read_x("1Gi", bytes).problems() == "bad_bytes@1:4?1GiB");
  CHECK(read_x("512", bytes).problems() == "bad_bytes@1:4");
  Rate rate;
  CHECK(read_x("5/sec", rate).problems() == "bad_rate@1:4?5/s");
  CHECK(read_x("5rps", rate).problems() == "bad_rate@1:4?5/s");
  CHECK(read_x("10 requests/minute", rate).problems() == "bad_rate@1:4?10/min");
  CHECK(read_x("5", rate).problems() == "bad_rate@1:4");
  Bandwidth bandwidth;
  CHECK(read_x("50mb/s", bandwidth).problems() == "bad_bandwidth@1:4?50MB/s");
  Money money;
  CHECK(read_x("$1", money).problems() == "bad_money@1:4");
  CHECK(read_x("0,25", money).problems() == "bad_money@1:4?0.25");
}

TEST_CASE("numbers are plain and unquoted") {
  std::int64_t whole = 3;
  CHECK(read_x("010", whole).problems() == "bad_integer@1:4?10");
  CHECK(read_x("1_000", whole).problems() == "bad_integer@1:4?1000");
  CHECK(read_x("1,000", whole).problems() == "bad_integer@1:4");  // a thousand, or one?
  CHECK(read_x("1.5", whole).problems() == "bad_integer@1:4");
  CHECK(read_x(".inf", whole).problems() == "bad_integer@1:4");
  CHECK(read_x("\"42\"", whole).problems() == "quoted_number@1:4?42");
  CHECK(read_x("many", whole).problems() == "bad_integer@1:4");
  CHECK(whole == 3);
  double number = 1;
  CHECK(read_x(".nan", number).problems() == "bad_number@1:4");
  CHECK(read_x("1,5", number).problems() == "bad_number@1:4?1.5");
  CHECK(read_x(".5", number).problems() == "bad_number@1:4?0.5");
  std::uint32_t small = 1;
  CHECK(read_x("-1", small).problems() == "out_of_range@1:4");
  CHECK(read_x("4294967296", small).problems() == "out_of_range@1:4");
  std::uint64_t large = 1;
  CHECK(read_x("-1", large).problems() == "too_small@1:4");
  bool flag = false;
  CHECK(read_x("ture", flag).problems() == "bad_bool@1:4?true");
  CHECK(read_x("\"on\"", flag).problems() == "quoted_number@1:4");
  CHECK(read_x("yes", flag).problems() == "");
  CHECK(flag);
  CHECK(read_x("off", flag).problems() == "");
  CHECK_FALSE(flag);
}

TEST_CASE("ranges, with bounds in the notation of the file") {
  Duration duration;
  const Rule timeout{.minimum = 1, .maximum = 900};
  CHECK(read_x("1s", duration, timeout).problems() == "");
  CHECK(read_x("15min", duration, timeout).problems() == "");
  const Outcome over = read_x("20min", duration, timeout);
  CHECK(over.problems() == "out_of_range@1:4");
  CHECK(over.argument("minimum") == "1s");
  CHECK(over.argument("maximum") == "15min");
  CHECK(over.argument("text") == "20min");
  CHECK(read_x("999999999ns", duration, timeout).problems() == "out_of_range@1:4");

  Bytes bytes;
  const Rule memory{.minimum = 128.0 * (1 << 20)};
  CHECK(read_x("64MB", bytes, memory).problems() == "too_small@1:4");
  CHECK(read_x("64MB", bytes, memory).argument("minimum") == "128MB");
  CHECK(read_x("64MB", bytes, memory).argument("maximum") == "(absent)");
  std::int64_t whole = 0;
  CHECK(read_x("7", whole, {.maximum = 6}).problems() == "too_large@1:4");
  double mean = 0;
  const Rule positive{.minimum = 0, .exclusive_minimum = true};
  CHECK(read_x("0", mean, positive).problems() == "not_above@1:4");
  CHECK(read_x("0", mean, positive).argument("minimum") == "0");
  CHECK(read_x("1e-300", mean, positive).problems() == "");
  const Rule share{.minimum = 0, .maximum = 1, .exclusive_minimum = true};
  const auto read_share = [&](const char* value) {
    return read("x: " + std::string(value) + "\n", [&](Reader& reader) { reader.required_ratio("x", mean, share); });
  };
  CHECK(read_share("50").problems() == "too_large@1:4?50%");  // a forgotten percent sign
  CHECK(read_share("50").argument("maximum") == "100%");
  CHECK(read_share("120%").problems() == "too_large@1:4");
  CHECK(read_share("0%").problems() == "not_above@1:4");
  CHECK(read_share("0%").argument("minimum") == "0%");
  std::int64_t millicpu = 0;
  const Outcome cpu = read(
      "x: 0.1\n", [&](Reader& reader) { reader.required_millicpu("x", millicpu, {.minimum = 0.25, .maximum = 16}); });
  CHECK(cpu.problems() == "out_of_range@1:4");
  CHECK(cpu.argument("minimum") == "0.25");
}

TEST_CASE("closed lists of words") {
  std::string launch = "ec2";
  const Rule rule{.choices = {"ec2", "fargate"}};
  CHECK(read_x("fargat", launch, rule).problems() == "bad_choice@1:4?fargate");
  CHECK(read_x("fargat", launch, rule).argument("choices") == "ec2,fargate,");
  CHECK(read_x("docker", launch, rule).problems() == "bad_choice@1:4");
  CHECK(launch == "ec2");
  CHECK(read_x("Fargate", launch, rule).problems() == "bad_choice@1:4?fargate");
  CHECK(read_x("fargate", launch, rule).problems() == "");
  CHECK(launch == "fargate");
}

TEST_CASE("long or strange text is shown short and on one line") {
  Duration duration;
  CHECK(read_x("\"a\\nb\"", duration).argument("text") == "a b");
  const std::string shown = read_x(std::string(500, 'x'), duration).argument("text");
  CHECK(shown == std::string(60, 'x') + "\u2026");
  std::string accents;
  for (int i = 0; i < 100; ++i) accents += "ñ";
  CHECK(read_x(accents, duration).argument("text").size() == 60 * 2 + 3);  // cut between characters
}

TEST_CASE("keys: unknown, missing, and both as one mistake") {
  Duration duration;
  std::int64_t seed = 1;
  const auto body = [&](Reader& reader) {
    reader.required("duration", duration);
    reader.optional("seed", seed);
  };
  CHECK(read("duration: 1s\n", body).problems() == "");
  CHECK(seed == 1);
  CHECK(read("seed: 2\n", body).problems() == "missing_key@1:1");
  CHECK(seed == 2);
  CHECK(read("duratoin: 1s\n", body).problems() == "unknown_key@1:1?duration");  // and not missing as well
  CHECK(read("duration: 1s\nseed: 3\nsede: 4\n", body).problems() == "unknown_key@3:1?seed");
  const Outcome colour = read("duration: 1s\ncolour: red\n", body);
  CHECK(colour.problems() == "unknown_key@2:1");
  CHECK(colour.argument("choices") == "duration,seed,");
  CHECK(read("colour: red\n", body).problems() == "missing_key@1:1 unknown_key@1:1");
}

TEST_CASE("all problems come at once") {
  Duration duration;
  std::int64_t seed = 1;
  const Outcome outcome = read("seed: x\nlist:\n  - {a: 1}\n  - {a: y, b: 2}\n  - 3\n", [&](Reader& reader) {
    reader.required("seed", seed);
    reader.required("duration", duration);
    reader.required_list("list", 1, [&](Reader& item, std::size_t) { item.required("a", seed); });
  });
  CHECK(outcome.problems() ==
        "missing_key@1:1 bad_integer@1:7 bad_integer@4:9 unknown_key@4:12 expected_mapping_here@5:5");
}

TEST_CASE("nested mappings finish themselves, once") {
  std::int64_t minimum = 0;
  const auto body = [&](Reader& reader) {
    reader.required_object("fleet", [&](Reader& fleet) {
      fleet.required("min", minimum);
      fleet.finish();
    });
    reader.optional_object("other", [&](Reader& other) { other.optional("a", minimum); });
  };
  CHECK(read("fleet: {min: 1}\n", body).problems() == "");
  CHECK(read("fleet: {min: 1, mn: 2}\n", body).problems() == "unknown_key@1:17?min");
  CHECK(read("fleet: {min: 1}\nother: {b: 2}\n", body).problems() == "unknown_key@2:9");
  CHECK(read("other: {a: 2}\n", body).problems() == "missing_key@1:1");
  CHECK(read("fleet: 3\n", body).problems() == "expected_mapping@1:8");
  CHECK(read("fleet: [3]\n", body).problems() == "expected_mapping@1:8");
  CHECK(read("fleet:\n", body).problems() == "empty_value@1:1");
}

TEST_CASE("a root that is no mapping is one problem") {
  for (const char* text : {"[1]", "word", "~", "", "# comment"}) {
    CAPTURE(text);
    std::int64_t seed = 1;
    const Outcome outcome = read(text, [&](Reader& reader) {
      reader.required("seed", seed);
      reader.required_list("list", 1, [](Reader&, std::size_t) {});
      reader.one_of({{"a", [](Reader&) {}}});
      CHECK_FALSE(reader.has("seed"));
    });
    CHECK(outcome.problems() == "expected_mapping_here@1:1");
  }
}

TEST_CASE("free keys") {
  const Outcome outcome = read("prices: {anything: 1, goes: 2}\n", [](Reader& reader) {
    reader.required_object("prices", [](Reader& prices) {
      CHECK(prices.value().members.size() == 2);
      prices.accept_any_key();
    });
  });
  CHECK(outcome.problems() == "");
}

TEST_CASE("lists") {
  std::vector<std::size_t> order;
  const auto body = [&](Reader& reader) {
    std::string name;
    reader.required_list("list", 2, [&](Reader& item, std::size_t index) {
      item.optional("name", name);
      order.push_back(index);
    });
  };
  CHECK(read("list: [{}, {name: x}]\n", body).problems() == "");
  CHECK(order == std::vector<std::size_t>{0, 1});
  const Outcome few = read("list: [{}]\n", body);
  CHECK(few.problems() == "too_few_items@1:7");
  CHECK(few.argument("minimum") == "2");
  CHECK(few.argument("found") == "1");
  CHECK(read("list: {a: 1}\n", body).problems() == "expected_list@1:7");
  CHECK(read("list: 7\n", body).problems() == "expected_list@1:7");
  CHECK(read("list:\n", body).problems() == "empty_value@1:1");
  CHECK(read("list: [{}, x, [1], ~]\n", body).problems() ==
        "expected_mapping_here@1:12 expected_mapping_here@1:15 expected_mapping_here@1:20");
}

TEST_CASE("lists of values hand them over raw") {
  std::vector<std::string> seen;
  const auto body = [&](Reader& reader) {
    const bool fine = reader.list_of_values(
        "at", true,
        [&](const Value& value, Diagnostics& diagnostics) {
          seen.push_back(value.text);
          if (value.text == "bad") diagnostics.push_back({Severity::Error, "own", {}, value.location, {}});
        },
        "duration");
    seen.push_back(fine ? "fine" : "not");
  };
  CHECK(read("at: [0s, 2s]\n", body).problems() == "");
  CHECK(read("at: [bad]\n", body).problems() == "own@1:6");
  CHECK(read("at: 0s\n", body).problems() == "expected_list@1:5");
  CHECK(seen == std::vector<std::string>{"0s", "2s", "fine", "bad", "not", "not"});
}

TEST_CASE("exactly one of several keys") {
  std::string chosen;
  Rate rate;
  const auto body = [&](Reader& reader) {
    chosen.clear();
    reader.one_of({{"poisson",
                    [&](Reader& r) {
                      chosen = "poisson";
                      r.required("poisson", rate);
                    }},
                   {"trace", [&](Reader& r) {
                      chosen = "trace";
                      r.required_object("trace", [](Reader&) {});
                    }}});
  };
  CHECK(read("poisson: 5/s\n", body).problems() == "");
  CHECK(chosen == "poisson");
  CHECK(read("trace: {}\n", body).problems() == "");
  CHECK(chosen == "trace");
  const Outcome none = read("{}\n", body);
  CHECK(none.problems() == "one_of_missing@1:1");
  CHECK(none.argument("choices") == "poisson,trace,");
  const Outcome both = read("trace: {}\npoisson: 5/s\n", body);
  CHECK(both.problems() == "one_of_many@2:1");
  CHECK(both.argument("key") == "poisson");
  CHECK(both.argument("other") == "trace");
  CHECK(chosen == "trace");
  CHECK(read("poison: 5/s\n", body).problems() == "unknown_key@1:1?poisson");  // one mistake, one problem
  CHECK(read("other: 1\n", body).problems() == "one_of_missing@1:1 unknown_key@1:1");
  const Outcome optional = read("{}\n", [](Reader& reader) { reader.one_of({{"a", [](Reader&) {}}}, false); });
  CHECK(optional.problems() == "");
}

TEST_CASE("short or long form") {
  Rate rate;
  Duration until;
  const auto body = [&](Reader& reader) {
    reader.scalar_or_object(
        "constant", true, [&](Reader& r, std::string_view self) { r.required(self, rate); },
        [&](Reader& r) {
          r.required("rate", rate);
          r.optional("until", until);
        });
  };
  CHECK(read("constant: 2/s\n", body).problems() == "");
  CHECK(rate.millionths == 2'000'000);
  CHECK(read("constant: {rate: 3/s, until: 3h}\n", body).problems() == "");
  CHECK(rate.millionths == 3'000'000);
  CHECK(until == Duration::hours(3));
  CHECK(read("constant: {until: 3h}\n", body).problems() == "missing_key@1:11");
  CHECK(read("constant: {rate: 3/s, untl: 3h}\n", body).problems() == "unknown_key@1:23?until");
  CHECK(read("constant: quick\n", body).problems() == "bad_rate@1:11");
  CHECK(read("constant: [1]\n", body).problems() == "expected_scalar@1:11");
  CHECK(read("{}\n", body).problems() == "missing_key@1:1");
}

TEST_CASE("a duration or a word") {
  std::optional<Duration> timeout = Duration::seconds(30);
  const auto body = [&](Reader& reader) { reader.optional_duration_or("timeout", timeout, {.keyword = "none"}); };
  CHECK(read("{}\n", body).problems() == "");
  CHECK(timeout == Duration::seconds(30));
  CHECK(read("timeout: 5s\n", body).problems() == "");
  CHECK(timeout == Duration::seconds(5));
  CHECK(read("timeout: nothing\n", body).problems() == "bad_duration@1:10");
  CHECK(timeout == Duration::seconds(5));
  CHECK(read("timeout: none\n", body).problems() == "");
  CHECK_FALSE(timeout.has_value());
}

TEST_CASE("a text in both languages, or one for both") {
  std::vector<std::pair<std::string, std::string>> title;
  const auto body = [&](Reader& reader) { reader.optional_text("title", title); };
  using Texts = std::vector<std::pair<std::string, std::string>>;
  CHECK(read("title: {en: Photos, es: Fotos}\n", body).problems() == "");
  CHECK(title == Texts{{"en", "Photos"}, {"es", "Fotos"}});
  CHECK(read("title: Demo\n", body).problems() == "");
  CHECK(title == Texts{{"en", "Demo"}, {"es", "Demo"}});
  CHECK(read("title: {es: Fotos}\n", body).problems() == "");
  CHECK(title == Texts{{"es", "Fotos"}});
  CHECK(read("title: {fr: Photos}\n", body).problems() == "unknown_key@1:9");
  CHECK(read("title: [x]\n", body).problems() == "expected_scalar@1:8");
}

TEST_CASE("own problems are reported at the value") {
  const Outcome outcome = read("min: 5\nmax: 3\n", [](Reader& reader) {
    std::int64_t number = 0;
    reader.required("min", number);
    reader.required("max", number);
    reader.fail("max", "max_below_min", {{"minimum", std::int64_t{5}}}, "5");
    reader.fail("absent", "elsewhere");
    CHECK(reader.location("max").line == 2);
    CHECK(reader.location().line == 1);
  });
  CHECK(outcome.problems() == "elsewhere@1:1 max_below_min@2:6?5");
}
