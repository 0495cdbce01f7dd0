// SPDX-License-Identifier: Apache-2.0
#include "billing/usage.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "files.hpp"
#include "page/text.hpp"
#include "report/csv.hpp"
#include "report/result_json.hpp"
#include "session/run.hpp"

namespace cloudsim::cli {

int bill_command(const Options& options, const narrative::Locale& locale) {
  const auto source = open_input(options, "scenarios/usage/", locale);
  if (source == nullptr) return kBadInput;
  Diagnostics diagnostics;
  auto usage = billing::read_usage(source, diagnostics);
  std::optional<billing::PriceList> prices;
  if (usage) {
    if (options.invoice_rounding) usage->options.invoice_rounding = true;
    prices = session::load_price_list(usage->list, usage->region, file_reader_for(*source, options.data_folder),
                                      diagnostics);
    if (prices) billing::check_usage(*usage, *prices, diagnostics);
  }
  if (!usage || !prices || has_errors(diagnostics)) {
    sort_by_position(diagnostics);
    print_diagnostics(diagnostics, options, locale);
    return kBadInput;
  }
  if (!options.quiet) print_diagnostics(diagnostics, options, locale);

  const result::Bill bill = billing::price_usage(*usage, *prices);
  if (options.format == Format::Json) {
    deliver(report::to_json(bill), options);
  } else if (options.format == Format::Csv) {
    deliver(report::to_csv(bill), options);
  } else {
    page::BillHeading heading;
    heading.title = locale.choose(usage->title);
    heading.price_list = prices->name;
    heading.region = prices->region;
    heading.as_of = prices->as_of;
    heading.free_tier = usage->options.free_tier;
    heading.invoice_rounding = usage->options.invoice_rounding;
    page::TextOptions text = text_options(options);
    deliver(page::text_bill(bill, heading, locale, text), options);
  }
  return kFine;
}

}  // namespace cloudsim::cli
