// SPDX-License-Identifier: Apache-2.0
// Keys in code: a key that no file has would show as ⟦key⟧, a text that no code asks for is translated in vain.
#include <algorithm>
#include <set>

#include "language/check.hpp"

namespace cloudsim::language {
namespace {

/// Every string literal of a C++ file.
void collect_literals(const std::string& code, std::set<std::string>& literals) {
  static const std::regex literal(R"re("((?:[^"\\\n]|\\.)*)")re");
  for (std::sregex_iterator match(code.begin(), code.end(), literal), end; match != end; ++match)
    literals.insert((*match)[1].str());
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

/// A key is used when code has it as a literal, or puts it together: a literal that ends in '.' or '_' begins it.
bool is_used(const std::string& key, const std::set<std::string>& literals) {
  if (literals.count(key) > 0) return true;
  for (std::size_t at = key.size(); at > 0; --at) {
    const char last = key[at - 1];
    if ((last != '.' && last != '_') || literals.count(key.substr(0, at)) == 0) continue;
    // "error." begins every error: what follows must be known to the code too. Deeper starts say enough.
    const std::string rest = key.substr(at);
    const bool general = last == '.' && key.find('.') == at - 1;
    if (!general || literals.count(rest) > 0) return true;
    // The rest may be put together as well: "no_" + "branch", "theory." + name.
    for (std::size_t cut = rest.size(); cut > 0; --cut) {
      const bool joint = rest[cut - 1] == '_' || rest[cut - 1] == '.';
      if (joint && literals.count(rest.substr(0, cut)) > 0) return true;
    }
  }
  return false;
}

/// Code may ask through a helper that knows the first part: say("right") for "exercise.right".
bool ends_one_of(const Messages& messages, const std::string& key) {
  const std::string end = "." + key;
  return std::any_of(messages.begin(), messages.end(), [&](const auto& entry) {
    const std::string& whole = entry.first;
    return whole.size() > end.size() && whole.compare(whole.size() - end.size(), end.size(), end) == 0;
  });
}

}  // namespace

void check_usage(const Texts& texts, const Style& style, const CodeFiles& code, Diagnostics& problems) {
  static const std::regex asked(R"re(\b(?:text|say|word|tr|has)\(\s*"([a-z_]+(?:\.[a-z0-9_-]+)+)"\s*[,)])re");
  const Messages& english = texts.folder("en").messages;
  std::set<std::string> literals;
  for (const auto& [path, text] : code) {
    collect_literals(text, literals);
    std::uint32_t line = 1;
    auto from = text.begin();
    for (std::sregex_iterator match(text.begin(), text.end(), asked), end; match != end; ++match) {
      const auto at = text.begin() + match->position();
      line += static_cast<std::uint32_t>(std::count(from, at, '\n'));
      from = at;
      const std::string key = (*match)[1].str();
      if (english.count(key) > 0 || ends_one_of(english, key)) continue;
      problems.push_back({Severity::Error,
                          "i18n_absent",
                          {{"key", key}},
                          {std::make_shared<Source>(Source{path, text}), line, 1, 1},
                          ""});
    }
  }
  for (const auto& [key, message] : english) {
    const bool named = std::any_of(style.named.begin(), style.named.end(),
                                   [&name = key](const std::string& start) { return starts_with(name, start); });
    if (!named && !is_used(key, literals))
      problems.push_back({Severity::Error, "i18n_unused", {{"key", key}}, message.location, ""});
  }
}

}  // namespace cloudsim::language
