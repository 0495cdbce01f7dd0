// SPDX-License-Identifier: Apache-2.0
#include "narrative/chain.hpp"

#include <algorithm>
#include <vector>

namespace cloudsim::narrative {
namespace {

using result::Deployment;

bool is_called(const Deployment& chain, std::size_t link) {
  return link < chain.links.size() && chain.links[link].fed_by == "direct";
}

/// Mean time in a link without the time in what it calls.
Duration own_time(const Deployment& chain, std::size_t link) {
  if (!chain.links[link].latency) return Duration{};
  const Duration whole = chain.links[link].latency->mean;
  if (!is_called(chain, link + 1) || !chain.links[link + 1].latency) return whole;
  return std::max(Duration{}, whole - chain.links[link + 1].latency->mean);
}

}  // namespace

std::string name_links(const Deployment& chain, const Locale& locale) {
  std::vector<std::string> names;
  for (const Deployment& link : chain.links) names.push_back(link.name);
  return locale.text("story.chain_links", {{"links", names}});
}

std::string weigh_links(const Deployment& chain, const Locale& locale) {
  std::size_t slowest = 0;
  std::size_t dearest = 0;
  for (std::size_t i = 1; i < chain.links.size(); ++i) {
    if (own_time(chain, i) > own_time(chain, slowest)) slowest = i;
    if (chain.links[i].bill.total > chain.links[dearest].bill.total) dearest = i;
  }
  std::string text;
  if (own_time(chain, slowest) > Duration{}) {
    text =
        locale.text("story.chain_slowest", {{"link", chain.links[slowest].name}, {"mean", own_time(chain, slowest)}});
  }
  if (chain.links[dearest].bill.total > Money{}) {
    if (!text.empty()) text += " ";
    text += locale.text(
        "story.chain_dearest",
        {{"link", chain.links[dearest].name}, {"part", chain.links[dearest].bill.total}, {"cost", chain.bill.total}});
  }
  return text;
}

std::string place_link(const Deployment& chain, std::size_t link, const Locale& locale) {
  std::string text =
      locale.text("story.link_reached", {{"fed_by", chain.links[link].fed_by},
                                         {"link", chain.links[link].name},
                                         {"previous", link == 0 ? std::string() : chain.links[link - 1].name}});
  if (is_called(chain, link + 1)) {
    text +=
        " " + locale.text("story.link_calls", {{"link", chain.links[link].name}, {"next", chain.links[link + 1].name}});
  }
  return text;
}

}  // namespace cloudsim::narrative
