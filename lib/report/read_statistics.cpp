// SPDX-License-Identifier: Apache-2.0
#include "report/read_statistics.hpp"

#include <string>

namespace cloudsim::report {

void read_estimates(const JsonObject& object, std::vector<result::Estimate>& out) {
  for (const std::string& name : object.keys()) {
    result::Estimate& read = out.emplace_back();
    read.name = name;
    object.object(name, [&read](const JsonObject& estimate) {
      estimate.real("mean", read.mean);
      estimate.optional_real("half_width", read.half_width);
      estimate.whole("n", read.n);
      estimate.duration("warm_up_ns", read.warm_up);
      estimate.real("resolution", read.resolution);
      estimate.flag("correlated", read.correlated);
    });
  }
}

void read_statistics(const JsonObject& object, result::Statistics& out) {
  object.whole("replications", out.replications);
  object.text("method", out.method);
  object.real("confidence", out.confidence);
  object.duration("warm_up_ns", out.warm_up);
  object.flag("warm_up_found", out.warm_up_found);
  object.flag("warm_up_missing", out.warm_up_missing);
  object.optional_real("precision", out.precision);
  if (object.has("precision_of")) object.text("precision_of", out.precision_of);  // older results have none
  object.flag("precise", out.precise);
  object.fingerprint("fingerprint", out.fingerprint);
  object.list("differences", [&out](const JsonObject& difference) {
    result::Difference& read = out.differences.emplace_back();
    difference.text("figure", read.name);
    difference.text("first", read.first);
    difference.text("second", read.second);
    difference.real("mean", read.mean);
    difference.optional_real("half_width", read.half_width);
    difference.whole("n", read.n);
  });
}

}  // namespace cloudsim::report
