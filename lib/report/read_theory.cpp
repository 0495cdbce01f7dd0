// SPDX-License-Identifier: Apache-2.0
#include "report/read_theory.hpp"

namespace cloudsim::report {

void read_theory(const JsonObject& object, result::Theory& out) {
  object.text("model", out.model);
  object.real("arrival_rate", out.arrival_rate);
  object.real("service_time_s", out.service_time_s);
  object.real("service_cv", out.service_cv);
  if (!object.is_null("servers")) object.whole("servers", out.servers);
  if (!object.is_null("capacity")) object.whole("capacity", out.capacity);
  object.flag("stable", out.stable);
  object.list("figures", [&out](const JsonObject& figure) {
    result::TheoryFigure& read = out.figures.emplace_back();
    figure.text("figure", read.name);
    figure.real("formula", read.formula);
    if (!figure.has("simulated")) return;
    figure.optional_real("simulated", read.simulated);
    figure.optional_real("half_width", read.half_width);
  });
  object.texts("broken", out.broken);
}

}  // namespace cloudsim::report
