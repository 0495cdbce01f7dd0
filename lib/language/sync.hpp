// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "language/texts.hpp"

namespace cloudsim::language {

/// locales/sync.tsv: for each text the pair that somebody who reads both languages has last agreed to. A text that
/// changes in one language only is then seen, whichever language it is.
inline constexpr const char* kLockFile = "locales/sync.tsv";

/// Fingerprint of a text: 16 hexadecimal digits; the same on every machine.
std::string fingerprint(const std::string& text);

struct Pair {
  std::string english, spanish;  ///< fingerprints; empty when there is no such text
  Location where;                ///< of the Spanish text, else of the English one
};

/// Every text by key: messages, exercises ("L04.E1.prompt"), blocks ("lessons/L04.md#open").
std::map<std::string, Pair> pairs_of(const Texts& texts);

struct Agreement {
  std::string english, spanish, date;
};
using Lock = std::map<std::string, Agreement>;

/// Tab-separated: key, hash_en, hash_es, date. Lines of another form are left out.
Lock read_lock(const std::string& text);
std::string write_lock(const Lock& lock);

enum class State { Agreed, Stale, Review, ReAgree, New };
State state_of(const Pair& pair, const Lock& lock, const std::string& key);

/// i18n_stale (English changed), i18n_review (Spanish changed), i18n_reagree (both), i18n_new (never agreed), i18n_gone
/// (agreed once, in no file now).
void check_sync(const Texts& texts, Severity severity, Diagnostics& problems);

struct Agreed {
  std::string lock;                  ///< the new text of the file
  std::size_t changed = 0;           ///< keys that were not agreed before, and keys taken out
  std::vector<std::string> unknown;  ///< asked for, but no language has them
};
/// Agrees to these keys (a key that ends in a point or a slash: all that begin with it), or to all when there are none;
/// then keys that no file has any more leave the lock. `date` is written as it is.
Agreed agree(const Texts& texts, const std::vector<std::string>& keys, const std::string& date);

}  // namespace cloudsim::language
