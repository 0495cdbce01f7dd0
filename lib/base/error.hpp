// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "base/argument.hpp"

namespace cloudsim::base {

/// The world failed: a file cannot be read, a name is unknown, a call came in the wrong state. Rare, so an exception.
/// Words: `error.<code>` in locales/*/errors.yaml.
class Error : public std::runtime_error {
 public:
  explicit Error(std::string code, Arguments arguments = {})
      : std::runtime_error(code), code_(std::move(code)), arguments_(std::move(arguments)) {}
  const std::string& code() const { return code_; }
  const Arguments& arguments() const { return arguments_; }

 private:
  std::string code_;
  Arguments arguments_;
};

}  // namespace cloudsim::base

namespace cloudsim {
using namespace base;
}
