// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "narrative/locale.hpp"
#include "page/html.hpp"
#include "result/run_result.hpp"

/// The pictures of a report. Each says what it shows in one line, gives start, peak and end of each curve, and has its
/// numbers as a table.
namespace cloudsim::page {

struct Picture {
  std::string title, summary;
  std::vector<std::string> values;
  std::string svg;
  HtmlTable table;
  std::string remark;  ///< about the table; may be empty
};

/// As a figure: picture, summary, values, and the table on demand.
void write_picture(Html& page, const Picture& picture, const narrative::Locale& locale);

// Of all deployments together. Empty where there is nothing to show. `id` begins the ids inside of the picture.
std::optional<Picture> servers_picture(const result::RunResult& run, const narrative::Locale& locale,
                                       const std::string& id);
std::optional<Picture> latency_picture(const result::RunResult& run, const narrative::Locale& locale,
                                       const std::string& id);
std::optional<Picture> bill_picture(const result::RunResult& run, const narrative::Locale& locale,
                                    const std::string& id);

/// Of one deployment (or a link, under the name that it goes by): requests, servers with their work, waiting requests,
/// and the life of each server.
std::vector<Picture> pictures_of(const result::Deployment& deployment, const std::string& name,
                                 const result::RunResult& run, const narrative::Locale& locale, const std::string& id);

}  // namespace cloudsim::page
