// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"

namespace cloudsim::report {

/// Times of a result lie within ±this: 126 years in nanoseconds, so that two of them can be added.
inline constexpr std::int64_t kLongestNs = 4'000'000'000'000'000'000;

/// Where problems go: one file, and no more of them than somebody reads.
class Problems {
 public:
  Problems(std::shared_ptr<const Source> source, Diagnostics& diagnostics)
      : source_(std::move(source)), diagnostics_(&diagnostics) {}

  void add(const char* code, Arguments arguments, std::uint32_t line = 0, std::uint32_t column = 0);
  bool none() const { return count_ == 0; }
  bool enough() const;

 private:
  std::shared_ptr<const Source> source_;
  Diagnostics* diagnostics_;
  std::size_t count_ = 0;
};

/// One object of a JSON text, read key by key. A key that is missing, of another type or out of range is reported with
/// its path, and leaves the target as it is. The text must outlive it.
class JsonObject {
 public:
  /// `json` is a value of the JSON library, an object; the library's headers stay out of this one.
  JsonObject(const void* json, std::string path, Problems& problems)
      : json_(json), path_(std::move(path)), problems_(&problems) {}

  std::string path_of(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }
  /// A problem with this key: "result_out_of_range", …
  void wrong(const std::string& key, const char* code) const { problems_->add(code, {{"path", path_of(key)}}); }

  bool has(const std::string& key) const;
  bool is_null(const std::string& key) const;
  std::vector<std::string> keys() const;  ///< in the order of the file

  template <class T>
  void whole(const std::string& key, T& out) const {
    static_assert(std::is_integral_v<T>);
    std::int64_t below_zero = 0;
    std::uint64_t number = 0;
    if (!whole_number(key, below_zero, number)) return;
    using Limits = std::numeric_limits<T>;
    if (below_zero < 0) {
      if (!Limits::is_signed || below_zero < static_cast<std::int64_t>(Limits::min()))
        return wrong(key, "result_out_of_range");
      out = static_cast<T>(below_zero);
    } else {
      if (number > static_cast<std::uint64_t>(Limits::max())) return wrong(key, "result_out_of_range");
      out = static_cast<T>(number);
    }
  }
  void real(const std::string& key, double& out) const;
  void text(const std::string& key, std::string& out) const;
  void flag(const std::string& key, bool& out) const;
  void duration(const std::string& key, Duration& out) const { nanoseconds(key, out.ns); }
  void instant(const std::string& key, SimTime& out) const { nanoseconds(key, out.ns); }
  /// A duration or an instant, or null.
  template <class T>
  void optional_time(const std::string& key, std::optional<T>& out) const {
    if (!is_null(key)) nanoseconds(key, out.emplace().ns);
  }
  void optional_real(const std::string& key, std::optional<double>& out) const {
    if (!is_null(key)) real(key, out.emplace());
  }
  void money(const std::string& key, Money& out) const;
  /// Exact decimal text of a quantity, in millionths of its unit.
  void quantity(const std::string& key, int128& out) const;
  /// 16 hexadecimal digits.
  void fingerprint(const std::string& key, std::uint64_t& out) const;
  void texts(const std::string& key, std::vector<std::string>& out) const;
  template <class T>
  void counts(const std::string& key, std::map<std::string, T>& out) const {
    object(key, [&out](const JsonObject& inner) {
      for (const std::string& name : inner.keys()) inner.whole(name, out[name]);
    });
  }

  /// read(const JsonObject&) for the object behind a key.
  template <class Read>
  void object(const std::string& key, Read read) const {
    if (const auto inner = object_at(key)) read(*inner);
  }
  /// The same for each object of a list.
  template <class Read>
  void list(const std::string& key, Read read) const {
    for (std::size_t i = 0, count = list_size(key); i < count && !problems_->enough(); ++i) {
      if (const auto inner = object_at(key, i)) read(*inner);
    }
  }

 private:
  bool whole_number(const std::string& key, std::int64_t& below_zero, std::uint64_t& number) const;
  void nanoseconds(const std::string& key, std::int64_t& out) const;
  std::optional<JsonObject> object_at(const std::string& key) const;
  std::optional<JsonObject> object_at(const std::string& key, std::size_t position) const;
  std::size_t list_size(const std::string& key) const;

  const void* json_;
  std::string path_;
  Problems* problems_;
};

}  // namespace cloudsim::report
