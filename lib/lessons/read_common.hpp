// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/reader.hpp"
#include "lessons/exercise.hpp"

/// What the readers of exercises and lessons share.
namespace cloudsim::lessons {

/// A list of words; a problem of an item is reported at the item.
void read_words(document::Reader& reader, std::string_view key, bool is_required, std::vector<std::string>& out);

/// An expression at a key; its problems point at the byte.
std::optional<Expression> read_expression(document::Reader& reader, std::string_view key, bool is_required);
/// A value that is an expression.
std::optional<Expression> to_expression(const document::Value& value, Diagnostics& diagnostics);

/// name → {metric, kind}, and exercise for those of a lesson.
std::vector<Figure> read_figures(document::Reader& reader, bool of_lesson);

void read_explain(document::Reader& reader, std::string_view key, ExplainSpec& out);

/// "L04.E1", "L04", "C1": capitals, digits and points, at most 20 characters.
bool is_id(std::string_view text);

std::optional<ShownAs> shown_as(std::string_view word);

}  // namespace cloudsim::lessons
