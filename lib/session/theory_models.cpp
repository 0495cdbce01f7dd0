// SPDX-License-Identifier: Apache-2.0
#include "session/theory_models.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "theory/queues.hpp"

namespace cloudsim::session {
namespace {

using result::Theory;
using theory::QueueResult;

void add(Theory& theory, const char* name, double value) {
  result::TheoryFigure figure;
  figure.name = name;
  figure.formula = value;
  theory.figures.push_back(std::move(figure));
}

void fill(Theory& theory, const QueueResult& queue) {
  theory.stable = queue.stable();
  if (!theory.stable) return;
  if (theory.servers > 0) add(theory, "utilization", queue.utilization);
  if (theory.model != "mg-infinity") {
    add(theory, "waiting_probability", queue.waiting_probability);
    add(theory, "queue_length", queue.queue_length);
  }
  add(theory, "number_in_system", queue.number_in_system);
  if (theory.model != "mg-infinity") add(theory, "waiting_time_s", queue.waiting_time);
  add(theory, "response_time_s", queue.response_time);
  if (theory.capacity > 0) add(theory, "error_share", queue.blocking_probability);
}

}  // namespace

const std::vector<TheoryModel>& theory_models() {
  static const std::vector<TheoryModel> models = {
      {"mm1", false, false, false},     {"mmc", true, false, false},      {"mmck", true, true, false},
      {"md1", false, false, false},     {"mg1", false, false, true},      {"mg-infinity", false, false, false},
      {"erlang-b", true, false, false}, {"erlang-c", true, false, false}, {"little", false, false, false},
  };
  return models;
}

const TheoryModel* theory_model(const std::string& name) {
  const auto& all = theory_models();
  const auto found = std::find_if(all.begin(), all.end(), [&](const TheoryModel& model) { return name == model.name; });
  return found == all.end() ? nullptr : &*found;
}

void compute(Theory& theory) {
  const TheoryModel* model = theory_model(theory.model);
  CLOUDSIM_CHECK(model != nullptr && theory.service_time_s > 0);
  CLOUDSIM_CHECK(!model->servers || theory.servers >= 1);
  const double rate = theory.arrival_rate, time = theory.service_time_s;
  const double load = rate * time;
  theory.figures.clear();
  theory.stable = true;
  if (theory.model == "little") {
    add(theory, "number_in_system", theory::little_number(rate, time));
  } else if (theory.model == "erlang-b") {
    const double lost = theory::erlang_b(load, theory.servers);
    add(theory, "error_share", lost);
    add(theory, "utilization", load * (1 - lost) / theory.servers);
    add(theory, "number_in_system", load * (1 - lost));
  } else if (theory.model == "erlang-c") {
    theory.stable = load < theory.servers;
    if (theory.stable) add(theory, "waiting_probability", theory::erlang_c(load, theory.servers));
  } else if (theory.model == "mg-infinity") {
    fill(theory, theory::mg_infinite(rate, time));
  } else if (theory.model == "mmc") {
    fill(theory, theory::mmc(rate, 1 / time, theory.servers));
  } else if (theory.model == "mmck") {
    fill(theory, theory::mmck(rate, 1 / time, theory.servers, theory.capacity));
  } else {
    theory.servers = 1;
    if (theory.model == "mm1") fill(theory, theory::mm1(rate, 1 / time));
    if (theory.model == "md1") fill(theory, theory::md1(rate, time));
    if (theory.model == "mg1") fill(theory, theory::mg1(rate, time, theory.service_cv));
  }
}

}  // namespace cloudsim::session
