// SPDX-License-Identifier: Apache-2.0
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "base/text.hpp"
#include "exit_codes.hpp"
#include "options_language.hpp"
#include "options_meaning.hpp"

namespace cloudsim::cli {
namespace {

class CommandLine {
 public:
  CommandLine(const narrative::Locale& locale, Options& options) : locale_(locale), options_(options) {
    app_.description(say("cli.about"));
    app_.name("cloudsim");
    app_.require_subcommand(1);
    app_.set_help_flag("-h,--help", say("cli.option.help"));
    app_.set_version_flag("--version", std::string("cloudsim ") + CLOUDSIM_VERSION, say("cli.option.version"));
    translate_labels();
    app_.option_defaults()->group(say("cli.label.options"));  // subcommands inherit it
    app_.get_help_ptr()->group(say("cli.label.options"));
    app_.get_version_ptr()->group(say("cli.label.options"));
    add_general(app_);
    build_run();
    build_validate();
    build_bill();
    build_schema();
    build_list();
    build_verify();
    build_theory();
    build_sweep();
    build_break_even();
    build_optimise();
    build_explain();
    build_compare();
    build_learning();
    build_teaching_tools();
    app_.footer(say("cli.examples") +
                "\n  cloudsim list scenarios\n  cloudsim run first-steps\n  cloudsim run l01-three-duties");
  }

  // Whether this word is an option that is followed by a value.
  bool takes_value(const std::string& word) const {
    if (word.rfind('-', 0) != 0) return false;  // a positional argument answers to its name too
    std::vector<const CLI::App*> apps = {&app_};
    for (const CLI::App* command : app_.get_subcommands(nullptr)) apps.push_back(command);
    for (const CLI::App* app : apps) {
      for (const CLI::Option* option : app->get_options()) {
        if (option->get_items_expected_max() > 0 && option->check_name(word)) return true;
      }
    }
    return false;
  }

  CLI::App& app() { return app_; }
  const Raw& raw() const { return raw_; }

  // Every option and command by name, for "did you mean".
  std::vector<std::string> known(bool options) const {
    std::vector<std::string> names;
    std::vector<const CLI::App*> apps = {&app_};
    const bool chosen = !app_.get_subcommands().empty();
    for (const CLI::App* command : app_.get_subcommands(nullptr)) {
      if (!options) names.push_back(command->get_name());
      if (!chosen || command->parsed()) apps.push_back(command);  // an option of another command is no help
    }
    for (const CLI::App* app : apps) {
      for (const CLI::Option* option : app->get_options()) {
        for (const std::string& name : option->get_lnames()) {
          if (options) names.push_back("--" + name);
        }
      }
    }
    return names;
  }

 private:
  std::string say(const std::string& key) const { return locale_.text(key, {}); }

  void translate_labels() {
    const auto formatter = std::make_shared<CLI::Formatter>();
    for (const char* label : {"Usage", "Options", "OPTIONS", "Subcommands", "SUBCOMMAND", "SUBCOMMANDS", "Positionals",
                              "POSITIONALS", "REQUIRED", "TEXT", "UINT", "INT"}) {
      std::string key = "cli.label.";
      for (const char* c = label; *c != '\0'; ++c)
        key += static_cast<char>(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
      std::string text = say(key);
      const bool capitals = label[1] >= 'A' && label[1] <= 'Z';
      if (capitals)
        std::transform(text.begin(), text.end(), text.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
      formatter->label(label, text);
    }
    formatter->column_width(34);
    app_.formatter(formatter);
  }

  CLI::App& command(const char* name, Command which) {
    CLI::App* added = app_.add_subcommand(name, say(std::string("cli.command.") + name));
    added->set_help_flag("-h,--help", say("cli.option.help"));
    added->group(say("cli.label.subcommands"));
    added->get_help_ptr()->group(say("cli.label.options"));
    added->callback([this, which] { options_.command = which; });
    add_general(*added);
    return *added;
  }

  void add_general(CLI::App& app) {
    app.add_option("--lang", raw_.language, say("cli.option.lang"));
    app.add_option("--numbers", raw_.numbers, say("cli.option.numbers"));
    app.add_option("--color", raw_.color, say("cli.option.color"));
    app.add_flag("--plain", options_.plain, say("cli.option.plain"));
    app.add_flag("-q,--quiet", options_.quiet, say("cli.option.quiet"));
    app.add_option("--data", options_.data_folder, say("cli.option.data"));
  }

  void add_output(CLI::App& app) {
    app.add_option("-o,--out", options_.out, say("cli.option.out"));
    app.add_option("-f,--format", raw_.format, say("cli.option.format"));
  }

  void add_changes(CLI::App& app) {
    app.add_option("--set", raw_.sets, say("cli.option.set"))->allow_extra_args(false);
    app.add_option("--seed", raw_.seed, say("cli.option.seed"));
  }

  void add_statistics(CLI::App& app) {
    app.add_option("--replications", raw_.replications, say("cli.option.replications"));
    app.add_option("--precision", raw_.precision, say("cli.option.precision"));
    app.add_option("--precision-of", raw_.precision_of, say("cli.option.precision_of"));
    app.add_option("-j,--jobs", raw_.jobs, say("cli.option.jobs"));
  }

  void build_run() {
    CLI::App& run = command("run", Command::Run);
    run.add_option("scenario", options_.input, say("cli.argument.scenario"))->required();
    add_changes(run);
    add_output(run);
    add_statistics(run);
    run.add_flag("--samples", options_.samples, say("cli.option.samples"));
    run.add_flag("--check", options_.check, say("cli.option.check"));
    run.add_option("--rounding", raw_.rounding, say("cli.option.rounding"));
    run.add_option("--verbosity", raw_.verbosity, say("cli.option.verbosity"));
  }

  void build_validate() {
    CLI::App& validate = command("validate", Command::Validate);
    validate.add_option("scenario", options_.input, say("cli.argument.scenario"))->required();
    add_changes(validate);
  }

  void build_bill() {
    CLI::App& bill = command("bill", Command::Bill);
    bill.add_option("usage", options_.input, say("cli.argument.usage"))->required();
    add_output(bill);
    bill.add_option("--rounding", raw_.rounding, say("cli.option.rounding"));
  }

  void build_schema() {
    CLI::App& schema = command("schema", Command::Schema);
    schema.add_option("-o,--out", options_.out, say("cli.option.out"));
  }

  void build_list() {
    CLI::App& list = command("list", Command::List);
    list.add_option("what", options_.input, say("cli.argument.what"))->required();
    add_output(list);
  }

  void add_experiment(CLI::App& app, const char* over) {
    app.add_option("scenario", options_.input, say("cli.argument.scenario"))->required();
    app.add_option("--over", options_.over, say(over))->allow_extra_args(false);
    add_changes(app);
    add_statistics(app);
    add_output(app);
  }

  void build_break_even() {
    CLI::App& found = command("break-even", Command::BreakEven);
    found.add_option("--between", options_.between, say("cli.option.between"));
    add_experiment(found, "cli.option.over_span");
  }

  void build_optimise() {
    CLI::App& found = command("optimise", Command::Optimise);
    found.add_option("--deployment", options_.deployment, say("cli.option.only_deployment"));
    add_experiment(found, "cli.option.over");
  }

  void build_sweep() {
    CLI::App& sweep = command("sweep", Command::Sweep);
    add_experiment(sweep, "cli.option.over");
  }

  void build_teaching_tools() {
    const auto word_for = [this](const char* key) { return say(key); };
    CLI::App& i18n = command("i18n", Command::I18n);
    add_i18n(i18n, options_, word_for);
    add_output(i18n);
    CLI::App& class_tools = command("class", Command::Class);
    add_class(class_tools, options_, word_for);
    add_output(class_tools);
    CLI::App& grade = command("grade", Command::Class);
    add_grade(grade, options_, word_for);
    add_output(grade);
  }

  void build_theory() {
    CLI::App& theory = command("theory", Command::Theory);
    theory.add_option("model", options_.input, say("cli.argument.model"));
    const std::pair<const char*, std::string*> inputs[] = {
        {"arrival-rate", &options_.theory.arrival_rate},   {"service-time", &options_.theory.service_time},
        {"response-time", &options_.theory.response_time}, {"servers", &options_.theory.servers},
        {"capacity", &options_.theory.capacity},           {"service-cv", &options_.theory.service_cv}};
    for (const auto& [name, target] : inputs) {
      theory.add_option(std::string("--") + name, *target, say(std::string("cli.option.") + name));
    }
    add_output(theory);
  }

  void build_verify() {
    CLI::App& verify = command("verify", Command::Verify);
    verify.add_option("checks", options_.input, say("cli.argument.checks"));
    verify.add_flag("--short", options_.short_form, say("cli.option.short"));
    add_output(verify);
  }

  void build_learning() {
    const auto word = [this](const std::string& key) { return say(key); };
    CLI::App& exercise = command("exercise", Command::Exercise);
    add_exercise_options(exercise, options_.learning, word);
    CLI::App& lesson = command("lesson", Command::Lesson);
    lesson.alias("lessons");
    add_lesson_options(lesson, options_.learning, word);
    for (CLI::App* app : {&exercise, &lesson}) {
      add_output(*app);
      app->add_option("-j,--jobs", raw_.jobs, say("cli.option.jobs"));
    }
  }

  void build_explain() {
    CLI::App& explain = command("explain", Command::Explain);
    explain.add_option("name", raw_.words, say("cli.argument.name"));
    explain.add_option("--at", options_.at, say("cli.option.at"))->allow_extra_args(false);
    explain.add_option("--deployment", options_.deployment, say("cli.option.deployment"))->allow_extra_args(false);
    add_output(explain);
  }

  void build_compare() {
    CLI::App& compare = command("compare", Command::Compare);
    compare.add_option("results", options_.results, say("cli.argument.results"))->required();
    add_output(compare);
  }

  const narrative::Locale& locale_;
  Options& options_;
  Raw raw_;
  CLI::App app_;
};

}  // namespace

Parsed parse_options(const std::vector<std::string>& arguments, const narrative::Locale& locale) {
  Options options;
  CommandLine line(locale, options);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // CLI11 takes them back to front
  Parsed parsed;
  // An option where a value should be ("--seed --lang es") is a forgotten value, not a value.
  const std::vector<std::string> options_known = line.known(true);
  for (std::size_t i = 0; i + 1 < arguments.size() && arguments[i] != "--"; ++i) {
    const bool value_missing = line.takes_value(arguments[i]) && std::find(options_known.begin(), options_known.end(),
                                                                           arguments[i + 1]) != options_known.end();
    if (value_missing) return usage_error(locale, "missing_value", {{"option", arguments[i]}});
  }
  try {
    line.app().parse(reversed);
  } catch (const CLI::CallForHelp&) {
    const std::vector<CLI::App*> chosen = line.app().get_subcommands();
    parsed.text = chosen.empty() ? line.app().help() : chosen.front()->help("cloudsim");
    return parsed;
  } catch (const CLI::CallForVersion& version) {
    parsed.text = std::string(version.what()) + "\n";
    return parsed;
  } catch (const CLI::ExtrasError&) {
    std::vector<std::string> extras = line.app().remaining(true);
    const std::string word = extras.empty() ? "" : extras.front();
    const bool is_option = word.rfind('-', 0) == 0;
    const bool in_command = !line.app().get_subcommands().empty();
    const std::string code = is_option ? "unknown_option" : in_command ? "extra_argument" : "unknown_command";
    if (in_command && !is_option) return usage_error(locale, code, {{"text", word}});
    return usage_error(locale, code, {{"text", word}}, closest(word, line.known(is_option)));
  } catch (const CLI::RequiredError& error) {
    // Also thrown for a mistyped command: then the word is still there.
    const std::vector<std::string> left = line.app().remaining(false);
    if (line.app().get_subcommands().empty() && !left.empty() && left.front().rfind('-', 0) != 0) {
      return usage_error(locale, "unknown_command", {{"text", left.front()}}, closest(left.front(), line.known(false)));
    }
    const std::string name = std::string(error.what()).substr(0, std::string(error.what()).find(' '));
    return line.app().get_subcommands().empty() ? usage_error(locale, "missing_command", {})
                                                : usage_error(locale, "missing_argument", {{"name", name}});
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string name = std::string(error.what()).substr(0, std::string(error.what()).find(':'));
    return usage_error(locale, "missing_value", {{"option", name}});
  } catch (const CLI::ConversionError&) {
    return usage_error(locale, "bad_value", {{"text", arguments.empty() ? "" : arguments.back()}});
  } catch (const CLI::ParseError&) {
    return usage_error(locale, "bad_command_line", {});
  }
  if (!give_meaning(line.raw(), options, locale, parsed)) return parsed;
  parsed.options = std::move(options);
  return parsed;
}

}  // namespace cloudsim::cli
