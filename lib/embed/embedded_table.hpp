// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace cloudsim::embed {

struct EmbeddedFile {
  std::string_view path;
  std::string_view bytes;
};
extern const EmbeddedFile kFiles[];  ///< sorted by path; generated
extern const unsigned kFileCount;

}  // namespace cloudsim::embed
