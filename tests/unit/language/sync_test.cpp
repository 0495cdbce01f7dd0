// SPDX-License-Identifier: Apache-2.0
// The lock that both languages sign.
#include "language/sync.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cloudsim;
using language::MessageFiles;

namespace {

language::Texts texts(const std::string& en, const std::string& es, const std::string& lock = "") {
  Diagnostics problems;
  MessageFiles files = {{"locales/en/t.yaml", en}, {"locales/es/t.yaml", es}};
  if (!lock.empty()) files[language::kLockFile] = lock;
  language::Texts read = language::read_texts(files, problems);
  CHECK(problems.empty());
  return read;
}

std::string codes(const language::Texts& read, Severity severity = Severity::Warning) {
  Diagnostics problems;
  language::check_sync(read, severity, problems);
  std::string all;
  for (const Diagnostic& problem : problems) {
    CHECK(problem.severity == severity);
    all += (all.empty() ? "" : " ") + problem.code;
  }
  return all;
}

}  // namespace

TEST_CASE("the fingerprint is FNV-1a of 64 bits") {
  // From the definition: the offset basis for nothing, and the published value for "a".
  CHECK(language::fingerprint("") == "cbf29ce484222325");
  CHECK(language::fingerprint("a") == "af63dc4c8601ec8c");
}

TEST_CASE("who changed what since both agreed") {
  const std::string en = "en: {a: {b: Hello, c: Bye}}";
  const std::string es = "es: {a: {b: Hola, c: Adiós}}";
  CHECK(codes(texts(en, es)) == "i18n_new i18n_new");
  const language::Agreed first = language::agree(texts(en, es), {}, "2026-03-07");
  CHECK(first.changed == 2);
  CHECK(first.lock.rfind("key\thash_en\thash_es\tdate\na.b\t", 0) == 0);
  CHECK(first.lock.find("\t2026-03-07\n") != std::string::npos);
  CHECK(codes(texts(en, es, first.lock)).empty());
  CHECK(codes(texts("en: {a: {b: Hi, c: Bye}}", es, first.lock)) == "i18n_stale");
  CHECK(codes(texts(en, "es: {a: {b: Buenas, c: Adiós}}", first.lock)) == "i18n_review");
  CHECK(codes(texts("en: {a: {b: Hi, c: Bye}}", "es: {a: {b: Buenas, c: Adiós}}", first.lock)) == "i18n_reagree");
  CHECK(codes(texts("en: {a: {b: Hello}}", "es: {a: {b: Hola}}", first.lock)) == "i18n_gone");
  CHECK(codes(texts("en: {a: {b: Hi, c: Bye}}", es, first.lock), Severity::Error) == "i18n_stale");
}

TEST_CASE("agreeing to some keys leaves the others, and their dates, alone") {
  const std::string en = "en: {a: {b: Hello, c: Bye}}";
  const language::Agreed first = language::agree(texts(en, "es: {a: {b: Hola, c: Adiós}}"), {}, "2026-03-07");
  const language::Texts changed = texts(en, "es: {a: {b: Buenas, c: Chao}}", first.lock);
  const language::Agreed second = language::agree(changed, {"a.b"}, "2026-04-01");
  CHECK(second.changed == 1);
  CHECK(second.unknown.empty());
  CHECK(codes(texts(en, "es: {a: {b: Buenas, c: Chao}}", second.lock)) == "i18n_review");
  CHECK(second.lock.find("2026-03-07") != std::string::npos);
  CHECK(language::agree(changed, {"a."}, "2026-04-01").changed == 2);
  CHECK(language::agree(changed, {"a.x"}, "2026-04-01").unknown == std::vector<std::string>{"a.x"});
}

TEST_CASE("keys that no file has any more leave the lock when all is agreed") {
  const language::Agreed first = language::agree(texts("en: {a: x, b: y}", "es: {a: x, b: y}"), {}, "2026-03-07");
  const language::Agreed second = language::agree(texts("en: {a: x}", "es: {a: x}", first.lock), {}, "2026-03-08");
  CHECK(second.changed == 1);
  CHECK(second.lock.find("\nb\t") == std::string::npos);
}

TEST_CASE("branches, exercises and blocks of lessons are in the lock") {
  Diagnostics problems;
  const language::Texts read = language::read_texts({{"locales/en/t.yaml", "en: {a: {one: x, other: y}}"},
                                                     {"locales/en/exercises/L01.yaml", "en: {L01.E1: {title: t}}"},
                                                     {"locales/en/lessons/L01.md", "<!-- id: open -->\nText.\n"}},
                                                    problems);
  const auto pairs = language::pairs_of(read);
  CHECK(pairs.size() == 3);
  CHECK(pairs.count("a") == 1);
  CHECK(pairs.count("L01.E1.title") == 1);
  CHECK(pairs.at("lessons/L01.md#open").spanish.empty());
}
