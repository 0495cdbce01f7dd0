// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cloudsim::lessons {

/// One line of a learner's file: something that was done, and never changed again.
struct Attempt {
  std::int64_t number = 0;  ///< position in the file, from 1; given by the book
  std::string at;           ///< "2026-03-07T14:05:09Z": the caller's clock, lib has none
  std::string action;       ///< begin | predict | run | read | explain | worked | seen | repaired
  std::string learner;      ///< as given; may be empty
  std::string exercise;     ///< id; of `seen`: the lesson's
  std::string uuid;         ///< the exercise's; progress hangs on it
  std::uint64_t seed = 0;   ///< of the variant
  std::string question;     ///< id; of `seen`: the screen
  std::string typed;        ///< exactly what came in (bytes that are no UTF-8 are replaced)
  std::string reading;      ///< how it was read: "0.0206"; option ids with blanks between
  std::string confidence;   ///< guess | think | sure
  std::string language;     ///< tag of the locale
  std::string status;       ///< of read and explain: pass | fail
  std::string message_key;  ///< what was said: "m.always_on", "too_high", …
  bool exam = false;
  bool trusted = true;  ///< the line is as it was written; not stored
};

/// A line that is not as it was written.
struct AttemptProblem {
  enum class Kind : std::uint8_t {
    Altered,  ///< its bytes are others than those that were sealed, or it is no attempt at all
    Moved,    ///< lines before it are missing, added, repeated or in another order
    Torn      ///< the last line, cut off by a crash: no tampering
  };
  Kind kind = Kind::Altered;
  std::size_t line = 0;  ///< from 1
};

/// The learner's file, attempts.jsonl: append-only, every line sealed with SHA-256 over itself and the line before, so
/// that a changed, missing, added or moved line shows. (Lines cut off at the end, and a file sealed anew by somebody
/// who knows how, do not: it is evidence for a talk, no lock.)
class AttemptBook {
 public:
  AttemptBook();  ///< in memory
  AttemptBook(AttemptBook&&) noexcept;
  AttemptBook& operator=(AttemptBook&&) noexcept;
  ~AttemptBook();

  /// The file, made when it is not there (folders too). A last line that a crash has cut off is taken off and kept in a
  /// line of its own, `repaired`. `now` stamps what open() itself writes. Throws Error "attempts_unusable" {path}.
  static AttemptBook open(const std::string& path, const std::string& now);
  /// A file's text, for those who collect them. Nothing is written.
  static AttemptBook read(std::string_view text);

  const std::vector<Attempt>& attempts() const;
  const std::vector<AttemptProblem>& problems() const;
  /// No line was altered or moved. A torn one is no offence.
  bool sound() const;

  /// Sealed and on the disk when this returns (written, flushed, synced); with a lock, so that two programs may write.
  /// Throws Error "attempts_not_written" {path}, and then the file is as before.
  void append(Attempt attempt);

  /// All lines.
  std::string text() const;
  /// "attempts.jsonl" or a path; empty for one in memory.
  const std::string& path() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cloudsim::lessons
