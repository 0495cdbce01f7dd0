# SPDX-License-Identifier: Apache-2.0
"""Exercises in a notebook: bet, run, read, explain."""
from __future__ import annotations

import ctypes
import datetime
import html
import json
import os
from typing import Any

from . import _library
from ._input import language
from ._result import Result


class _Options(ctypes.Structure):
    """cloudsim_exercise_options of cloudsim.h."""

    _fields_ = [("struct_size", ctypes.c_uint32), ("exam", ctypes.c_uint32), ("teacher", ctypes.c_uint32), ("reserved", ctypes.c_uint32),
                ("learner", ctypes.c_char_p), ("locale", ctypes.c_char_p), ("attempts", ctypes.c_char_p), ("data_folder", ctypes.c_char_p),
                ("teach_path", ctypes.c_char_p)]


SEALED = "application/x-cloudsim-attempts"  #: the kind of output in which a notebook keeps what was done: `cloudsim class grade` reads it


class Reply:
    """What came of something you did. `status` is "pass", "fail", or "error" (not understood, or not yet: it costs nothing)."""

    def __init__(self, data: dict[str, Any], attempts: str = ""):
        self.data = data
        self.attempts = attempts  #: everything that was done so far, sealed
        self.status: str = data["status"]
        self.key: str = data["message_key"]  #: the same in every language
        self.message: str = data["message"]

    @property
    def passed(self) -> bool:
        return self.status == "pass"

    @property
    def points(self) -> dict[str, float]:
        """Points of each part, where the reply has parts."""
        return {part["name"]: part["points"] for part in self.data.get("parts", [])}

    def check(self, part: str | None = None, share: float = 1) -> None:
        """Raises AssertionError with the feedback unless this passed: what nbgrader and otter-grader listen to.

        Of a `part` ("predicted", "read", "read.bill", "explained"), unless it has its points, or that share of them.
        """
        if part is None:
            if not self.passed:
                raise AssertionError(self.message)
            return
        parts = [each for each in self.data.get("parts", []) if each["name"] == part or each["name"].startswith(part + ".")]
        if not parts:
            raise ValueError(f"there is no part {part!r}")
        lacking = [each["message"] for each in parts if each["points"] + 1e-9 < share * each["of"]]
        if lacking or self.status == "error":
            raise AssertionError("\n".join(lacking or [self.message]))

    def __bool__(self) -> bool:
        return self.passed

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"<{self.status}: {self.message}>"

    def _repr_html_(self) -> str:
        paragraphs = [f"<p>{html.escape(line)}</p>" for line in self.message.split("\n") if line.strip()]
        return f'<div class="cloudsim-reply" data-status="{self.status}">{"".join(paragraphs)}</div>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        bundle = {"text/plain": repr(self), "text/html": self._repr_html_()}
        return {**bundle, SEALED: self.attempts} if self.attempts else bundle


class Questions:
    """Questions as they are asked: shows itself in a notebook; `print` it elsewhere."""

    def __init__(self, questions: list[dict[str, Any]], lang: str):
        self.questions, self.lang = questions, lang

    def __str__(self) -> str:
        lines = []
        for question in self.questions:
            lines += ["", f"[{question['id']}] {question['text']}", question["how"]]
            lines += [f"  {number}. {option['text']}  ({option['id']})" for number, option in enumerate(question["options"], 1)]
            lines += [f"  {number} = {each['text']}" for number, each in enumerate(question["bins"], 1)]
        return "\n".join(lines[1:])

    def __repr__(self) -> str:
        return f"<cloudsim questions: {', '.join(each['id'] for each in self.questions)}>"

    def _repr_html_(self) -> str:
        parts = []
        for question in self.questions:
            parts.append(f"<p><strong>{html.escape(question['text'])}</strong> <code>{html.escape(question['id'])}</code><br>"
                         f"{html.escape(question['how'])}</p>")
            if question["options"]:
                items = "".join(f"<li>{html.escape(option['text'])} <code>{html.escape(option['id'])}</code></li>" for option in question["options"])
                parts.append(f"<ol>{items}</ol>")
            parts += [f"<p>{number} = {html.escape(each['text'])}</p>" for number, each in enumerate(question["bins"], 1)]
        return f'<div class="cloudsim-exercise" lang="{html.escape(self.lang)}">{"".join(parts)}</div>'


class Exercise:
    """One exercise and you. Made by `exercise("L04.E1")`. First the bet, then the run, then what you read off, then why."""

    def __init__(self, name: str, *, lang: str | None = None, learner: str | int | None = None, attempts: str | os.PathLike[str] | None = None,
                 exam: bool = False, teacher: bool = False, teach_path: str | None = None):
        self._handle = ctypes.c_void_p()
        self.lang = language(lang)
        learner = learner if learner is not None else os.environ.get("CLOUDSIM_LEARNER")
        options = _Options()
        _library.library.cloudsim_exercise_options_init(ctypes.byref(options), ctypes.c_size_t(ctypes.sizeof(options)))
        options.exam, options.teacher = int(exam), int(teacher)
        options.learner = None if learner is None else str(learner).encode()
        options.locale = self.lang.encode()
        options.attempts = None if attempts is None else os.fspath(attempts).encode()
        options.teach_path = _library.encoded(teach_path or os.environ.get("CLOUDSIM_TEACH_PATH"))
        _library.call("cloudsim_exercise_open", name.encode(), ctypes.byref(options), ctypes.byref(self._handle))
        self.data: dict[str, Any] = json.loads(_library.text("cloudsim_exercise_describe_json", self._handle))
        self.name: str = self.data["id"]

    def __del__(self) -> None:
        handle, self._handle = getattr(self, "_handle", None), ctypes.c_void_p()
        if handle:
            _library.library.cloudsim_exercise_free(handle)

    def _reply(self, name: str, *arguments: str | None) -> Reply:
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        _library.call("cloudsim_exercise_set_time", self._handle, now.encode())
        said = json.loads(_library.text(name, self._handle, *(_library.encoded(argument) for argument in arguments)))
        return Reply(said, self.attempts)

    @property
    def attempts(self) -> str:
        """Everything that was done, one JSON object a line, each sealed over itself and the line before."""
        return _library.text("cloudsim_exercise_attempts", self._handle)

    @property
    def title(self) -> str:
        return self.data["title"]

    @property
    def prompt(self) -> str:
        """What happens, with your numbers."""
        return self.data["prompt"]

    @property
    def questions(self) -> list[dict[str, Any]]:
        """id, ask, text, how to answer, options, bins."""
        return self.data["questions"]

    @property
    def stage(self) -> str:
        """unseen, predicted, run, read or explained."""
        return json.loads(_library.text("cloudsim_exercise_describe_json", self._handle))["stage"]

    def predict(self, answer: str | float, question: str | None = None, confidence: str | None = None) -> Reply:
        """Your bet, as you would write it: "0,02". It costs nothing to be wrong. `confidence`: guess, think or sure."""
        return self._reply("cloudsim_exercise_predict", question, str(answer), confidence)

    def ask(self, name: str | None = None) -> Questions | Reply:
        """All questions, or one by its id. "why" is the last one; it is asked once everything is read, and until then the reply says what comes first."""
        if name == "why":
            return Questions([self.data["why"]], self.lang) if self.stage in ("read", "explained") else self.explain("")
        return Questions([each for each in self.questions if name in (None, each["id"])], self.lang)

    def run(self, strict: bool = True) -> Result | Reply:
        """Runs the scenario with your numbers. Only after the bet: else StateError says so.

        With `strict=False` a reply says what comes first: for notebooks that are run as a whole.
        """
        said = self._reply("cloudsim_exercise_run")
        if said.status == "error":
            if not strict:
                return said
            raise _library.StateError(said.message, "wrong_state", said.key)
        return Result(_library.text("cloudsim_exercise_result_json", self._handle), self.lang)

    def read(self, answer: str | float, question: str | None = None) -> Reply:
        """What you read off the run. The reply says what is right, or what to look at."""
        return self._reply("cloudsim_exercise_read", question, str(answer))

    def explain(self, option: str | int, own_words: str | None = None) -> Reply:
        """Why it is so: one of the options by its id or number, then in your own words."""
        return self._reply("cloudsim_exercise_explain", str(option), own_words)

    def score(self) -> dict[str, float]:
        """Points of each part: {'predicted': 1, 'read': 2, 'explained': 2}. The scenario is run again for it."""
        points: dict[str, float] = {}
        for name, value in self._reply("cloudsim_exercise_score").points.items():
            part = name.split(".")[0]
            points[part] = points.get(part, 0) + value
        return points

    def grade(self) -> Reply:
        """The same with its words; `grade().check()` raises AssertionError unless everything is there."""
        return self._reply("cloudsim_exercise_score")

    def mark(self) -> float:
        """All points in one number: the last line of a cell that nbgrader grades. Says what is missing.

        Raises AssertionError when what was done has been altered.
        """
        said = self.grade()
        if said.status == "error":
            raise AssertionError(said.message)
        if not said.passed:
            print(said.message)
        return round(sum(said.points.values()), 6)  # thirds of points never sum up to more than there are

    def __str__(self) -> str:
        return "\n".join([self.title, "", self.prompt, "", str(self.ask())])

    def __repr__(self) -> str:
        return f"<cloudsim.Exercise {self.name}: {self.title}>"

    def _repr_html_(self) -> str:
        head = f"<h3>{html.escape(self.title)}</h3><p>{html.escape(self.prompt)}</p>"
        return f'<div class="cloudsim-exercise" lang="{html.escape(self.lang)}">{head}{self.ask()._repr_html_()}</div>'


def exercise(name: str, *, lang: str | None = None, learner: str | int | None = None, attempts: str | os.PathLike[str] | None = None,
             exam: bool = False, teacher: bool = False, teach_path: str | None = None) -> Exercise:
    """An exercise by its name.

        e = cloudsim.exercise("L04.E1", lang="es")
        e.predict("0,02")          # sealed; must come first
        e.run()                    # story, chart, table
        e.read("0,0206")           # checked; says what to look at
        e.explain("x.running", "…")
        e.score()                  # {'predicted': 1, 'read': 2, 'explained': 2}

    `learner` (or CLOUDSIM_LEARNER) draws numbers of your own; `attempts` is a file that keeps what you did. In an `exam`, nothing that is said
    tells right from wrong.
    """
    made = Exercise(name, lang=lang, learner=learner, attempts=attempts, exam=exam, teacher=teacher, teach_path=teach_path)
    _opened[made.name] = made
    return made


_opened: dict[str, Exercise] = {}


def opened(name: str) -> Exercise:
    """The exercise as it was last opened here: for tests of a grader, which know no variables. AssertionError when it was not."""
    if name not in _opened:
        raise AssertionError(f"{name} was not opened")
    return _opened[name]


def exercises() -> list[str]:
    """The names of all exercises."""
    return [each["id"] for each in json.loads(_library.text("cloudsim_exercises_json"))["exercises"]]
