// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "base/units.hpp"
#include "document/value.hpp"

namespace cloudsim::document {

class SchemaNode;  // schema.hpp: what a Reader in describing mode writes down

/// What a scalar must look like. The same rule validates a value and describes it in the JSON Schema.
struct Rule {
  std::optional<double> minimum = {};  ///< inclusive; in seconds, bytes, per second or as the plain number
  std::optional<double> maximum = {};  ///< inclusive
  bool exclusive_minimum = false;
  std::vector<std::string> choices = {};  ///< closed list of words; gives "did you mean"
  std::string keyword =
      {};                ///< a word also allowed instead of a quantity ("never", "none", "unlimited"): see the readers
  std::string doc = {};  ///< one English sentence for the JSON Schema's `description` (tooling text, see docs)
};

/// Reads one mapping, strictly and patiently: every problem is collected, nothing stops at the first, and a bad value
/// leaves its target as it was. Keys that nobody asked for are reported by finish() with "did you mean".
///
/// The same reading function also *describes*: with a Reader made by describe(), no input is looked at, every call
/// writes down key, type, rule and default, every object(), one_of() and list() body runs once, and the result is the
/// JSON Schema. So reading functions must not branch on what they have read; cross-field rules belong after reading.
class Reader {
 public:
  /// Reads `value`, which must be a mapping (else a diagnostic "expected_mapping"). Both references must outlive the
  /// reader.
  Reader(const Value& value, Diagnostics& diagnostics);
  /// Describing mode.
  static Reader describe(SchemaNode& node, Diagnostics& unused);

  bool describing() const { return schema_ != nullptr; }
  bool has(std::string_view key) const;
  const Value& value() const { return *value_; }
  Location location() const;                      ///< of the mapping
  Location location(std::string_view key) const;  ///< of the key's value, or of the mapping when absent

  // Scalars. `required` reports "missing_key"; `optional` keeps `out` (its initial value is the schema's default).
  // Types: bool, int64, double, Duration, Bytes, Rate, Bandwidth, Money, string. `ratio` and `millicpu` are
  // doubles/ints with a unit.
  template <class T>
  bool required(std::string_view key, T& out, const Rule& rule = {}) {
    return scalar(key, out, rule, true);
  }
  template <class T>
  bool optional(std::string_view key, T& out, const Rule& rule = {}) {
    return scalar(key, out, rule, false);
  }
  bool required_ratio(std::string_view key, double& out, const Rule& rule = {});
  bool optional_ratio(std::string_view key, double& out, const Rule& rule = {});
  bool required_millicpu(std::string_view key, std::int64_t& out, const Rule& rule = {});
  bool optional_millicpu(std::string_view key, std::int64_t& out, const Rule& rule = {});
  /// A duration or the rule's keyword; the keyword gives kNoDuration (empty optional).
  bool optional_duration_or(std::string_view key, std::optional<Duration>& out, const Rule& rule);
  /// {en: …, es: …} or one plain text for both: language tag → text.
  bool optional_text(std::string_view key, std::vector<std::pair<std::string, std::string>>& out,
                     const Rule& rule = {});

  /// A nested mapping. In reading mode the body runs when the key is present; a required missing key is reported.
  bool required_object(std::string_view key, const std::function<void(Reader&)>& body, std::string doc = {});
  bool optional_object(std::string_view key, const std::function<void(Reader&)>& body, std::string doc = {});
  /// A value that may be written short (a scalar) or long (a mapping): `constant: 2/s` or `constant: {rate: 2/s, until:
  /// 3h}`.
  bool scalar_or_object(std::string_view key, bool is_required,
                        const std::function<void(Reader&, std::string_view self)>& short_form,
                        const std::function<void(Reader&)>& long_form, std::string doc = {});
  /// A sequence; `body` reads one item. `minimum_items` < or > → "too_few_items".
  bool required_list(std::string_view key, std::size_t minimum_items,
                     const std::function<void(Reader&, std::size_t)>& body, std::string doc = {});
  bool optional_list(std::string_view key, const std::function<void(Reader&, std::size_t)>& body, std::string doc = {});
  /// A sequence of scalars or of fixed-length sequences ([[0h, 1/s], [9h, 20/s]]): item values are handed over raw.
  bool list_of_values(std::string_view key, bool is_required,
                      const std::function<void(const Value&, Diagnostics&)>& body, const char* item_schema,
                      std::string doc = {});

  /// Exactly one of the alternatives' keys must be present in *this* mapping ("poisson: 5/s" or "trace: {…}"): the body
  /// gets this reader and reads its own key. None → "one_of_missing"; two → "one_of_many" at the second.
  struct Alternative {
    std::string key;
    std::function<void(Reader&)> body;
  };
  bool one_of(const std::vector<Alternative>& alternatives, bool is_required = true);

  /// Reports a problem at a key's value. `suggestion` may be empty.
  void fail(std::string_view key, std::string code, Arguments arguments = {}, std::string suggestion = {});
  void fail_at(const Location& where, std::string code, Arguments arguments = {}, std::string suggestion = {});

  /// Call last: reports unknown keys. (Not in the destructor: it may allocate and must not hide.)
  void finish();

  Diagnostics& diagnostics() { return *diagnostics_; }

 private:
  bool scalar(std::string_view key, bool& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, std::int64_t& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, std::uint32_t& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, std::uint64_t& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, double& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, Duration& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, SimTime& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, Bytes& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, Rate& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, Bandwidth& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, Money& out, const Rule& rule, bool is_required);
  bool scalar(std::string_view key, std::string& out, const Rule& rule, bool is_required);

  const Value* value_ = nullptr;
  Diagnostics* diagnostics_ = nullptr;
  SchemaNode* schema_ = nullptr;
  std::vector<std::string> asked_;
};

}  // namespace cloudsim::document
