// SPDX-License-Identifier: Apache-2.0
// The language that nobody speaks: what shows whether layouts hold longer words, and which texts bypass the catalogue.
#include "narrative/pseudo.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/text.hpp"
#include "narrative/locale.hpp"

using namespace cloudsim;
using narrative::Catalogue;
using narrative::Locale;

TEST_CASE("letters get accents, vowels are doubled, the rest stays") {
  CHECK(narrative::disguised("Story 12%") == "Šťóóřý 12%");
  CHECK(narrative::disguised("") == "");
  CHECK(narrative::disguised("¿qué?") == "¿qúúé?");
}

TEST_CASE("every message is English in disguise, in brackets, with its placeholders") {
  const Locale pseudo = Locale::load("qps");
  CHECK(pseudo.language() == "en");
  CHECK(pseudo.text("cli.error.no_folder", {{"path", "my-data"}}) == "⟦Ťhééřéé ííš ñóó fóółďééř my-data.⟧");
  // Nouns and patterns become part of other messages, so they bear no brackets of their own.
  CHECK(pseudo.show("counted(term.request)", std::int64_t{2}) == "2 řééqúúééšťš");
}

TEST_CASE("texts of the pseudo-locale are about 40 % longer") {
  const Locale english = Locale::load("en");
  const Locale pseudo = Locale::load("qps");
  std::size_t plain = 0;
  std::size_t disguised = 0;
  for (const auto& entry : english.catalogue().layers.front().messages) {
    plain += display_width(english.text(entry.first));
    disguised += display_width(pseudo.text(entry.first));
  }
  const double longer = static_cast<double>(disguised) / static_cast<double>(plain);
  CHECK(longer > 1.25);
  CHECK(longer < 1.55);
}

TEST_CASE("lesson texts are no messages") {
  CHECK(narrative::is_lesson_text("locales/en/exercises/L04.yaml"));
  CHECK(narrative::is_lesson_text("es/lessons/L04.md"));
  CHECK_FALSE(narrative::is_lesson_text("es/explain/codes.yaml"));
  CHECK_FALSE(narrative::is_lesson_text("es/lessons.yaml"));
  const Catalogue only = Catalogue::read_only(
      "en", {{"en/a.yaml", "en: {a: {b: x}}"}, {"en/exercises/L01.yaml", "en: {L01.E1: {title: x}}"}});
  CHECK(only.layers.front().messages.size() == 1);
  CHECK(only.problems.empty());
}
