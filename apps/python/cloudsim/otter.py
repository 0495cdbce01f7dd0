# SPDX-License-Identifier: Apache-2.0
"""Tests for otter-grader: `python -m cloudsim.otter tests L04.E1 L04.E2` writes tests/L04.E1.py and tests/L04.E2.py.

They hold no answer: they ask the exercise, as it was last opened in the notebook, for its points. `otter generate -t tests` packs them.
"""
from __future__ import annotations

import argparse
import pathlib

from ._exercise import exercise

_HEAD = '''from otter.test_files import test_case
import cloudsim

OK_FORMAT = False

name = "{name}"
points = None
'''
_CASE = '''
@test_case(name="{title}", points={points:.12g}, hidden=False)
def test_{number}(env):
    cloudsim.opened("{name}").grade().check("{part}"{share})
'''


def test_file(name: str) -> str:
    """The text of one exercise's tests: a case for each part, so that points come by parts, as in `Exercise.score()`."""
    described = exercise(name).data
    points = described["points"]
    questions = [question["id"] for question in described["questions"]]
    # A right explanation counts in full at the first try and by half later.
    cases = [("predicted", points["predicted"], "")]
    cases += [(f"read.{question}", points["read"] / len(questions), "") for question in questions]
    cases += [("explained", points["explained"] / 2, ", share=0.5"), ("explained", points["explained"] / 2, "")]
    text = _HEAD.format(name=name)
    for number, (part, each, share) in enumerate(cases, 1):
        title = part + (" at the first try" if part == "explained" and not share else "")
        text += _CASE.format(name=name, number=number, title=title, part=part, points=each, share=share)
    return text


def main() -> None:
    """Writes the files."""
    given = argparse.ArgumentParser(prog="python -m cloudsim.otter", description="Writes tests of exercises for otter-grader.")
    given.add_argument("folder", type=pathlib.Path)
    given.add_argument("exercise", nargs="+")
    arguments = given.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name in arguments.exercise:
        (arguments.folder / f"{name}.py").write_text(test_file(name), encoding="utf-8")


if __name__ == "__main__":
    main()
