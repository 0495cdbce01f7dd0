// SPDX-License-Identifier: Apache-2.0
#include "page/text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/text.hpp"
#include "page/layout.hpp"
#include "support/sample_run.hpp"

using namespace cloudsim;
using narrative::Locale;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
  return lines;
}

/// Four deployments with the longest names that people give.
result::RunResult four() {
  result::RunResult run = test::sample_run();
  run.deployments.push_back(test::server_deployment());
  run.deployments[2].name = "containers-on-hosts";
  run.deployments[2].service = "ecs-ec2";
  run.deployments.push_back(test::server_deployment());
  run.deployments[3].name = "containers-on-fargate";
  run.deployments[3].service = "ecs-fargate";
  run.deployments[3].bill.total = test::usd("12345.6789");
  run.deployments[3].milestones.first_answer = Duration::seconds(3 * 3600 + 59 * 60 + 59);
  return run;
}

}  // namespace

TEST_CASE("no line is wider than 72 columns, in both languages, with four deployments") {
  for (const char* tag : {"en", "es", "es-MX"}) {
    const Locale locale = Locale::load(tag);
    for (const std::string& line : lines_of(page::text_report(four(), locale, {}))) {
      CAPTURE(line);
      CHECK(display_width(line) <= 72);
    }
    page::TextOptions narrow;
    narrow.width = 48;
    for (const std::string& line : lines_of(page::text_report(four(), locale, narrow))) {
      CAPTURE(line);
      CHECK(display_width(line) <= 48);
    }
  }
}

TEST_CASE("a report has all its parts, in this order") {
  const std::string text = page::text_report(test::sample_run(), Locale::load("en"), {});
  std::size_t at = 0;
  for (const char* part : {"Three duties", "Verdict", "Comparison", "The story of servers (Amazon EC2)",
                           "The story of functions (AWS Lambda)", "The bill of servers", "The bill of functions",
                           "The work with servers", "The work with functions", "Assumptions", "About this run"}) {
    CAPTURE(part);
    const std::size_t found = text.find(part, at);
    REQUIRE(found != std::string::npos);
    at = found;
  }
  CHECK(text.find("⟦") == std::string::npos);
  const std::string spanish = page::text_report(test::sample_run(), Locale::load("es"), {});
  CHECK(spanish.find("Tres tareas\n") == 0);
  CHECK(spanish.find("⟦") == std::string::npos);
}

TEST_CASE("every row of the comparison has its label") {
  result::RunResult run = test::sample_run();
  result::Deployment& deployment = run.deployments[0];
  deployment.capacity.hosts_peak = 2;
  deployment.requests.ignored = deployment.requests.in_flight = deployment.requests.cold_starts = 1;
  for (const char* tag : {"en", "es"})
    CHECK(page::text_report(run, Locale::load(tag), {}).find("⟦") == std::string::npos);
}

TEST_CASE("an assumption that several deployments share is shown once") {
  const std::string text = page::text_report(test::sample_run(), Locale::load("en"), {});
  const std::size_t first = text.find("ec2.boot = 30s (BREV26, measured)");
  REQUIRE(first != std::string::npos);
  CHECK(text.find("ec2.boot", first + 1) == std::string::npos);
  CHECK(text.find("ec2.code_upload = 30s (assumption)") != std::string::npos);
}

TEST_CASE("objectives: met, missed, and not to be judged") {
  result::RunResult run = test::sample_run();
  run.deployments[0].objectives = {{"latency_p95", Duration::milliseconds(800), Duration::milliseconds(80), true},
                                   {"errors", 0.005, 0.0153, false}};
  run.deployments[1].objectives = {{"latency_p95", Duration::milliseconds(800), std::string(), false}};
  narrative::LocaleOptions plain;
  plain.plain = true;
  const std::string text = page::text_report(run, Locale::load("en", plain), {});
  CHECK(text.find("p95 latency: met with 80 ms (at most 800 ms).") != std::string::npos);
  CHECK(text.find("lost requests: missed with 1.5% (at most 0.5%).") != std::string::npos);
  run.deployments[0].objectives = {
      {"latency_p95", Duration::milliseconds(800), Duration::microseconds(800'400), false}};
  CHECK(page::text_report(run, Locale::load("en", plain), {}).find("missed with 0.800400 s (at most 0.800000 s).") !=
        std::string::npos);
  CHECK(text.find("p95 latency: cannot be judged, since nothing was answered.") != std::string::npos);
}

TEST_CASE("plain text is for reading aloud: no lines, no columns, no U+00A0, no escapes") {
  narrative::LocaleOptions locale_options;
  locale_options.plain = true;
  page::TextOptions options;
  options.plain = true;
  for (const char* tag : {"en", "es"}) {
    const std::string text = page::text_report(four(), Locale::load(tag, locale_options), options);
    for (const char* sign : {"─", "\xC2\xA0", "×", "«", "“", "\x1b", "  ", "...."}) {
      CAPTURE(sign);
      CHECK(text.find(sign) == std::string::npos);
    }
  }
  const std::string english = page::text_report(test::sample_run(), Locale::load("en", locale_options), options);
  CHECK(english.find("Most at a time: servers 1; functions 134\n") != std::string::npos);
}

TEST_CASE("color changes nothing but escapes") {
  page::TextOptions colored;
  colored.color = true;
  const Locale locale = Locale::load("en");
  std::string text = page::text_report(four(), locale, colored);
  for (const std::string escape : {"\x1b[1m", "\x1b[0m"}) {
    CHECK(text.find(escape) != std::string::npos);
    for (std::size_t at = text.find(escape); at != std::string::npos; at = text.find(escape))
      text.erase(at, escape.size());
  }
  CHECK(text == page::text_report(four(), locale, {}));
}

TEST_CASE("verbosity: verdict and table, the beats, or every event") {
  const Locale locale = Locale::load("en");
  page::TextOptions options;
  options.verbosity = 0;
  const std::string least = page::text_report(test::sample_run(), locale, options);
  CHECK(least.find("The story") == std::string::npos);
  CHECK(least.find("Comparison") != std::string::npos);
  options.verbosity = 2;
  CHECK(page::text_report(test::sample_run(), locale, options).size() >
        page::text_report(test::sample_run(), locale, {}).size());
}

TEST_CASE("paragraphs break at spaces, never at U+00A0") {
  CHECK(page::wrap("one two three", 7) == "one two\nthree\n");
  CHECK(page::wrap("one two three", 7, 2, 1) == "  one\n   two\n   three\n");
  CHECK(page::wrap("a 1\xC2\xA0min b", 7) == "a 1\xC2\xA0min\nb\n");
  CHECK(page::wrap("extraordinary", 5) == "extraordinary\n");
  CHECK(page::wrap("", 5) == "\n");
}

TEST_CASE("names break after hyphens, values stand at the right edge") {
  CHECK(page::break_name("containers-on-fargate", 11) == std::vector<std::string>{"containers-", "on-fargate"});
  CHECK(page::break_name("servers", 10) == std::vector<std::string>{"servers"});
  CHECK(page::break_name("unbreakable", 5).empty());
  CHECK(page::leader("Total", "$1", 14, 2) == "  Total ... $1\n");
  CHECK(page::leader("Two words", "$1", 9, 0) == "Two\n  words $1\n");
  CHECK(page::pad_left("ñ", 3) == "  ñ");
}
