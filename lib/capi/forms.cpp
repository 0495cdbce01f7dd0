// SPDX-License-Identifier: Apache-2.0
#include "capi/forms.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "base/text.hpp"
#include "capi/guard.hpp"
#include "narrative/locale.hpp"
#include "narrative/story.hpp"
#include "page/compare.hpp"
#include "page/html_report.hpp"
#include "page/text.hpp"
#include "report/compare_runs.hpp"
#include "report/comparison_json.hpp"
#include "report/csv.hpp"
#include "report/read_result.hpp"
#include "report/result_json.hpp"

namespace cloudsim::capi {
namespace {

using result::RunResult;

std::string as_text(const RunResult& result, const std::string& tag, bool plain) {
  narrative::LocaleOptions words;
  words.plain = plain;
  page::TextOptions options;
  options.plain = plain;
  return page::text_report(result, narrative::Locale::load(tag, words), options);
}

/// Bills one below the other, with the deployment as a first column.
std::string bills_csv(const RunResult& result) {
  std::string all;
  for (const result::Deployment& deployment : result.deployments) {
    const std::string csv = report::to_csv(deployment.bill);
    std::size_t at = csv.find('\n') + 1;
    if (all.empty()) all = "deployment," + csv.substr(0, at);
    while (at < csv.size()) {
      const std::size_t end = csv.find('\n', at) + 1;
      all += deployment.name + "," + csv.substr(at, end - at);
      at = end;
    }
  }
  return all;
}

struct Form {
  const char* name;
  std::string (*make)(const RunResult& result, const std::string& locale);
};

std::string as_page(const RunResult& result, const std::string& tag, bool fragment) {
  page::HtmlOptions options;
  options.fragment = fragment;
  return page::html_report(result, narrative::Locale::load(tag), options);
}

constexpr std::array<Form, 8> kForms = {{
    {"text", [](const RunResult& result, const std::string& tag) { return as_text(result, tag, false); }},
    {"plain", [](const RunResult& result, const std::string& tag) { return as_text(result, tag, true); }},
    {"json", [](const RunResult& result, const std::string&) { return report::to_json(result); }},
    {"csv", [](const RunResult& result, const std::string&) { return report::to_csv(result); }},
    {"samples-csv", [](const RunResult& result, const std::string&) { return report::samples_csv(result); }},
    {"html", [](const RunResult& result, const std::string& tag) { return as_page(result, tag, false); }},
    {"html-fragment", [](const RunResult& result, const std::string& tag) { return as_page(result, tag, true); }},
    {"bill-csv", [](const RunResult& result, const std::string&) { return bills_csv(result); }},
}};

}  // namespace

std::string in_form(const RunResult& result, const std::string& format, const std::string& locale) {
  std::vector<std::string> known;
  for (const Form& form : kForms) {
    if (format == form.name) return form.make(result, locale);
    known.emplace_back(form.name);
  }
  refuse(CLOUDSIM_INVALID_ARGUMENT, "api_bad_format", {{"format", format}, {"known", known}}, closest(format, known));
}

std::string story(const RunResult& result, const std::string& deployment, const std::string& tag) {
  const narrative::Locale locale = narrative::Locale::load(tag);
  std::string text;
  std::vector<std::string> known;
  bool found = deployment.empty();
  for (const result::Deployment& each : result.deployments) {
    known.push_back(each.name);
    if (!deployment.empty() && deployment != each.name) continue;
    found = true;
    if (!text.empty()) text += "\n";
    if (deployment.empty()) text += each.name + "\n\n";
    for (const narrative::Beat& beat : narrative::tell(each, result, locale)) text += beat.text + "\n";
  }
  if (!found) {
    refuse(CLOUDSIM_NOT_FOUND, "unknown_deployment", {{"name", deployment}, {"known", known}},
           closest(deployment, known));
  }
  return text;
}

}  // namespace cloudsim::capi

using namespace cloudsim;
using namespace cloudsim::capi;

namespace {

result::RunResult read(const char* json, size_t length, const char* name, const std::string& tag) {
  const std::string_view text = text_of(json, length, name);
  Diagnostics problems;
  auto result = report::read_result(std::make_shared<Source>(Source{name, std::string(text)}), problems);
  if (!result) refuse(std::move(problems), tag);
  return std::move(*result);
}

std::string compared(const std::vector<result::RunResult>& runs, const std::string& first, const std::string& second,
                     const std::string& form, const std::string& tag) {
  const std::vector<std::string> known = {"text", "json", "html", "html-fragment"};
  if (std::find(known.begin(), known.end(), form) == known.end()) {
    refuse(CLOUDSIM_INVALID_ARGUMENT, "api_bad_format", {{"format", form}, {"known", known}}, closest(form, known));
  }
  result::Comparison comparison;
  comparison.pairs.push_back(report::compare_runs(runs[0], runs[1], first, second));
  if (form == "json") return report::to_json(comparison);
  const narrative::Locale locale = narrative::Locale::load(tag);
  if (form == "text") return page::text_comparison(comparison, runs, locale, {});
  page::HtmlOptions options;
  options.fragment = form == "html-fragment";
  return page::html_comparison(comparison, runs, locale, options);
}

}  // namespace

cloudsim_status cloudsim_report(const char* result_json, size_t length, const char* format, const char* locale,
                                char** report, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(report, "report");
    const std::string form = name_of(format, "format");
    const std::string tag = name_of(locale, "locale", "en");
    *report = give(in_form(read(result_json, length, "result_json", tag), form, tag));
  });
}

cloudsim_status cloudsim_narrative_text(const char* result_json, size_t length, const char* deployment,
                                        const char* locale, char** text, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(text, "text");
    const std::string tag = name_of(locale, "locale", "en");
    const std::string only = name_of(deployment, "deployment", "");
    *text = give(story(read(result_json, length, "result_json", tag), only, tag));
  });
}

cloudsim_status cloudsim_compare(const char* first_json, size_t first_length, const char* first_name,
                                 const char* second_json, size_t second_length, const char* second_name,
                                 const char* format, const char* locale, char** comparison, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(comparison, "comparison");
    const std::string form = name_of(format, "format");
    const std::string tag = name_of(locale, "locale", "en");
    std::vector<result::RunResult> runs;
    runs.push_back(read(first_json, first_length, "first_json", tag));
    runs.push_back(read(second_json, second_length, "second_json", tag));
    *comparison =
        give(compared(runs, name_of(first_name, "first_name"), name_of(second_name, "second_name"), form, tag));
  });
}
