// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "base/diagnostic.hpp"
#include "document/value.hpp"

namespace cloudsim::document {

struct Parsed {
  Value root;  ///< Null when nothing could be read
  Diagnostics
      diagnostics;  ///< syntax, duplicate keys, anchors, aliases, tags, depth over 32, second documents, invalid UTF-8
};

/// Text → tree. The only file that knows yaml-cpp; never throws on bad text. JSON is read as YAML's flow style.
/// Refuses more than 4 MiB (traces belong into CSV files).
Parsed parse(std::shared_ptr<const Source> source);
Parsed parse(std::string name, std::string text);

}  // namespace cloudsim::document
