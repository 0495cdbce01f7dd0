// SPDX-License-Identifier: Apache-2.0
#include "narrative/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>

#include "narrative/choose_events.hpp"
#include "support/sample_run.hpp"

using namespace cloudsim;
using narrative::Beat;
using narrative::Locale;

namespace {

const Locale& english() {
  static const Locale locale = Locale::load("en");
  return locale;
}

const Locale& spanish() {
  static const Locale locale = Locale::load("es");
  return locale;
}

/// The beat that tells event `id`, or null.
const Beat* beat_of(const std::vector<Beat>& beats, std::uint32_t id) {
  const auto found = std::find_if(beats.begin(), beats.end(), [id](const Beat& beat) { return beat.event == id; });
  return found == beats.end() ? nullptr : &*found;
}

/// Digits in a text, grouping taken away: "21,600" → 21600. Numbers inside names (servers-1, p95) are left out.
std::set<std::string> numbers_in(const std::string& text) {
  std::set<std::string> found;
  const std::regex number("(^|[^A-Za-z0-9.,-])\\$?([0-9]+(,[0-9]{3})*(\\.[0-9]+)?)");
  for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at) {
    std::string digits = (*at)[2];
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    found.insert(digits);
  }
  return found;
}

}  // namespace

TEST_CASE("a story has 4 to 9 beats: setting and calm first, settling and reckoning last, events in order of time") {
  const result::RunResult run = test::sample_run();
  for (const result::Deployment& deployment : run.deployments) {
    const std::vector<Beat> beats = narrative::tell(deployment, run, english());
    REQUIRE(beats.size() >= 4);
    CHECK(beats.size() <= 9);
    CHECK(beats[0].role == "setting");
    CHECK(beats[1].role == "calm");
    CHECK(beats[beats.size() - 2].role == "settling");
    CHECK(beats.back().role == "reckoning");
    CHECK(std::is_sorted(beats.begin(), beats.end(), [](const Beat& a, const Beat& b) { return a.at < b.at; }));
  }
}

TEST_CASE("the server's story tells both losses with their causes, and the crash") {
  const result::RunResult run = test::sample_run();
  const std::vector<Beat> beats = narrative::tell(run.deployments[0], run, english());
  for (const std::uint32_t id : {1, 2, 5, 6, 7}) {
    CAPTURE(id);
    CHECK(beat_of(beats, id) != nullptr);
  }
}

TEST_CASE("a run in which nothing happens is told in four beats") {
  result::RunResult run = test::sample_run();
  result::Deployment& quiet = run.deployments[0];
  quiet.events.clear();
  quiet.requests = {};
  quiet.latency.reset();
  quiet.capacity.peak = 0;
  const std::vector<Beat> beats = narrative::tell(quiet, run, english());
  REQUIRE(beats.size() == 4);
  CHECK(beats[1].text == "No request arrives in this run.");
  CHECK(beats[2].text == "Until the end there is no server at all.");
}

TEST_CASE("the server's story, sentence by sentence, in both languages") {
  const result::RunResult run = test::sample_run();
  narrative::LocaleOptions plain;
  plain.plain = true;
  const std::vector<Beat> en = narrative::tell_everything(run.deployments[0], run, Locale::load("en", plain));
  const std::vector<Beat> es = narrative::tell_everything(run.deployments[0], run, Locale::load("es", plain));
  REQUIRE(en.size() == 12);
  REQUIRE(es.size() == 12);
  CHECK(beat_of(en, 3)->text == "At 45 s, the instance servers-1 is running, but your code is not there yet.");
  CHECK(beat_of(es, 3)->text ==
        "A 45 s del inicio, la instancia servers-1 está en ejecución, pero tu código aún no ha llegado.");
  CHECK(beat_of(en, 5)->text == "At 1 min 15 s, the first request begins to be served; 150 came too early.");
  CHECK(beat_of(en, 6)->text == "At 1 h, the instance servers-1 fails.");
  CHECK(beat_of(en, 7)->text ==
        "From 1 h to 1 h 1 min 30 s, no server is ready, and 180 of 180 requests are lost (100%) because the "
        "instance servers-1 fails.");
  CHECK(beat_of(es, 7)->text ==
        "Entre 1 h y 1 h 1 min 30 s no hay ningún servidor listo y se pierden 180 de 180 solicitudes (100 %) "
        "porque falla la instancia servers-1.");
}

TEST_CASE("`because` appears exactly where an event's cause has been told") {
  const result::RunResult run = test::sample_run();
  for (const result::Deployment& deployment : run.deployments) {
    for (const bool everything : {false, true}) {
      const std::vector<Beat> en = everything ? narrative::tell_everything(deployment, run, english())
                                              : narrative::tell(deployment, run, english());
      const std::vector<Beat> es = everything ? narrative::tell_everything(deployment, run, spanish())
                                              : narrative::tell(deployment, run, spanish());
      REQUIRE(en.size() == es.size());
      std::set<std::uint32_t> told;
      for (std::size_t i = 0; i < en.size(); ++i) {
        const result::Event* event = narrative::find_event(deployment, en[i].event);
        const result::Event* cause = event == nullptr ? nullptr : narrative::find_event(deployment, event->cause);
        const bool named = cause != nullptr && told.count(cause->id) == 1 && narrative::names_cause(*event, *cause);
        CAPTURE(en[i].text);
        CHECK((en[i].text.find("because") != std::string::npos) == named);
        CHECK((es[i].text.find(" porque ") != std::string::npos || es[i].text.find(" por ese") != std::string::npos) ==
              named);
        told.insert(en[i].event);
      }
    }
  }
}

TEST_CASE("an event comes with its cause as long as there is room, and without a reason when there is none") {
  // Twenty crashes with one small loss each: whatever is chosen, each loss comes with its own crash.
  result::RunResult run = test::sample_run();
  result::Deployment& deployment = run.deployments[0];
  deployment.events.clear();
  for (std::uint32_t i = 0; i < 20; ++i) {
    auto crash =
        test::event(2 * i + 1, 0, result::event::kCrashed, Duration::hours(i + 1),
                    {{"unit", "instance"}, {"lost_requests", std::int64_t{0}}, {"lost_tasks", std::int64_t{0}}});
    crash.subject = "servers-" + std::to_string(i + 1);
    deployment.events.push_back(crash);
    deployment.events.push_back(test::event(
        2 * i + 2, 2 * i + 1, result::event::kLost, Duration::hours(i + 1),
        {{"count", std::int64_t{1000} * (i + 1)}, {"requests", std::int64_t{21600}}, {"reason", "no_server"}}));
  }
  const auto chosen = narrative::choose_events(deployment, 5);
  CHECK(chosen.size() == 5);
  std::set<std::uint32_t> ids;
  for (const result::Event* event : chosen) ids.insert(event->id);
  std::size_t alone = 0;
  for (const result::Event* event : chosen) {
    if (event->cause != 0 && ids.count(event->cause) == 0) ++alone;
  }
  CHECK(alone <= 1);  // only the last place can be too small for both
  for (const Beat& beat : narrative::tell(deployment, run, english())) {
    const result::Event* event = narrative::find_event(deployment, beat.event);
    if (event == nullptr) continue;
    CAPTURE(beat.text);
    const bool reason = event->cause != 0 && ids.count(event->cause) == 1;
    CHECK((beat.text.find("because") != std::string::npos) == reason);
  }
}

TEST_CASE("the first of a kind and the large come before repeats") {
  result::RunResult run = test::sample_run();
  result::Deployment& deployment = run.deployments[1];
  // Thirty scale-outs and one loss of half of all requests.
  deployment.events.clear();
  for (std::uint32_t i = 0; i < 30; ++i) {
    deployment.events.push_back(test::event(i + 1, 0, result::event::kScaleOut, Duration::minutes(i + 1),
                                            {{"unit", "instance"},
                                             {"from", std::int64_t{i + 1}},
                                             {"to", std::int64_t{i + 2}},
                                             {"measured", 0.8},
                                             {"threshold", 0.5},
                                             {"points", std::int64_t{3}},
                                             {"signal", "cpu_utilization"}}));
  }
  deployment.events.push_back(
      test::event(31, 0, result::event::kLost, Duration::hours(1),
                  {{"count", std::int64_t{10800}}, {"requests", std::int64_t{21600}}, {"reason", "queue_full"}}));
  const std::vector<Beat> beats = narrative::tell(deployment, run, english());
  CHECK(beats.size() == 9);
  CHECK(beat_of(beats, 1) != nullptr);   // the first scale-out
  CHECK(beat_of(beats, 31) != nullptr);  // the loss
}

TEST_CASE("every number of a story can be derived from the result") {
  const result::RunResult run = test::sample_run();
  // What the two results hold, as a reader would write it. 21600 requests in 24 h are 0.25 a second (15 a minute is not
  // said); 330 of 21600 is 1.5 %; 98 % idle; 30 min and 80 min of work are 1 h 20 min; $0.3694 is the bill.
  const std::set<std::string> server = {"21600", "24",  "0.25", "50",  "1",  "15",     "30",  "45", "150",
                                        "90",    "180", "330",  "1.5", "98", "0.3694", "100", "20", "0"};
  for (const Beat& beat : narrative::tell_everything(run.deployments[0], run, english())) {
    CAPTURE(beat.text);
    for (const std::string& number : numbers_in(beat.text)) {
      CAPTURE(number);
      CHECK(server.count(number) == 1);
    }
  }
  // 134 of 12000 cold starts, 500 ms, 10 and 200 requests per second, $0.0223, 12 min to set up, 0 s a month.
  const std::set<std::string> function = {"21600", "24",  "0.25",  "50",  "1", "2",      "10",
                                          "200",   "134", "12000", "500", "0", "0.0223", "12"};
  for (const Beat& beat : narrative::tell_everything(run.deployments[1], run, english())) {
    CAPTURE(beat.text);
    for (const std::string& number : numbers_in(beat.text)) {
      CAPTURE(number);
      CHECK(function.count(number) == 1);
    }
  }
}

TEST_CASE("every kind of event is told without a gap when it carries what events.hpp says") {
  using I = std::int64_t;
  const result::RunResult run = test::sample_run();
  result::Deployment deployment = run.deployments[0];
  namespace kind = result::event;
  const std::vector<std::pair<const char*, Arguments>> all = {
      {kind::kLaunchOrdered, {{"count", I{2}}, {"unit", "task"}}},
      {kind::kRunningWithoutCode, {{"unit", "instance"}, {"after", Duration::seconds(45)}}},
      {kind::kReady, {{"count", I{2}}, {"unit", "container"}, {"after", Duration::seconds(75)}}},
      {kind::kTerminated, {{"count", I{1}}, {"unit", "environment"}}},
      {kind::kCodeUploaded, {}},
      {kind::kTriggerSet, {}},
      {kind::kImagePulled,
       {{"count", I{4}}, {"bytes", I{293601280}}, {"took", Duration::seconds(6)}, {"cached_count", I{3}}}},
      {kind::kFirstAnswer, {{"after", Duration::seconds(75)}, {"lost_before", I{150}}}},
      {kind::kSurge, {{"from_rate", 10.0}, {"to_rate", 200.0}, {"factor", 20.0}}},
      {kind::kCalmAgain, {{"from_rate", 200.0}, {"to_rate", 10.0}}},
      {kind::kColdStarts,
       {{"count", I{1}}, {"requests", I{12}}, {"init", Duration::milliseconds(600)}, {"environments", I{1}}}},
      {kind::kLost, {{"count", I{15}}, {"requests", I{135}}, {"reason", "none"}}},
      {kind::kIgnored, {{"count", I{10}}, {"requests", I{20}}}},
      {kind::kQueueing, {{"longest_queue", I{45}}, {"longest_wait", Duration::seconds(3)}}},
      {kind::kScaleOut,
       {{"unit", "task"},
        {"from", I{4}},
        {"to", I{6}},
        {"measured", 0.83},
        {"threshold", 0.5},
        {"points", I{3}},
        {"signal", "none"}}},
      {kind::kScaleIn,
       {{"unit", "host"},
        {"from", I{6}},
        {"to", I{4}},
        {"measured", 0.2},
        {"threshold", 1.0},
        {"points", I{15}},
        {"signal", "schedule"}}},
      {kind::kAtMaximum, {{"unit", "task"}, {"maximum", I{16}}, {"wanted", I{20}}}},
      {kind::kLimitReached, {{"limit", I{1000}}, {"reason", "concurrency_limit"}}},
      {kind::kApiCalled, {{"call", "RunTask"}, {"calls", I{10}}, {"count", I{100}}}},
      {kind::kPlaced, {{"count", I{4}}, {"hosts", I{2}}}},
      {kind::kNoRoom, {{"count", I{4}}, {"shortage", "ports"}, {"hosts", I{12}}}},
      {kind::kCrashed, {{"unit", "host"}, {"lost_requests", I{3}}, {"lost_tasks", I{8}}}},
      {kind::kRepaired, {{"unit", "instance"}, {"after", Duration::seconds(90)}}},
      {kind::kRunningLow, {{"unit", "task"}, {"from", I{100}}, {"to", I{92}}}},
      {kind::kRunningAgain, {{"unit", "task"}, {"to", I{96}}, {"desired", I{100}}, {"after", Duration::seconds(40)}}},
      {kind::kPeak, {{"unit", "environment"}, {"count", I{134}}, {"busy", I{50}}}},
  };
  deployment.events.clear();
  for (const auto& [name, arguments] : all) {
    // Each one is caused by the one before, so that every pairing of `because` is tried along the way.
    const auto id = static_cast<std::uint32_t>(deployment.events.size() + 1);
    deployment.events.push_back(test::event(id, id - 1, name, Duration::seconds(id), arguments));
    deployment.events.back().subject = "servers-1";
  }
  for (const Locale* locale : {&english(), &spanish()}) {
    for (const Beat& beat : narrative::tell_everything(deployment, run, *locale)) {
      CAPTURE(beat.text);
      CHECK(beat.text.find("⟦") == std::string::npos);
      CHECK(beat.text.find("  ") == std::string::npos);
    }
    // Every cause of every effect, too.
    for (const result::Event& effect : deployment.events) {
      for (const result::Event& cause : deployment.events) {
        const std::string text = narrative::tell_event(effect, &cause, deployment, *locale);
        CAPTURE(text);
        CHECK(text.find("⟦") == std::string::npos);
      }
    }
  }
}
