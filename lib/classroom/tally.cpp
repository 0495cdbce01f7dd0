// SPDX-License-Identifier: Apache-2.0
#include "classroom/tally.hpp"

#include <algorithm>
#include <set>

#include "lessons/judge.hpp"
#include "lessons/progress.hpp"

namespace cloudsim::classroom {
namespace {

using lessons::Judgement;
using lessons::Verdict;

constexpr double kReteachBelow = 0.3;
constexpr double kGoOnAbove = 0.7;

Bar bar_of(const lessons::Question& question, const Judgement& judgement) {
  using Meaning = Bar::Meaning;
  switch (judgement.verdict) {
    case Verdict::Pass:
      return {Meaning::Right, question.ask == lessons::Ask::Choice ? judgement.picked : "", 0};
    case Verdict::Misconception:
      return {Meaning::Misconception, judgement.misconception, 0};
    case Verdict::Nearly:
      return {Meaning::Nearly, "", 0};
    case Verdict::TooHigh:
    case Verdict::Higher:
      return {Meaning::TooHigh, "", 0};
    case Verdict::TooLow:
    case Verdict::Lower:
      return {Meaning::TooLow, "", 0};
    case Verdict::Wrong:
      break;
  }
  return judgement.picked.empty() ? Bar{} : Bar{Meaning::Option, judgement.picked, 0};
}

void count(QuestionTally& tally, Bar bar) {
  const auto same = std::find_if(tally.bars.begin(), tally.bars.end(),
                                 [&](const Bar& other) { return other.meaning == bar.meaning && other.id == bar.id; });
  ++tally.bets;
  if (bar.meaning == Bar::Meaning::Right) ++tally.right;
  if (same == tally.bars.end()) {
    bar.count = 1;
    tally.bars.push_back(std::move(bar));
  } else {
    ++same->count;
  }
}

void advise(QuestionTally& tally) {
  std::sort(tally.bars.begin(), tally.bars.end(), [](const Bar& a, const Bar& b) {
    const bool a_wrong = a.meaning != Bar::Meaning::Right;
    const bool b_wrong = b.meaning != Bar::Meaning::Right;
    if (a_wrong != b_wrong) return b_wrong;
    if (a.count != b.count) return a.count > b.count;
    if (a.meaning != b.meaning) return a.meaning < b.meaning;
    return a.id < b.id;
  });
  if (tally.bets == 0) return;
  const double share = static_cast<double>(tally.right) / static_cast<double>(tally.bets);
  tally.advice = share < kReteachBelow ? Advice::Reteach : share > kGoOnAbove ? Advice::GoOn : Advice::Discuss;
  const std::size_t wrong = tally.bets - tally.right;
  for (const Bar& bar : tally.bars) {
    const bool has_text = bar.meaning == Bar::Meaning::Misconception || bar.meaning == Bar::Meaning::Option;
    if (tally.dominant.empty() && has_text && bar.count >= 2 && bar.count * 2 >= wrong) tally.dominant = bar.id;
  }
  tally.flat = tally.advice != Advice::GoOn && tally.dominant.empty() && wrong >= 2;
}

}  // namespace

Tally tally(const lessons::Library& library, const std::vector<ClassFile>& files, const std::vector<std::string>& only,
            Diagnostics& problems) {
  Tally result;
  Trials trials(library);
  const std::vector<Work> works = works_of(library, files, problems);
  std::set<std::pair<const ClassFile*, std::string>> learners;
  for (const Work& work : works) {
    if (!only.empty() && std::find(only.begin(), only.end(), work.exercise->id) == only.end()) continue;
    if (result.exercises.empty() || result.exercises.back().exercise != work.exercise) {
      ExerciseTally next;
      next.exercise = work.exercise;
      for (const lessons::Question& question : work.exercise->questions)
        next.questions.push_back({question.id, 0, 0, {}, Advice::GoOn, "", false});
      result.exercises.push_back(std::move(next));
    }
    const lessons::ExerciseProgress progress =
        lessons::progress_of(*work.exercise, work.file->book.attempts(), work.learner);
    for (std::size_t i = 0; i < progress.questions.size(); ++i) {
      const lessons::QuestionProgress& question = progress.questions[i];
      if (question.predictions.empty()) continue;
      const lessons::Attempt& bet = *question.predictions.back();
      if (!bet.trusted) {
        ++result.left_out;
        continue;
      }
      const auto trial = trials.of(work.exercise, bet.seed, problems);
      if (trial == nullptr) continue;
      const lessons::Question& asked = work.exercise->questions[i];
      count(result.exercises.back().questions[i], bar_of(asked, lessons::judge_reading(*trial, asked, bet.reading)));
      learners.insert({work.file, work.learner});
    }
  }
  std::set<std::string> names;
  for (const auto& [file, learner] : learners)
    result.learners += learner.empty() || names.insert(learner).second ? 1U : 0U;
  for (ExerciseTally& exercise : result.exercises) {
    for (QuestionTally& question : exercise.questions) advise(question);
  }
  return result;
}

}  // namespace cloudsim::classroom
