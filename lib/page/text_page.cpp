// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "page/layout.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

constexpr int kNarrowest = 40;

}  // namespace

TextPage::TextPage(const narrative::Locale& locale, const TextOptions& options)
    : Sheet(locale),
      color_(options.color),
      plain_(options.plain),
      width_(static_cast<std::size_t>(std::max(kNarrowest, options.width))) {}

std::string TextPage::bold(const std::string& text) const { return color_ ? "\x1b[1m" + text + "\x1b[0m" : text; }

void TextPage::heading(const std::string& text) {
  if (!text_.empty()) line();
  std::size_t widest = 0;
  std::string lines = wrap(text, width_);
  lines.pop_back();
  for (const std::string_view part : split(lines, '\n')) {
    line(bold(std::string(part)));
    widest = std::max(widest, display_width(part));
  }
  if (plain_) return;
  std::string rule;
  for (std::size_t i = 0; i < widest; ++i) rule += "─";
  line(rule);
}

void TextPage::paragraph(const std::string& text, std::size_t indent, std::size_t hanging) {
  text_ += plain_ ? wrap(text, width_) : wrap(text, width_, indent, hanging);
}

void TextPage::entry(const std::string& label, const std::string& value, std::size_t indent) {
  if (plain_) {
    paragraph(label + ": " + value);
  } else {
    text_ += leader(label, value, width_, indent);
  }
}

}  // namespace cloudsim::page
