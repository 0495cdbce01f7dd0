// SPDX-License-Identifier: Apache-2.0
#include "classroom/grade.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lessons/desk.hpp"
#include "narrative/format.hpp"

namespace cloudsim::classroom {
namespace {

std::string name_of_file(const std::string& path) {
  const std::string name = path.substr(path.find_last_of("/\\") + 1);
  return name.substr(0, name.find('.'));
}

Mark mark_of(const lessons::Library& library, const Work& work, const narrative::Locale& locale,
             Diagnostics& problems) {
  Mark mark;
  mark.touched = true;
  // The desk reads a book and could write into it; this one is a copy, in memory.
  lessons::AttemptBook copy = lessons::AttemptBook::read(work.file->book.text());
  lessons::DeskOptions options;
  options.learner = work.learner;
  const auto desk = lessons::Desk::open(library, work.exercise->id, copy, locale, options, problems);
  if (desk == nullptr) return mark;
  for (const lessons::Part& part : desk->score().parts) {
    mark.points += part.points;
    mark.of += part.of;
  }
  return mark;
}

/// A field of a CSV file that opens in a spreadsheet: no formula, quotes where they are needed.
std::string field(std::string text) {
  if (!text.empty() && std::string("=+-@\t\r").find(text.front()) != std::string::npos) text.insert(0, "'");
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string number(double points) { return narrative::trimmed_decimal(points, 2); }

std::string remarks(const Diagnostics& doubts, const narrative::Locale& locale) {
  std::string text;
  for (const Diagnostic& doubt : doubts) {
    text += (text.empty() ? "" : " ") +
            locale.text("class.doubt", {{"line", static_cast<std::int64_t>(doubt.location.line)},
                                        {"text", locale.text("error." + doubt.code, doubt.arguments)}});
  }
  return text;
}

}  // namespace

double Marks::Row::points() const {
  double sum = 0;
  for (const Mark& mark : marks) sum += mark.points;
  return sum;
}

Marks grade(const lessons::Library& library, const std::vector<ClassFile>& files, const narrative::Locale& locale,
            Diagnostics& problems) {
  const std::vector<Work> works = works_of(library, files, problems);
  Marks marks;
  std::map<std::string, double> points;
  for (const Work& work : works) points[work.exercise->id] = work.exercise->points.total();
  for (const auto& [id, of] : points) {
    marks.exercises.push_back(id);
    marks.of.push_back(of);
  }
  std::map<std::string, Marks::Row> rows;
  std::map<std::string, std::set<const ClassFile*>> doubted;
  for (const Work& work : works) {
    const std::string learner = work.learner.empty() ? name_of_file(work.file->source->name) : work.learner;
    Marks::Row& row = rows[learner];
    row.learner = learner;
    row.marks.resize(marks.exercises.size());
    const auto at = std::find(marks.exercises.begin(), marks.exercises.end(), work.exercise->id);
    row.marks[static_cast<std::size_t>(at - marks.exercises.begin())] = mark_of(library, work, locale, problems);
    if (!doubted[learner].insert(work.file).second) continue;
    const Diagnostics doubts = doubts_about(*work.file, works);
    row.doubts.insert(row.doubts.end(), doubts.begin(), doubts.end());
  }
  for (auto& [learner, row] : rows) {
    for (std::size_t i = 0; i < row.marks.size(); ++i) row.marks[i].of = marks.of[i];
    marks.rows.push_back(std::move(row));
  }
  return marks;
}

std::string moodle_csv(const Marks& marks, const narrative::Locale& locale) {
  double all = 0;
  std::string text = "Username";
  for (std::size_t i = 0; i < marks.exercises.size(); ++i) {
    text += "," + field(marks.exercises[i]);
    all += marks.of[i];
  }
  text += ",Total,Percent,Remarks\n";
  for (const Marks::Row& row : marks.rows) {
    text += field(row.learner);
    for (const Mark& mark : row.marks) text += "," + (mark.touched ? number(mark.points) : "");
    text += "," + number(row.points()) + "," + (all > 0 ? number(100 * row.points() / all) : "") + "," +
            field(remarks(row.doubts, locale)) + "\n";
  }
  return text;
}

std::string canvas_csv(const Marks& marks) {
  const std::string id = " ID";
  std::string text = "Student,ID,SIS User" + id + ",SIS Login" + id + ",Section";
  std::string possible = "    Points Possible,,,,";
  for (std::size_t i = 0; i < marks.exercises.size(); ++i) {
    text += "," + field(marks.exercises[i]);
    possible += "," + number(marks.of[i]);
  }
  text += "\n" + possible + "\n";
  for (const Marks::Row& row : marks.rows) {
    const std::string learner = field(row.learner);
    text += learner + ",,," + learner + ",";
    for (const Mark& mark : row.marks) text += "," + (mark.touched ? number(mark.points) : "");
    text += "\n";
  }
  return text;
}

}  // namespace cloudsim::classroom
