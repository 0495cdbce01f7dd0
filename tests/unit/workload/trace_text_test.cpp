// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.hpp"
#include "workload/trace_spec.hpp"

using namespace cloudsim;
using namespace cloudsim::workload;

namespace {

/// A file that goes away with the test.
class OnDisk {
 public:
  explicit OnDisk(const std::string& text)
      : path_((std::filesystem::temp_directory_path() / "cloudsim-trace-text-test.csv").string()) {
    write(text);
  }
  OnDisk(const OnDisk&) = delete;
  OnDisk& operator=(const OnDisk&) = delete;
  ~OnDisk() { std::remove(path_.c_str()); }
  void write(const std::string& text) const { std::ofstream(path_, std::ios::binary) << text; }
  TraceText text() const { return {std::make_shared<const Source>(Source{"day.csv", {}}), path_}; }

 private:
  std::string path_;
};

std::shared_ptr<const Trace> functions_of(const TraceText& text, Diagnostics& problems) {
  return parse_trace(text, TraceFormat::AzureFunctions2019, problems, {}, {}, Keep{false, true});
}

// Three functions in three minutes, the second never invoked; a byte-order mark, both line ends, a blank line.
const char* const kDay =
    "\xef\xbb\xbfHashOwner,HashApp,HashFunction,Trigger,1,2,3\r\n"
    "o,a,one,http,1,0,2\n"
    "\n"
    "o,a,two,http,0,0,0\r\n"
    "o,a,three,timer,0, 5 ,0";

}  // namespace

TEST_CASE("a log on disk is read as the same log in memory is") {
  const OnDisk file(kDay);
  const TraceText held = std::make_shared<const Source>(Source{"day.csv", kDay});
  for (const TraceText& text : {held, file.text()}) {
    CAPTURE(text.file);
    Diagnostics problems;
    const auto trace = functions_of(text, problems);
    CHECK(problems.empty());
    REQUIRE(trace != nullptr);
    CHECK(trace->total == 8);
    REQUIRE(trace->functions.size() == 2);
    CHECK(trace->functions[1].number == 2);  // its row, the second function's counted
    FunctionLogs logs(*trace);
    const auto one = logs.next();
    REQUIRE(one->bins.size() == 2);
    CHECK(one->bins[0].count == 1);
    CHECK(one->bins[1].from == kTimeZero + Duration::minutes(2));
    CHECK(one->bins[1].count == 2);
    const auto three = logs.next();
    REQUIRE(three->bins.size() == 1);
    CHECK(three->bins[0].from == kTimeZero + Duration::minutes(1));
    CHECK(three->bins[0].count == 5);
  }
}

TEST_CASE("a problem in a file on disk quotes its line") {
  const OnDisk file("HashOwner,HashApp,HashFunction,Trigger,1\no,a,one,http,many\n");
  Diagnostics problems;
  CHECK(functions_of(file.text(), problems) == nullptr);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "trace_whole_number");
  CHECK(problems[0].location.source->name == "day.csv");
  CHECK(problems[0].location.line == 2);
  CHECK(problems[0].location.column == 14);
  CHECK(line_of(problems[0].location) == "o,a,one,http,many");
}

TEST_CASE("a file that changes or goes away while it is read is an error, not another result") {
  Diagnostics problems;
  const OnDisk file(kDay);
  const auto trace = functions_of(file.text(), problems);
  REQUIRE(trace != nullptr);
  file.write("HashOwner,HashApp,HashFunction,Trigger,1,2,3\no,a,one,http,1,0,7\n");
  FunctionLogs logs(*trace);
  CHECK_THROWS_AS(logs.next(), Error);  // another count
  CHECK_THROWS_AS(logs.next(), Error);  // the third row is gone
  file.write("");
  CHECK_THROWS_AS(FunctionLogs(*trace).next(), Error);
}

TEST_CASE("a file that is not there has no requests") {
  Diagnostics problems;
  const TraceText missing(std::make_shared<const Source>(Source{"day.csv", {}}), "no-such-folder/day.csv");
  CHECK(functions_of(missing, problems) == nullptr);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "trace_empty");
}
