// SPDX-License-Identifier: Apache-2.0
#include "scenario/parameters.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "document/read_scalar.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"
#include "scenario/problems.hpp"
#include "scenario/read_distribution.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;

constexpr const char* kVariants[] = {".arm64", ".image"};  // of a runtime

/// {triangular: [3s, 15s, 25s]} → "triangular 3s 15s 25s".
std::string flatten(const document::Value& value) {
  std::string text = value.text;
  const auto append = [&text](const std::string& part) {
    if (!text.empty()) text += ' ';
    text += part;
  };
  for (const auto& item : value.items) append(flatten(item));
  for (const auto& member : value.members) {
    append(member.key);
    append(flatten(member.value));
  }
  return text;
}

template <class T>
bool read_plain(Reader& reader, ParameterCatalog::Value& out) {
  T value{};
  const bool fine = reader.required("value", value);
  if (fine) out = value;
  return fine;
}

bool read_value(Reader& reader, const std::string& unit, ParameterCatalog::Value& out) {
  if (unit == "duration") return read_plain<Duration>(reader, out);
  if (unit == "bytes") return read_plain<Bytes>(reader, out);
  if (unit == "bytes_per_second") return read_plain<Bandwidth>(reader, out);
  if (unit == "count") return read_plain<std::int64_t>(reader, out);
  if (unit == "number") return read_plain<double>(reader, out);
  if (unit == "flag") return read_plain<bool>(reader, out);
  if (unit == "text") return read_plain<std::string>(reader, out);
  if (unit == "share") {
    double share = 0;
    const bool fine = reader.required_ratio("value", share);
    if (fine) out = share;
    return fine;
  }
  std::optional<random::DistributionSpec> distribution;
  required_distribution(reader, "value", Quantity::Time, distribution, {});
  if (distribution) out = *distribution;
  return distribution.has_value();
}

void read_row(Reader& reader, std::vector<ParameterCatalog::Row>& rows) {
  ParameterCatalog::Row row;
  std::string ignored;
  row.location = reader.location("name");
  bool fine = reader.required("name", row.name);
  fine = reader.required("unit", row.unit,
                         Rule{.choices = {"time", "duration", "bytes", "bytes_per_second", "count", "number", "share",
                                          "flag", "text"}}) &&
         fine;
  fine = reader.required("source", row.source) && fine;
  fine =
      reader.required("confidence", row.confidence, Rule{.choices = {"doc", "measured", "folklore", "assumption"}}) &&
      fine;
  reader.optional("as_of", row.as_of);
  reader.optional("key", row.key);
  reader.optional("note", ignored);
  fine = read_value(reader, row.unit, row.value) && fine;
  row.sound = fine;
  if (const auto* value = reader.value().find("value")) row.written = flatten(*value);
  const bool known =
      std::any_of(rows.begin(), rows.end(), [&](const ParameterCatalog::Row& r) { return r.name == row.name; });
  if (known) {
    reader.fail("name", "duplicate_name", {{"name", row.name}});
  } else {
    rows.push_back(std::move(row));
  }
}

/// `memory: [512MB, 1GB]` or `memory: {from: 1GB, to: 4GB, step: 1GB}`.
void read_size(Reader& reader, std::vector<FargateSize>& sizes) {
  FargateSize size;
  const bool fine = reader.required_millicpu("cpu", size.cpu_milli);
  const document::Value* memory = reader.value().find("memory");
  if (memory != nullptr && memory->is_mapping()) {
    Bytes from, to, step;
    reader.required_object("memory", [&](Reader& range) {
      range.required("from", from, Rule{.minimum = 1, .doc = {}});
      range.required("to", to);
      range.required("step", step, Rule{.minimum = static_cast<double>(Bytes::megabytes(1).count)});
    });
    if (step.count >= Bytes::megabytes(1).count) {
      for (Bytes b = from; b <= to; b.count += step.count) size.memory_mb.push_back(b.whole_megabytes());
    }
  } else {
    reader.list_of_values(
        "memory", true,
        [&](const document::Value& value, Diagnostics& diagnostics) {
          Bytes bytes;
          if (document::read_scalar(value, "memory", bytes, Rule{}, diagnostics)) {
            size.memory_mb.push_back(bytes.whole_megabytes());
          }
        },
        "bytes");
  }
  if (fine) sizes.push_back(std::move(size));
}

}  // namespace

ParameterCatalog ParameterCatalog::read(std::shared_ptr<const Source> source, Diagnostics& diagnostics) {
  ParameterCatalog catalog;
  catalog.source_ = source;
  document::Parsed parsed = document::parse(std::move(source));
  diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
  if (parsed.root.is_null()) return catalog;
  Reader reader(parsed.root, diagnostics);
  std::int64_t version = 0;
  reader.required("cloudsim_parameters", version, Rule{.minimum = 1, .maximum = 1});
  reader.optional_object("sources", [&catalog](Reader& sources) {
    sources.accept_any_key();  // keys for people: what and where
    for (const document::Value::Member& member : sources.value().members)
      catalog.sources_.emplace_back(member.key, member.value.text);
  });
  reader.required_list("parameters", 1, [&](Reader& row, std::size_t) { read_row(row, catalog.rows_); });
  reader.required_object("fargate_sizes", [&](Reader& sizes) {
    std::string ignored;
    sizes.required("source", ignored);
    sizes.optional("as_of", ignored);
    sizes.required_list("sizes", 1, [&](Reader& row, std::size_t) { read_size(row, catalog.fargate_sizes_); });
  });
  reader.finish();
  return catalog;
}

const ParameterCatalog::Row* ParameterCatalog::find(std::string_view name) const {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.name == name; });
  return found == rows_.end() ? nullptr : &*found;
}

std::vector<std::string> ParameterCatalog::names_after(std::string_view prefix) const {
  std::vector<std::string> names;
  for (const Row& row : rows_) {
    if (row.name.compare(0, prefix.size(), prefix) != 0) continue;
    const std::string rest = row.name.substr(prefix.size());
    const bool variant = std::any_of(std::begin(kVariants), std::end(kVariants), [&](const std::string& suffix) {
      return rest.size() > suffix.size() && rest.compare(rest.size() - suffix.size(), suffix.size(), suffix) == 0;
    });
    if (!variant) names.push_back(rest);
  }
  return names;
}

const ParameterCatalog::Row* Defaults::row(std::string_view name) {
  const ParameterCatalog::Row* found = catalog_.find(name);
  if (found == nullptr) {
    report(diagnostics_, catalog_.location(), "parameter_missing", {{"name", std::string(name)}});
    return nullptr;
  }
  if (!found->sound) return nullptr;
  const bool noted =
      std::any_of(uses_.begin(), uses_.end(), [&](const ParameterUse& use) { return use.parameter == name; });
  if (!noted) uses_.push_back({found->name, found->written, found->source, found->confidence});
  return found;
}

void Defaults::wrong_unit(const ParameterCatalog::Row& row) {
  report(diagnostics_, row.location, "parameter_unit", {{"name", row.name}});
}

}  // namespace cloudsim::scenario
