// SPDX-License-Identifier: Apache-2.0
#include "lessons/attempt_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/error.hpp"

namespace cloudsim::lessons {
namespace {

namespace fs = std::filesystem;

/// A new file's name is on the disk only when its folder is.
void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

AttemptFile::AttemptFile(const std::string& path) : path_(path) {
  const fs::path folder = fs::path(path).parent_path();
  std::error_code error;
  const bool is_new = !fs::exists(path, error);
  if (is_new && !folder.empty()) fs::create_directories(folder, error);
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor_ < 0) throw Error("attempts_unusable", {{"path", path}});
  struct stat what {};
  if (::fstat(descriptor_, &what) != 0 || !S_ISREG(what.st_mode)) {
    ::close(descriptor_);
    throw Error("attempts_unusable", {{"path", path}});
  }
  // Where there are no locks (a browser, some network folders) there is one writer; only an interrupted wait goes on.
  while (::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
  }
  if (is_new) sync_folder(folder);
}

AttemptFile::~AttemptFile() {
  if (descriptor_ >= 0) ::close(descriptor_);  // the lock goes with it
}

std::size_t AttemptFile::size() const {
  struct stat what {};
  if (::fstat(descriptor_, &what) != 0) throw Error("attempts_unusable", {{"path", path_}});
  return static_cast<std::size_t>(what.st_size);
}

std::string AttemptFile::read() const {
  std::string text(size(), '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t got = ::pread(descriptor_, text.data() + done, text.size() - done, static_cast<off_t>(done));
    if (got < 0) throw Error("attempts_unusable", {{"path", path_}});
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  text.resize(done);
  return text;
}

void AttemptFile::append(const std::string& bytes) {
  const std::size_t before = size();
  std::size_t done = 0;
  bool written = true;
  while (written && done < bytes.size()) {
    const ssize_t put = ::write(descriptor_, bytes.data() + done, bytes.size() - done);
    written = put > 0;
    if (written) done += static_cast<std::size_t>(put);
  }
  if (written && ::fsync(descriptor_) == 0) return;
  if (::ftruncate(descriptor_, static_cast<off_t>(before)) != 0) ::fsync(descriptor_);
  throw Error("attempts_not_written", {{"path", path_}});
}

void AttemptFile::cut(std::size_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0 || ::fsync(descriptor_) != 0)
    throw Error("attempts_not_written", {{"path", path_}});
}

}  // namespace cloudsim::lessons
