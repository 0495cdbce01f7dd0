// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "scenario/load.hpp"

namespace cloudsim::cli {

/// The whole file, or null when it cannot be read ("-" is standard input).
std::shared_ptr<const Source> read_file(const std::string& path);

/// What the user named: a file, or one by its name ("thumbnails", "l03-burst") out of `folder` and its `lessons`, below
/// --data or as shipped. Null when there is neither.
std::shared_ptr<const Source> find_input(const std::string& name, const std::string& folder,
                                         const std::string& data_folder);

/// The short names that find_input() knows in that folder, without the price lists and catalogues among them.
std::vector<std::string> shipped_names(const std::string& folder);

/// How a scenario reaches other files: relative to itself on disk, or within the embedded data when it came from there.
/// A path that begins with scenarios/ or locales/ is looked up below `data_folder` first (--data), when that is given.
scenario::FileReader file_reader_for(const Source& scenario, std::string data_folder);

/// All or nothing: writes beside the target, then renames. A target that is no file (a device, a pipe) is written to as
/// it is. Throws Error "cannot_write".
void write_file(const std::string& path, const std::string& text);

}  // namespace cloudsim::cli
