// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include "chart/bars.hpp"
#include "chart/plot.hpp"
#include "page/pictures.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using narrative::Locale;
using result::BillLine;
using result::Deployment;
using result::RunResult;

constexpr std::size_t kMostParts = 7;

std::string described(const Picture& picture) {
  std::string text = picture.summary;
  for (const std::string& value : picture.values) text += " " + value;
  return text;
}

std::string length(Duration duration, const Locale& locale) { return locale.show("duration(short)", duration); }

/// Meters by what they cost in all deployments together, the dearest first.
std::vector<std::string> meters_of(const RunResult& run) {
  std::vector<std::pair<std::string, Money>> sums;
  for (const Deployment& deployment : run.deployments) {
    for (const BillLine& line : deployment.bill.lines) {
      const auto known =
          std::find_if(sums.begin(), sums.end(), [&](const auto& sum) { return sum.first == line.meter; });
      if (known == sums.end()) {
        sums.emplace_back(line.meter, line.amount);
      } else {
        known->second += line.amount;
      }
    }
  }
  std::stable_sort(sums.begin(), sums.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> meters;
  for (const auto& [meter, amount] : sums) {
    if (amount.pico > 0) meters.push_back(meter);
  }
  return meters;
}

Money amount_of(const Deployment& deployment, const std::string& meter) {
  Money sum;
  for (const BillLine& line : deployment.bill.lines) {
    if (line.meter == meter) sum += line.amount;
  }
  return sum;
}

}  // namespace

void write_picture(Html& page, const Picture& picture, const Locale& locale) {
  page.raw("<figure>\n<figcaption>");
  page.raw(chart::escaped(picture.title));
  page.raw("</figcaption>\n");
  page.paragraph(picture.summary);
  page.raw(picture.svg);
  page.raw("<div class=\"values\">\n");
  page.list(picture.values);
  page.raw("</div>\n");
  page.begin_details(locale.text("chart.table"));
  if (!picture.remark.empty()) page.paragraph(picture.remark);
  page.table(picture.table);
  page.end_details();
  page.raw("</figure>\n");
}

std::optional<Picture> latency_picture(const RunResult& run, const Locale& locale, const std::string& id) {
  struct Quantile {
    Duration result::Latency::*part;
    double share;
  };
  constexpr Quantile kQuantiles[] = {{&result::Latency::p50, 0.5},
                                     {&result::Latency::p90, 0.9},
                                     {&result::Latency::p95, 0.95},
                                     {&result::Latency::p99, 0.99}};
  Picture picture;
  chart::Plot plot;
  const Deployment *fastest = nullptr, *slowest = nullptr;
  double most = 0;
  picture.table.columns = {locale.text("chart.latency.share")};
  for (const Deployment& deployment : run.deployments) {
    if (!deployment.latency) continue;
    const result::Latency& latency = *deployment.latency;
    chart::Series series{deployment.name, chart::Look::Line, {}};
    for (const Quantile& each : kQuantiles) {
      series.points.push_back({to_seconds(latency.*each.part), each.share, {}, {}});
      most = std::max(most, series.points.back().x);
    }
    plot.series.push_back(std::move(series));
    picture.table.columns.push_back(deployment.name);
    if (fastest == nullptr || latency.p95 < fastest->latency->p95) fastest = &deployment;
    if (slowest == nullptr || slowest->latency->p95 < latency.p95) slowest = &deployment;
    picture.values.push_back(locale.text(
        "chart.latency.values",
        {{"deployment", deployment.name}, {"half", latency.p50}, {"most", latency.p95}, {"slowest", latency.maximum}}));
  }
  if (fastest == nullptr) return std::nullopt;
  for (const Quantile& each : kQuantiles) {
    std::vector<std::string> cells = {locale.show("percent(0)", each.share)};
    for (const Deployment& deployment : run.deployments) {
      if (deployment.latency) cells.push_back(length((*deployment.latency).*each.part, locale));
    }
    picture.table.add(std::move(cells));
  }
  const std::vector<double> ticks = chart::round_values(most, 5);
  plot.x = {locale.text("chart.latency.axis_time"), 0, ticks.back(), {}};
  for (const double tick : ticks)
    plot.x.ticks.push_back({tick, length(Duration{static_cast<std::int64_t>(tick * 1e9 + 0.5)}, locale)});
  plot.y = {locale.text("chart.latency.axis_share"), 0.5, 1, {}};
  for (const double tick : {0.5, 0.6, 0.7, 0.8, 0.9, 1.0})
    plot.y.ticks.push_back({tick, locale.show("percent(0)", tick)});
  picture.title = locale.text("chart.latency.title");
  if (fastest == slowest) {
    picture.summary =
        locale.text("chart.latency.summary_one", {{"deployment", fastest->name}, {"fast", fastest->latency->p95}});
  } else {
    picture.summary = locale.text("chart.latency.summary", {{"fastest", fastest->name},
                                                            {"fast", fastest->latency->p95},
                                                            {"slowest", slowest->name},
                                                            {"slow", slowest->latency->p95}});
  }
  plot.words = {id, picture.title, described(picture)};
  picture.svg = chart::draw(plot);
  return picture;
}

std::optional<Picture> bill_picture(const RunResult& run, const Locale& locale, const std::string& id) {
  std::vector<std::string> meters = meters_of(run);
  if (meters.empty()) return std::nullopt;
  const bool rest = meters.size() > kMostParts;
  const std::size_t own = rest ? kMostParts - 1 : meters.size();
  Picture picture;
  chart::Bars bars;
  picture.table.columns = {locale.text("page.line")};
  for (const Deployment& deployment : run.deployments) picture.table.columns.push_back(deployment.name);
  int decimals = 2;
  for (const Deployment& deployment : run.deployments) decimals = std::max(decimals, decimals_for(deployment.bill));
  for (std::size_t i = 0; i < meters.size(); ++i) {
    std::vector<std::string> cells = {meter_name(meters[i], locale)};
    if (i < own) bars.parts.push_back(cells.front());
    for (const Deployment& deployment : run.deployments)
      cells.push_back(locale.money(amount_of(deployment, meters[i]), decimals));
    picture.table.add(std::move(cells));
  }
  if (rest) bars.parts.push_back(locale.text("chart.bill.other"));
  const Deployment* dearest = nullptr;
  std::string largest;
  for (const Deployment& deployment : run.deployments) {
    chart::Bar bar{
        deployment.name, locale.money(deployment.bill.total), std::vector<double>(bars.parts.size(), 0), {}, {}};
    for (std::size_t i = 0; i < meters.size(); ++i) {
      const Money amount = amount_of(deployment, meters[i]);
      bar.parts[std::min(i, bars.parts.size() - 1)] += to_usd(amount);
      if (dearest != nullptr && !(amount > amount_of(*dearest, largest))) continue;
      dearest = &deployment;
      largest = meters[i];
    }
    picture.values.push_back(deployment.name + ": " + bar.value);
    bars.bars.push_back(std::move(bar));
  }
  picture.title = locale.text("chart.bill.title");
  picture.summary = locale.text("chart.bill.summary", {{"meter", meter_name(largest, locale)},
                                                       {"deployment", dearest->name},
                                                       {"amount", amount_of(*dearest, largest)}});
  bars.words = {id, picture.title, described(picture)};
  picture.svg = chart::draw(bars);
  return picture;
}

}  // namespace cloudsim::page
