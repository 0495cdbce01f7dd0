// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "trace/meters.hpp"
#include "trace/sink.hpp"

namespace cloudsim::trace {

/// Keeps what several tracers state, each under the name of its place, in the order in which it is heard. For whoever
/// looks on while a run is stepped; memory grows with every fact.
class Recorder {
 public:
  struct Entry {
    std::size_t place = 0;
    std::variant<Fact, RequestRecord> what;
  };

  /// `requests`: finished requests too, not only the rare facts.
  explicit Recorder(bool requests) : requests_(requests) {}
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// A sink for one more place; it lives as long as the recorder. `meters` must outlive the reading of entries.
  Sink& add_place(std::string name, const Meters& meters) {
    places_.push_back(std::make_unique<Place>(*this, places_.size(), std::move(name), meters));
    return *places_.back();
  }

  const std::vector<Entry>& entries() const { return entries_; }
  const std::string& place_name(std::size_t place) const { return places_[place]->name; }
  const std::string& meter_name(std::size_t place, MeterId meter) const { return places_[place]->meters.name(meter); }

 private:
  struct Place final : public Sink {
    Place(Recorder& of, std::size_t number, std::string called, const Meters& known)
        : recorder(of), index(number), name(std::move(called)), meters(known) {}
    void on(const Fact& fact) override { recorder.entries_.push_back({index, fact}); }
    void on(std::span<const RequestRecord> block) override {
      if (!recorder.requests_) return;
      for (const RequestRecord& record : block) recorder.entries_.push_back({index, record});
    }
    Recorder& recorder;
    std::size_t index;
    std::string name;
    const Meters& meters;
  };

  bool requests_;
  std::vector<Entry> entries_;
  std::vector<std::unique_ptr<Place>> places_;
};

}  // namespace cloudsim::trace
