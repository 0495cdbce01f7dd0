// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "recorder.hpp"
#include "workload/trace_spec.hpp"

namespace cloudsim {

namespace {

using namespace workload;

std::shared_ptr<const Source> source(std::string text) {
  return std::make_shared<const Source>(Source{"log.csv", std::move(text)});
}

struct Parsed {
  std::shared_ptr<const Trace> trace;
  Diagnostics problems;
};
Parsed parse(const std::string& text, TraceFormat format, const char* durations = nullptr) {
  Parsed result;
  result.trace = parse_trace(source(text), format, result.problems, durations == nullptr ? nullptr : source(durations));
  return result;
}

/// "code line:column+length" of every problem.
std::vector<std::string> problems(const Parsed& parsed) {
  std::vector<std::string> result;
  for (const Diagnostic& d : parsed.problems) {
    result.push_back(d.code + " " + std::to_string(d.location.line) + ":" + std::to_string(d.location.column) + "+" +
                     std::to_string(d.location.length));
  }
  return result;
}
using Strings = std::vector<std::string>;

std::string text_argument(const Diagnostic& d, const std::string& key) {
  for (const Argument& argument : d.arguments) {
    if (argument.key == key) return std::get<std::string>(argument.value);
  }
  return "missing";
}
std::int64_t int_argument(const Diagnostic& d, const std::string& key) {
  for (const Argument& argument : d.arguments) {
    if (argument.key == key) return std::get<std::int64_t>(argument.value);
  }
  return -1;
}

}  // namespace

TEST_CASE("counts per second and per minute") {
  const Parsed seconds = parse("second,requests\n1,1\n3,0\n4,20\n", TraceFormat::PerSecond);
  REQUIRE(seconds.trace != nullptr);
  CHECK(seconds.trace->bin_width == Duration::seconds(1));
  CHECK(seconds.trace->total == 21);
  REQUIRE(seconds.trace->bins.size() == 2);  // a second without requests needs no bin
  CHECK(seconds.trace->bins[1].from == at_second(4));
  CHECK(seconds.trace->bins[1].count == 20);
  const Parsed minutes = parse("minute,requests\n0,42\n7,1\n", TraceFormat::PerMinute);
  REQUIRE(minutes.trace != nullptr);
  CHECK(minutes.trace->bin_width == Duration::minutes(1));
  CHECK(minutes.trace->bins[1].from == at_second(420));
  CHECK(minutes.trace->total == 43);
}

TEST_CASE("Windows line ends, a byte-order mark, blank lines, spaces and a missing last line end are fine") {
  const Parsed parsed = parse("\xef\xbb\xbfsecond,requests\r\n1, 5 \r\n\r\n 2 ,6\r\n \n9,7", TraceFormat::PerSecond);
  CHECK(problems(parsed).empty());
  REQUIRE(parsed.trace != nullptr);
  CHECK(parsed.trace->total == 18);
  CHECK(parsed.trace->bins[2].from == at_second(9));
}

TEST_CASE("timestamps in decimal seconds, exact to the nanosecond, equal ones allowed") {
  const Parsed parsed =
      parse("at\n0\n0.5\n1.000000001\n1.000000001\n2.00000000149\n1e1\n86400.25\n", TraceFormat::Timestamps);
  CHECK(problems(parsed).empty());
  REQUIRE(parsed.trace != nullptr);
  std::vector<std::int64_t> at;
  for (const Trace::Invocation& i : parsed.trace->invocations) at.push_back(i.at.ns);
  CHECK(at == std::vector<std::int64_t>{0, 500'000'000, 1'000'000'001, 1'000'000'001, 2'000'000'001, 10'000'000'000,
                                        86'400'250'000'000});
  CHECK(parsed.trace->total == 7);
}

TEST_CASE("azure-functions-2021: an invocation starts at its end minus its duration") {
  const Parsed parsed = parse(
      "app,func,end_timestamp,duration\n"
      "a,f,5.5,0.5\n"
      "a,g,6.25,6\n"
      "b,f,0.75,1\n"  // began before the log
      "b,f,7,0\n",
      TraceFormat::AzureFunctions2021);
  CHECK(problems(parsed).empty());
  REQUIRE(parsed.trace != nullptr);
  const auto& list = parsed.trace->invocations;
  REQUIRE(list.size() == 4);
  CHECK(list[0].at == kTimeZero);
  CHECK(list[0].duration == Duration::seconds(1));
  CHECK(list[1].at.ns == 250'000'000);
  CHECK(list[1].duration == Duration::seconds(6));
  CHECK(list[2].at == at_second(5));
  CHECK(list[2].duration == Duration::milliseconds(500));
  CHECK(list[3].at == at_second(7));
}

TEST_CASE("azure-functions-2019: minutes of all functions, with the average durations beside") {
  const char* invocations =
      "HashOwner,HashApp,HashFunction,Trigger,1,2,3\n"
      "o,a,f,http,0,2,1\n"
      "o,a,g,queue,4,3,0\n"
      "o,b,f,timer,0,0,5\n";
  const char* durations =
      "HashOwner,HashApp,HashFunction,Average,Count\n"
      "o,a,g,12.5,7.0\n"
      "o,a,f,100.0,3.0\n";
  const Parsed parsed = parse(invocations, TraceFormat::AzureFunctions2019, durations);
  CHECK(problems(parsed).empty());
  REQUIRE(parsed.trace != nullptr);
  struct Row {
    std::int64_t minute, count, us;
    bool operator==(const Row& o) const { return minute == o.minute && count == o.count && us == o.us; }
  };
  std::vector<Row> rows;
  for (const Trace::Bin& b : parsed.trace->bins)
    rows.push_back({b.from.ns / 60'000'000'000, b.count, b.duration.ns / 1000});
  // Sorted by minute, functions in the order of the file; o,b,f has no known duration.
  CHECK(rows == std::vector<Row>{{0, 4, 12'500}, {1, 2, 100'000}, {1, 3, 12'500}, {2, 1, 100'000}, {2, 5, 0}});
  CHECK(parsed.trace->total == 15);
  const Parsed alone = parse(invocations, TraceFormat::AzureFunctions2019);
  REQUIRE(alone.trace != nullptr);
  CHECK(alone.trace->bins[0].duration == Duration{});
}

TEST_CASE("a wrong first line says what it should be") {
  const Parsed parsed = parse("time;count\n1;2\n", TraceFormat::PerSecond);
  CHECK(parsed.trace == nullptr);
  CHECK(problems(parsed) == Strings{"trace_header 1:1+10"});
  CHECK(text_argument(parsed.problems[0], "expected") == "second,requests");
  CHECK(text_argument(parsed.problems[0], "found") == "time;count");
  CHECK(problems(parse("minute,requests\n1,2\n", TraceFormat::PerSecond)) == Strings{"trace_header 1:1+15"});
  CHECK(problems(parse("second,requests,x\n", TraceFormat::PerSecond)) == Strings{"trace_header 1:1+17"});
  CHECK(problems(parse(",second,requests\n", TraceFormat::PerSecond)) == Strings{"trace_header 1:1+16"});
  CHECK(problems(parse("1.5\n2.5\n", TraceFormat::Timestamps)) == Strings{"trace_header 1:1+3"});
  CHECK(problems(parse("app,func,end,duration\n", TraceFormat::AzureFunctions2021)) == Strings{"trace_header 1:1+21"});
  CHECK(problems(parse("HashOwner,HashApp,HashFunction,1,2\n", TraceFormat::AzureFunctions2019)) ==
        Strings{"trace_header_start 1:1+34"});
  // A problem of the durations file points into it.
  const Parsed durations = parse("HashOwner,HashApp,HashFunction,Trigger,1\no,a,f,http,1\n",
                                 TraceFormat::AzureFunctions2019, "HashOwner,HashApp\n");
  CHECK(durations.trace == nullptr);
  CHECK(problems(durations) == Strings{"trace_header_start 1:1+17"});
  CHECK(durations.problems[0].location.source->text == "HashOwner,HashApp\n");
}

TEST_CASE("all problems of a file are reported, each at its cell") {
  const Parsed parsed = parse(
      "second,requests\n"
      "1,5\n"
      "2,-1\n"
      "3,four\n"
      "x,4\n"
      "5\n"
      "6,1,1\n"
      "7,1.5\n"
      "8,\n"
      "9,4294967296\n"
      "10, 010\n"
      "11,4294967295\n",
      TraceFormat::PerSecond);
  CHECK(parsed.trace == nullptr);
  CHECK(problems(parsed) == Strings{"trace_whole_number 3:3+2", "trace_whole_number 4:3+4", "trace_whole_number 5:1+1",
                                    "trace_columns 6:1+1", "trace_columns 7:1+5", "trace_whole_number 8:3+3",
                                    "trace_whole_number 9:3+1", "trace_whole_number 10:3+10",
                                    "trace_whole_number 11:5+3"});
  CHECK(text_argument(parsed.problems[1], "column") == "requests");
  CHECK(text_argument(parsed.problems[1], "found") == "four");
  CHECK(int_argument(parsed.problems[1], "maximum") == 4'294'967'295);
  CHECK(text_argument(parsed.problems[2], "column") == "second");
  CHECK(int_argument(parsed.problems[3], "expected") == 2);
  CHECK(int_argument(parsed.problems[4], "found") == 3);
  for (const Diagnostic& d : parsed.problems) CHECK(d.severity == Severity::Error);
}

TEST_CASE("rows out of order") {
  const Parsed counts = parse("second,requests\n5,1\n5,2\n4,1\n6,1\n", TraceFormat::PerSecond);
  CHECK(problems(counts) == Strings{"trace_order_strict 3:1+1", "trace_order_strict 4:1+1"});
  CHECK(int_argument(counts.problems[1], "found") == 4);
  CHECK(int_argument(counts.problems[1], "previous") == 5);
  CHECK(problems(parse("at\n1.5\n1.25\n", TraceFormat::Timestamps)) == Strings{"trace_order 3:1+4"});
}

TEST_CASE("numbers that are no times") {
  CHECK(problems(parse("at\n-1\nnoon\ninf\n1e300\n", TraceFormat::Timestamps)) ==
        Strings{"trace_number 2:1+2", "trace_number 3:1+4", "trace_number 4:1+3", "trace_number 5:1+5"});
  CHECK(problems(parse("app,func,end_timestamp,duration\na,f,1,x\na,f,,1\n", TraceFormat::AzureFunctions2021)) ==
        Strings{"trace_number 2:7+1", "trace_number 3:5+1"});
  CHECK(problems(parse("HashOwner,HashApp,HashFunction,Trigger,1,2\no,a,f,http,1\no,a,g,http,1,?\n",
                       TraceFormat::AzureFunctions2019)) ==
        Strings{"trace_columns 2:1+12", "trace_whole_number 3:14+1"});
  CHECK(problems(parse("HashOwner,HashApp,HashFunction,Trigger,1\no,a,f,http,1\n", TraceFormat::AzureFunctions2019,
                       "HashOwner,HashApp,HashFunction,Average\no,a,f,fast\n")) == Strings{"trace_number 2:7+4"});
}

TEST_CASE("a log without requests") {
  CHECK(problems(parse("", TraceFormat::PerSecond)) == Strings{"trace_empty 1:1+1"});
  CHECK(problems(parse("\n\n", TraceFormat::Timestamps)) == Strings{"trace_empty 2:1+1"});
  CHECK(problems(parse("second,requests\n", TraceFormat::PerSecond)) == Strings{"trace_empty 1:1+15"});
  CHECK(problems(parse("second,requests\n4,0\n", TraceFormat::PerSecond)) == Strings{"trace_empty 2:1+3"});
  CHECK(parse("at\n", TraceFormat::Timestamps).trace == nullptr);
}

TEST_CASE("a file of nonsense gives twenty problems, with long cells cut") {
  std::string text = "second,requests\n";
  for (int i = 0; i < 1000; ++i) text += std::string(500, 'x') + ",1\n";
  const Parsed parsed = parse(text, TraceFormat::PerSecond);
  CHECK(parsed.problems.size() == 20);
  CHECK(text_argument(parsed.problems[0], "found").size() < 80);
}

namespace {

/// The project's real logs lie beside the repository where it is developed; elsewhere these tests say so and pass.
std::shared_ptr<const Source> recorded(const std::string& name) {
  std::ifstream file(std::string(CLOUDSIM_SOURCE_DIR) + "/../shared/data/" + name, std::ios::binary);
  if (!file) {
    MESSAGE("skipped: no recorded log ", name);
    return nullptr;
  }
  std::ostringstream text;
  text << file.rdbuf();
  return std::make_shared<const Source>(Source{name, text.str()});
}

}  // namespace

TEST_CASE("NASA's busiest day of July 1995: 134,204 requests arrive, evenly or at random within their seconds") {
  const auto csv = recorded("nasa-http-1995-07-13.per-second.csv");
  if (csv == nullptr) return;
  Diagnostics diagnostics;
  const auto trace = parse_trace(csv, TraceFormat::PerSecond, diagnostics);
  REQUIRE(diagnostics.empty());
  REQUIRE(trace != nullptr);
  CHECK(trace->total == 134'204);
  for (const Spacing spacing : {Spacing::Even, Spacing::Poisson}) {
    const std::vector<std::int64_t> at = instants(TraceArrivals{trace, spacing}, Duration::hours(24));
    REQUIRE(at.size() == 134'204);
    CHECK(std::is_sorted(at.begin(), at.end()));
    std::size_t next = 0;
    for (const Trace::Bin& bin : trace->bins) {  // every second keeps its count
      for (std::uint32_t i = 0; i < bin.count; ++i, ++next)
        REQUIRE(at[next] / 1'000'000'000 == bin.from.ns / 1'000'000'000);
    }
  }
}

TEST_CASE("NASA's July per minute: 1,864,593 requests in 38,880 minutes") {
  const auto csv = recorded("nasa-http-1995-07.per-minute.csv");
  if (csv == nullptr) return;
  Diagnostics diagnostics;
  const auto trace = parse_trace(csv, TraceFormat::PerMinute, diagnostics);
  REQUIRE(trace != nullptr);
  CHECK(trace->total == 1'864'593);
  CHECK(trace->bins.back().from < at_second(38'880 * 60));
}

TEST_CASE("the Azure samples: 199 invocations; four functions with 4,525 invocations and their averages") {
  const auto csv_2021 = recorded("azure-functions-2021.sample.csv");
  const auto csv_2019 = recorded("azure-functions-2019.invocations.example.csv");
  const auto durations = recorded("azure-functions-2019.durations.example.csv");
  if (csv_2021 == nullptr || csv_2019 == nullptr || durations == nullptr) return;
  Diagnostics diagnostics;
  const auto trace_2021 = parse_trace(csv_2021, TraceFormat::AzureFunctions2021, diagnostics);
  REQUIRE(trace_2021 != nullptr);
  CHECK(trace_2021->total == 199);  // 200 lines with the header
  CHECK(std::is_sorted(trace_2021->invocations.begin(), trace_2021->invocations.end(),
                       [](const auto& a, const auto& b) { return a.at < b.at; }));
  // Its first row: ends at 0.07949090003967285 s after 0.078 s.
  CHECK(trace_2021->invocations.front().at.ns == 1'490'900);
  const auto trace_2019 = parse_trace(csv_2019, TraceFormat::AzureFunctions2019, diagnostics, durations);
  REQUIRE(trace_2019 != nullptr);
  CHECK(trace_2019->total == 4525);  // 1150 + 3 × 1125, summed from the file
  CHECK(trace_2019->bins.back().from < at_second(86'400));
  for (const Trace::Bin& bin : trace_2019->bins) REQUIRE(bin.duration > Duration{});
  CHECK(instants(TraceArrivals{trace_2019, Spacing::Even}, Duration::hours(24)).size() == 4525);
  CHECK(diagnostics.empty());
}

}  // namespace cloudsim
