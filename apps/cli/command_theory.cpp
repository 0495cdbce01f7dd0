// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/units.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "narrative/certainty.hpp"
#include "page/theory.hpp"
#include "report/result_json.hpp"
#include "session/theory_models.hpp"

namespace cloudsim::cli {
namespace {

constexpr std::int64_t kMostServers = 1'000'000;  // the recursions take a step per server

/// Reads typed values; the first that cannot be used is told, with what would do.
class Inputs {
 public:
  Inputs(const TheoryOptions& given, const narrative::Locale& locale) : given_(given), locale_(locale) {}

  bool fine() const { return fine_; }

  void rate(double& out) {
    const auto read = parse_rate(given_.arrival_rate);
    const bool good = read && read->millionths > 0;
    if (good) out = read->per_second();
    expect(good, "--arrival-rate", given_.arrival_rate, "bad_rate");
  }
  void time(const char* option, const std::string& text, double& out) {
    const auto read = parse_duration(text);
    const bool good = read && read->ns > 0;
    if (good) out = to_seconds(*read);
    expect(good, option, text, "bad_time");
  }
  void count(const char* option, const std::string& text, std::int64_t minimum, std::uint32_t& out) {
    const auto read = parse_integer(text);
    const bool good = read && *read >= minimum && *read <= kMostServers;
    if (good) out = static_cast<std::uint32_t>(*read);
    expect(good, option, text, "bad_servers", {{"minimum", minimum}, {"maximum", kMostServers}});
  }
  void spread(double& out) {
    const auto read = parse_number(given_.service_cv);
    const bool good = read && *read >= 0 && *read <= 1000;
    if (good) out = *read;
    expect(good, "--service-cv", given_.service_cv, "bad_cv");
  }
  void say(const std::string& code, const Arguments& arguments) {
    if (!fine_) return;
    fine_ = false;
    std::fputs(("cloudsim: " + locale_.text("cli.error." + code, arguments) + "\n").c_str(), stderr);
  }

 private:
  void expect(bool good, const char* option, const std::string& text, const char* code, Arguments more = {}) {
    if (good) return;
    if (text.empty()) {
      say("model_needs", {{"model", given_.model}, {"option", std::string(option)}});
      return;
    }
    more.push_back({"option", std::string(option)});
    more.push_back({"text", text});
    say(code, more);
  }

  const TheoryOptions& given_;
  const narrative::Locale& locale_;
  bool fine_ = true;
};

}  // namespace

int theory_command(const Options& options, const narrative::Locale& locale) {
  TheoryOptions given = options.theory;
  given.model = options.input;
  std::vector<std::string> names;
  for (const session::TheoryModel& each : session::theory_models()) names.emplace_back(each.name);
  if (given.model.empty()) {
    deliver(page::text_theory_models(names, locale, text_options(options)), options);
    return kFine;
  }
  Inputs inputs(given, locale);
  const session::TheoryModel* model = session::theory_model(given.model);
  if (model == nullptr) {
    inputs.say("unknown_model", {{"text", given.model}});
    return kBadInput;
  }
  result::Theory theory;
  theory.model = given.model;
  inputs.rate(theory.arrival_rate);
  if (given.model == "little") {
    inputs.time("--response-time", given.response_time, theory.service_time_s);
  } else {
    inputs.time("--service-time", given.service_time, theory.service_time_s);
  }
  if (model->servers) inputs.count("--servers", given.servers, 1, theory.servers);
  if (model->capacity) inputs.count("--capacity", given.capacity, theory.servers, theory.capacity);
  if (model->service_cv) inputs.spread(theory.service_cv);
  if (given.model == "md1") theory.service_cv = 0;
  if (!inputs.fine()) return kBadInput;
  session::compute(theory);
  if (!theory.stable) {
    inputs.say(
        "unstable",
        {{"work", narrative::show_figure("number_in_system", theory.arrival_rate * theory.service_time_s, locale)},
         {"servers", std::int64_t{theory.servers}}});
    return kBadInput;
  }
  const bool json = options.format == Format::Json;
  deliver(json ? report::to_json(theory) : page::text_theory(theory, locale, text_options(options)), options);
  return kFine;
}

}  // namespace cloudsim::cli
