// SPDX-License-Identifier: Apache-2.0
#include "report/figures.hpp"

namespace cloudsim::report {
namespace {

using result::Deployment;
using Value = std::optional<double>;

Value seconds(const std::optional<Duration>& duration) { return duration ? Value{to_seconds(*duration)} : Value{}; }

template <Duration result::Latency::*Part>
Value latency(const Deployment& d) {
  return d.latency ? Value{to_seconds((*d.latency).*Part)} : Value{};
}

template <std::uint64_t result::Requests::*Part>
Value count(const Deployment& d) {
  return static_cast<double>(d.requests.*Part);
}

template <double result::Effort::*Part>
Value minutes(const Deployment& d) {
  return d.effort.*Part;
}

Value answered(const Deployment& d, double value) { return d.latency ? Value{value} : Value{}; }

}  // namespace

const std::vector<HeadlineFigure>& headline_figures() {
  static const std::vector<HeadlineFigure> kFigures = {
      {"effort", "setup_minutes", minutes<&result::Effort::setup_minutes>},
      {"effort", "monthly_minutes", minutes<&result::Effort::monthly_minutes>},
      {"effort", "incident_minutes", minutes<&result::Effort::incident_minutes>},
      {"effort", "first_answer_s", [](const Deployment& d) { return seconds(d.milestones.first_answer); }},
      {"scaling", "servers_peak", [](const Deployment& d) { return Value{d.capacity.peak}; }},
      {"scaling", "servers_mean", [](const Deployment& d) { return Value{d.capacity.mean}; }},
      {"scaling", "launched", [](const Deployment& d) { return Value{d.capacity.launched}; }},
      {"scaling", "hosts_peak", [](const Deployment& d) { return Value{d.capacity.hosts_peak}; }},
      {"scaling", "utilization", [](const Deployment& d) { return Value{d.queueing.utilization}; }},
      {"scaling", "idle_share", [](const Deployment& d) { return Value{d.capacity.idle_share}; }},
      {"cost", "bill_usd", [](const Deployment& d) { return Value{to_usd(d.bill.total)}; }},
      {"latency", "response_time_s", [](const Deployment& d) { return answered(d, d.queueing.response_time_s); }},
      {"latency", "waiting_time_s", [](const Deployment& d) { return answered(d, d.queueing.waiting_time_s); }},
      {"latency", "service_time_s",
       [](const Deployment& d) { return answered(d, d.queueing.response_time_s - d.queueing.waiting_time_s); }},
      {"latency", "latency_p50_s", latency<&result::Latency::p50>},
      {"latency", "latency_p95_s", latency<&result::Latency::p95>},
      {"latency", "latency_p99_s", latency<&result::Latency::p99>},
      {"errors", "arrived", count<&result::Requests::arrived>},
      {"errors", "completed", count<&result::Requests::completed>},
      {"errors", "lost", [](const Deployment& d) { return Value{static_cast<double>(d.requests.lost())}; }},
      {"errors", "error_share", [](const Deployment& d) { return Value{d.requests.error_share()}; }},
      {"errors", "ignored", count<&result::Requests::ignored>},
      {"errors", "in_flight", count<&result::Requests::in_flight>},
      {"errors", "cold_starts", count<&result::Requests::cold_starts>},
  };
  return kFigures;
}

}  // namespace cloudsim::report
