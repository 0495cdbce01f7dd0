// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "base/error.hpp"
#include "base/text.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "narrative/diagnostics.hpp"

namespace cloudsim::cli {

std::shared_ptr<const Source> open_input(const Options& options, const std::string& folder,
                                         const narrative::Locale& locale) {
  const std::string& name = options.input;
  auto source = find_input(name, folder, options.data_folder);
  if (source == nullptr) {
    const bool is_path = name.find_first_of("./") != std::string::npos;
    std::string text = "cloudsim: " + (is_path ? locale.text("cli.error.cannot_read", {{"path", name}})
                                               : locale.text("cli.error.no_input", {{"name", name}}));
    const std::string suggestion = closest(name, shipped_names(folder));
    if (!suggestion.empty()) {
      text += " " + locale.text("cli.error.did_you_mean", {{"suggestion", suggestion}});
    } else if (!is_path && folder == "scenarios/") {
      text += "\n" + locale.text("cli.error.see_list");
    }
    std::fputs((text + "\n").c_str(), stderr);
  }
  return source;
}

void print_diagnostics(const Diagnostics& diagnostics, const Options& options, const narrative::Locale& locale) {
  if (diagnostics.empty()) return;
  std::fputs(narrative::render(diagnostics, locale, use_color_on_stderr(options.color)).c_str(), stderr);
}

page::TextOptions text_options(const Options& options) {
  page::TextOptions text;
  text.color = options.out.empty() && !options.plain && use_color(options.color);
  text.plain = options.plain;
  text.width = terminal_width();
  return text;
}

void deliver(const std::string& text, const Options& options) {
  if (!options.out.empty()) {
    write_file(options.out, text);
    return;
  }
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written) throw Error("cannot_write", {{"path", "-"}});
}

}  // namespace cloudsim::cli
