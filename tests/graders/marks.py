# SPDX-License-Identifier: Apache-2.0
"""usage: marks.py GRADEBOOK ASSIGNMENT NOTEBOOK: what nbgrader's own database says, by learner and graded cell, as JSON."""
import json
import sys

from nbgrader.api import Gradebook

with Gradebook(f"sqlite:///{sys.argv[1]}") as book:
    marks = {}
    for submission in book.assignment_submissions(sys.argv[2]):
        grades = next(each for each in submission.notebooks if each.name == sys.argv[3]).grades
        marks[submission.student_id] = {grade.name: grade.auto_score for grade in grades}
print(json.dumps(marks))
