// SPDX-License-Identifier: Apache-2.0
#include "embed/embedded.hpp"

#include <algorithm>

#include "embed/embedded_table.hpp"

namespace cloudsim::embed {

std::optional<std::string_view> find(std::string_view path) {
  const EmbeddedFile* end = kFiles + kFileCount;
  const EmbeddedFile* found = std::lower_bound(
      kFiles, end, path, [](const EmbeddedFile& file, std::string_view wanted) { return file.path < wanted; });
  if (found == end || found->path != path) return std::nullopt;
  return found->bytes;
}

std::vector<std::string> list(std::string_view prefix) {
  std::vector<std::string> paths;
  for (const EmbeddedFile* file = kFiles; file != kFiles + kFileCount; ++file) {
    if (file->path.substr(0, prefix.size()) == prefix) paths.emplace_back(file->path);
  }
  return paths;
}

}  // namespace cloudsim::embed
