// SPDX-License-Identifier: Apache-2.0
#include "language/sync.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"

namespace cloudsim::language {
namespace {

constexpr const char* kHeading = "key\thash_en\thash_es\tdate";

std::string canonical(const Message& message) {
  std::string text;
  each_text(message,
            [&](const std::string& path, const Message& one) { text += path + "\n" + source_text(one) + "\n"; });
  return text;
}

class Pairs {
 public:
  void add(const Folder& folder, std::string Pair::*side) {
    add(folder.messages, side);
    for (const auto& entry : folder.exercises) add(entry.second, side);
    for (const auto& [file, blocks] : folder.prose) {
      for (const document::Block& block : blocks) put(file + "#" + block.id, block.text(), block.where, side);
    }
  }
  std::map<std::string, Pair> found() && { return std::move(pairs_); }

 private:
  void add(const Messages& messages, std::string Pair::*side) {
    for (const auto& [key, message] : messages) put(key, canonical(message), message.location, side);
  }
  void put(const std::string& key, const std::string& text, const Location& where, std::string Pair::*side) {
    Pair& pair = pairs_[key];
    pair.*side = fingerprint(text);
    pair.where = where;
  }
  std::map<std::string, Pair> pairs_;
};

bool is_asked(const std::string& key, const std::string& asked) {
  if (asked.empty()) return false;
  const bool many = asked.back() == '.' || asked.back() == '/' || asked.back() == '#';
  return many ? key.rfind(asked, 0) == 0 : key == asked;
}

}  // namespace

std::string fingerprint(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  std::string digits(16, '0');
  for (std::size_t i = 16; i > 0; --i, hash >>= 4U) digits[i - 1] = "0123456789abcdef"[hash & 0xFU];
  return digits;
}

std::map<std::string, Pair> pairs_of(const Texts& texts) {
  Pairs pairs;
  pairs.add(texts.folder("en"), &Pair::english);
  pairs.add(texts.folder("es"), &Pair::spanish);
  return std::move(pairs).found();
}

Lock read_lock(const std::string& text) {
  Lock lock;
  for (const std::string_view line : split(text, '\n')) {
    const std::vector<std::string_view> cells = split(line, '\t');
    if (cells.size() != 4 || line == kHeading) continue;
    lock[std::string(cells[0])] = {std::string(cells[1]), std::string(cells[2]), std::string(cells[3])};
  }
  return lock;
}

std::string write_lock(const Lock& lock) {
  std::string text = std::string(kHeading) + "\n";
  for (const auto& [key, agreed] : lock)
    text += key + "\t" + agreed.english + "\t" + agreed.spanish + "\t" + agreed.date + "\n";
  return text;
}

State state_of(const Pair& pair, const Lock& lock, const std::string& key) {
  const auto found = lock.find(key);
  if (found == lock.end()) return State::New;
  const bool english = pair.english != found->second.english;
  const bool spanish = pair.spanish != found->second.spanish;
  if (english && spanish) return State::ReAgree;
  return english ? State::Stale : spanish ? State::Review : State::Agreed;
}

namespace {

Lock lock_of(const Texts& texts) {
  const auto file = texts.files.find(kLockFile);
  return file == texts.files.end() ? Lock{} : read_lock(file->second);
}

}  // namespace

void check_sync(const Texts& texts, Severity severity, Diagnostics& problems) {
  const std::map<std::string, Pair> pairs = pairs_of(texts);
  const Lock lock = lock_of(texts);
  for (const auto& [key, pair] : pairs) {
    const char* code = nullptr;
    switch (state_of(pair, lock, key)) {
      case State::Agreed:
        continue;
      case State::Stale:
        code = "i18n_stale";
        break;
      case State::Review:
        code = "i18n_review";
        break;
      case State::ReAgree:
        code = "i18n_reagree";
        break;
      case State::New:
        code = "i18n_new";
        break;
    }
    problems.push_back({severity, code, {{"key", key}}, pair.where, ""});
  }
  for (const auto& entry : lock) {
    if (pairs.count(entry.first) > 0) continue;
    const auto file = std::make_shared<Source>(Source{kLockFile, ""});
    problems.push_back({severity, "i18n_gone", {{"key", entry.first}}, {file, 0, 0, 1}, ""});
  }
}

Agreed agree(const Texts& texts, const std::vector<std::string>& keys, const std::string& date) {
  const std::map<std::string, Pair> pairs = pairs_of(texts);
  Lock lock = lock_of(texts);
  Agreed result;
  std::vector<bool> used(keys.size(), false);
  for (const auto& [key, pair] : pairs) {
    bool wanted = keys.empty();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!is_asked(key, keys[i])) continue;
      wanted = true;
      used[i] = true;
    }
    if (!wanted || state_of(pair, lock, key) == State::Agreed) continue;
    lock[key] = {pair.english, pair.spanish, date};
    ++result.changed;
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!used[i]) result.unknown.push_back(keys[i]);
  }
  for (auto entry = lock.begin(); entry != lock.end() && keys.empty();) {
    const bool gone = pairs.count(entry->first) == 0;
    result.changed += gone ? 1U : 0U;
    entry = gone ? lock.erase(entry) : std::next(entry);
  }
  result.lock = write_lock(lock);
  return result;
}

}  // namespace cloudsim::language
