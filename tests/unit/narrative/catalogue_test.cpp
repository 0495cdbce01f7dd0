// SPDX-License-Identifier: Apache-2.0
// The files of messages, and what the story asks of its own beyond the checks of tests/unit/language.
#include "narrative/catalogue.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "narrative/message.hpp"

using namespace cloudsim;
using narrative::Catalogue;
using narrative::Kind;
using narrative::Message;
using narrative::Messages;
using narrative::MessageSchema;

namespace {

const Catalogue& catalogue(const std::string& tag) {
  static std::map<std::string, Catalogue> read;
  const auto found = read.find(tag);
  return found != read.end() ? found->second : read.emplace(tag, Catalogue::read(tag, {})).first->second;
}

/// The messages of exactly this tag, without the ones it falls back to.
const Messages& own_messages(const std::string& tag) { return catalogue(tag).layers.front().messages; }

/// Every text of a message with the path of branches that leads to it.
void each_text(const Message& message, const std::function<void(const Message&)>& visit) {
  if (message.shape == Message::Shape::Text) visit(message);
  for (const auto& [name, branch] : message.branches) each_text(branch, visit);
}

std::string literal_text(const Message& message) {
  std::string text;
  for (const Message::Piece& piece : message.pieces) text += piece.placeholder ? "X" : piece.text;
  return text;
}

const MessageSchema* schema_of(const std::string& key) {
  const auto& schemas = catalogue("en").schemas;
  const auto found = schemas.find(key);
  return found == schemas.end() ? nullptr : &found->second;
}

bool starts_with(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

const std::vector<std::string> kTags = {"en", "es", "es-ES"};

}  // namespace

TEST_CASE("all message files can be read, and no key comes twice") {
  for (const std::string& tag : kTags) {
    for (const narrative::MessageProblem& problem : catalogue(tag).problems) {
      CAPTURE(problem.key);
      CAPTURE(problem.location.line);
      FAIL_CHECK((problem.location.source ? problem.location.source->name : tag) << ": " << problem.code);
    }
  }
  CHECK(Catalogue::languages() == std::vector<std::string>{"en", "es"});
}

TEST_CASE("story sentences hold at most two numbers besides their time, and give no reason of their own") {
  const std::set<Kind::Type> numbers = {Kind::Type::Int,  Kind::Type::Num,   Kind::Type::Usd,    Kind::Type::Duration,
                                        Kind::Type::Rate, Kind::Type::Bytes, Kind::Type::Counted};
  for (const std::string& tag : kTags) {
    for (const auto& entry : own_messages(tag)) {
      const auto& key = entry.first;
      const auto& message = entry.second;
      if (!starts_with(key, "story.")) continue;
      const MessageSchema* schema = schema_of(key);
      each_text(message, [&, &name = key](const Message& text) {
        CAPTURE(tag);
        CAPTURE(name);
        std::size_t in_sentence = 0;
        for (const Message::Piece& piece : text.pieces) {
          if (!piece.placeholder) {
            if (std::regex_search(piece.text, std::regex("[.?!]( |$)"))) in_sentence = 0;
            continue;
          }
          const Kind* kind =
              schema == nullptr ? nullptr : schema->kind_of(narrative::root_of(piece.text, schema).first);
          if (kind != nullptr && numbers.count(kind->type) > 0) ++in_sentence;
          CHECK(in_sentence <= 2);
        }
        if (!starts_with(name, "story.why.")) {
          CHECK_FALSE(std::regex_search(literal_text(text), std::regex("because|\\bso \\b|porque|así que")));
        }
      });
    }
  }
}

TEST_CASE("there is a sentence for each kind of event") {
  for (const char* kind : {"launch_ordered", "running_without_code",
                           "ready",          "terminated",
                           "code_uploaded",  "trigger_set",
                           "image_pulled",   "first_answer",
                           "surge",          "calm_again",
                           "cold_starts",    "lost",
                           "ignored",        "queueing",
                           "scale_out",      "scale_in",
                           "at_maximum",     "limit_reached",
                           "api_called",     "placed",
                           "no_room",        "crashed",
                           "repaired",       "running_low",
                           "running_again",  "peak"}) {
    CAPTURE(kind);
    CHECK(own_messages("en").count(std::string("story.") + kind) == 1);
  }
}
