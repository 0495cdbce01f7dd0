// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/article.hpp"
#include "narrative/explain_run.hpp"

namespace cloudsim::cli {

/// {"schema": "cloudsim.articles/1", "articles": […]}: what `cloudsim explain NAME` says. Keys are English, words are
/// in the locale's language.
std::string to_json(const std::vector<narrative::Article>& articles);

/// {"schema": "cloudsim.explanation/1", "deployments": […]}: what `cloudsim explain RESULT` says, with the numbers and
/// ids behind each text.
std::string to_json(const std::vector<narrative::Explanation>& explanations);

}  // namespace cloudsim::cli
