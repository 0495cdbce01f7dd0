// SPDX-License-Identifier: Apache-2.0
#include "scenario/catalog.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"
#include "embed/embedded.hpp"
#include "scenario/shelf.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;

constexpr const char* kParametersFile = "scenarios/catalog/parameters.yaml";
constexpr const char* kInstanceTypesFile = "scenarios/catalog/instance-types.yaml";

void read_instance_type(Reader& reader, std::vector<services::InstanceType>& types) {
  services::InstanceType type;
  std::string architecture;
  double baseline = 1.0;
  bool fine = reader.required("name", type.name);
  fine = reader.required("vcpu", type.vcpu, Rule{.minimum = 1, .maximum = 1024}) && fine;
  fine = reader.required("memory", type.memory, Rule{.minimum = 1}) && fine;
  fine = reader.required("arch", architecture, Rule{.choices = {"x86", "arm64"}}) && fine;
  reader.optional("burstable", type.burstable);
  reader.optional_ratio("baseline", baseline, Rule{.minimum = 0, .maximum = 1});
  reader.optional("interfaces", type.interfaces, Rule{.minimum = 2, .maximum = 64});
  reader.optional("trunk_tasks", type.trunk_tasks, Rule{.minimum = 1, .maximum = 1000});
  reader.finish();
  type.arm = architecture == "arm64";
  type.baseline_percent = static_cast<std::uint32_t>(baseline * 100.0 + 0.5);
  if (fine) types.push_back(std::move(type));
}

std::vector<services::InstanceType> read_instance_types(std::shared_ptr<const Source> source,
                                                        Diagnostics& diagnostics) {
  std::vector<services::InstanceType> types;
  const document::Parsed parsed = document::parse(std::move(source));
  diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
  if (parsed.root.is_null()) return types;
  Reader reader(parsed.root, diagnostics);
  std::string ignored;
  reader.optional("source", ignored);
  reader.optional("as_of", ignored);
  reader.optional("confidence", ignored);
  reader.required_list("types", 1, [&](Reader& row, std::size_t) { read_instance_type(row, types); });
  reader.finish();
  return types;
}

std::shared_ptr<const Source> embedded(std::string_view path) {
  const auto bytes = embed::find(path);
  if (!bytes) return nullptr;
  return std::make_shared<const Source>(Source{std::string(path), std::string(*bytes)});
}

/// A plain word names a shipped file; anything with a '/' or a '.' is a path.
std::string shipped_path(const char* folder, const std::string& name) {
  return name.find_first_of("/.") == std::string::npos ? folder + name + ".yaml" : name;
}

}  // namespace

const services::InstanceType* Catalog::instance_type(std::string_view name) const {
  const auto found =
      std::find_if(instance_types.begin(), instance_types.end(), [&](const auto& type) { return type.name == name; });
  return found == instance_types.end() ? nullptr : &*found;
}

std::vector<std::string> Catalog::instance_type_names() const {
  std::vector<std::string> names;
  for (const services::InstanceType& type : instance_types) names.push_back(type.name);
  return names;
}

std::shared_ptr<const Catalog> load_catalog(const FileReader& files, Diagnostics& diagnostics) {
  auto parameters = find_file(kParametersFile, files);
  auto types = find_file(kInstanceTypesFile, files);
  CLOUDSIM_CHECK(parameters != nullptr && types != nullptr);  // embedded with the program
  static Shelf<Catalog> shelf;
  return shelf.get({parameters, types}, {}, diagnostics, [&] {
    auto catalog = std::make_shared<Catalog>();
    catalog->parameters = ParameterCatalog::read(parameters, diagnostics);
    catalog->instance_types = read_instance_types(types, diagnostics);
    catalog->runtimes = catalog->parameters.names_after("lambda.init.");
    return catalog;
  });
}

std::shared_ptr<const Source> find_file(const std::string& path, const FileReader& files, std::string_view beside) {
  if (files) {
    if (auto source = files(path)) return source;
  }
  if (auto source = embedded(path)) return source;
  const std::size_t slash = beside.rfind('/');
  if (slash == std::string_view::npos) return nullptr;
  return embedded(std::string(beside.substr(0, slash + 1)) + path);
}

std::string price_list_path(const std::string& name) { return shipped_path("scenarios/prices/", name); }

std::string effort_list_path(const std::string& name) { return shipped_path("scenarios/effort/", name); }

}  // namespace cloudsim::scenario
