// SPDX-License-Identifier: Apache-2.0
#include "chart/svg.hpp"

#include <cmath>
#include <cstdint>

namespace cloudsim::chart {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\'') {
      out += "&#39;";
    } else if (byte >= 0x20 || c == '\n' || c == '\t') {
      out += c;
    }
  }
  return out;
}

std::string px(double value) {
  constexpr double kFar = 1e7;  // far outside of every picture
  const double kept = value > kFar ? kFar : value < -kFar ? -kFar : value;
  const auto tenths = static_cast<std::int64_t>(std::floor(kept * 10 + 0.5));
  const std::int64_t size = tenths < 0 ? -tenths : tenths;
  std::string text = (tenths < 0 ? "-" : "") + std::to_string(size / 10);
  if (size % 10 != 0) text += "." + std::to_string(size % 10);
  return text;
}

double text_width(std::string_view text) {
  double width = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) continue;  // the rest of a letter
    const bool narrow = c == 'i' || c == 'l' || c == '.' || c == ',' || c == ' ' || c == 'j' || c == 't' || c == 'f';
    const bool wide = c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '%';
    width += narrow ? 0.34 : wide ? 0.92 : 0.6;
  }
  return width * kFont;
}

void Svg::begin(const char* tag, const Attributes& attributes) {
  body_ += std::string("<") + tag;
  for (const auto& [name, value] : attributes) body_ += std::string(" ") + name + "=\"" + escaped(value) + "\"";
}

void Svg::open(const char* tag, const Attributes& attributes) {
  begin(tag, attributes);
  body_ += ">\n";
}

void Svg::close(const char* tag) { body_ += std::string("</") + tag + ">\n"; }

void Svg::element(const char* tag, const Attributes& attributes) {
  begin(tag, attributes);
  body_ += "/>\n";
}

void Svg::text(double x, double y, std::string_view content, const char* anchor, const char* css_class) {
  Attributes attributes = {{"x", px(x)}, {"y", px(y)}};
  if (std::string_view(anchor) != "start") attributes.emplace_back("text-anchor", anchor);
  if (*css_class != '\0') attributes.emplace_back("class", css_class);
  begin("text", attributes);
  body_ += ">" + escaped(content) + "</text>\n";
}

void Svg::line(double x1, double y1, double x2, double y2, const Attributes& more) {
  Attributes attributes = {{"x1", px(x1)}, {"y1", px(y1)}, {"x2", px(x2)}, {"y2", px(y2)}};
  attributes.insert(attributes.end(), more.begin(), more.end());
  element("line", attributes);
}

std::string Svg::framed(const Words& words, double height) const {
  const std::string title = words.id + "-title", description = words.id + "-desc";
  Svg frame;
  frame.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                     {"class", "chart"},
                     {"role", "img"},
                     {"aria-labelledby", title + " " + description},
                     {"viewBox", "0 0 " + px(kWidth) + " " + px(height)},
                     {"width", "100%"},
                     {"font-family", "system-ui,sans-serif"},
                     {"font-size", px(kFont)},
                     {"fill", "currentColor"}});
  frame.begin("title", {{"id", title}});
  frame.body_ += ">" + escaped(words.title) + "</title>\n";
  frame.begin("desc", {{"id", description}});
  frame.body_ += ">" + escaped(words.description) + "</desc>\n";
  return frame.body_ + body_ + "</svg>\n";
}

}  // namespace cloudsim::chart
