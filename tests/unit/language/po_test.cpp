// SPDX-License-Identifier: Apache-2.0
// To gettext's form and back.
#include "language/po.hpp"

#include <doctest/doctest.h>

#include <string>

#include "language/po_file.hpp"
#include "language/po_units.hpp"
#include "language/stats.hpp"
#include "language/sync.hpp"

using namespace cloudsim;
using language::MessageFiles;

namespace {

language::Texts read(const MessageFiles& files) {
  Diagnostics problems;
  language::Texts texts = language::read_texts(files, problems);
  CHECK(problems.empty());
  return texts;
}

std::shared_ptr<const Source> po(const std::string& text) { return std::make_shared<Source>(Source{"es.po", text}); }

const MessageFiles& small() {
  static const MessageFiles files = {
      {"locales/schema/t.yaml", "a.days: {args: {n: int}, plural_by: n, sample: {n: [1, 2]}}"},
      {"locales/en/t.yaml", "en:\n  a:\n    days: { one: '{n} day', other: '{n} days' }\n    plain: Say \"hi\"\n"},
      {"locales/es/t.yaml",
       "# Comentario\nes:\n  a:\n    days: { one: '{n} día', other: '{n} días' }  # plural\n    plain: Di hola  # "
       "saludo\n"}};
  return files;
}

}  // namespace

TEST_CASE("a text, a plural, their context, place, samples and flags") {
  CHECK(language::export_po(read(small()), "es") ==
        "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: cloudsim\\n\"\n\"Language: es\\n\"\n\"MIME-Version: 1.0\\n\"\n"
        "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n"
        "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n"
        "\n#. {n}: 1 2\n#: locales/en/t.yaml:3\n#, python-brace-format\nmsgctxt \"a.days\"\nmsgid \"{n} day\"\n"
        "msgid_plural \"{n} days\"\nmsgstr[0] \"{n} día\"\nmsgstr[1] \"{n} días\"\n"
        "\n#: locales/en/t.yaml:4\nmsgctxt \"a.plain\"\nmsgid \"Say \\\"hi\\\"\"\nmsgstr \"Di hola\"\n");
}

TEST_CASE("what changed in English since both agreed is fuzzy") {
  MessageFiles files = small();
  files[language::kLockFile] = language::agree(read(files), {}, "2026-03-07").lock;
  CHECK(language::export_po(read(files), "es").find("fuzzy") == std::string::npos);
  files["locales/en/t.yaml"].replace(files["locales/en/t.yaml"].find("Say"), 3, "Write");
  CHECK(language::export_po(read(files), "es").find("#, fuzzy\nmsgctxt \"a.plain\"") != std::string::npos);
}

TEST_CASE("an import changes what differs and nothing else of the file") {
  Diagnostics problems;
  const std::string text = language::export_po(read(small()), "es");
  CHECK(language::import_po(read(small()), po(text), problems).files.empty());
  std::string edited = text;
  edited.replace(edited.find("Di hola"), 7, "Di \\\"hola\\\"");
  edited.replace(edited.find("{n} días"), std::string("{n} días").size(), "días: {n}");
  const language::Imported imported = language::import_po(read(small()), po(edited), problems);
  CHECK(problems.empty());
  CHECK(imported.language == "es");
  CHECK(imported.changed == 2);
  CHECK(imported.files.at("locales/es/t.yaml") ==
        "# Comentario\nes:\n  a:\n    days: { one: '{n} día', other: \"días: {n}\" }  # plural\n"
        "    plain: \"Di \\\"hola\\\"\"  # saludo\n");
}

TEST_CASE("a new language begins as a copy of English") {
  Diagnostics problems;
  const language::Imported imported = language::import_po(
      read(small()),
      po("msgid \"\"\nmsgstr \"Language: pt\\n\"\n\nmsgctxt \"a.plain\"\nmsgid \"x\"\nmsgstr \"Diga\"\n"), problems);
  CHECK(problems.empty());
  CHECK(imported.files.at("locales/pt/t.yaml") ==
        "pt:\n  a:\n    days: { one: '{n} day', other: '{n} days' }\n    plain: \"Diga\"\n");
}

TEST_CASE("a PO file that does not fit is refused with its line") {
  const auto problem_of = [](const std::string& text) {
    Diagnostics problems;
    const language::Imported imported = language::import_po(read(small()), po(text), problems);
    CHECK(imported.files.empty());
    return problems.empty() ? "" : problems.front().code + " " + std::to_string(problems.front().location.line);
  };
  const std::string heading = "msgid \"\"\nmsgstr \"Language: es\\n\"\n\n";
  CHECK(problem_of("nonsense") == "i18n_po_syntax 1");
  CHECK(problem_of("msgid \"\"\nmsgstr \"x\"") == "i18n_po_language 1");
  CHECK(problem_of("msgid \"\"\nmsgstr \"Language: en\\n\"") == "i18n_po_language 1");
  CHECK(problem_of(heading + "msgctxt \"a.x\"\nmsgid \"x\"\nmsgstr \"y\"") == "i18n_po_unknown 4");
  CHECK(problem_of(heading + "msgctxt \"a.days\"\nmsgid \"x\"\nmsgstr[0] \"un día\"\nmsgstr[1] \"{n}\"") ==
        "i18n_po_text 4");
  CHECK(problem_of(heading + "msgctxt \"a.plain\"\nmsgid \"x\"\nmsgstr \"{n:d}\"") == "i18n_po_text 4");
  // Fuzzy, empty and obsolete entries are passed over.
  CHECK(problem_of(heading + "#, fuzzy\nmsgctxt \"a.x\"\nmsgid \"x\"\nmsgstr \"y\"") == "");
  CHECK(problem_of(heading + "msgctxt \"a.plain\"\nmsgid \"x\"\nmsgstr \"\"\n\n#~ msgid \"x\"") == "");
}

TEST_CASE("every shipped text can be replaced where it stands") {
  const language::Texts before = read(language::shipped_files());
  const language::Units units = language::units_of(before.folder("es"));
  // Each msgstr line of the export gets a mark at its end; the import must put every one of them into the files.
  std::string text = language::export_po(before, "es");
  std::string marked;
  std::size_t entries = 0;
  bool in_translation = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    std::string line = text.substr(at, end - at);
    at = end + 1;
    const std::string next = text.substr(at, 7);
    if (line.rfind("msgstr", 0) == 0) in_translation = true;
    const bool last = next.empty() || next[0] == '\n' || next.rfind("msgstr[", 0) == 0;
    if (in_translation && last) {
      const bool heading = entries == 0 && line.find("Plural-Forms") != std::string::npos;
      if (!heading && line != "msgstr \"\"") {  // one that Spanish lacks stays empty
        line.insert(line.size() - 1, " ¶");
        ++entries;
      }
      in_translation = false;
    }
    marked += line + "\n";
  }
  Diagnostics problems;
  const language::Imported imported = language::import_po(before, po(marked), problems);
  for (const Diagnostic& problem : problems)
    FAIL_CHECK(problem.code << " " << std::get<std::string>(problem.arguments.front().value));
  MessageFiles files = before.files;
  for (const auto& [path, changed] : imported.files) files[path] = changed;
  std::size_t replaced = 0;
  const language::Units english = language::units_of(before.folder("en"));
  const language::Units now = language::units_of(read(files).folder("es"));
  CHECK(now.size() == units.size());
  for (const auto& entry : units) {
    CAPTURE(entry.first);
    const language::Unit& unit = now.at(entry.first);
    const bool in_english = language::english_for(english, entry.first) != nullptr;
    if (!in_english) continue;  // a name that only Spanish has
    CHECK(unit.text == entry.second.text + " ¶");
    if (unit.has_plural) CHECK(unit.plural == entry.second.plural + " ¶");
    replaced += unit.has_plural ? 2 : 1;
  }
  CHECK(replaced == imported.changed);
}

TEST_CASE("coverage: texts, words, what is missing and what is open") {
  MessageFiles files = {{"locales/en/t.yaml", "en: {a: One two, b: Three}"},
                        {"locales/es/t.yaml", "es: {a: Uno dos tres}"},
                        {"locales/en/lessons/L01.md", "<!-- id: open -->\nFour words stand here.\n"}};
  const auto rows = language::coverage(read(files));
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].language == "en");
  CHECK(rows[0].texts == 2);
  CHECK(rows[0].words == 3);
  CHECK(rows[1].missing == 1);
  CHECK(rows[1].words == 3);
  CHECK(rows[1].open == 1);
  CHECK(rows[2].part == "lessons/L01.md");
  CHECK(rows[2].words == 4);
  CHECK(rows[3].missing == 1);
}
