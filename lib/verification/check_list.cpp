// SPDX-License-Identifier: Apache-2.0
#include "verification/check_list.hpp"

#include <map>

#include "base/money.hpp"
#include "document/read_scalar.hpp"
#include "document/reader.hpp"
#include "document/yaml_source.hpp"
#include "verification/formulas.hpp"
#include "verification/quantities.hpp"

namespace cloudsim::verification {
namespace {

using document::Reader;
using document::Rule;
using document::Value;
using result::Basis;

Rule between(double minimum, double maximum) {
  Rule rule;
  rule.minimum = minimum;
  rule.maximum = maximum;
  return rule;
}

Rule one_of(std::vector<std::string> choices) {
  Rule rule;
  rule.choices = std::move(choices);
  return rule;
}

/// Reads one list. Sources are named once in the file and told with every value.
class ListReader {
 public:
  explicit ListReader(CheckList& list) : list_(list) {}

  void read(Reader& reader) {
    std::int64_t version = 1;
    reader.required("verification", version, between(1, 1));
    reader.required_object("sources", [this](Reader& part) { read_sources(part); });
    reader.optional_list("theory", [this](Reader& item, std::size_t) { list_.theory.push_back(theory(item)); });
    reader.optional_list("runs", [this](Reader& item, std::size_t) { list_.runs.push_back(run(item)); });
    reader.optional_list("bills", [this](Reader& item, std::size_t) { list_.bills.push_back(bill(item)); });
    reader.finish();
  }

 private:
  void read_sources(Reader& reader) {
    reader.accept_any_key();
    for (const Value::Member& member : reader.value().members) {
      sources_[member.key] = member.value.text;
      source_keys_.push_back(member.key);
    }
  }

  template <class Check>
  void read_head(Reader& item, Check& check) {
    item.required("id", check.id);
    item.optional_text("title", check.title);
    std::string key;
    if (item.required("source", key, one_of(source_keys_))) check.source = sources_[key];
  }

  // The digits of a published number are part of what was published.
  static void read_published(Reader& item, Expectation& expectation) {
    double number = 0;
    if (item.required("is", number)) expectation.published = item.value().find("is")->text;
  }

  TheoryCheck theory(Reader& item) {
    TheoryCheck check;
    read_head(item, check);
    std::vector<std::string> names;
    for (const Formula& formula : formulas()) names.emplace_back(formula.name);
    item.required("formula", check.formula, one_of(names));
    const Formula* formula = find_formula(check.formula);
    item.required_object("inputs", [&](Reader& inputs) {
      for (const char* need : formula == nullptr ? std::vector<const char*>{} : formula->needs) {
        double value = 0;
        const bool counted = std::string(need) == "servers" || std::string(need) == "capacity";
        inputs.required(need, value, between(counted ? 1 : 0, counted ? 1e6 : 1e12));
        check.inputs.push_back(value);
      }
      inputs.finish();
    });
    item.required_list("expect", 1, [&](Reader& row, std::size_t) {
      Expectation expectation;
      row.required("quantity", expectation.quantity, one_of(measures()));
      read_published(row, expectation);
      expectation.basis = Basis::LastDigit;
      row.finish();
      check.expected.push_back(expectation);
    });
    item.finish();
    return check;
  }

  RunCheck run(Reader& item) {
    RunCheck check;
    read_head(item, check);
    item.required("scenario", check.scenario);
    item.optional("replications", check.replications, between(1, 10'000));
    item.required_list("expect", 1, [&](Reader& row, std::size_t) {
      Expectation expectation;
      row.required("quantity", expectation.quantity, one_of(quantities()));
      read_published(row, expectation);
      if (row.has("deviation")) expectation.basis = Basis::Deviation;
      if (row.has("narrower_than")) expectation.basis = Basis::Interval;
      Rule above_zero = between(0, 1e12);
      above_zero.exclusive_minimum = true;
      row.optional("deviation", expectation.deviation, above_zero);
      row.optional_ratio("narrower_than", expectation.narrow, above_zero);
      bool last_digit = false;
      row.optional("last_digit", last_digit);
      if (last_digit) expectation.basis = Basis::LastDigit;
      row.optional("of", expectation.of, between(0, 1e6));
      row.optional("from", expectation.from);
      row.optional("long_only", expectation.long_only);
      row.finish();
      check.expected.push_back(expectation);
    });
    item.finish();
    return check;
  }

  BillCheck bill(Reader& item) {
    BillCheck check;
    read_head(item, check);
    item.required("usage", check.usage);
    item.required_object("expect", [&](Reader& rows) {
      rows.accept_any_key();
      for (const Value::Member& member : rows.value().members) {
        Money amount;
        Rule rule;
        if (document::read_scalar(member.value, member.key, amount, rule, rows.diagnostics()))
          check.expected.push_back({member.key, member.value.text, Basis::LastDigit, 0, 1, 0, {}, false});
      }
    });
    item.finish();
    return check;
  }

  CheckList& list_;
  std::map<std::string, std::string> sources_;
  std::vector<std::string> source_keys_;
};

}  // namespace

std::optional<CheckList> read_check_list(std::shared_ptr<const Source> source, Diagnostics& diagnostics) {
  const document::Parsed parsed = document::parse(source);
  Diagnostics problems = parsed.diagnostics;
  CheckList list;
  list.source = std::move(source);
  if (!has_errors(problems)) {
    Reader reader(parsed.root, problems);
    ListReader(list).read(reader);
  }
  const bool failed = has_errors(problems);
  diagnostics.insert(diagnostics.end(), problems.begin(), problems.end());
  if (failed) return std::nullopt;
  return list;
}

}  // namespace cloudsim::verification
