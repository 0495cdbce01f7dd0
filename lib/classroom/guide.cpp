// SPDX-License-Identifier: Apache-2.0
#include "classroom/guide.hpp"

#include <algorithm>
#include <utility>

#include "base/number.hpp"
#include "base/text.hpp"
#include "lessons/texts.hpp"
#include "narrative/catalogue.hpp"

namespace cloudsim::classroom {
namespace {

constexpr std::string_view kItem = "- ";
constexpr std::string_view kFrame = "[ ]";
constexpr std::string_view kDash = "–";
constexpr std::string_view kAfterMinutes = " min: ";
constexpr std::size_t kShortestBlank = 4;

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

/// Lines of a list, each item one text.
std::vector<std::string> items_of(const document::Block& block) {
  std::vector<std::string> items;
  for (const std::string& line : block.lines) {
    const std::string text(trim(line));
    if (text.empty()) continue;
    if (starts_with(text, kItem)) {
      items.push_back(text.substr(kItem.size()));
    } else if (items.empty()) {
      items.push_back(text);
    } else {
      items.back() += " " + text;
    }
  }
  return items;
}

/// "4–9 min: Open play." → 4, 9, "Open play."
PlanStep step_of(const std::string& item) {
  PlanStep step;
  step.text = item;
  const std::size_t dash = item.find(kDash);
  const std::size_t end = item.find(kAfterMinutes);
  if (dash == std::string::npos || end == std::string::npos || end < dash) return step;
  const auto from = parse_integer(item.substr(0, dash));
  const auto to = parse_integer(item.substr(dash + kDash.size(), end - dash - kDash.size()));
  if (!from || !to) return step;
  return {*from, *to, item.substr(end + kAfterMinutes.size()), true};
}

bool is_line(std::string_view text) {
  return text.size() >= kShortestBlank && text.find_first_not_of('_') == std::string_view::npos;
}

std::vector<HandoutPart> handout_of(const document::Block& block) {
  using Kind = HandoutPart::Kind;
  std::vector<HandoutPart> parts;
  bool in_paragraph = false;
  for (const std::string& line : block.lines) {
    const std::string text(trim(line));
    const bool goes_on = in_paragraph;
    in_paragraph = false;
    if (text.empty()) continue;
    if (starts_with(text, kItem)) {
      parts.push_back({Kind::Item, text.substr(kItem.size())});
    } else if (text == kFrame) {
      parts.push_back({Kind::Frame, ""});
    } else if (is_line(text)) {
      parts.push_back({Kind::Line, ""});
    } else {
      in_paragraph = true;
      if (goes_on) {
        parts.back().text += " " + text;
      } else {
        parts.push_back({Kind::Text, text});
      }
    }
  }
  return parts;
}

std::string title_of(const lessons::Library& library, const std::string& tag, const std::string& id) {
  Diagnostics told;  // the lesson's own check reports what is wrong with its texts
  const lessons::Blocks words = lessons::lesson_blocks(library, tag, id, told);
  const document::Block* title = words.find("title");
  return title == nullptr || title->lines.empty() ? id : title->lines.front();
}

}  // namespace

std::shared_ptr<const Guide> read_guide(const lessons::Library& library, const std::string& id,
                                        const narrative::Locale& locale, Diagnostics& problems) {
  auto guide = std::make_shared<Guide>();
  guide->lesson = library.lesson(id, problems);
  if (guide->lesson == nullptr) return nullptr;
  std::vector<std::string> tags = {locale.language()};
  for (const std::string& tag : narrative::Catalogue::languages()) tags.push_back(tag);
  for (const std::string& tag : tags) {
    const lessons::Blocks blocks = lessons::teacher_blocks(library, tag, id, problems);
    if (blocks.source == nullptr) continue;
    guide->title = title_of(library, tag, id);
    const auto items = [&](const char* name) {
      const document::Block* block = blocks.find(name);
      return block == nullptr ? std::vector<std::string>{} : items_of(*block);
    };
    for (const std::string& item : items("plan")) guide->plan.push_back(step_of(item));
    guide->say = items("say");
    guide->leave = items("leave");
    guide->ask = items("ask");
    guide->board = items("board");
    if (const document::Block* block = blocks.find("handout")) guide->handout = handout_of(*block);
    return guide;
  }
  problems.push_back({Severity::Error,
                      "texts_missing",
                      {{"id", id}, {"language", locale.language()}},
                      {guide->lesson->source, 1, 1, 1},
                      ""});
  return nullptr;
}

std::vector<Blank> blanks_in(std::string_view text) {
  std::vector<Blank> blanks;
  for (std::size_t at = text.find('_'); at != std::string_view::npos; at = text.find('_', at)) {
    const std::size_t end = std::min(text.find_first_not_of('_', at), text.size());
    if (end - at >= kShortestBlank) blanks.push_back({at, end - at});
    at = end;
  }
  return blanks;
}

}  // namespace cloudsim::classroom
