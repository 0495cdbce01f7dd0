// SPDX-License-Identifier: Apache-2.0
#include "narrative/pseudo.hpp"

#include <array>
#include <utility>

namespace cloudsim::narrative {
namespace {

constexpr std::array<std::pair<char, const char*>, 32> kAccents = {
    {{'a', "á"}, {'c', "č"}, {'d', "ď"}, {'e', "é"}, {'g', "ğ"}, {'i', "í"}, {'l', "ł"}, {'n', "ñ"},
     {'o', "ó"}, {'r', "ř"}, {'s', "š"}, {'t', "ť"}, {'u', "ú"}, {'w', "ŵ"}, {'y', "ý"}, {'z', "ž"},
     {'A', "Á"}, {'C', "Č"}, {'D', "Ď"}, {'E', "É"}, {'G', "Ğ"}, {'I', "Í"}, {'L', "Ł"}, {'N', "Ñ"},
     {'O', "Ó"}, {'R', "Ř"}, {'S', "Š"}, {'T', "Ť"}, {'U', "Ú"}, {'W', "Ŵ"}, {'Y', "Ý"}, {'Z', "Ž"}}};

bool is_vowel(char c) { return std::string_view("aeiouAEIOU").find(c) != std::string_view::npos; }

bool is_part(std::string_view key) {
  constexpr std::array<std::string_view, 4> kParts = {"pattern.", "term.", "unit.", "meter."};
  for (const std::string_view part : kParts) {
    if (key.substr(0, part.size()) == part) return true;
  }
  return false;
}

void disguise(Message& message, bool brackets) {
  for (auto& [name, branch] : message.branches) disguise(branch, brackets);
  if (message.shape != Message::Shape::Text) return;
  for (Message::Piece& piece : message.pieces) {
    if (!piece.placeholder) piece.text = disguised(piece.text);
  }
  if (!brackets || message.pieces.empty()) return;
  message.pieces.insert(message.pieces.begin(), {false, "⟦"});
  message.pieces.push_back({false, "⟧"});
}

}  // namespace

std::string disguised(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    const char* accented = nullptr;
    for (const auto& [plain, other] : kAccents) {
      if (plain == c) accented = other;
    }
    const int times = is_vowel(c) ? 2 : 1;
    for (int i = 0; i < times; ++i) {
      if (accented != nullptr) {
        shown += accented;
      } else {
        shown += c;
      }
    }
  }
  return shown;
}

void disguise(Messages& messages) {
  for (auto& [key, message] : messages) disguise(message, !is_part(key));
}

}  // namespace cloudsim::narrative
