// SPDX-License-Identifier: Apache-2.0
#include "effort/ledger.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "document/yaml_source.hpp"

namespace cloudsim::effort {
namespace {

using trace::Actor;
using trace::ApiCall;
using trace::ServerKind;
using trace::ServerState;

std::shared_ptr<const Source> source_of(const std::string& path) {
  std::ifstream file(std::string(CLOUDSIM_SOURCE_DIR) + "/" + path);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return std::make_shared<Source>(Source{path, text.str()});
}

std::string codes_of(const Diagnostics& diagnostics) {
  std::string words;
  for (const Diagnostic& problem : diagnostics)
    words += std::to_string(problem.location.line) + ":" + std::to_string(problem.location.column) + " " +
             problem.code + "[" + problem.suggestion + "]\n";
  return words;
}

const EffortList& shipped(const std::string& name) {
  static std::map<std::string, EffortList> lists;
  const auto known = lists.find(name);
  if (known != lists.end()) return known->second;
  Diagnostics diagnostics;
  auto list = read_effort_list(name, source_of("scenarios/effort/" + name + ".yaml"), diagnostics);
  INFO(codes_of(diagnostics));
  REQUIRE(list.has_value());
  return lists.emplace(name, *list).first->second;
}

/// States facts to a ledger as a model would.
class Rig {
 public:
  Rig(const EffortList& list, const std::string& service) : ledger_(list, service, Duration::hours(24)) {}

  void state(SimTime at, trace::FactBody body) { ledger_.on({at, FactId{0}, FactId::none(), std::move(body)}); }
  void bring_up(ServerKind kind, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i)
      state(kTimeZero, trace::ServerChanged{ServerId{next_++}, kind, ServerState::Ordered, ServerState::Ordered,
                                            ServerId::none(), 0, 0, trace::Reason::None});
  }
  void change(std::uint32_t server, ServerKind kind, ServerState to) {
    state(kTimeZero, trace::ServerChanged{ServerId{server}, kind, ServerState::Ready, to, ServerId::none(), 0, 0,
                                          trace::Reason::None});
  }
  result::Effort finish() { return ledger_.finish(); }
  Ledger& ledger() { return ledger_; }

 private:
  Ledger ledger_;
  std::uint32_t next_ = 0;
};

double monthly_without_checks(const result::Effort& effort) {
  double minutes = 0;
  for (const result::Effort::Line& line : effort.lines)
    if (line.group != "check" && (line.when == "monthly" || line.when == "per_release")) minutes += line.minutes;
  return minutes;
}

TEST_CASE("the default list gives the totals that its table promises") {
  // Ten hosts, four releases a month, patching by hand, no incidents; the checks by hand are not in those totals.
  struct Promise {
    const char* service;
    std::uint32_t hosts;
    double set_up;
    double monthly;
  };
  for (const Promise& promise :
       {Promise{"ec2", 10, 315, 390}, Promise{"lambda", 0, 100, 27}, Promise{"docker", 10, 440 + 30 * 10, 585},
        Promise{"ecs-ec2", 10, 265, 85}, Promise{"ecs-fargate", 0, 190, 35}}) {
    CAPTURE(promise.service);
    Rig rig(shipped("default"), promise.service);
    rig.bring_up(ServerKind::Host, promise.hosts);
    const result::Effort effort = rig.finish();
    CHECK(effort.setup_minutes == doctest::Approx(promise.set_up).epsilon(0.02));
    CHECK(monthly_without_checks(effort) == doctest::Approx(promise.monthly).epsilon(0.1));
    CHECK(effort.incident_minutes == 0);
    double sum = 0;
    for (const result::Effort::Line& line : effort.lines) sum += line.minutes;
    CHECK(sum == doctest::Approx(effort.setup_minutes + effort.monthly_minutes));
  }
}

TEST_CASE("lesson 2: 95 minutes a month for a server, none for a function") {
  Rig server(shipped("teaching"), "ec2");
  server.bring_up(ServerKind::Instance, 1);
  CHECK(server.finish().monthly_minutes == 95);  // 2 × 20 + 3 × 5 + 4 × 10
  Rig function(shipped("teaching"), "lambda");
  function.bring_up(ServerKind::Environment, 3);
  const result::Effort none = function.finish();
  CHECK(none.monthly_minutes == 0);
  CHECK(none.lines.back().duty == "administration");  // 0 minutes are worth a line
  for (const result::Effort::Line& line : none.lines) CHECK(line.group != "provision");
  CHECK(none.servers_provisioned_by_hand == 0);
}

TEST_CASE("lesson 10: a round of checks by hand takes 1 minute per container, whatever the number of hosts") {
  for (const std::uint32_t containers : {10U, 300U, 3000U}) {
    Rig rig(shipped("teaching"), "docker");
    rig.bring_up(ServerKind::Host, containers / 10);
    rig.bring_up(ServerKind::Container, containers);
    double checks = 0;
    for (const result::Effort::Line& line : rig.finish().lines)
      if (line.group == "check") checks += line.minutes;
    CHECK(checks == doctest::Approx(containers).epsilon(1e-5));
  }
}

TEST_CASE("duties grow with the most that were there at once, not with all that ever were") {
  EffortList list;
  list.duties = {{"x", "docker", When::Monthly, Each::Host, 2, 3, "manage", "assumption"},
                 {"y", "docker", When::Once, Each::Container, 5, 1, "upload", "assumption"}};
  Rig rig(list, "docker");
  rig.bring_up(ServerKind::Host, 2);       // 0, 1
  rig.bring_up(ServerKind::Container, 3);  // 2, 3, 4
  rig.change(4, ServerKind::Container, ServerState::Gone);
  rig.change(4, ServerKind::Container, ServerState::Gone);  // twice gone is gone once
  rig.change(0, ServerKind::Host, ServerState::Failed);     // a failed host is still there
  rig.bring_up(ServerKind::Container, 1);                   // 5
  const result::Effort effort = rig.finish();
  CHECK(effort.monthly_minutes == 2 * 3 * 2);
  CHECK(effort.setup_minutes == 5 * 3);
  CHECK(effort.setup_steps == 1);
}

TEST_CASE("releases and incidents multiply their own duties") {
  EffortList list;
  list.releases_per_month = 4;
  list.automatic_repair_within = Duration::seconds(30);
  list.stuck_after = Duration::minutes(15);
  list.duties = {
      {"release", "ecs-ec2", When::PerRelease, Each::Host, 0.5, 1, "upload", "assumption"},
      {"repair", "ecs-ec2", When::PerIncident, Each::Deployment, 90, 1, "manage", "assumption"},
      {"stuck", "ecs-ec2", When::PerIncident, Each::Deployment, 40, 1, "manage", "assumption", Incident::NoRoom},
      {"other", "ec2", When::Once, Each::Deployment, 7, 1, "manage", "assumption"}};
  Rig rig(list, "ecs-ec2");
  rig.bring_up(ServerKind::Host, 10);
  const auto at = [](std::int64_t minutes) { return kTimeZero + Duration::minutes(minutes); };
  rig.state(at(60), trace::Repaired{ServerId{0}, ServerKind::Host, Duration::seconds(90)});  // by a person
  rig.state(at(61), trace::Repaired{ServerId{0}, ServerKind::Host, Duration::seconds(3)});   // by software
  const auto no_room = [](std::uint32_t task) {
    return trace::PlacementDecided{ServerId{task}, ServerId::none(), trace::Shortage::Memory, 10, 0, 0};
  };
  const auto placed = [](std::uint32_t task) {
    return trace::PlacementDecided{ServerId{task}, ServerId{1}, trace::Shortage::None, 10, 0, 0};
  };
  rig.state(at(100), no_room(20));
  rig.state(at(101), no_room(21));
  rig.state(at(102), no_room(20));  // the shortage changed: still one spell
  rig.state(at(110), placed(20));
  rig.state(at(116), placed(21));  // 16 minutes without room for somebody
  rig.state(at(200), no_room(22));
  rig.state(at(205), placed(22));            // short: hosts were on their way
  rig.state(at(24 * 60 - 20), no_room(23));  // open at the end, 20 minutes
  const result::Effort effort = rig.finish();
  CHECK(effort.monthly_minutes == 4 * 10 * 0.5);
  CHECK(effort.incident_minutes == 90 + 2 * 40);
  CHECK(effort.setup_minutes == 0);
}

TEST_CASE("API calls of people are counted by name; those of the service are not theirs") {
  Rig rig(shipped("default"), "ecs-fargate");
  rig.state(kTimeZero, trace::ApiCalled{ApiCall::RunTask, Actor::Operator, 10, 100});
  rig.state(kTimeZero, trace::ApiCalled{ApiCall::StopTask, Actor::Operator, 1, 1});
  rig.state(kTimeZero, trace::ApiCalled{ApiCall::RunTask, Actor::Service, 5, 50});
  rig.ledger().set_datasets_reachable(5);
  const result::Effort effort = rig.finish();
  CHECK(effort.api_calls == std::map<std::string, std::int64_t>{{"RunTask", 10}, {"StopTask", 1}});
  CHECK(effort.servers_provisioned_by_hand == 0);  // a number of tasks was asked for, no server
  CHECK(effort.datasets_reachable == 5);
}

TEST_CASE("servers that people order are counted") {
  Rig rig(shipped("default"), "ec2");
  rig.state(kTimeZero, trace::ApiCalled{ApiCall::RunInstances, Actor::Operator, 1, 3});
  rig.state(kTimeZero, trace::ApiCalled{ApiCall::RunInstances, Actor::Service, 1, 7});
  CHECK(rig.finish().servers_provisioned_by_hand == 3);
}

// ---- the lists

TEST_CASE("every duty has a source, a service that exists, and words in both languages") {
  std::set<std::string> words[2];
  const char* tags[] = {"en", "es"};
  for (int i = 0; i < 2; ++i) {
    const auto parsed = document::parse(source_of(std::string("locales/") + tags[i] + "/effort.yaml"));
    REQUIRE(parsed.diagnostics.empty());
    for (const auto& member : parsed.root.find(tags[i])->find("effort")->members) words[i].insert(member.key);
  }
  CHECK(words[0] == words[1]);
  std::set<std::string> used;
  for (const char* name : {"default", "teaching"}) {
    for (const Duty& duty : shipped(name).duties) {
      CAPTURE(duty.id);
      CHECK(words[0].count(duty.id) == 1);
      CHECK(!duty.source.empty());
      used.insert(duty.id);
    }
  }
  CHECK(used == words[0]);
}

TEST_CASE("problems of an effort list come with places and suggestions") {
  const auto read = [](const std::string& row) {
    const std::string text =
        "effort: 1\nreleases_per_month: 4\nautomatic_repair_within: 30s\nstuck_after: 15min\n"
        "sources: {book: a book}\nduties:\n  - " +
        row + "\n";
    Diagnostics diagnostics;
    CHECK(!read_effort_list("x", std::make_shared<Source>(Source{"x", text}), diagnostics).has_value());
    return codes_of(diagnostics);
  };
  CHECK(read("{id: a, services: [ec3], group: check, when: once, minutes: 1, source: book}") ==
        "7:24 unknown_effort_service[ec2]\n");
  CHECK(read("{id: a, services: [ec2], group: check, when: once, minutes: 1, source: bok}") ==
        "7:76 unknown_effort_source[book]\n");
  CHECK(read("{id: a, services: [ec2], group: check, when: montly, minutes: 1, source: book}") ==
        "7:50 bad_choice[monthly]\n");
  CHECK(read("{id: a, services: [ec2], group: check, when: once, source: book}") == "7:5 missing_key[]\n");
}

}  // namespace
}  // namespace cloudsim::effort
