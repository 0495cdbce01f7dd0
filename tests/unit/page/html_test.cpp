// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "page/html_report.hpp"
#include "page/html_sheet.hpp"
#include "report/compare_runs.hpp"
#include "support/sample_run.hpp"

using namespace cloudsim;
using narrative::Locale;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a page stands alone, a fragment fits into another page") {
  const Locale locale = Locale::load("en");
  const std::string page = page::html_report(test::sample_run(), locale);
  CHECK(page.rfind("<!DOCTYPE html>\n<html lang=\"en\">", 0) == 0);
  CHECK(count(page, "<h1") == 1);
  CHECK(count(page, "<title>Three duties</title>") == 1);

  page::HtmlOptions options;
  options.fragment = true;
  options.id = "cell-7";
  const std::string fragment = page::html_report(test::sample_run(), locale, options);
  CHECK(fragment.rfind("<div class=\"cloudsim\" lang=\"en\">", 0) == 0);
  for (const char* part : {"<html", "<body", "<head", "<h1", "<h2", "id=\"run"}) CHECK(count(fragment, part) == 0);
  CHECK(count(fragment, "id=\"cell-7\"") == 1);
  // Everything in it is styled by rules that reach nothing outside.
  const std::string style = fragment.substr(fragment.find("<style>"), fragment.find("</style>"));
  CHECK(style.find("\n.cloudsim{") != std::string::npos);
  CHECK(style.find("\nbody{") == std::string::npos);
}

TEST_CASE("what a file says cannot become markup") {
  result::RunResult run = test::sample_run();
  run.title = {{"en", "<script>alert(1)</script>"}};
  run.deployments[0].name = "\"><img src=x onerror=alert(1)>";
  run.deployments[0].bill.lines[0].meter = "<b>meter</b>";
  run.deployments[0].assumptions[0].value = "<i>&";
  const std::string page = page::html_report(run, Locale::load("en"));
  for (const char* part : {"<script", "<img", "<b>meter", "<i>&"}) CHECK(count(page, part) == 0);
  CHECK(count(page, "&lt;script&gt;alert(1)&lt;/script&gt;") >= 1);
}

TEST_CASE("a run without samples, spans or answers has a page too") {
  result::RunResult run = test::sample_run();
  for (result::Deployment& deployment : run.deployments) {
    deployment.samples.clear();
    deployment.spans.clear();
    deployment.latency.reset();
    deployment.bill = {};
  }
  const std::string page = page::html_report(run, Locale::load("es"));
  CHECK(count(page, "<svg") == 0);
  CHECK(count(page, "</html>") == 1);
  run.deployments.clear();
  CHECK(count(page::html_report(run, Locale::load("es")), "</html>") == 1);
}

TEST_CASE("entries are a table with their remarks, items a list") {
  const Locale locale = Locale::load("en");
  page::HtmlSheet sheet(locale, "x", false);
  sheet.title("t");
  sheet.heading("Bill");
  sheet.entry("Volume", "$2", 2);
  sheet.paragraph("8 GB at $0.25", 4);
  sheet.entry("Total", "$2", 2);
  sheet.paragraph("- first", 2);
  sheet.paragraph("second", 2);
  sheet.paragraph("Words.");
  sheet.heading("Work");
  const std::string page = sheet.take("t");
  CHECK(count(page, "<table") == 1);
  CHECK(page.find("Volume<br><small>8 GB at $0.25</small></th><td") != std::string::npos);
  CHECK(page.find("<ul>\n<li>first</li>\n<li>second</li>\n</ul>\n<p>Words.</p>") != std::string::npos);
  CHECK(page.find("aria-labelledby=\"x-1\"") != std::string::npos);
  CHECK(page.find("<a href=\"#x-1\">Bill</a>") != std::string::npos);
  CHECK(page.find("<a href=\"#x-2\">Work</a>") != std::string::npos);
}

TEST_CASE("a comparison says the same on both sheets") {
  const Locale locale = Locale::load("en");
  const result::RunResult before = test::sample_run();
  result::RunResult after = before;
  after.provenance.seed = 7;
  after.provenance.overrides = {{"seed", "7"}};
  after.deployments[0].bill.total += Money::usd(1);
  result::Comparison comparison;
  comparison.pairs.push_back(report::compare_runs(before, after, "a.json", "b.json"));
  const std::string page = page::html_comparison(comparison, {before, after}, locale);
  CHECK(page.find("Only the seed differs, so what differs below is chance.") != std::string::npos);
  CHECK(page.find("42 → 7") != std::string::npos);
  CHECK(page.find("+$1.00") != std::string::npos);
}
