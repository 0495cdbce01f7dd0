// SPDX-License-Identifier: Apache-2.0
#include "explain_json.hpp"

#include <nlohmann/json.hpp>

namespace cloudsim::cli {
namespace {

using Json = nlohmann::ordered_json;
using narrative::Article;
using narrative::Explanation;
using narrative::ToldEvent;

Json told_json(const ToldEvent& told) {
  const result::Event& event = *told.event;
  return {
      {"event", event.id},    {"cause", event.cause == 0 ? Json(nullptr) : Json(event.cause)},   {"kind", event.kind},
      {"at_ns", event.at.ns}, {"until_ns", event.until ? Json(event.until->ns) : Json(nullptr)}, {"text", told.text}};
}

Json told_json(const std::vector<ToldEvent>& events) {
  Json json = Json::array();
  for (const ToldEvent& told : events) json.push_back(told_json(told));
  return json;
}

Json standing_json(const narrative::Standing& standing) {
  Json servers = Json::object();
  for (const auto& [kind, states] : standing.servers) {
    for (const auto& [state, count] : states) servers[kind][state] = count;
  }
  Json json = {{"servers", servers}, {"step", nullptr}};
  if (standing.step == nullptr) return json;
  const result::Sample& step = *standing.step;
  json["step"] = {{"from_ns", standing.step_begin.ns},
                  {"until_ns", step.at.ns},
                  {"arrival_rate", standing.arrival_rate},
                  {"arrived", step.arrived},
                  {"completed", step.completed},
                  {"lost", step.lost},
                  {"servers", step.servers},
                  {"ready", step.ready},
                  {"busy", step.busy},
                  {"waiting", step.waiting}};
  return json;
}

/// A file may name a deployment with bytes that are no UTF-8: they are replaced.
std::string text_of(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string to_json(const std::vector<Article>& articles) {
  Json list = Json::array();
  for (const Article& article : articles) {
    Json facts = Json::object();
    for (const Article::Fact& fact : article.facts) facts[fact.key] = fact.value;
    list.push_back({{"kind", article.kind},
                    {"id", article.id},
                    {"name", article.name},
                    {"means", article.means},
                    {"facts", facts},
                    {"remarks", article.remarks},
                    {"see", article.see}});
  }
  return text_of({{"schema", "cloudsim.articles/1"}, {"articles", list}});
}

std::string to_json(const std::vector<Explanation>& explanations) {
  Json list = Json::array();
  for (const Explanation& explanation : explanations) {
    Json chains = Json::array();
    for (const auto& chain : explanation.chains) chains.push_back(told_json(chain));
    list.push_back({{"deployment", explanation.deployment->name},
                    {"at_ns", explanation.at ? Json(explanation.at->ns) : Json(nullptr)},
                    {"standing", explanation.at ? standing_json(explanation.standing) : Json(nullptr)},
                    {"state", explanation.state},
                    {"chains", chains},
                    {"decisions", told_json(explanation.decisions)},
                    {"losses", told_json(explanation.losses)}});
  }
  return text_of({{"schema", "cloudsim.explanation/1"}, {"deployments", list}});
}

}  // namespace cloudsim::cli
