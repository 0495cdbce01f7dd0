// SPDX-License-Identifier: Apache-2.0
// The full refusal of each bad scenario in both languages: place, words, quoted line, caret, suggestion, count.
// CLOUDSIM_UPDATE_GOLDENS=1 rewrites the expected texts; read the difference before committing it.
#include <cstdlib>

#include "narrative/diagnostics.hpp"
#include "unit/scenario/support.hpp"

using namespace scenario_test;

TEST_CASE("every refusal reads as agreed, in English and in Spanish") {
  const bool update = std::getenv("CLOUDSIM_UPDATE_GOLDENS") != nullptr;
  const auto folder = kRoot / "tests/unit/scenario/bad";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const auto loaded = scenario::load(source(read_text(entry.path()), name), {}, {});
    REQUIRE_FALSE(loaded.has_value());
    for (const char* language : {"en", "es"}) {
      const std::string text = narrative::render(loaded.error(), narrative::Locale::load(language), false);
      const auto golden = folder / (entry.path().stem().string() + "." + language + ".txt");
      if (update) std::ofstream(golden, std::ios::binary) << text;
      CHECK(text == read_text(golden));
      CHECK(text.find("\u27E6") == std::string::npos);  // no missing word
    }
    ++count;
  }
  CHECK(count >= 40);
}
