// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace cloudsim::lessons {

/// An open file with a lock on it, for as long as it lives. All throw Error "attempts_unusable" or
/// "attempts_not_written" {path}.
class AttemptFile {
 public:
  explicit AttemptFile(const std::string& path);  ///< makes the file and its folders
  ~AttemptFile();
  AttemptFile(const AttemptFile&) = delete;
  AttemptFile& operator=(const AttemptFile&) = delete;

  std::string read() const;
  std::size_t size() const;
  /// On the disk when it returns; as before when it throws.
  void append(const std::string& bytes);
  void cut(std::size_t size);

 private:
  std::string path_;
  int descriptor_ = -1;
};

}  // namespace cloudsim::lessons
