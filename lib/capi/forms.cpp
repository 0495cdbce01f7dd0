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
#include "page/text.hpp"
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

constexpr std::array<Form, 6> kForms = {{
    {"text", [](const RunResult& result, const std::string& tag) { return as_text(result, tag, false); }},
    {"plain", [](const RunResult& result, const std::string& tag) { return as_text(result, tag, true); }},
    {"json", [](const RunResult& result, const std::string&) { return report::to_json(result); }},
    {"csv", [](const RunResult& result, const std::string&) { return report::to_csv(result); }},
    {"samples-csv", [](const RunResult& result, const std::string&) { return report::samples_csv(result); }},
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

cloudsim_status cloudsim_report(const char* result_json, size_t length, const char* format, const char* locale,
                                char** report, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(report, "report");
    const std::string_view text = text_of(result_json, length, "result_json");
    const std::string form = name_of(format, "format");
    const std::string tag = name_of(locale, "locale", "en");
    Diagnostics problems;
    const auto result =
        cloudsim::report::read_result(std::make_shared<Source>(Source{"result", std::string(text)}), problems);
    if (!result) refuse(std::move(problems), tag);
    *report = give(in_form(*result, form, tag));
  });
}
