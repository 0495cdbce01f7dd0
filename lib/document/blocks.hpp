// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace cloudsim::document {

/// A named piece of a Markdown file: everything below `<!-- id: NAME -->` up to the next such line.
struct Block {
  std::string id;
  Location where;                  ///< the line with the id
  std::vector<std::string> lines;  ///< without empty ones at both ends
  std::uint32_t first_line = 0;    ///< of `lines` in the file, from 1; 0 when the block is empty

  std::string text() const;  ///< lines with line feeds between
};

/// Markdown → blocks in the file's order. Problems: block_without_id (text above the first id), block_id_twice,
/// block_bad_id (an id is [A-Za-z0-9._-]+).
std::vector<Block> read_blocks(const std::shared_ptr<const Source>& source, Diagnostics& problems);

}  // namespace cloudsim::document
