// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "narrative/locale.hpp"
#include "page/text.hpp"
#include "result/theory.hpp"

namespace cloudsim::page {

/// The formulas of one model with their values, without a simulation.
std::string text_theory(const result::Theory& theory, const narrative::Locale& locale, const TextOptions& options);

/// The models by name, each with what it is about.
std::string text_theory_models(const std::vector<std::string>& models, const narrative::Locale& locale,
                               const TextOptions& options);

}  // namespace cloudsim::page
