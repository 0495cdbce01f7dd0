// SPDX-License-Identifier: Apache-2.0
#include "classroom/tally_page.hpp"

#include <nlohmann/json.hpp>

#include "lessons/shown.hpp"
#include "lessons/texts.hpp"
#include "page/html_sheet.hpp"
#include "page/sections.hpp"

namespace cloudsim::classroom {
namespace {

using Meaning = Bar::Meaning;

constexpr std::size_t kBarWidth = 20;
// Bars begin at one edge, so that their ends can be compared, and are not torn from their numbers.
constexpr const char* kStyle =
    ".cloudsim td{text-align:left;white-space:nowrap;width:22rem}"
    ".cloudsim tbody>tr>th:first-child{font-weight:600}"
    ".cloudsim th>small{font-weight:400}\n"
    "@media(max-width:40rem){.cloudsim tr>*{display:block;width:auto}}\n";
constexpr const char* kMeanings[] = {"right", "misconception", "option", "nearly", "too_high", "too_low", "other"};
constexpr const char* kAdvice[] = {"reteach", "discuss", "go_on"};

const char* name_of(Meaning meaning) { return kMeanings[static_cast<std::size_t>(meaning)]; }
const char* name_of(Advice advice) { return kAdvice[static_cast<std::size_t>(advice)]; }

std::int64_t whole(std::size_t count) { return static_cast<std::int64_t>(count); }

/// The words of one exercise, with the numbers of its file.
class ExerciseWords {
 public:
  ExerciseWords(const lessons::Library& library, std::shared_ptr<const lessons::Exercise> exercise,
                const narrative::Locale& locale)
      : exercise_(std::move(exercise)), locale_(&locale) {
    Diagnostics told;  // the exercise's own check reports what is wrong with it
    texts_ = lessons::ExerciseTexts::load(library, *exercise_, told);
    trial_ = lessons::run_exercise(library, exercise_, lessons::draw(*exercise_, 0), told);
    values_ = lessons::value_arguments(*exercise_, lessons::draw(*exercise_, 0), locale);
  }

  std::string say(const std::string& key) const {
    return texts_.has_any(key) ? texts_.text(*locale_, key, values_) : key;
  }

  /// What a misconception's text says, with its own value for {typed}.
  std::string misconception(const lessons::Question& question, const std::string& id) const {
    if (!texts_.has_any(id)) return "";
    Arguments arguments = values_;
    std::string typed;
    for (const lessons::Misconception& each : question.misconceptions) {
      if (each.id != id || trial_ == nullptr) continue;
      const auto right = trial_->answer(question);
      const auto value =
          each.value ? trial_->evaluate(*each.value, each.location) : tl::expected<double, Diagnostic>(0);
      if (each.value && value) typed = lessons::show(question.unit, *value, *locale_);
      if (!each.value && right && !each.ratios.empty())
        typed = lessons::show(question.unit, right->number * each.ratios.front(), *locale_);
    }
    arguments.push_back({"typed", typed});
    return texts_.text(*locale_, id, arguments);
  }

 private:
  std::shared_ptr<const lessons::Exercise> exercise_;
  const narrative::Locale* locale_;
  lessons::ExerciseTexts texts_;
  std::shared_ptr<const lessons::Trial> trial_;
  Arguments values_;
};

class TallyWriter {
 public:
  TallyWriter(page::Sheet& sheet, bool plain) : sheet_(&sheet), plain_(plain) {}

  void write(const Tally& tally, const lessons::Library& library) {
    for (const ExerciseTally& each : tally.exercises) {
      const ExerciseWords words(library, each.exercise, sheet_->locale());
      sheet_->heading(each.exercise->id + " " + words.say("title"));
      for (std::size_t i = 0; i < each.questions.size(); ++i)
        write(each.questions[i], each.exercise->questions[i], words);
    }
    const narrative::Locale& locale = sheet_->locale();
    sheet_->paragraph(locale.text("class.learners", {{"learners", whole(tally.learners)}}));
    if (tally.left_out > 0) sheet_->paragraph(locale.text("class.left_out", {{"bets", whole(tally.left_out)}}));
  }

 private:
  void write(const QuestionTally& tally, const lessons::Question& question, const ExerciseWords& words) {
    const narrative::Locale& locale = sheet_->locale();
    sheet_->paragraph(words.say("ask." + question.id));
    if (tally.bets == 0) {
      sheet_->paragraph(locale.text("class.no_bets"));
      return;
    }
    for (const Bar& bar : tally.bars) {
      sheet_->entry(label(bar, words), drawn(bar, tally), 2);
      const std::string meaning =
          bar.meaning == Meaning::Misconception ? words.misconception(question, bar.id) : std::string();
      if (!meaning.empty()) sheet_->paragraph(meaning, 4);
    }
    const double share = static_cast<double>(tally.right) / static_cast<double>(tally.bets);
    sheet_->paragraph(locale.text("class.right", {{"right", whole(tally.right)},
                                                  {"bets", whole(tally.bets)},
                                                  {"share", share},
                                                  {"advice", std::string(name_of(tally.advice))}}));
    if (!tally.dominant.empty() && tally.advice != Advice::GoOn)
      sheet_->paragraph(locale.text("class.card", {{"id", tally.dominant}}));
    if (tally.flat) sheet_->paragraph(locale.text("class.flat"));
    sheet_->gap();
  }

  std::string label(const Bar& bar, const ExerciseWords& words) const {
    const std::string name = sheet_->locale().text(std::string("class.bar.") + name_of(bar.meaning));
    if (bar.id.empty()) return name;
    return bar.meaning == Meaning::Misconception ? name + " " + bar.id : name + ": " + words.say(bar.id);
  }

  /// The bar, then the numbers: who hears the page hears the numbers.
  std::string drawn(const Bar& bar, const QuestionTally& tally) const {
    const std::size_t cells = (bar.count * kBarWidth * 2 / tally.bets + 1) / 2;
    std::string text;
    for (std::size_t i = 0; i < cells && !plain_; ++i) text += "█";
    return text + (text.empty() ? "" : " ") +
           sheet_->locale().text("class.count",
                                 {{"count", whole(bar.count)},
                                  {"share", static_cast<double>(bar.count) / static_cast<double>(tally.bets)}});
  }

  page::Sheet* sheet_;
  bool plain_;
};

}  // namespace

std::string text_tally(const Tally& tally, const lessons::Library& library, const narrative::Locale& locale,
                       const page::TextOptions& options) {
  page::TextPage sheet(locale, options);
  TallyWriter(sheet, options.plain).write(tally, library);
  return sheet.take();
}

std::string html_tally(const Tally& tally, const lessons::Library& library, const narrative::Locale& locale) {
  page::HtmlSheet sheet(locale, "class", false);
  const std::string title = locale.text("class.title");
  sheet.title(title);
  TallyWriter(sheet, false).write(tally, library);
  return sheet.take(title, kStyle);
}

std::string to_json(const Tally& tally) {
  using Json = nlohmann::ordered_json;
  Json exercises = Json::array();
  for (const ExerciseTally& exercise : tally.exercises) {
    Json questions = Json::array();
    for (const QuestionTally& question : exercise.questions) {
      Json bars = Json::array();
      for (const Bar& bar : question.bars)
        bars.push_back({{"meaning", name_of(bar.meaning)}, {"id", bar.id}, {"count", bar.count}});
      questions.push_back({{"id", question.id},
                           {"bets", question.bets},
                           {"right", question.right},
                           {"advice", question.bets == 0 ? Json() : Json(name_of(question.advice))},
                           {"dominant", question.dominant},
                           {"flat", question.flat},
                           {"bars", bars}});
    }
    exercises.push_back({{"id", exercise.exercise->id}, {"uuid", exercise.exercise->uuid}, {"questions", questions}});
  }
  const Json json = {{"learners", tally.learners}, {"left_out", tally.left_out}, {"exercises", exercises}};
  return json.dump(2) + "\n";
}

}  // namespace cloudsim::classroom
