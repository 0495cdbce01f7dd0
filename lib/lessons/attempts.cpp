// SPDX-License-Identifier: Apache-2.0
#include "lessons/attempts.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "lessons/attempt_file.hpp"
#include "lessons/attempt_line.hpp"

namespace cloudsim::lessons {

struct AttemptBook::State {
  std::string path;
  std::string text;  ///< whole lines only
  std::string torn;  ///< what stands behind them
  std::vector<Attempt> attempts;
  std::vector<AttemptProblem> problems;
  std::string last_seal = first_seal();
  std::size_t lines = 0;

  void take(std::string_view bytes) {
    *this = State{path, {}, {}, {}, {}, first_seal(), 0};
    std::size_t start = 0;
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n', start)) {
      line(bytes.substr(start, end - start));
      start = end + 1;
    }
    text = std::string(bytes.substr(0, start));
    torn = std::string(bytes.substr(start));
    const std::optional<ReadLine> whole = torn.empty() ? std::nullopt : read_line(torn);
    if (whole && whole->intact) {  // only its line end is missing
      line(torn);
      text += torn + "\n";
      torn.clear();
    } else if (!torn.empty()) {
      problems.push_back({AttemptProblem::Kind::Torn, lines + 1});
    }
  }

  void line(std::string_view bytes) {
    ++lines;
    std::optional<ReadLine> read = read_line(bytes);
    const bool intact = read && read->intact;
    const bool in_place =
        read && read->previous == last_seal && read->attempt.number == static_cast<std::int64_t>(lines);
    if (!intact) problems.push_back({AttemptProblem::Kind::Altered, lines});
    if (intact && !in_place) problems.push_back({AttemptProblem::Kind::Moved, lines});
    if (!read) return;
    last_seal = read->seal;
    read->attempt.trusted = intact && in_place;
    attempts.push_back(std::move(read->attempt));
  }

  /// A line for this attempt behind the others.
  std::string next(Attempt& attempt) const {
    attempt.number = static_cast<std::int64_t>(lines) + 1;
    return write_line(attempt, last_seal) + "\n";
  }

  void add(const std::string& written) {
    text += written;
    line(std::string_view(written).substr(0, written.size() - 1));
  }
};

AttemptBook::AttemptBook() : state_(std::make_unique<State>()) {}
AttemptBook::AttemptBook(AttemptBook&&) noexcept = default;
AttemptBook& AttemptBook::operator=(AttemptBook&&) noexcept = default;
AttemptBook::~AttemptBook() = default;

AttemptBook AttemptBook::read(std::string_view text) {
  AttemptBook book;
  book.state_->take(text);
  return book;
}

AttemptBook AttemptBook::open(const std::string& path, const std::string& now) {
  AttemptBook book;
  book.state_->path = path;
  AttemptFile file(path);
  const std::string bytes = file.read();
  book.state_->take(bytes);
  State& state = *book.state_;
  if (state.text.size() > bytes.size()) file.append("\n");  // the last line end
  if (!state.torn.empty()) {
    file.cut(state.text.size());
    Attempt repaired;
    repaired.action = "repaired";
    repaired.at = now;
    repaired.typed = state.torn;
    const std::string line = state.next(repaired);
    file.append(line);
    state.add(line);
    state.torn.clear();
    std::erase_if(state.problems, [](const AttemptProblem& each) { return each.kind == AttemptProblem::Kind::Torn; });
  }
  return book;
}

const std::vector<Attempt>& AttemptBook::attempts() const { return state_->attempts; }
const std::vector<AttemptProblem>& AttemptBook::problems() const { return state_->problems; }

bool AttemptBook::sound() const {
  return std::all_of(state_->problems.begin(), state_->problems.end(),
                     [](const AttemptProblem& each) { return each.kind == AttemptProblem::Kind::Torn; });
}

std::string AttemptBook::text() const { return state_->text; }
const std::string& AttemptBook::path() const { return state_->path; }

void AttemptBook::append(Attempt attempt) {
  if (state_->path.empty()) {
    state_->add(state_->next(attempt));
    return;
  }
  AttemptFile file(state_->path);
  if (file.size() != state_->text.size()) {  // another program has written meanwhile
    state_->take(file.read());
    if (!state_->torn.empty()) throw Error("attempts_not_written", {{"path", state_->path}});
  }
  const std::string line = state_->next(attempt);
  file.append(line);
  state_->add(line);
}

}  // namespace cloudsim::lessons
