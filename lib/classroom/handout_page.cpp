// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "chart/svg.hpp"
#include "classroom/guide_page.hpp"
#include "page/html.hpp"
#include "page/sections.hpp"

namespace cloudsim::classroom {
namespace {

using Kind = HandoutPart::Kind;

// A sheet is 240 mm high: with margins of 15 mm it fits A4 (297 mm) and Letter (279 mm) alike, so the paper is not
// named here. Lines are borders, which are printed where backgrounds are not.
constexpr std::string_view kStyle =
    ".cloudsim .sheet{display:flex;flex-direction:column;box-sizing:border-box;min-height:240mm;line-height:1.45;"
    "overflow-wrap:normal}"
    ".cloudsim .sheet h1{margin:0 0 4mm;font-size:1.5rem}"
    ".cloudsim .sheet p{margin:0 0 2.5mm}"
    ".cloudsim .who{display:flex;gap:6mm;margin-bottom:6mm}.cloudsim .who span:first-child{flex:2}"
    ".cloudsim .who span{flex:1;display:flex;gap:2mm;align-items:flex-end}"
    ".cloudsim .sheet ul{list-style:none;padding:0;margin:0 0 4mm}"
    ".cloudsim .sheet li,.cloudsim .r{display:flex;gap:2mm;align-items:flex-end;"
    "align-items:last baseline;"
    "margin:0;padding-top:3.2mm}"
    ".cloudsim .b{display:inline-block;border-bottom:.3mm solid;height:1em;min-width:14mm;flex:1}"
    ".cloudsim .l{min-width:24mm}.cloudsim .w{width:48mm}.cloudsim .g{min-width:22mm}"
    ".cloudsim .line{border-bottom:.3mm solid;height:9mm;flex:none}"
    ".cloudsim .line+p{margin-top:3.5mm}"
    ".cloudsim .frame{border:.3mm solid;min-height:34mm;flex:1 1 34mm;margin:1mm 0 4mm}"
    ".cloudsim .notes{flex:1 1 0;overflow:hidden;min-height:0}.cloudsim .notes .line{height:8mm;margin:0}"
    ".cloudsim .sheet footer{font-size:.8rem;margin-top:auto;padding-top:3mm}\n"
    "@page{margin:15mm 18mm}\n"
    "@media screen{.cloudsim .sheet{max-width:176mm;margin:0 auto 12mm}}\n"
    "@media print{.cloudsim .sheet{font-size:11.5pt;height:240mm;break-inside:avoid}"
    ".cloudsim .sheet+.sheet{break-before:page}}\n";

constexpr std::size_t kNotesLines = 30;  // more than a sheet has room for; what does not fit is cut off
constexpr std::size_t kFrameLines = 8;
constexpr std::size_t kShort = 4, kMiddle = 8;  // lengths of blanks in the text

std::string heading_of(const Guide& guide) { return guide.lesson->id + " · " + guide.title; }

bool has_frame(const Guide& guide) {
  return std::any_of(guide.handout.begin(), guide.handout.end(),
                     [](const HandoutPart& part) { return part.kind == Kind::Frame; });
}

/// Where the blanks begin with which an item ends: "Quiet day: ____ ____" → behind "day: ".
std::size_t start_of_last_blanks(std::string_view text, const std::vector<Blank>& blanks) {
  std::size_t start = text.size();
  for (auto blank = blanks.rbegin(); blank != blanks.rend(); ++blank) {
    if (!trim(text.substr(blank->at + blank->length, start - blank->at - blank->length)).empty()) break;
    start = blank->at;
  }
  return start;
}

/// An item's text, with a rule for each blank; those at its end fill the line.
std::string rules_for(const std::string& text) {
  const std::vector<Blank> blanks = blanks_in(text);
  const std::size_t last = start_of_last_blanks(text, blanks);
  std::string inside, end;
  std::size_t at = 0;
  for (const Blank& blank : blanks) {
    if (blank.at >= last) {
      end += "<span class=\"b g\"></span>";
      continue;
    }
    const char* size = blank.length <= kShort ? "b" : blank.length <= kMiddle ? "b l" : "b w";
    inside += chart::escaped(text.substr(at, blank.at - at)) + "<span class=\"" + size + "\"></span>";
    at = blank.at + blank.length;
  }
  std::string_view rest = std::string_view(text).substr(at, last - at);
  while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
  inside += chart::escaped(rest);
  return "<span>" + inside + "</span>" + end;
}

void write(page::Html& html, const Guide& guide, const narrative::Locale& locale) {
  const auto field = [&](const char* key) {
    return "<span>" + chart::escaped(locale.text(key)) + "<span class=\"b\"></span></span>";
  };
  html.raw("<section class=\"sheet\">\n<div class=\"who\">" + field("handout.name") + field("handout.date") +
           "</div>\n");
  html.heading(1, heading_of(guide), guide.lesson->id);
  bool in_list = false;
  for (const HandoutPart& part : guide.handout) {
    const bool item = part.kind == Kind::Item;
    if (item != in_list) html.raw(item ? "<ul>\n" : "</ul>\n");
    in_list = item;
    if (item) html.raw("<li>" + rules_for(part.text) + "</li>\n");
    if (part.kind == Kind::Text) {
      const bool asks = !part.text.empty() && part.text.back() == '_';
      html.raw((asks ? "<p class=\"r\">" : "<p>") + rules_for(part.text) + "</p>\n");
    }
    if (part.kind == Kind::Line) html.raw("<div class=\"line\"></div>\n");
    if (part.kind == Kind::Frame) html.raw("<div class=\"frame\"></div>\n");
  }
  if (in_list) html.raw("</ul>\n");
  if (!has_frame(guide)) {
    html.raw("<p>" + chart::escaped(locale.text("handout.notes")) + "</p>\n<div class=\"notes\">");
    for (std::size_t i = 0; i < kNotesLines; ++i) html.raw("<div class=\"line\"></div>");
    html.raw("</div>\n");
  }
  html.raw("<footer>" + chart::escaped(locale.text("handout.footer", {{"id", guide.lesson->id}})) +
           "</footer>\n</section>\n");
}

/// A line of text whose last blank reaches the edge.
std::string filled(std::string text, std::size_t width) {
  const std::size_t used = display_width(text);
  if (!text.empty() && text.back() == '_' && used < width) text += std::string(width - used, '_');
  return text;
}

class TextHandout {
 public:
  TextHandout(const narrative::Locale& locale, const page::TextOptions& options)
      : locale_(locale), text_(locale, options) {}

  void write(const Guide& guide) {
    text_.heading(heading_of(guide));
    const std::size_t name = text_.width() * 2 / 3;
    const std::string who = filled(locale_.text("handout.name") + " ____", name - 2);
    text_.line(filled(who + "  " + locale_.text("handout.date") + " ____", text_.width()));
    Kind before = Kind::Frame;
    for (const HandoutPart& part : guide.handout) {
      const bool same_list = part.kind == Kind::Item && before == Kind::Item;
      if (!same_list) text_.line();
      write(part);
      before = part.kind;
    }
  }

  std::string take() { return text_.take(); }

 private:
  void write(const HandoutPart& part) {
    switch (part.kind) {
      case Kind::Text:
        text_.paragraph(part.text);
        break;
      case Kind::Item:
        if (display_width(part.text) + 2 <= text_.width()) {
          text_.line(filled("- " + part.text, text_.plain() ? 0 : text_.width()));
        } else {
          text_.paragraph("- " + part.text, 0, 2);
        }
        break;
      case Kind::Line:
        text_.line(std::string(text_.width(), '_'));
        break;
      case Kind::Frame:
        frame();
        break;
    }
  }

  void frame() {
    if (text_.plain()) {
      text_.paragraph(locale_.text("handout.drawing"));
      return;
    }
    const std::string edge = "+" + std::string(text_.width() - 2, '-') + "+";
    text_.line(edge);
    for (std::size_t i = 0; i < kFrameLines; ++i) text_.line("|" + std::string(text_.width() - 2, ' ') + "|");
    text_.line(edge);
  }

  const narrative::Locale& locale_;
  page::TextPage text_;
};

}  // namespace

std::string text_handout(const Guides& guides, const narrative::Locale& locale, const page::TextOptions& options) {
  TextHandout text(locale, options);
  for (const auto& guide : guides) text.write(*guide);
  return text.take();
}

std::string html_handout(const Guides& guides, const narrative::Locale& locale) {
  page::Html html(1);
  for (const auto& guide : guides) write(html, *guide, locale);
  const std::string title = guides.size() == 1 ? heading_of(*guides.front()) : locale.text("handout.title");
  return page::whole_page(title, locale.tag(), html.take(), kStyle);
}

}  // namespace cloudsim::classroom
