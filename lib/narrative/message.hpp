// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/value.hpp"

namespace cloudsim::narrative {

/// What a placeholder's value is, hence how it is shown: `num(1)`, `counted(term.request)`, `entity(@unit)` …
struct Kind {
  enum class Type : std::uint8_t {
    Int,
    Num,       ///< num(decimals)
    Usd,       ///< a total
    Price,     ///< exact
    Percent,   ///< percent(decimals) of a share 0..1; percent: two figures, for prose
    Duration,  ///< duration(short) "1 min 15 s"; duration(words) "5 hours"; duration(words, 1) "1.0 seconds";
               ///< duration(work) in whole minutes; none is "0 min"
    Seconds,   ///< seconds(decimals)
    Instant,   ///< t = 75 s
    Clock,     ///< 14:05:09
    Date,      ///< from "2026-03-07"
    Bytes,
    Rate,     ///< per second as a number; shown per second, minute or hour
    Counted,  ///< counted(term.x): number and noun; counted(@arg): the noun that another argument names
    Approx,   ///< approx(term.x): "about 134", "unas 134"
    Ordinal,  ///< ordinal(term.x)
    Big,      ///< "2 billion"
    Entity,   ///< entity(term.x) or entity(@arg): a name with a noun; forms _the _a _of _to
    Term,     ///< the value names a term: forms _the _a _of _to _plural
    List,     ///< list(and) or list(or)
    Enum,     ///< enum(a, b): for select_ only; `other` takes every value that is not listed
    Text,     ///< an identifier, shown as it is
    YesNo,
  };
  Type type = Type::Text;
  int decimals = 0;
  bool words = false;                ///< duration(words)
  bool work = false;                 ///< duration(work)
  bool alternatives = false;         ///< list(or)
  std::string term;                  ///< its key: "term.request"
  std::string term_from;             ///< argument that names the term
  std::vector<std::string> choices;  ///< enum

  /// Empty when the text is no kind.
  static std::optional<Kind> parse(std::string_view text);
};

/// One message in one language: a text with placeholders, or branches by plural class or by an argument's value.
struct Message {
  enum class Shape : std::uint8_t { Text, Plural, Select };
  struct Piece {
    bool placeholder = false;
    std::string text;  ///< literal, or the placeholder's name with its suffix: "host_the"
  };

  Shape shape = Shape::Text;
  std::vector<Piece> pieces;                ///< Text
  std::string selector;                     ///< Select: argument name, or "<argument>_gender"
  std::map<std::string, Message> branches;  ///< Plural: zero, one, many, other; Select: values
  Location location;                        ///< where its value stands in the file

  /// "{name}" is a placeholder, "{{" and "}}" are braces. Empty when a brace is unpaired, a name is not
  /// [a-z][a-z0-9_]*, or a format specification is tried.
  static std::optional<std::vector<Piece>> parse_text(std::string_view text);
};

/// A problem in a message file: where, and a code for the words.
struct MessageProblem {
  Location location;
  std::string code;  ///< duplicate_key | bad_text | bad_branches | bad_schema | unreadable
  std::string key;
};

using Messages = std::map<std::string, Message, std::less<>>;

/// Flattens a file's tree into `messages`: "a: {b: text}" is message "a.b". A mapping whose keys are all plural classes
/// is a plural, one whose keys all start with select_ is a select.
void read_messages(const document::Value& root, Messages& messages, std::vector<MessageProblem>& problems);

/// What locales/schema/ says about a message or a term, in no language.
struct MessageSchema {
  std::vector<std::pair<std::string, Kind>> arguments;
  std::string plural_by;  ///< the argument whose number picks the plural branch
  std::vector<std::pair<std::string, std::vector<std::string>>> samples;  ///< values to try, as text
  bool is_term = false;
  bool unit = false;                          ///< term: a measure, kept on one line with its number
  std::map<std::string, std::string> gender;  ///< term: language → m | f
  std::vector<std::string> vowel;             ///< term: languages in which "a" has its other form

  const Kind* kind_of(std::string_view argument) const;
};

using Schemas = std::map<std::string, MessageSchema, std::less<>>;
void read_schemas(const document::Value& root, Schemas& schemas, std::vector<MessageProblem>& problems);

/// Root and suffix of a placeholder: "host_the" is ("host", "the") when `host` is declared and `host_the` is not.
std::pair<std::string, std::string> root_of(std::string_view placeholder, const MessageSchema* schema);

}  // namespace cloudsim::narrative
