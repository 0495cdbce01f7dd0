// SPDX-License-Identifier: Apache-2.0
// What `cloudsim explain` can be asked: terms, parameters and names of results, all with words in both languages.
#include "narrative/glossary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "embed/embedded.hpp"
#include "narrative/article.hpp"

using namespace cloudsim;
using narrative::Article;
using narrative::Glossary;
using narrative::Locale;

namespace {

const Glossary& glossary() {
  static const Glossary loaded = Glossary::load();
  return loaded;
}

const Locale& locale(const std::string& tag) {
  static std::map<std::string, Locale> loaded;
  const auto found = loaded.find(tag);
  if (found != loaded.end()) return found->second;
  narrative::LocaleOptions options;
  options.words = narrative::Words::Everything;
  return loaded.emplace(tag, Locale::load(tag, options)).first->second;
}

std::vector<std::string> ids_of(const std::string& name) {
  std::vector<std::string> ids;
  for (const Glossary::Term* term : glossary().find(name)) ids.push_back(term->id);
  return ids;
}

using Ids = std::vector<std::string>;

std::string file(const std::string& path) {
  std::ifstream stream(std::string(CLOUDSIM_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) found.insert((*at)[1]);
  return found;
}

}  // namespace

TEST_CASE("capitals, accents, hyphens, points and blanks make no difference") {
  CHECK(narrative::folded("Arranque-en-FRÍO") == "arranque en frio");
  CHECK(narrative::folded("  dead_letter   queue ") == "dead letter queue");
  CHECK(narrative::folded("PEQUEÑO ÜBER lambda.init") == "pequeno uber lambda init");
  CHECK(narrative::folded("") == "");
  CHECK(narrative::folded("\xC3") == "\xC3");  // half a letter stays what it is
}

TEST_CASE("a term is found by its names in both languages, AWS's Spanish ones included") {
  for (const char* name : {"cold start", "cold-start", "COLD_START", "cold starts", "arranque en frío",
                           "arranque en frio", "Inicio en frío"}) {
    CAPTURE(name);
    CHECK(ids_of(name) == Ids{"cold_start"});
  }
  CHECK(ids_of("throughput") == Ids{"throughput"});
  CHECK(ids_of("equilibrador de carga") == Ids{"load_balancer"});
  CHECK(ids_of("GB-seconds") == Ids{"gb_second"});
  CHECK(ids_of("nonsense").empty());
  CHECK(ids_of("").empty());
  CHECK(ids_of("s").empty());
}

TEST_CASE("a word with two meanings gives both") {
  const Ids image = ids_of("image");
  CHECK(std::set<std::string>(image.begin(), image.end()) == std::set<std::string>{"container_image", "picture"});
}

TEST_CASE("every term has name, meaning and example in every language, and points to terms that exist") {
  CHECK(glossary().terms().size() >= 140);
  for (const Glossary::Term& term : glossary().terms()) {
    for (const char* tag : {"en", "es"}) {
      CAPTURE(tag);
      CAPTURE(term.id);
      for (const char* part : {".name", ".means", ".example"})
        CHECK(locale(tag).text("glossary." + term.id + part).find("⟦") == std::string::npos);
      CHECK(locale(tag).has("explain.group." + term.group));
      // It is found by its own name.
      const Ids found = ids_of(locale(tag).text("glossary." + term.id + ".name"));
      CHECK(std::count(found.begin(), found.end(), term.id) == 1);
    }
    CHECK_FALSE(term.see.empty());
    for (const std::string& id : term.see) {
      CAPTURE(id);
      CHECK(glossary().by_id(id) != nullptr);
    }
  }
}

TEST_CASE("no words for terms that are not in the list") {
  for (const auto& entry : locale("en").catalogue().layers.front().messages) {
    if (entry.first.rfind("glossary.", 0) != 0) continue;
    const std::string id = entry.first.substr(9, entry.first.rfind('.') - 9);
    CAPTURE(id);
    CHECK(glossary().by_id(id) != nullptr);
  }
}

TEST_CASE("an article about a term names it in the other language and says where to read on") {
  const Article english = narrative::article_of(*glossary().by_id("cold_start"), locale("en"));
  CHECK(english.name == "cold start");
  CHECK(english.facts.front().value == "arranque en frío");
  CHECK(std::count(english.see.begin(), english.see.end(), "warm-start") == 1);
  const Article spanish = narrative::article_of(*glossary().by_id("cold_start"), locale("es"));
  CHECK(spanish.name == "arranque en frío");
  CHECK(spanish.facts.front().value == "cold start");
}

TEST_CASE("every parameter has words in both languages, and there are none for others") {
  const std::set<std::string> names =
      matches(std::string(*embed::find("scenarios/catalog/parameters.yaml")), R"(\n  - \{name: ([\w.-]+),)");
  REQUIRE(names.size() > 150);
  for (const std::string& name : names) {
    CAPTURE(name);
    for (const char* tag : {"en", "es"}) {
      const std::string words = narrative::parameter_words(name, locale(tag));
      CHECK_FALSE(words.empty());
      CHECK(words.find("⟦") == std::string::npos);
    }
    CHECK_FALSE(narrative::users_of_parameter(name).empty());
  }
  for (const auto& entry : locale("en").catalogue().layers.front().messages) {
    if (entry.first.rfind("parameter.", 0) != 0) continue;
    const std::string described = entry.first.substr(10);
    CAPTURE(described);
    CHECK(std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return name == described || name.rfind(described + ".", 0) == 0;
    }));
  }
}

TEST_CASE("every kind of event, reason, signal, shortage and state of a result is explained in both languages") {
  const std::string names = file("lib/metrics/names.cpp");
  const auto block = [&names](const std::string& type) {
    const std::size_t start = names.find("name_of(trace::" + type);
    REQUIRE(start != std::string::npos);
    return names.substr(start, names.find("\n}\n", start) - start);
  };
  const auto check = [](const std::string& kind, const std::set<std::string>& codes) {
    CHECK(codes.size() > 5);
    for (const std::string& code : codes) {
      if (code == "none" || code == "gone") continue;  // the words for nothing
      CAPTURE(kind);
      CAPTURE(code);
      for (const char* tag : {"en", "es"}) CHECK(locale(tag).has("explain." + kind + "." + code + ".means"));
    }
  };
  check("event", matches(file("lib/result/events.hpp"), R"(const char\* k\w+ =\s+"(\w+)\")"));
  check("reason", matches(block("Reason"), R"(return "(\w+)\")"));
  check("signal", matches(block("Signal"), R"(return "(\w+)\")"));
  check("shortage", matches(block("Shortage"), R"(return "(\w+)\")"));
  check("state", matches(block("ServerState"), R"(return "(\w+)\")"));
}

TEST_CASE("every message about a file can be asked for, and is filled with its samples") {
  const std::vector<std::string> codes = narrative::codes_of("error", locale("en"));
  CHECK(codes.size() > 100);
  CHECK(codes == narrative::codes_of("error", locale("es")));
  for (const std::string& code : codes) {
    for (const char* tag : {"en", "es"}) {
      CAPTURE(code);
      const std::vector<Article> articles = narrative::articles_of_code(code, locale(tag));
      const auto error = std::find_if(articles.begin(), articles.end(),
                                      [](const Article& article) { return article.kind == "error"; });
      REQUIRE(error != articles.end());
      CHECK(error->means.find("⟦") == std::string::npos);
    }
  }
}

TEST_CASE("a parameter says where its value comes from and how to change it") {
  const auto remarks = [](narrative::ParameterFacts facts) {
    std::string text;
    for (const std::string& remark : narrative::article_of(facts, locale("en")).remarks) text += remark + "\n";
    return text;
  };
  const std::string boot = remarks({"ec2.boot", "30s", "time", "measured", "2026-01", "ec2.boot", {"A study"}});
  CHECK(boot.find("Source: A study\n") != std::string::npos);
  CHECK(boot.find("--set deployments.NAME.ec2.boot=VALUE") != std::string::npos);
  const std::string client =
      remarks({"client.backoff_base", "1s", "duration", "assumption", "", "client.backoff.base", {}});
  CHECK(client.find("--set workload.NAME.client.backoff.base=VALUE") != std::string::npos);
  CHECK(client.find("assumption") != std::string::npos);
  CHECK(remarks({"ec2.credits_kept", "7d", "duration", "doc", "", "", {"B"}}).find("parameters.yaml") !=
        std::string::npos);
  CHECK(narrative::users_of_parameter("ecs.fargate_burst") == std::vector<std::string>{"ecs-fargate"});
  CHECK(narrative::users_of_parameter("ecs.host.boot") == std::vector<std::string>{"ecs-ec2"});
}
