// SPDX-License-Identifier: Apache-2.0
// What keeps two languages in step: every message of every language has a partner with the same placeholders, can be
// rendered with its samples, and is written by the style guide.
#include "narrative/catalogue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/units.hpp"
#include "narrative/locale.hpp"

using namespace cloudsim;
using narrative::Catalogue;
using narrative::Kind;
using narrative::Locale;
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

std::set<std::string> roots(const Message& message, const MessageSchema* schema) {
  std::set<std::string> found;
  each_text(message, [&](const Message& text) {
    for (const Message::Piece& piece : text.pieces) {
      if (piece.placeholder) found.insert(narrative::root_of(piece.text, schema).first);
    }
  });
  return found;
}

/// Select branches by value, plural branches taken together: what must be the same in every language.
void each_branch(const Message& message, const std::string& path,
                 const std::function<void(const std::string&, const Message&)>& visit) {
  if (message.shape != Message::Shape::Select || message.selector.find("_gender") != std::string::npos) {
    visit(path, message);
    return;
  }
  for (const auto& [name, branch] : message.branches)
    each_branch(branch, path + "/" + message.selector + "=" + name, visit);
}

ArgumentValue sample_value(const Kind& kind, const std::string& text) {
  switch (kind.type) {
    case Kind::Type::Int:
    case Kind::Type::Counted:
    case Kind::Type::Approx:
    case Kind::Type::Ordinal:
    case Kind::Type::Big:
    case Kind::Type::YesNo:
      return static_cast<std::int64_t>(std::stoll(text));
    case Kind::Type::Bytes: {
      const auto size = parse_bytes(text);
      return size ? size->count : static_cast<std::int64_t>(std::stoll(text));
    }
    case Kind::Type::Num:
    case Kind::Type::Percent:
    case Kind::Type::Rate:
      return std::stod(text);
    case Kind::Type::Usd:
    case Kind::Type::Price:
      return *Money::from_decimal(text);
    case Kind::Type::Duration:
    case Kind::Type::Seconds:
    case Kind::Type::Instant:
    case Kind::Type::Clock: {
      const auto duration = parse_duration(text);
      return duration ? *duration : Duration{static_cast<std::int64_t>(std::stod(text) * 1e9)};
    }
    case Kind::Type::List:
      return std::vector<std::string>{text};
    default:
      return text;
  }
}

/// Every combination of the samples of a message's arguments.
void each_sample(const MessageSchema& schema, const std::function<void(const Arguments&)>& visit) {
  std::vector<Arguments> combinations = {{}};
  for (const auto& declared : schema.arguments) {
    const auto& name = declared.first;
    const auto& kind = declared.second;
    const auto found = std::find_if(schema.samples.begin(), schema.samples.end(),
                                    [&argument = name](const auto& sample) { return sample.first == argument; });
    if (found == schema.samples.end()) continue;
    std::vector<Arguments> longer;
    for (const Arguments& combination : combinations) {
      for (const std::string& text : found->second) {
        longer.push_back(combination);
        longer.back().push_back({name, sample_value(kind, text)});
      }
    }
    combinations = std::move(longer);
  }
  for (const Arguments& combination : combinations) visit(combination);
}

bool starts_with(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

const std::vector<std::string> kTags = {"en", "es", "es-ES"};

/// With the words that few commands load.
Locale whole_locale(const std::string& tag) {
  narrative::LocaleOptions options;
  options.words = narrative::Words::Everything;
  return Locale::load(tag, options);
}

/// Other names of a term, and what AWS calls it: each language has its own, and they may be words that we do not use.
bool is_foreign_name(const std::string& key) {
  return std::regex_search(key, std::regex("^glossary\\.[a-z_]+\\.(also|aws)$"));
}

/// Sentences of prose: pieces that end in . ? ! followed by a space or the end.
std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> found;
  std::string sentence;
  for (std::size_t i = 0; i < text.size(); ++i) {
    sentence += text[i];
    const bool end =
        (text[i] == '.' || text[i] == '?' || text[i] == '!') && (i + 1 == text.size() || text[i + 1] == ' ');
    if (!end) continue;
    found.push_back(sentence);
    sentence.clear();
  }
  if (!sentence.empty()) found.push_back(sentence);
  return found;
}

std::size_t words(const std::string& sentence) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : sentence) {
    if (c != ' ' && !inside) ++count;
    inside = c != ' ';
  }
  return count;
}

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

TEST_CASE("English and Spanish have the same messages; an overlay adds none") {
  for (const auto& entry : own_messages("en")) {
    const auto& key = entry.first;
    CAPTURE(key);
    CHECK((own_messages("es").count(key) == 1 || is_foreign_name(key)));
  }
  for (const auto& entry : own_messages("es")) {
    const auto& key = entry.first;
    CAPTURE(key);
    CHECK((own_messages("en").count(key) == 1 || is_foreign_name(key)));
  }
  for (const auto& entry : own_messages("es-ES")) {
    const auto& key = entry.first;
    CAPTURE(key);
    CHECK(own_messages("es").count(key) == 1);
  }
}

TEST_CASE("partners use the same placeholders in every branch and select by the same values") {
  for (const std::string tag : {"es", "es-ES"}) {
    for (const auto& entry : own_messages(tag)) {
      const auto& key = entry.first;
      const auto& message = entry.second;
      const auto partner = own_messages("en").find(key);
      if (partner == own_messages("en").end()) continue;
      const MessageSchema* schema = schema_of(key);
      std::map<std::string, std::set<std::string>> english;
      std::map<std::string, std::set<std::string>> other;
      each_branch(partner->second, "",
                  [&](const std::string& path, const Message& branch) { english[path] = roots(branch, schema); });
      each_branch(message, "",
                  [&](const std::string& path, const Message& branch) { other[path] = roots(branch, schema); });
      CAPTURE(key);
      CHECK(english == other);
    }
  }
}

TEST_CASE("each plural branch names all that `other` names, and has the forms its language needs") {
  for (const std::string& tag : kTags) {
    for (const auto& entry : own_messages(tag)) {
      const auto& key = entry.first;
      const auto& whole = entry.second;
      const MessageSchema* schema = schema_of(key);
      std::function<void(const Message&)> check = [&](const Message& message) {
        for (const auto& [name, branch] : message.branches) check(branch);
        if (message.shape != Message::Shape::Plural) return;
        CAPTURE(tag);
        CAPTURE(key);
        CHECK(message.branches.count("one") == 1);
        CHECK(message.branches.count("other") == 1);
        const bool is_term = schema != nullptr && schema->is_term;
        CHECK((is_term || (schema != nullptr && !schema->plural_by.empty())));
        // `zero` may say "none" without the number.
        const auto one = message.branches.find("one");
        if (one != message.branches.end())
          CHECK(roots(one->second, schema) == roots(message.branches.at("other"), schema));
      };
      check(whole);
    }
  }
}

TEST_CASE("every placeholder is declared, every declared enum value has its branch, every schema has its message") {
  for (const std::string& tag : kTags) {
    for (const auto& entry : own_messages(tag)) {
      const auto& key = entry.first;
      const auto& message = entry.second;
      const MessageSchema* schema = schema_of(key);
      for (const std::string& root : roots(message, schema)) {
        CAPTURE(tag);
        CAPTURE(key);
        CAPTURE(root);
        CHECK((schema != nullptr && schema->kind_of(root) != nullptr));
      }
      std::function<void(const Message&)> check = [&](const Message& node) {
        for (const auto& [name, branch] : node.branches) check(branch);
        if (node.shape != Message::Shape::Select || node.selector.find("_gender") != std::string::npos) return;
        CAPTURE(key);
        const Kind* kind = schema == nullptr ? nullptr : schema->kind_of(node.selector);
        REQUIRE(kind != nullptr);
        if (kind->type != Kind::Type::Enum) {
          CHECK(node.branches.count("other") == 1);
          return;
        }
        const std::set<std::string> choices(kind->choices.begin(), kind->choices.end());
        for (const auto& named : node.branches) {
          const auto& name = named.first;
          CAPTURE(name);
          CHECK(choices.count(name) == 1);
        }
        if (node.branches.count("other") == 0) CHECK(node.branches.size() == choices.size());
      };
      check(message);
    }
  }
  for (const auto& entry : catalogue("en").schemas) {
    const auto& key = entry.first;
    const auto& schema = entry.second;
    CAPTURE(key);
    CHECK(own_messages("en").count(key) == 1);
    for (const auto& declared : schema.arguments) {
      const auto& kind = declared.second;
      const bool known_term = kind.term.empty() || own_messages("en").count(kind.term) == 1;
      CHECK(known_term);
      CHECK((kind.term_from.empty() || schema.kind_of(kind.term_from) != nullptr));
    }
  }
}

TEST_CASE("every message of every language renders with its samples, without a gap") {
  for (const std::string tag : {"en", "es", "es-ES", "es-MX", "es-419"}) {
    const Locale locale = whole_locale(tag);
    for (const Catalogue::Layer& layer : locale.catalogue().layers) {
      for (const auto& entry : layer.messages) {
        const auto& key = entry.first;
        CAPTURE(tag);
        CAPTURE(key);
        if (is_foreign_name(key)) continue;
        const MessageSchema* schema = schema_of(key);
        if (schema == nullptr) {
          const std::string text = locale.text(key);
          CHECK(text.find("⟦") == std::string::npos);
          CHECK(!text.empty());
          continue;
        }
        each_sample(*schema, [&](const Arguments& arguments) {
          const std::string text = locale.text(key, arguments);
          CAPTURE(text);
          CHECK(text.find("⟦") == std::string::npos);
          CHECK(!text.empty());
        });
      }
    }
  }
}

TEST_CASE("every argument of a message has a sample to try") {
  for (const auto& entry : catalogue("en").schemas) {
    const auto& key = entry.first;
    const auto& schema = entry.second;
    for (const auto& declared : schema.arguments) {
      const auto& name = declared.first;
      CAPTURE(key);
      CAPTURE(name);
      CHECK(std::any_of(schema.samples.begin(), schema.samples.end(),
                        [&argument = name](const auto& sample) { return sample.first == argument; }));
    }
  }
}

TEST_CASE("no forbidden word and no forbidden variant") {
  using Rules = std::vector<std::pair<std::regex, std::string>>;
  const auto flags = std::regex::ECMAScript | std::regex::icase;
  const Rules english = {
      {std::regex("\\b(instant|instantly|unlimited|simply|easily|obviously)\\b", flags), "promises or belittles"},
      {std::regex("\\bjust\\b", flags), "belittles"},
      {std::regex("\\bfree\\b(?! tier)", flags), "nothing is free"},
      {std::regex("\\b(don't|can't|isn't|won't|doesn't|you're|it's)\\b", flags), "contractions are avoided"},
      {std::regex("colour|behaviour|utilis", flags), "American spelling"},
  };
  const Rules spanish = {
      {std::regex("\\b(serverless|cluster|throughput|escalamiento|dimensionamiento)\\b", flags), "terminology"},
      {std::regex("\\bpetici[oó]n|a demanda|en diferido|contenerizad|contenedorizad|habilitad[oa]s? para", flags),
       "terminology"},
      {std::regex("implement(ar|a|aci[oó]n)\\b|\\bprovisionar\\b|\\bcompilar\\b|GB/segundo|inicio en fr[ií]o", flags),
       "terminology"},
      {std::regex("\\busted(es)?\\b|haga clic|\\bvosotros\\b|\\bpod[eé]is\\b|\\bpresione\\b|\\bsu c[oó]digo\\b", flags),
       "register: tú"},
      {std::regex("f[aá]cil|obvio|simplemente|instant[aá]neo|ilimitad", flags), "promises or belittles"},
  };
  // Nouns only: "falla" is also a verb, which Spain shares.
  const Rules spain = {
      {std::regex("\\bcostos?\\b|computadora|confiabilidad|monitorear|período|celular", flags), "overlay"},
      {std::regex("\\b(la|las|una|de) fallas?\\b", flags), "overlay"}};
  const auto check = [](const Locale& locale, const Rules& rules) {
    std::set<std::string> keys;
    for (const Catalogue::Layer& layer : locale.catalogue().layers) {
      for (const auto& entry : layer.messages) {
        const auto& key = entry.first;
        const auto& message = entry.second;
        if (!keys.insert(key).second || layer.tag.substr(0, 2) != locale.language() || is_foreign_name(key)) continue;
        each_text(message, [&](const Message& text) {
          const std::string literal = literal_text(text);
          for (const auto& rule : rules) {
            const auto& pattern = rule.first;
            const auto& why = rule.second;
            CAPTURE(key);
            CAPTURE(literal);
            CAPTURE(why);
            CHECK_FALSE(std::regex_search(literal, pattern));
          }
        });
      }
    }
  };
  check(whole_locale("en"), english);
  check(whole_locale("es"), spanish);
  check(whole_locale("es-ES"), spain);
}

TEST_CASE("typography: paired signs, no double spaces, no glued sentences, no numbers with a decimal sign") {
  for (const std::string& tag : kTags) {
    for (const auto& entry : own_messages(tag)) {
      const auto& key = entry.first;
      const auto& message = entry.second;
      each_text(message, [&, &name = key](const Message& text) {
        // A sign in quotes is spoken about, not used: «!».
        const std::string literal = std::regex_replace(literal_text(text), std::regex("«[?!]»|‘[?!]’"), "«X»");
        CAPTURE(tag);
        CAPTURE(name);
        CAPTURE(literal);
        const auto count = [&](const std::string& sign) {
          std::size_t found = 0;
          for (std::size_t at = literal.find(sign); at != std::string::npos; at = literal.find(sign, at + 1)) ++found;
          return found;
        };
        if (starts_with(tag, "es")) {
          CHECK(count("?") == count("¿"));
          CHECK(count("!") == count("¡"));
        }
        CHECK(count("«") == count("»"));
        CHECK(count("“") == count("”"));
        CHECK(count("(") == count(")"));
        CHECK(count("  ") == 0);
        CHECK_FALSE(std::regex_search(literal, std::regex("[a-zé][.;:?!][A-ZÁÉÍÓÚ]")));  // "one.Two"
        CHECK_FALSE(std::regex_search(literal, std::regex("[0-9][.,][0-9]")));
        CHECK_FALSE(std::regex_search(literal, std::regex(" $| [.,;:!?]( |$)")));
      });
    }
  }
}

TEST_CASE("sentences stay short") {
  // The style guide: English at most 20 words, Spanish at most 24; a placeholder counts as one.
  for (const std::string& tag : kTags) {
    const std::size_t most = tag == "en" ? 20 : 24;
    for (const auto& entry : own_messages(tag)) {
      const auto& key = entry.first;
      const auto& message = entry.second;
      each_text(message, [&, &name = key](const Message& text) {
        for (const std::string& sentence : sentences(literal_text(text))) {
          CAPTURE(tag);
          CAPTURE(name);
          CAPTURE(sentence);
          CHECK(words(sentence) <= most);
        }
      });
    }
  }
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

TEST_CASE("Spanish labels are at most 1.6 times as long as the English ones, or short anyway") {
  for (const auto& entry : own_messages("en")) {
    const auto& key = entry.first;
    const auto& message = entry.second;
    if (!starts_with(key, "report.row.") && !starts_with(key, "report.section.")) continue;
    const auto partner = own_messages("es").find(key);
    if (partner == own_messages("es").end()) continue;
    const double english = static_cast<double>(literal_text(message).size());
    const double spanish = static_cast<double>(literal_text(partner->second).size());
    CAPTURE(key);
    CHECK((spanish <= 1.6 * english || spanish <= 20));
    CHECK(display_width(literal_text(message)) <= 20);
    CHECK(display_width(literal_text(partner->second)) <= 20);
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
