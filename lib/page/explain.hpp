// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/article.hpp"
#include "narrative/explain_run.hpp"
#include "page/text.hpp"

namespace cloudsim::page {

/// One article after the other, each under its name.
std::string text_articles(const std::vector<narrative::Article>& articles, const narrative::Locale& locale,
                          const TextOptions& options);

/// Why a run was as it was: per deployment its state, the chains of causes, decisions and losses.
std::string text_explanations(const std::vector<narrative::Explanation>& explanations, const result::RunResult& run,
                              const narrative::Locale& locale, const TextOptions& options);

/// Parameters whose names begin alike, with their values.
std::string text_parameters(const std::string& prefix, const std::vector<narrative::ParameterFacts>& parameters,
                            const narrative::Locale& locale, const TextOptions& options);

/// What there is to be explained, grouped.
std::string text_overview(const narrative::Glossary& glossary, const std::vector<std::string>& parameter_names,
                          const narrative::Locale& locale, const TextOptions& options);

}  // namespace cloudsim::page
