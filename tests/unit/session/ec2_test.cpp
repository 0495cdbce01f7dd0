// SPDX-License-Identifier: Apache-2.0
// EC2 from the scenario's words to the bill and to the clock: published examples from simulated usage, and the
// reaction time of a group with the shipped parameters.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <variant>

#include "session/run.hpp"
#include "unit/services_ec2/ec2_rig.hpp"

using namespace cloudsim;

namespace {

scenario::Scenario load(const std::string& text) {
  auto loaded = scenario::load(std::make_shared<const Source>(Source{"test.yaml", text}), {}, {});
  if (!loaded) {
    for (const Diagnostic& problem : loaded.error()) FAIL_CHECK(problem.code);
  }
  REQUIRE(loaded.has_value());
  return loaded->scenario;
}

result::Deployment run(const std::string& text) {
  const scenario::Scenario scenario = load(text);
  const auto data = session::load_data(scenario, {});
  REQUIRE(data.has_value());
  return session::run(scenario, *data).deployments.at(0);
}

std::string amount_of(const result::Deployment& deployment, const std::string& meter, int decimals) {
  for (const result::BillLine& line : deployment.bill.lines) {
    if (line.meter == meter) return to_decimal(round_half_up(line.amount, decimals), decimals);
  }
  return "none";
}

/// Two requests every second in [from, until) hours: `milli` thousandths of two vCPUs, without a gap.
std::string steady(int from, int until, int milli) {
  std::string text;
  for (const char* half : {"a", "b"}) {
    text += "  - {name: h" + std::to_string(from) + half +
            ", arrivals: {constant: {rate: 1/s, from: " + std::to_string(from) + "h, until: " + std::to_string(until) +
            "h}}, work: {cpu: " + std::to_string(milli) + "ms, io: " + std::to_string(1000 - milli) + "ms}}\n";
  }
  return text;
}

}  // namespace

// EC2 user guide, unlimited-mode-examples: 303.6 credits = 5.06 vCPU-hours at 0.05 USD. See services_ec2/credits_test.
TEST_CASE("the published example of surplus credits, from simulated requests to the cent") {
  const auto bill = [](const std::string& mode) {
    return run("cloudsim: 1\nduration: 114h\nworkload:\n" + steady(24, 36, 25) + steady(36, 60, 70) +
               steady(60, 72, 25) + steady(72, 77, 1000) + steady(77, 90, 50) +
               "deployments:\n  - {name: nano, ec2: {instance: t3.nano, already_running: true, cpu_credits: " + mode +
               "}}\n");
  };
  const result::Deployment unlimited = bill("unlimited");
  CHECK(amount_of(unlimited, "ec2.surplus.t3", 6) == "0.253000");
  CHECK(amount_of(unlimited, "ec2.instance.t3.nano", 4) == "0.5928");  // 114 h at 0.0052
  CHECK(unlimited.requests.lost() == 0);
  CHECK(amount_of(bill("ignored"), "ec2.surplus.t3", 6) == "none");
}

// The trap: 10 % of each vCPU is all that a t3.micro has for ever. 0.6 vCPU are asked for, 0.2 are there.
TEST_CASE("a small T instance under a steady load: a bill in unlimited mode, a slowdown in standard mode") {
  const auto result = [](const std::string& mode) {
    return run(
        "cloudsim: 1\nduration: 24h\nworkload:\n  - {name: visits, arrivals: {constant: 6/s}, work: {cpu: "
        "100ms}}\ndeployments:\n  - {name: micro, ec2: {instance: t3.micro, already_running: true, cpu_credits: " +
        mode + "}}\n");
  };
  // 0.4 vCPU above the baseline are 24 credits an hour: 288 are borrowed in 12 h, all of what may be, and 288 = 4.8
  // vCPU-hours are charged in the other 12 h. The instance itself costs 0.2496.
  const result::Deployment unlimited = result("unlimited");
  CHECK(unlimited.requests.lost() == 0);
  CHECK(amount_of(unlimited, "ec2.surplus.t3", 4) == "0.2400");
  // 0.2 vCPU are two requests a second; of six, a third is answered.
  const result::Deployment standard = result("standard");
  CHECK(static_cast<double>(standard.requests.completed) / static_cast<double>(standard.requests.arrived) ==
        doctest::Approx(1.0 / 3).epsilon(0.01));
}

// 18,000 requests of 1 MB an hour: 17.578125 GB an hour, as many capacity units; the connections need 0.2. Three hours
// at 0.008 USD.
TEST_CASE("capacity units of a load balancer, from simulated requests") {
  const result::Deployment deployment =
      run("cloudsim: 1\nduration: 3h\nworkload:\n  - {name: visits, arrivals: {constant: 5/s}, work: {cpu: 10ms}}\n"
          "deployments:\n  - {name: web, ec2: {instance: m5.large, already_running: true, load_balancer: true, "
          "capacity_units: {bytes_per_request: 1MB}}}\n");
  CHECK(amount_of(deployment, "alb.lcu", 6) == "0.421875");
  CHECK(amount_of(deployment, "alb.hour", 4) == "0.0675");
}

TEST_CASE("an hour of Spot, and a year's reservation by the hour") {
  const std::string head =
      "cloudsim: 1\nduration: 10h\nworkload:\n  - {name: visits, arrivals: {constant: 1/s}}\n"
      "deployments:\n  - {name: web, ec2: {instance: t3.micro, already_running: true, fleet: 2, ";
  // 0.0104 less 69 % = 0.003224; 2 × 10 h. Nothing is reclaimed in them (seed 1).
  CHECK(amount_of(run(head + "spot: true}}\n"), "ec2.spot.t3.micro", 6) == "0.064480");
  const result::Deployment reserved = run(head + "reserved: 3}}\n");
  CHECK(amount_of(reserved, "ec2.reserved_1y.t3.micro", 4) == "0.1950");  // 3 × 10 h at 0.0065, though 2 run
  CHECK(amount_of(reserved, "ec2.instance.t3.micro", 4) == "none");
}

// The budget of the facts, for a group with detailed monitoring: metric 60 s, three points 180 s, launch 3 … 20 s, boot
// 3 … 25 s, baked 5 … 20 s or user data 60 … 300 s and code 5 … 15 s, first check within 30 s: about 5 min baked, about
// 10 min at most with user data. Half a minute more or less, as the minute of the spike counts as a point or not.
TEST_CASE("from a spike to the first request served by new capacity pass 5 to 10 minutes") {
  for (const std::string image : {"baked", "user-data"}) {
    CAPTURE(image);
    const scenario::Scenario scenario = load(
        "cloudsim: 1\nduration: 2h\nworkload:\n  - {name: visits, arrivals: {constant: 1/s}}\ndeployments:\n"
        "  - {name: web, ec2: {instance: m5.large, fleet: {min: 2, max: 8, target_cpu: 50%, monitoring: detailed}, "
        "already_running: true, load_balancer: true, image: " +
        image + "}}\n");
    const auto& spec = std::get<services::Ec2Spec>(scenario.deployments[0].service);
    double sum = 0;
    constexpr std::uint64_t kSeeds = 20;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      test::Ec2Rig rig(spec, seed);
      const std::int64_t spike = 1800 + static_cast<std::int64_t>(seed) * 3;  // anywhere in a minute
      rig.load(test::at_second(0), test::at_second(spike), test::milliseconds(1000), test::milliseconds(400));
      rig.load(test::at_second(spike), test::at_second(spike + 900), test::milliseconds(100), test::milliseconds(400));
      rig.finish(spike + 900);
      SimTime first = kNever;
      for (const auto& record : rig.sink.records) {
        const bool fresh = record.server.valid() && record.server.value >= 2;
        if (fresh && record.outcome == trace::Outcome::Completed) first = std::min(first, record.started);
      }
      REQUIRE(first != kNever);
      const double minutes = to_seconds(first - test::at_second(spike)) / 60;
      CAPTURE(minutes);
      CHECK(minutes >= 3.75);
      CHECK(minutes <= (image == "baked" ? 7 : 11));
      sum += minutes;
    }
    const double mean = sum / static_cast<double>(kSeeds);
    CAPTURE(mean);
    CHECK(mean >= (image == "baked" ? 4.5 : 7));
    CHECK(mean <= (image == "baked" ? 6.0 : 10));
  }
}
