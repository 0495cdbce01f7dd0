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
#include "document/rule.hpp"
#include "document/value.hpp"

namespace cloudsim::document {

struct SchemaNode;  // schema.hpp: what a Reader in describing mode writes down

/// Reads one mapping, strictly and patiently: every problem is collected, nothing stops at the first, and a bad value
/// leaves its target as it was. Keys that nobody asked for are reported by finish() with "did you mean".
///
/// Codes of its own: expected_mapping, expected_mapping_here, expected_list, empty_value, missing_key, unknown_key,
/// too_few_items, one_of_missing, one_of_many; those of scalars are in read_scalar.hpp.
///
/// The same reading function also *describes*: with a Reader made by describe(), no input is looked at, every call
/// writes down key, type, rule and default, every object(), one_of() and list() body runs once, and the result is the
/// JSON Schema. So reading functions must not branch on what they have read; cross-field rules belong after reading.
class Reader {
 public:
  /// Reads `value`, which must be a mapping (else a diagnostic "expected_mapping_here", and every call finds nothing).
  /// Both references must outlive the reader.
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

  /// A nested mapping. In reading mode the body runs when the key is present; a required missing key is reported. The
  /// body need not call finish().
  bool required_object(std::string_view key, const std::function<void(Reader&)>& body, std::string doc = {});
  bool optional_object(std::string_view key, const std::function<void(Reader&)>& body, std::string doc = {});
  /// A value that may be written short (a scalar) or long (a mapping): `constant: 2/s` or `constant: {rate: 2/s, until:
  /// 3h}`.
  bool scalar_or_object(std::string_view key, bool is_required,
                        const std::function<void(Reader&, std::string_view self)>& short_form,
                        const std::function<void(Reader&)>& long_form, std::string doc = {});
  /// A sequence; `body` reads one item. Fewer than `minimum_items` → "too_few_items". The body need not call finish().
  bool required_list(std::string_view key, std::size_t minimum_items,
                     const std::function<void(Reader&, std::size_t)>& body, std::string doc = {});
  bool optional_list(std::string_view key, const std::function<void(Reader&, std::size_t)>& body, std::string doc = {});
  /// A sequence of scalars or of fixed-length sequences ([[0h, 1/s], [9h, 20/s]]): item values are handed over raw (see
  /// read_scalar.hpp). True when it is there and neither it nor an item had a problem. `item_schema` as in
  /// parse_item_schema: "duration", "[duration, rate]", "{…}".
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

  /// The keys of this mapping are names that the user chooses: finish() reports none. Read them from value().members.
  void accept_any_key();
  /// Call last: reports unknown keys. Calling it again does nothing. (Not in the destructor: it may allocate and must
  /// not hide.)
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

  bool ratio(std::string_view key, double& out, const Rule& rule, bool is_required);
  bool millicpu(std::string_view key, std::int64_t& out, const Rule& rule, bool is_required);
  bool object(std::string_view key, bool is_required, const std::function<void(Reader&)>& body, std::string doc);
  bool list(std::string_view key, bool is_required, std::size_t minimum_items,
            const std::function<void(Reader&, std::size_t)>& body, std::string doc);
  const Value* take(std::string_view key, bool is_required);
  const Value* take_sequence(std::string_view key, bool is_required);
  void describe_property(std::string_view key, bool is_required, SchemaNode node);
  void describe_one_of(const std::vector<Alternative>& alternatives, bool is_required);
  void drop_explained(const std::string& suggestion);

  const Value* value_ = nullptr;
  Diagnostics* diagnostics_ = nullptr;
  SchemaNode* schema_ = nullptr;
  std::vector<std::string> asked_;
  bool finished_ = false;
};

}  // namespace cloudsim::document
