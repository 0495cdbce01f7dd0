// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What every picture here is made of: text with escapes, coordinates with one decimal, the frame that says in words
/// what is drawn.
namespace cloudsim::chart {

/// `&`, `<`, `>` and both quotes as entities; control characters, which XML has no place for, left out.
std::string escaped(std::string_view text);

/// A coordinate in pixels: at most one decimal, "-0" never. The same text on every platform.
std::string px(double value);

/// An upper bound of the width of a text in the charts' font, in pixels.
double text_width(std::string_view text);

inline constexpr double kFont = 13;    ///< px
inline constexpr double kLine = 17;    ///< distance of two lines of text
inline constexpr double kWidth = 560;  ///< of every chart, in its own units; it scales with the page

/// What a chart says without being seen. All texts are finished: localised, numbers formatted.
struct Words {
  std::string id;           ///< [a-z][a-z0-9-]*, unique on the page: ids inside the chart begin with it
  std::string title;        ///< <title>
  std::string description;  ///< <desc>: what the picture shows, start, peak and end
};

using Attributes = std::vector<std::pair<const char*, std::string>>;

/// Gathers elements. Colours are the palette's; text and axes take the page's own text colour.
class Svg {
 public:
  void open(const char* tag, const Attributes& attributes);
  void close(const char* tag);
  void element(const char* tag, const Attributes& attributes);
  /// `anchor`: start | middle | end. `y` is the baseline.
  void text(double x, double y, std::string_view content, const char* anchor = "start", const char* css_class = "");
  void line(double x1, double y1, double x2, double y2, const Attributes& more = {});
  void raw(const std::string& markup) { body_ += markup; }

  /// The whole picture.
  std::string framed(const Words& words, double height) const;

 private:
  void begin(const char* tag, const Attributes& attributes);
  std::string body_;
};

}  // namespace cloudsim::chart
