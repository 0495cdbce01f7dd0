// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include "chart/plot.hpp"
#include "chart/timeline.hpp"
#include "page/pictures.hpp"

namespace cloudsim::page {
namespace {

using narrative::Locale;
using result::Deployment;
using result::RunResult;
using result::Sample;

constexpr std::size_t kMostRows = 120;  // a table that somebody reads; a curve has no more points
constexpr std::size_t kMostLanes = 20;
constexpr std::size_t kMostCurves = 8;
constexpr std::size_t kFewCurves = 3;  // whose numbers fit on a phone beside the time
constexpr int kTimeTicks = 6, kValueTicks = 4;

/// Steps of a run, several of them as one where there are many: counts are added up, of levels the highest is kept.
std::vector<Sample> merged(const std::vector<Sample>& samples) {
  const std::size_t of_each = (samples.size() + kMostRows - 1) / kMostRows;
  std::vector<Sample> out;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (i % of_each == 0) {
      out.push_back(samples[i]);
      continue;
    }
    Sample& row = out.back();
    const Sample& next = samples[i];
    row.at = next.at;
    row.arrived += next.arrived;
    row.completed += next.completed;
    row.lost += next.lost;
    row.servers = std::max(row.servers, next.servers);
    row.ready = std::max(row.ready, next.ready);
    row.busy = std::max(row.busy, next.busy);
    row.waiting = std::max(row.waiting, next.waiting);
  }
  return out;
}

struct Curve {
  std::string name;
  std::vector<double> values;  ///< one per row
};

/// Curves over the rows of one run.
class OverTime {
 public:
  OverTime(const std::vector<Sample>& rows, const RunResult& run, const Locale& locale)
      : rows_(rows), run_(run), locale_(locale) {}

  Picture draw(const std::string& id, std::string title, std::string axis, std::vector<Curve> curves,
               std::string summary) const {
    Picture picture;
    picture.title = std::move(title);
    picture.summary = std::move(summary);
    chart::Plot plot;
    plot.x = time_axis();
    double most = 0;
    for (const Curve& curve : curves)
      most = std::max(most, *std::max_element(curve.values.begin(), curve.values.end()));
    const std::vector<double> ticks = chart::round_values(most, kValueTicks, true);
    plot.y = {axis, 0, ticks.back(), {}};
    for (const double tick : ticks) plot.y.ticks.push_back({tick, number(tick)});
    for (const Curve& curve : curves) {
      chart::Series series{curve.name, chart::Look::Step, {}};
      for (std::size_t i = 0; i < rows_.size(); ++i) series.points.push_back({start(i), curve.values[i], {}, {}});
      series.points.push_back({to_seconds(rows_.back().at - kTimeZero), curve.values.back(), {}, {}});
      plot.series.push_back(std::move(series));
      const auto peak = std::max_element(curve.values.begin(), curve.values.end());
      picture.values.push_back(
          locale_.text("chart.values", {{"series", curve.name},
                                        {"start", number(curve.values.front())},
                                        {"peak", number(*peak)},
                                        {"at", instant(static_cast<std::size_t>(peak - curve.values.begin()))},
                                        {"end", number(curve.values.back())}}));
    }
    plot.words = {id, picture.title, described(picture)};
    picture.svg = chart::draw(plot);
    picture.table = table(curves);
    if (rows_.size() > 1) {
      const Duration step = rows_[1].at - rows_[0].at;
      if (step != run_.sample_step) picture.remark = locale_.text("chart.merged", {{"step", step}});
    }
    return picture;
  }

  /// When a row begins, in seconds from the start of the run.
  double start(std::size_t row) const { return to_seconds(instant(row)); }
  Duration instant(std::size_t row) const { return row == 0 ? Duration{} : rows_[row - 1].at - kTimeZero; }

  chart::Axis time_axis() const {
    chart::Axis axis{locale_.text("chart.time"), 0, std::max(to_seconds(run_.duration), 1e-9), {}};
    for (const double at : chart::round_instants(run_.duration, kTimeTicks))
      axis.ticks.push_back({at, locale_.show("duration(short)", Duration{static_cast<std::int64_t>(at * 1e9 + 0.5)})});
    return axis;
  }

  static std::string described(const Picture& picture) {
    std::string text = picture.summary;
    for (const std::string& value : picture.values) text += " " + value;
    return text;
  }

 private:
  std::string number(double value) const { return locale_.number(static_cast<std::int64_t>(value)); }

  HtmlTable table(const std::vector<Curve>& curves) const {
    HtmlTable out;
    out.columns.push_back(locale_.text("chart.time"));
    for (const Curve& curve : curves) out.columns.push_back(curve.name);
    out.short_cells = curves.size() <= kFewCurves;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      std::vector<std::string> cells = {locale_.show("duration(short)", instant(i))};
      for (const Curve& curve : curves) cells.push_back(number(curve.values[i]));
      out.add(std::move(cells));
    }
    return out;
  }

  const std::vector<Sample>& rows_;
  const RunResult& run_;
  const Locale& locale_;
};

template <class Member>
Curve curve_of(const std::vector<Sample>& rows, std::string name, Member Sample::*member) {
  Curve curve{std::move(name), {}};
  for (const Sample& row : rows) curve.values.push_back(static_cast<double>(row.*member));
  return curve;
}

double peak_of(const Curve& curve) { return *std::max_element(curve.values.begin(), curve.values.end()); }

std::size_t place_of_peak(const Curve& curve) {
  return static_cast<std::size_t>(std::max_element(curve.values.begin(), curve.values.end()) - curve.values.begin());
}

std::optional<Picture> timeline_of(const Deployment& deployment, const std::string& name, const OverTime& time,
                                   const Locale& locale, const std::string& id) {
  constexpr const char* kStates[] = {"ready", "booting", "pulling", "starting", "ordered", "draining", "failed"};
  chart::Timeline timeline;
  Picture picture;
  std::vector<std::string> names, states;
  for (const result::ServerSpan& span : deployment.spans) {
    if (std::find(names.begin(), names.end(), span.name) == names.end()) names.push_back(span.name);
  }
  if (names.empty()) return std::nullopt;
  const std::size_t shown = std::min(names.size(), kMostLanes);
  const auto place = [](const std::vector<std::string>& all, const std::string& each) {
    return static_cast<std::size_t>(std::find(all.begin(), all.end(), each) - all.begin());
  };
  for (const char* state : kStates) {
    const bool used = std::any_of(
        deployment.spans.begin(), deployment.spans.end(),
        [&](const result::ServerSpan& span) { return span.state == state && place(names, span.name) < shown; });
    if (!used) continue;
    states.emplace_back(state);
    timeline.states.push_back(
        {locale.text("chart.state." + states.back()), locale.text("chart.letter." + states.back())});
  }
  picture.table.columns = {locale.text("chart.timeline.server"), locale.text("chart.timeline.state"),
                           locale.text("chart.timeline.from"), locale.text("chart.timeline.to")};
  for (std::size_t i = 0; i < shown; ++i) timeline.lanes.push_back({names[i], {}});
  for (const result::ServerSpan& span : deployment.spans) {
    const std::size_t lane = place(names, span.name), state = place(states, span.state);
    if (lane >= shown || state >= states.size()) continue;
    const Duration from = span.from - kTimeZero, to = span.to - kTimeZero;
    timeline.lanes[lane].stretches.push_back({to_seconds(from), to_seconds(to), state});
    picture.table.add({span.name, timeline.states[state].name, locale.show("duration(short)", from),
                       locale.show("duration(short)", to)});
  }
  picture.title = locale.text("chart.timeline.title", {{"deployment", name}});
  picture.summary = locale.text("chart.timeline.summary",
                                {{"count", static_cast<std::int64_t>(shown)},
                                 {"total", static_cast<std::int64_t>(names.size()) + deployment.spans_left_out}});
  picture.values = {locale.text("chart.timeline.values", {{"peak", std::int64_t{deployment.capacity.peak}},
                                                          {"end", std::int64_t{deployment.capacity.at_end}}})};
  timeline.x = time.time_axis();
  timeline.words = {id, picture.title, OverTime::described(picture)};
  picture.svg = chart::draw(timeline);
  return picture;
}

}  // namespace

std::optional<Picture> servers_picture(const RunResult& run, const Locale& locale, const std::string& id) {
  std::vector<Curve> curves;
  std::vector<Sample> rows;
  for (const Deployment& deployment : run.deployments) {
    std::vector<Sample> own = merged(deployment.samples);
    if (own.empty() || (!rows.empty() && own.size() != rows.size())) continue;
    if (curves.size() < kMostCurves) curves.push_back(curve_of(own, deployment.name, &Sample::servers));
    rows = std::move(own);
  }
  if (curves.empty()) return std::nullopt;
  const auto most = std::max_element(curves.begin(), curves.end(),
                                     [](const Curve& a, const Curve& b) { return peak_of(a) < peak_of(b); });
  const OverTime time(rows, run, locale);
  const std::string summary = locale.text("chart.servers.summary", {{"deployment", most->name},
                                                                    {"peak", static_cast<std::int64_t>(peak_of(*most))},
                                                                    {"at", time.instant(place_of_peak(*most))}});
  return time.draw(id, locale.text("chart.servers.title"), locale.text("chart.servers.axis"), curves, summary);
}

std::vector<Picture> pictures_of(const Deployment& deployment, const std::string& name, const RunResult& run,
                                 const Locale& locale, const std::string& id) {
  std::vector<Picture> out;
  const std::vector<Sample> rows = merged(deployment.samples);
  const OverTime time(rows, run, locale);
  const auto series = [&](const char* word) { return locale.text(std::string("chart.series.") + word); };
  if (!rows.empty()) {
    std::vector<Curve> requests = {curve_of(rows, series("arrived"), &Sample::arrived),
                                   curve_of(rows, series("answered"), &Sample::completed)};
    if (deployment.requests.lost() > 0) requests.push_back(curve_of(rows, series("lost"), &Sample::lost));
    const Duration step = rows.size() > 1 ? rows[1].at - rows[0].at : run.sample_step;
    const std::string summary =
        locale.text("chart.requests.summary", {{"peak", static_cast<std::int64_t>(peak_of(requests[0]))},
                                               {"step", step},
                                               {"lost", static_cast<std::int64_t>(deployment.requests.lost())}});
    out.push_back(time.draw(id + "-requests", locale.text("chart.requests.title", {{"deployment", name}}),
                            locale.text("chart.per_step", {{"step", step}}), requests, summary));

    std::vector<Curve> load = {curve_of(rows, series("alive"), &Sample::servers),
                               curve_of(rows, series("ready"), &Sample::ready),
                               curve_of(rows, series("busy"), &Sample::busy)};
    const std::string work =
        locale.text("chart.load.summary", {{"servers", static_cast<std::int64_t>(peak_of(load[0]))},
                                           {"busy", static_cast<std::int64_t>(peak_of(load[2]))}});
    out.push_back(time.draw(id + "-load", locale.text("chart.load.title", {{"deployment", name}}),
                            locale.text("chart.load.axis"), load, work));

    std::vector<Curve> waiting = {curve_of(rows, series("waiting"), &Sample::waiting)};
    if (peak_of(waiting[0]) > 0) {
      const std::string queue = locale.text(
          "chart.waiting.summary",
          {{"count", static_cast<std::int64_t>(peak_of(waiting[0]))}, {"at", time.instant(place_of_peak(waiting[0]))}});
      out.push_back(time.draw(id + "-waiting", locale.text("chart.waiting.title", {{"deployment", name}}),
                              locale.text("chart.waiting.axis"), waiting, queue));
    }
  }
  if (auto timeline = timeline_of(deployment, name, time, locale, id + "-servers")) out.push_back(std::move(*timeline));
  return out;
}

}  // namespace cloudsim::page
