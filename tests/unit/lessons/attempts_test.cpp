// SPDX-License-Identifier: Apache-2.0
#include "lessons/attempts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "lessons/sha256.hpp"

using namespace cloudsim;
using lessons::Attempt;
using lessons::AttemptBook;
using lessons::AttemptProblem;

namespace {

Attempt attempt(const std::string& typed) {
  Attempt out;
  out.action = "predict";
  out.exercise = "X1.E1";
  out.uuid = "00000000-0000-4000-8000-000000000000";
  out.question = "bill";
  out.typed = typed;
  out.reading = "1";
  return out;
}

std::string four_lines() {
  AttemptBook book;
  for (const char* typed : {"one", "two", "three", "four"}) book.append(attempt(typed));
  return book.text();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// Lines with a problem: "2a 3m", altered or moved.
std::string offences(const std::string& text) {
  std::string found;
  const AttemptBook book = AttemptBook::read(text);
  for (const AttemptProblem& each : book.problems()) {
    const char* kind = each.kind == AttemptProblem::Kind::Altered ? "a"
                       : each.kind == AttemptProblem::Kind::Moved ? "m"
                                                                  : "t";
    found += (found.empty() ? "" : " ") + std::to_string(each.line) + kind;
  }
  return found;
}

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / "cloudsim-attempts-test";
  Folder() { std::filesystem::remove_all(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file() const { return (path / "deep" / "attempts.jsonl").string(); }
  std::string bytes() const {
    std::ifstream stream(file(), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
  }
  void write(const std::string& text) const { std::ofstream(file(), std::ios::binary | std::ios::trunc) << text; }
};

}  // namespace

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  CHECK(lessons::to_hex(lessons::sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(lessons::to_hex(lessons::sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(lessons::to_hex(lessons::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("what is appended comes back, byte for byte") {
  AttemptBook book;
  book.append(attempt("0,02 \"quoted\" \n línea"));
  const AttemptBook again = AttemptBook::read(book.text());
  REQUIRE(again.attempts().size() == 1);
  CHECK(again.attempts()[0].typed == "0,02 \"quoted\" \n línea");
  CHECK(again.attempts()[0].number == 1);
  CHECK(again.sound());
  CHECK(again.problems().empty());
}

TEST_CASE("every way of tampering shows at its line") {
  const std::string text = four_lines();
  const std::vector<std::string> lines = lines_of(text);
  CHECK(offences(text).empty());
  CHECK(offences(joined({lines[0], lines[2], lines[3]})) == "2m 3m");               // one taken out (numbers shift)
  CHECK(offences(joined({lines[1], lines[2], lines[3]})) == "1m 2m 3m");            // the first taken out
  CHECK(offences(joined({lines[0], lines[2], lines[1], lines[3]})) == "2m 3m 4m");  // two changed places
  CHECK(offences(joined({lines[0], lines[1], lines[1], lines[2], lines[3]})) == "3m 4m 5m");  // one repeated
  CHECK(offences(joined({lines[0], "{}", lines[1], lines[2], lines[3]})) == "2a 3m 4m 5m");   // one put in between
  CHECK(offences(joined({lines[0], "", lines[1], lines[2], lines[3]})) == "2a 3m 4m 5m");
  // any byte of any line changed
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') continue;
    std::string changed = text;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    const bool shows = !AttemptBook::read(changed).sound();
    CAPTURE(at);
    CHECK(shows);
  }
}

TEST_CASE("an altered line is kept, but not trusted") {
  std::string text = four_lines();
  text.replace(text.find("two"), 3, "TWO");
  const AttemptBook book = AttemptBook::read(text);
  REQUIRE(book.attempts().size() == 4);
  CHECK(book.attempts()[0].trusted);
  CHECK(!book.attempts()[1].trusted);
  CHECK(book.attempts()[2].trusted);
}

TEST_CASE("a line that a crash has cut off is repaired, wherever it was cut, and nothing before it is lost") {
  const Folder folder;
  {
    AttemptBook book = AttemptBook::open(folder.file(), "now");
    for (const char* typed : {"one", "two", "three"}) book.append(attempt(typed));
  }
  const std::string whole = folder.bytes();
  const std::size_t last = whole.rfind('\n', whole.size() - 2) + 1;
  for (std::size_t cut = last; cut < whole.size(); cut += 7) {
    folder.write(whole.substr(0, cut));
    {
      AttemptBook book = AttemptBook::open(folder.file(), "later");
      book.append(attempt("four"));
      CHECK(book.sound());
    }
    const AttemptBook again = AttemptBook::read(folder.bytes());
    CAPTURE(cut);
    CHECK(again.problems().empty());
    REQUIRE(again.attempts().size() >= 3);
    CHECK(again.attempts()[1].typed == "two");
    CHECK(again.attempts().back().typed == "four");
    if (cut > last) CHECK(again.attempts()[2].typed == whole.substr(last, cut - last));  // the torn bytes are kept
  }
}

TEST_CASE("a last line that lacks its line end only is whole") {
  const Folder folder;
  { AttemptBook::open(folder.file(), "now").append(attempt("one")); }
  const std::string whole = folder.bytes();
  folder.write(whole.substr(0, whole.size() - 1));
  AttemptBook book = AttemptBook::open(folder.file(), "later");
  CHECK(book.attempts().size() == 1);
  book.append(attempt("two"));
  CHECK(AttemptBook::read(folder.bytes()).problems().empty());
}

TEST_CASE("two programs may write the same file") {
  const Folder folder;
  AttemptBook first = AttemptBook::open(folder.file(), "now");
  AttemptBook second = AttemptBook::open(folder.file(), "now");
  first.append(attempt("one"));
  second.append(attempt("two"));
  first.append(attempt("three"));
  const AttemptBook all = AttemptBook::read(folder.bytes());
  CHECK(all.problems().empty());
  CHECK(all.attempts().size() == 3);
}

TEST_CASE("any bytes are read without a crash") {
  std::string text = four_lines();
  for (std::size_t i = 0; i < text.size(); i += 5) {
    std::string broken = text;
    broken[i] = static_cast<char>(i * 37);
    CHECK_NOTHROW(AttemptBook::read(broken));
    CHECK_NOTHROW(AttemptBook::read(text.substr(i)));
  }
}
