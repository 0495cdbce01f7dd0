// SPDX-License-Identifier: Apache-2.0
// What a careful reader of one language would mark: words, register, typography, length.
#include <algorithm>

#include "base/text.hpp"
#include "language/check.hpp"
#include "language/passages.hpp"

namespace cloudsim::language {
namespace {

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

std::size_t count(const std::string& text, std::string_view sign) {
  std::size_t found = 0;
  for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at + 1)) ++found;
  return found;
}

bool is_allowed(const Forbidden& forbidden, const std::string& key) {
  return std::any_of(forbidden.allow.begin(), forbidden.allow.end(), [&](const std::string& allowed) {
    const bool folder = allowed.back() == '.' || allowed.back() == '/';
    return folder ? starts_with(key, allowed) : key == allowed;
  });
}

class Reading {
 public:
  Reading(const LanguageStyle& style, Diagnostics& problems) : style_(&style), problems_(&problems) {}

  /// `signs`: the text speaks about signs.
  void read(const Passage& passage, bool signs) {
    read_words(passage);
    if (!signs) read_typography(passage);
    read_sentences(passage);
  }
  void read_words(const Passage& passage) {
    for (const Forbidden& forbidden : style_->forbidden) {
      std::smatch match;
      if (!std::regex_search(passage.words, match, forbidden.pattern) || is_allowed(forbidden, passage.key)) continue;
      report("i18n_forbidden", passage,
             {{"word", match.str()},
              {"why", forbidden.why},
              {"say", forbidden.say},
              {"instead", std::string(forbidden.say.empty() ? "none" : "some")}});
    }
  }

 private:
  void read_typography(const Passage& passage) {
    static const std::regex quoted_sign("«[?!]»|‘[?!]’");      // spoken about, not used
    static const std::regex glued("[a-zé][.;:?!][A-ZÁÉÍÓÚ]");  // "one.Two"
    static const std::regex decimal("[0-9][.,][0-9]");
    static const std::regex stray_space(" $| [.,;:!?]( |$)");
    const std::string text = std::regex_replace(passage.text, quoted_sign, "«X»");
    const auto wrong = [&](const char* what) { report("i18n_typography", passage, {{"what", std::string(what)}}); };
    if (style_->opening_marks) {
      if (count(text, "?") != count(text, "¿")) wrong("question");
      if (count(text, "!") != count(text, "¡")) wrong("exclamation");
    }
    if (count(text, "«") != count(text, "»") || count(text, "“") != count(text, "”")) wrong("quotes");
    if (count(text, "(") != count(text, ")")) wrong("brackets");
    if (count(text, "  ") > 0) wrong("spaces");
    if (std::regex_search(text, glued)) wrong("glued");
    if (std::regex_search(text, decimal)) wrong("decimal");
    if (std::regex_search(text, stray_space)) wrong("stray_space");
    if (passage.from_lesson && count(text, "\"") > 0) wrong("straight_quotes");
  }

  void read_sentences(const Passage& passage) {
    for (const std::string& sentence : sentences_in(passage.text)) {
      const auto words = static_cast<std::int64_t>(count_words(sentence));
      if (words > style_->sentence) report("i18n_sentence", passage, {{"words", words}, {"maximum", style_->sentence}});
    }
  }

  void report(const char* code, const Passage& passage, Arguments arguments) {
    arguments.push_back({"key", passage.key});
    problems_->push_back({Severity::Error, code, std::move(arguments), passage.where, ""});
  }

  const LanguageStyle* style_;
  Diagnostics* problems_;
};

void check_labels(const Texts& texts, const Style& style, const std::string& tag, Diagnostics& problems) {
  const Messages& english = texts.folder("en").messages;
  for (const LabelStyle& label : style.labels) {
    for (const auto& [key, message] : texts.folder(tag).messages) {
      if (!starts_with(key, label.keys)) continue;
      const auto width = static_cast<std::int64_t>(display_width(literal_text(message)));
      if (width > label.width) {
        problems.push_back({Severity::Error,
                            "i18n_label_width",
                            {{"key", key}, {"width", width}, {"maximum", label.width}},
                            message.location,
                            ""});
      }
      const auto partner = english.find(key);
      if (partner == english.end() || width <= style.label_short) continue;
      const auto english_width = static_cast<double>(display_width(literal_text(partner->second)));
      if (static_cast<double>(width) > style.label_ratio * english_width)
        problems.push_back({Severity::Error, "i18n_label_ratio", {{"key", key}}, message.location, ""});
    }
  }
}

}  // namespace

void check_words(const Texts& texts, const Style& style, Diagnostics& problems) {
  for (const auto& [tag, language] : style.languages) {
    Reading reading(language, problems);
    const bool is_overlay = tag.find('-') != std::string::npos;
    for (const Passage& passage : passages_of(texts, tag)) {
      if (std::regex_search(passage.key, style.foreign) || std::regex_search(passage.key, style.quoted)) continue;
      // What an overlay only lets through was read with its language; only its own words are asked for here.
      if (is_overlay) {
        reading.read_words(passage);
      } else {
        reading.read(passage, std::regex_search(passage.key, style.signs));
      }
    }
    check_labels(texts, style, tag, problems);
  }
}

}  // namespace cloudsim::language
