// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "narrative/locale.hpp"
#include "report/table.hpp"

namespace cloudsim::page {

/// What a report is written on, so that text and HTML cannot say different things. Indents tell what belongs to what:
/// 0 is running text, 2 an item, 4 a remark on the entry above.
class Sheet {
 public:
  explicit Sheet(const narrative::Locale& locale) : locale_(&locale) {}
  virtual ~Sheet() = default;
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  virtual void heading(const std::string& text) = 0;
  virtual void subheading(const std::string& text) = 0;
  virtual void paragraph(const std::string& text, std::size_t indent = 0, std::size_t hanging = 0) = 0;
  /// A label with its value.
  virtual void entry(const std::string& label, const std::string& value, std::size_t indent) = 0;
  virtual void table(const report::Table& table) = 0;
  virtual void gap() = 0;

  const narrative::Locale& locale() const { return *locale_; }

 private:
  const narrative::Locale* locale_;
};

}  // namespace cloudsim::page
