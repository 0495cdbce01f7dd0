// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "chart/svg.hpp"
#include "narrative/format.hpp"
#include "page/verification.hpp"

namespace cloudsim::page {
namespace {

using chart::escaped;

// Contrast of text and background is at least 7:1; a verdict is a word before it is a colour.
constexpr const char* kStyle =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 "
    "1rem;color:#1a1a1a;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0 2rem}"
    "th,td{padding:.3rem .6rem;border-bottom:1px solid #ccc;text-align:left;vertical-align:top}"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "tr.c "
    "th{background:#eef2f6;font-weight:600}small{color:#444;font-weight:400}caption{text-align:left;font-size:1.3rem;"
    "font-weight:700;padding:1rem 0}tbody th{font-weight:400}.ok{color:#00571f}.bad{color:#8a0000;font-weight:700}"
    "@media print{body{margin:0;max-width:none}}";

class CheckTable {
 public:
  explicit CheckTable(const narrative::Locale& locale) : locale_(locale) {}

  void begin(const std::string& caption) {
    out += "<table>\n<caption>" + escaped(caption) + "</caption>\n<thead><tr><th scope=col>" + word("what") + "</th>";
    for (const char* column : {"expected", "got", "tolerance"})
      out += "<th scope=col class=n>" + word(column) + "</th>";
    out += "<th scope=col>" + word("verdict") + "</th></tr></thead>\n";
  }

  void add(const result::VerifiedCheck& check) {
    out += "<tbody>\n<tr class=c><th colspan=5 scope=rowgroup>" + escaped(name_of(check, locale_));
    if (check.replications > 0)
      out += " <small>" + escaped(locale_.text("verify.replications", {{"replications", check.replications}})) +
             "</small>";
    out += "<br><small>" + escaped(check.source) + "</small></th></tr>\n";
    for (const result::VerifiedValue& value : check.values) add(check, value);
    out += "</tbody>\n";
  }

  std::string out;

 private:
  std::string word(const char* column) const { return escaped(locale_.text("verify.column." + std::string(column))); }
  std::string number(const std::string& plain) const {
    return escaped(plain == "–" ? plain : narrative::dress(plain, locale_.numbers()));
  }
  void add(const result::VerifiedCheck& check, const result::VerifiedValue& value) {
    const std::string basis = locale_.text("verify.basis." + std::string(result::name_of(value.basis)));
    out += "<tr><th scope=row>" + escaped(quantity_name(check, value, locale_)) + "</th><td class=n>" +
           number(value.expected) + "</td><td class=n>" + number(value.got) + "</td><td class=n>" +
           number(value.tolerance) + "<br><small>" + escaped(basis) + "</small></td><td class=\"" +
           (value.passed ? "ok" : "bad") + "\">" +
           escaped(locale_.text(value.passed ? "verify.agrees" : "verify.differs")) + "</td></tr>\n";
  }

  const narrative::Locale& locale_;
};

}  // namespace

std::string html_verification(const result::Verification& verification, const narrative::Locale& locale) {
  const std::string title = escaped(locale.text("verify.title"));
  std::string page = "<!DOCTYPE html>\n<html lang=" + escaped(locale.tag()) +
                     ">\n<head>\n<meta charset=utf-8>\n"
                     "<meta name=viewport content=width=device-width,initial-scale=1>\n<title>" +
                     title + "</title>\n<style>" + kStyle + "</style>\n</head>\n<body>\n<main>\n<h1>" + title +
                     "</h1>\n<p><strong>" + escaped(verification_summary(verification, locale)) + "</strong></p>\n<p>" +
                     escaped(locale.text("verify.how")) + "</p>\n";
  for (const char* kind : {"theory", "bills", "runs"}) {
    CheckTable table(locale);
    table.begin(locale.text("verify.kind." + std::string(kind)));
    bool any = false;
    for (const result::VerifiedCheck& check : verification.checks) {
      if (check.kind != kind) continue;
      table.add(check);
      any = true;
    }
    if (any) page += table.out + "</table>\n";
  }
  return page + "<p><small>cloudsim " + escaped(verification.version) + "</small></p>\n</main>\n</body>\n</html>\n";
}

}  // namespace cloudsim::page
