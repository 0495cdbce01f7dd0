// SPDX-License-Identifier: Apache-2.0
#include "page/theory.hpp"

#include <algorithm>

#include "narrative/certainty.hpp"
#include "narrative/format.hpp"
#include "page/sections.hpp"

namespace cloudsim::page {
namespace {

using result::Theory;
using result::TheoryFigure;

std::string model_name(const Theory& theory, const narrative::Locale& locale) {
  return locale.text("theory.model." + theory.model,
                     {{"servers", std::to_string(theory.servers)}, {"capacity", std::to_string(theory.capacity)}});
}

std::string figure_name(const Theory& theory, const TheoryFigure& figure, const narrative::Locale& locale) {
  if (theory.model == "little") return locale.text("theory.figure.number_in_system");
  return locale.text("theory.figure." + figure.name);
}

std::string value(const TheoryFigure& figure, double of, const narrative::Locale& locale) {
  return narrative::show_figure(figure.name, of, locale);
}

void write_inputs(TextPage& page, const Theory& theory) {
  const narrative::Locale& locale = page.locale();
  page.entry(locale.text("theory.input.arrival_rate"), locale.show("rate", theory.arrival_rate), 2);
  const char* time = theory.model == "little" ? "theory.input.response_time" : "theory.input.service_time";
  page.entry(locale.text(time), narrative::show_figure("service_time_s", theory.service_time_s, locale), 2);
  if (theory.model == "mg1") {
    page.entry(locale.text("theory.input.service_cv"), locale.number(theory.service_cv, 2), 2);
  }
  if (theory.servers > 0) page.entry(locale.text("theory.input.servers"), locale.number(theory.servers), 2);
  if (theory.capacity > 0) page.entry(locale.text("theory.input.capacity"), locale.number(theory.capacity), 2);
}

void write_comparison_with_theory(Sheet& page, const result::Deployment& deployment) {
  const narrative::Locale& locale = page.locale();
  const Theory& theory = *deployment.theory;
  page.paragraph(
      locale.text("theory.close_to", {{"deployment", deployment.name},
                                      {"model", model_name(theory, locale)},
                                      {"rate", theory.arrival_rate},
                                      {"time", narrative::show_figure("_s", theory.service_time_s, locale)}}));
  if (!theory.stable) page.paragraph(locale.text("theory.unstable"), 2);
  std::vector<std::string> outside;
  bool judged = false;
  const std::string gap = locale.numbers().no_break();
  for (const TheoryFigure& figure : theory.figures) {
    if (!figure.simulated) continue;
    std::string simulated = value(figure, *figure.simulated, locale);
    if (figure.half_width) simulated += gap + "±" + gap + value(figure, *figure.half_width, locale);
    page.entry(
        figure_name(theory, figure, locale),
        locale.text("theory.both", {{"formula", value(figure, figure.formula, locale)}, {"simulated", simulated}}), 2);
    if (!figure.half_width) continue;
    judged = true;
    if (!figure.holds()) outside.push_back(figure_name(theory, figure, locale));
  }
  if (!judged) {
    page.paragraph(locale.text("theory.single_run"), 2);
    for (const std::string& what : theory.broken) page.paragraph("- " + locale.text("theory.broken." + what), 2, 2);
    return;
  }
  if (outside.empty()) {
    page.paragraph(locale.text("theory.agrees"), 2);
    return;
  }
  page.paragraph(locale.text("theory.differs", {{"figures", outside}}), 2);
  for (const std::string& what : theory.broken) page.paragraph("- " + locale.text("theory.broken." + what), 2, 2);
  if (theory.broken.empty()) page.paragraph(locale.text("theory.by_chance"), 2);
}

}  // namespace

void write_theory(Sheet& page, const result::RunResult& run) {
  const bool any = std::any_of(run.deployments.begin(), run.deployments.end(),
                               [](const result::Deployment& deployment) { return deployment.theory.has_value(); });
  if (!any) return;
  page.heading(page.locale().text("report.heading.theory"));
  for (const result::Deployment& deployment : run.deployments) {
    if (deployment.theory) write_comparison_with_theory(page, deployment);
  }
}

std::string text_theory(const Theory& theory, const narrative::Locale& locale, const TextOptions& options) {
  TextPage page(locale, options);
  page.heading(model_name(theory, locale));
  page.paragraph(locale.text("theory.about." + theory.model));
  page.line();
  write_inputs(page, theory);
  page.line();
  for (const TheoryFigure& figure : theory.figures) {
    page.entry(figure_name(theory, figure, locale), value(figure, figure.formula, locale), 2);
  }
  return page.take();
}

std::string text_theory_models(const std::vector<std::string>& models, const narrative::Locale& locale,
                               const TextOptions& options) {
  TextPage page(locale, options);
  page.heading(locale.text("theory.models"));
  for (const std::string& model : models) page.paragraph(model + ": " + locale.text("theory.about." + model), 2, 2);
  return page.take();
}

}  // namespace cloudsim::page
