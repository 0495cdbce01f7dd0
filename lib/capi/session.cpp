// SPDX-License-Identifier: Apache-2.0
// Sessions: the functions of cloudsim.h that begin with cloudsim_session_, and cloudsim_validate.
#include <algorithm>
#include <atomic>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/units.hpp"
#include "capi/facts_json.hpp"
#include "capi/forms.hpp"
#include "capi/guard.hpp"
#include "capi/input.hpp"
#include "narrative/locale.hpp"
#include "report/result_json.hpp"
#include "session/build.hpp"
#include "session/stepper.hpp"

using namespace cloudsim;
using namespace cloudsim::capi;
using Json = nlohmann::ordered_json;

struct cloudsim_session {
  Input input;
  Settings settings;
  Ready ready;
  std::vector<std::pair<std::string, std::string>> told;  ///< for the result: settings, and what was done by hand
  std::unique_ptr<session::Stepper> stepper;              ///< from the first step on, until the end
  std::optional<result::RunResult> result;                ///< after the end
  bool broken = false;                                    ///< an error came in the middle of a change
  std::atomic_flag busy = ATOMIC_FLAG_INIT;

  session::Stepper& steps() {
    if (result) refuse(CLOUDSIM_WRONG_STATE, "api_over");
    if (!stepper) {
      using Record = session::Stepper::Record;
      const Record record = settings.facts == CLOUDSIM_FACTS_NONE   ? Record::Nothing
                            : settings.facts == CLOUDSIM_FACTS_RARE ? Record::Facts
                                                                    : Record::FactsAndRequests;
      stepper = std::make_unique<session::Stepper>(ready.scenario, ready.data, record);
    }
    return *stepper;
  }
  const result::RunResult& finished() const {
    if (!result) refuse(CLOUDSIM_WRONG_STATE, "api_not_over");
    return *result;
  }
};

namespace {

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

/// One caller at a time: the second one is told, not served.
class InUse {
 public:
  explicit InUse(cloudsim_session& session) : session_(session) {
    if (session.busy.test_and_set(std::memory_order_acquire)) refuse(CLOUDSIM_WRONG_STATE, "api_busy");
  }
  ~InUse() { session_.busy.clear(std::memory_order_release); }
  InUse(const InUse&) = delete;
  InUse& operator=(const InUse&) = delete;

 private:
  cloudsim_session& session_;
};

/// Marks a session as broken unless the change came to its end.
class Change {
 public:
  explicit Change(cloudsim_session& session) : session_(session) { session.broken = true; }
  void done() { session_.broken = false; }

 private:
  cloudsim_session& session_;
};

/// The frame of every function on a session. Words of what goes wrong are in the session's language.
template <class Body>
cloudsim_status on_session(cloudsim_session* session, cloudsim_error** error, Body body) noexcept {
  return guard(error, [&] {
    need(session, "session");
    const InUse in_use(*session);
    try {
      if (session->broken) refuse(CLOUDSIM_WRONG_STATE, "api_broken");
      body(*session);
    } catch (Failure& failure) {
      failure.locale = session->settings.locale;
      throw;
    }
  });
}

void open(Input input, Settings settings, cloudsim_session** session) {
  auto made = std::make_unique<cloudsim_session>();
  made->settings = std::move(settings);
  made->input = std::move(input);
  made->ready = make_ready(made->input, made->settings);
  for (const scenario::Override& each : made->settings.overrides) made->told.emplace_back(each.path, each.value);
  *session = made.release();
}

Json view_of(const std::string& place, const services::ServiceView& view) {
  return {{"place", place},
          {"waiting", view.waiting},
          {"in_service", view.in_service},
          {"servers_ready", view.servers_ready},
          {"servers_starting", view.servers_starting},
          {"hosts", view.hosts}};
}

Json place_of(const scenario::DeploymentSpec& spec) {
  const session::ServiceIdentity identity = session::identify(spec.service);
  return {{"place", spec.name}, {"service", identity.service}, {"unit", identity.unit}};
}

/// Only what this session runs: a fault without a deployment may concern one that was left out.
std::vector<services::Action> mine(const cloudsim_session& session, const std::vector<services::Action>& all) {
  const auto places = session.ready.scenario.places();
  std::vector<services::Action> found;
  for (const services::Action& action : all) {
    const bool here =
        std::any_of(places.begin(), places.end(), [&](const auto* place) { return place->name == action.deployment; });
    if (here) found.push_back(action);
  }
  return found;
}

}  // namespace

cloudsim_status cloudsim_validate(const char* scenario, size_t length, const cloudsim_options* options, char** warnings,
                                  cloudsim_error** error) {
  return guard(error, [&] {
    prepare(warnings, "warnings");
    Settings settings = read_options(options);
    const Ready ready = make_ready(given_input(scenario, length, settings), settings);
    *warnings = give(to_json(ready.warnings, settings.locale));
  });
}

cloudsim_status cloudsim_session_open(const char* scenario, size_t length, const cloudsim_options* options,
                                      cloudsim_session** session, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(session, "session");
    Settings settings = read_options(options);
    Input input = given_input(scenario, length, settings);
    open(std::move(input), std::move(settings), session);
  });
}

cloudsim_status cloudsim_session_open_shipped(const char* name, const cloudsim_options* options,
                                              cloudsim_session** session, cloudsim_error** error) {
  return guard(error, [&] {
    prepare(session, "session");
    Settings settings = read_options(options);
    Input input = shipped_input(name_of(name, "name"), settings.locale);
    open(std::move(input), std::move(settings), session);
  });
}

void cloudsim_session_free(cloudsim_session* session) { delete session; }

cloudsim_status cloudsim_session_describe_json(cloudsim_session* session, const char* locale, char** json,
                                               cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    prepare(json, "json");
    const std::string tag = name_of(locale, "locale", "en");
    const scenario::Scenario& scenario = own.ready.scenario;
    narrative::LocaleOptions words;
    words.words = narrative::Words::Brief;
    const std::string title = scenario.title.empty() ? "" : narrative::Locale::load(tag, words).choose(scenario.title);
    Json workload = Json::array();
    for (const workload::WorkloadSpec& each : scenario.workload) workload.push_back(each.name);
    Json deployments = Json::array();
    for (const scenario::DeploymentSpec& each : scenario.deployments) {
      Json places = Json::array();
      if (!each.is_chain()) places.push_back(place_of(each));
      for (const scenario::DeploymentSpec& link : each.links) places.push_back(place_of(link));
      deployments.push_back({{"name", each.name}, {"places", places}});
    }
    const Json warnings = Json::parse(to_json(own.ready.warnings, tag));
    *json = give(dumped({{"schema", "cloudsim.session/1"},
                         {"source", scenario.source_name},
                         {"title", title},
                         {"lesson", scenario.lesson},
                         {"seed", scenario.seed},
                         {"duration_ns", scenario.duration.ns},
                         {"replications", scenario.run.replications},
                         {"workload", workload},
                         {"deployments", deployments},
                         {"warnings", warnings.at("problems")}}));
  });
}

cloudsim_status cloudsim_session_step(cloudsim_session* session, uint64_t count, uint64_t* stepped,
                                      cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    prepare(stepped, "stepped");
    session::Stepper& stepper = own.steps();
    Change change(own);
    while (*stepped < count && stepper.step()) ++*stepped;
    change.done();
  });
}

cloudsim_status cloudsim_session_run_until(cloudsim_session* session, int64_t at_ns, cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    session::Stepper& stepper = own.steps();
    Change change(own);
    stepper.run_until(SimTime{at_ns});
    change.done();
  });
}

cloudsim_status cloudsim_session_run(cloudsim_session* session, cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    if (own.result) return;
    session::RunOptions options;
    options.jobs = own.settings.jobs;
    options.overrides = own.told;
    Change change(own);
    // Without steps there is nothing to go on from, and deployments may run on threads of their own.
    own.result = own.stepper ? own.stepper->finish(options) : session::run(own.ready.scenario, own.ready.data, options);
    own.stepper.reset();
    change.done();
  });
}

cloudsim_status cloudsim_session_now(cloudsim_session* session, int64_t* now_ns, cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    prepare(now_ns, "now_ns");
    if (own.result) *now_ns = own.ready.scenario.duration.ns;
    if (own.stepper) *now_ns = own.stepper->now().ns;
  });
}

cloudsim_status cloudsim_session_next_json(cloudsim_session* session, char** json, cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    prepare(json, "json");
    Json next = nullptr;
    if (!own.result) {
      if (const auto pending = own.steps().next()) {
        next = {{"at_ns", pending->event.at.ns},
                {"deployment", own.ready.scenario.deployments[pending->deployment].name},
                {"label", pending->event.label}};
      }
    }
    *json = give(dumped({{"schema", "cloudsim.next/1"}, {"next", next}}));
  });
}

cloudsim_status cloudsim_session_view_json(cloudsim_session* session, char** json, cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    prepare(json, "json");
    const session::Stepper& stepper = own.steps();
    Json deployments = Json::array();
    for (const session::Stepper::View& view : stepper.views()) {
      Json places = Json::array();
      for (const auto& [place, seen] : view.places) places.push_back(view_of(place, seen));
      deployments.push_back({{"name", view.deployment}, {"places", places}});
    }
    *json = give(dumped({{"schema", "cloudsim.view/1"}, {"now_ns", stepper.now().ns}, {"deployments", deployments}}));
  });
}

cloudsim_status cloudsim_session_facts_json(cloudsim_session* session, uint64_t cursor, uint64_t most, char** json,
                                            cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    prepare(json, "json");
    if (own.settings.facts == CLOUDSIM_FACTS_NONE) refuse(CLOUDSIM_WRONG_STATE, "api_no_facts");
    session::Stepper& stepper = own.steps();
    std::vector<std::string> classes;
    for (const workload::WorkloadSpec& each : own.ready.scenario.workload) classes.push_back(each.name);
    *json = give(facts_json(stepper.recorded(), cursor, most, classes));
  });
}

cloudsim_status cloudsim_session_act(cloudsim_session* session, const char* action, size_t length,
                                     cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    const std::string text(text_of(action, length, "action"));
    session::Stepper& stepper = own.steps();
    if (!stepper.may_act()) refuse(CLOUDSIM_WRONG_STATE, "api_replicated");
    if (stepper.now() >= stepper.horizon()) refuse(CLOUDSIM_WRONG_STATE, "api_at_end");
    const auto source = std::make_shared<Source>(Source{"action", text});
    auto actions =
        scenario::load_action(source, stepper.now(), own.input.source, own.settings.overrides, own.input.files);
    if (!actions) refuse(std::move(actions.error()), own.settings.locale);
    const std::vector<services::Action> here = mine(own, *actions);
    if (here.empty()) refuse({{Severity::Error, "api_not_here", {}, {source, 1, 1, 1}, {}}}, own.settings.locale);
    own.told.emplace_back("actions", to_text(stepper.now() - kTimeZero) + " " + text);
    Change change(own);
    for (const services::Action& each : here) stepper.act(each);
    change.done();
  });
}

cloudsim_status cloudsim_session_result_json(cloudsim_session* session, char** json, cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    prepare(json, "json");
    *json = give(report::to_json(own.finished()));
  });
}

cloudsim_status cloudsim_session_report(cloudsim_session* session, const char* format, const char* locale,
                                        char** report, cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    prepare(report, "report");
    const std::string form = name_of(format, "format");
    *report = give(in_form(own.finished(), form, name_of(locale, "locale", "en")));
  });
}

cloudsim_status cloudsim_session_narrative_text(cloudsim_session* session, const char* deployment, const char* locale,
                                                char** text, cloudsim_error** error) {
  return on_session(session, error, [&](cloudsim_session& own) {
    prepare(text, "text");
    const std::string only = name_of(deployment, "deployment", "");
    *text = give(story(own.finished(), only, name_of(locale, "locale", "en")));
  });
}
