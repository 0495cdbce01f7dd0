// SPDX-License-Identifier: Apache-2.0
#include "document/yaml_problem.hpp"

#include <optional>

#include "base/text.hpp"
#include "document/yaml_text.hpp"

namespace cloudsim::document {
namespace {

/// The scalar before the complaint was quoted: either its end came lines too late, or text follows its end.
std::optional<Problem> explain_by_quote(Complaint complaint, const Context& context, std::string_view text) {
  if (context.quoted_end == 0 || context.quoted_end > context.at) return std::nullopt;
  const std::size_t line = line_start(text, context.at);
  if (line_start(text, context.quoted_end - 1) != line) return std::nullopt;
  if (context.quoted_start < line) return Problem{"yaml_unclosed_quote", context.quoted_start, {}};
  const std::string_view between = text.substr(context.quoted_end, context.at - context.quoted_end);
  if (!trim(between).empty() || complaint == Complaint::MapValue) return std::nullopt;
  const bool more = context.at < text.size() && text[context.at] != '\n';
  return more ? std::optional(Problem{"yaml_text_after_quote", context.at, {}}) : std::nullopt;
}

Problem explain_structure(Complaint complaint, const Context& context, std::string_view text) {
  const std::size_t line = line_start(text, context.at);
  // A key without its space is the usual reason, on this line or, as the start of a longer "key", on the one before.
  const std::size_t line_before = line == 0 ? 0 : line_start(text, line - 1);
  for (const std::size_t begin : {line, line_before}) {
    const std::string_view words = line_around(text, begin);
    if (const auto colon = colon_without_space(words))
      return {"yaml_space_after_colon", begin + *colon, {{"text", std::string(trim(words))}}};
  }
  const bool same_line = context.last_scalar >= line;
  if (complaint == Complaint::MapValue && same_line && context.last_scalar < context.at)
    return {"yaml_colon_in_value", context.at, {}};
  if (complaint == Complaint::BlockEntry) return {"yaml_list_item_place", context.at, {}};
  return {"yaml_indentation", context.at, {}};
}

}  // namespace

Problem explain(Complaint complaint, const Context& context, std::string_view text) {
  const std::size_t line = line_start(text, context.at);
  if (const auto tab = tab_in_indentation(line_around(text, context.at))) return {"yaml_tab", line + *tab, {}};

  if (complaint == Complaint::EndInScalar) {
    const std::size_t from = context.quoted_end > context.last_scalar ? context.quoted_end : context.last_scalar;
    return {"yaml_unclosed_quote", next_quote(text, from).value_or(context.at), {}};
  }
  if (auto problem = explain_by_quote(complaint, context, text)) return *problem;

  const std::string character(text.substr(context.at, 1));
  const bool visible = !character.empty() && character[0] > ' ' && character[0] < 0x7F;
  switch (complaint) {
    case Complaint::UnclosedMapping:
    case Complaint::UnclosedSequence: {
      const std::string bracket = complaint == Complaint::UnclosedMapping ? "{" : "[";
      return {
          "yaml_unclosed_bracket", context.has_open_bracket ? context.open_bracket : context.at, {{"text", bracket}}};
    }
    case Complaint::UnexpectedBracket:
      if (context.has_open_bracket && context.open_bracket < text.size() &&
          (text[context.open_bracket] == '[' || text[context.open_bracket] == '{'))
        return {"yaml_unclosed_bracket", context.open_bracket, {{"text", std::string(1, text[context.open_bracket])}}};
      return {"yaml_unexpected_bracket", context.at, {{"text", character}}};
    case Complaint::BadCharacter:
      if (!visible) return {"yaml_syntax", context.at, {}};
      return {"yaml_reserved_character", context.at, {{"text", character}}};
    case Complaint::BadEscape:
      return {"yaml_bad_escape", context.at, {}};
    case Complaint::Alias:
      return {"yaml_alias", context.at, {}};
    case Complaint::Anchor:
      return {"yaml_anchor", context.at, {}};
    case Complaint::Tag:
      return {"yaml_tag", context.at, {}};
    case Complaint::MapValue:
    case Complaint::BlockEntry:
    case Complaint::Structure:
      return explain_structure(complaint, context, text);
    case Complaint::EndInScalar:
    case Complaint::Other:
      break;
  }
  return {"yaml_syntax", context.at, {}};
}

}  // namespace cloudsim::document
