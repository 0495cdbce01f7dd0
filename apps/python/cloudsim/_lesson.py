# SPDX-License-Identifier: Apache-2.0
"""Lessons in a notebook: what frames the exercises."""
from __future__ import annotations

import ctypes
import html
import json
import os
import pathlib
import re
from typing import Any

from . import _library
from ._exercise import Exercise, Reply, _opened, _Options
from ._input import language


class Words:
    """A text of a lesson, in finished paragraphs. Shows itself in a notebook; `print` it elsewhere."""

    def __init__(self, lines: list[str], lang: str):
        self.lines, self.lang = lines, lang

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        parts: list[str] = []
        items: list[str] = []
        for line in [*self.lines, ""]:
            words = re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(line.strip().removeprefix("- ")))
            if line.startswith("  "):
                items.append(f"<li>{words}</li>")
                continue
            if items:
                parts.append(f"<ul>{''.join(items)}</ul>")
                items = []
            if words:
                parts.append(f"<p>{words}</p>")
        return f'<div class="cloudsim-words" lang="{html.escape(self.lang)}">{"".join(parts)}</div>'


class Lesson:
    """A lesson around exercises that you do with `exercise`. Made by `lesson("L04")`.

    What its texts say after the exercises holds numbers of your own runs, so it is said once they are done.
    """

    def __init__(self, name: str, *, lang: str | None = None, learner: str | int | None = None, teach_path: str | None = None):
        self.lang = language(lang)
        learner = learner if learner is not None else os.environ.get("CLOUDSIM_LEARNER")
        self._learner = "" if learner is None else str(learner)
        self._teach_path = teach_path or os.environ.get("CLOUDSIM_TEACH_PATH")
        with _Pages(name, self, None) as pages:
            self.data: dict[str, Any] = pages.told("cloudsim_lesson_describe_json")
        self.name: str = self.data["id"]

    @property
    def title(self) -> str:
        return self.data["title"]

    @property
    def exercises(self) -> list[str]:
        """The names of its exercises, in order."""
        return self.data["exercises"]

    def text(self, name: str) -> Words | Reply:
        """"explain", "fine_print" or "extend". Until the exercises are done, a reply says what comes first."""
        with self._pages() as pages:
            return self._missing(pages, name) or Words(pages.told("cloudsim_lesson_screen_json")["lines"][1:], self.lang)

    def exit(self, option: str | int) -> Words | Reply:
        """Your answer to the last question, by number; says whether it is right, and why. Nobody keeps it."""
        with self._pages() as pages:
            return self._missing(pages, "exit") or Words(pages.told("cloudsim_lesson_take", str(option).encode())["lines"], self.lang)

    def _pages(self) -> _Pages:
        """The lesson of somebody who has done what was done with the exercises that are open."""
        done = "".join(_opened[each].attempts for each in self.exercises if each in _opened)
        return _Pages(self.name, self, done)

    def _missing(self, pages: _Pages, name: str) -> Reply | None:
        """Turns pages up to the one of that name; what the exercise says at which that ends."""
        seen = None
        while (page := pages.told("cloudsim_lesson_screen_json"))["id"] != name:
            if page["id"] == seen:  # an empty line does not answer a question
                each = ".".join(seen.split(".")[:2])
                at = _opened.get(each) or Exercise(each, lang=self.lang, learner=self._learner or None, teach_path=self._teach_path)
                return at.explain("")
            if page["done"]:
                raise KeyError(name)
            seen = page["id"]
            pages.told("cloudsim_lesson_take", b"")
        return None

    def __str__(self) -> str:
        return "\n".join(self.data["about"])

    def __repr__(self) -> str:
        return f"<cloudsim.Lesson {self.name}: {self.title}>"

    def _repr_html_(self) -> str:
        title, *about = self.data["about"]
        return f'<h2 lang="{html.escape(self.lang)}">{html.escape(title)}</h2>{Words(about, self.lang)._repr_html_()}'


class _Pages:
    """cloudsim_lesson of cloudsim.h: a lesson that is leafed through. `done`: lines of attempts; None for none."""

    def __init__(self, name: str, lesson: Lesson, done: str | None):
        self._handle = ctypes.c_void_p()
        import tempfile  # late: it costs the import of the package more than all the rest of this file

        self._folder = tempfile.TemporaryDirectory() if done else None
        options = _Options()
        _library.library.cloudsim_exercise_options_init(ctypes.byref(options), ctypes.c_size_t(ctypes.sizeof(options)))
        options.locale = lesson.lang.encode()
        options.learner = _library.encoded(lesson._learner or None)
        options.teach_path = _library.encoded(lesson._teach_path)
        if self._folder is not None:
            path = pathlib.Path(self._folder.name) / "attempts.jsonl"
            path.write_text(done or "", encoding="utf-8", newline="\n")
            options.attempts = os.fspath(path).encode()
        try:
            _library.call("cloudsim_lesson_open", name.encode(), ctypes.byref(options), ctypes.byref(self._handle))
        except BaseException:
            self.__exit__()
            raise

    def told(self, function: str, *arguments: bytes) -> dict[str, Any]:
        return json.loads(_library.text(function, self._handle, *arguments))

    def __enter__(self) -> _Pages:
        return self

    def __exit__(self, *_: object) -> None:
        handle, self._handle = self._handle, ctypes.c_void_p()
        if handle:
            _library.library.cloudsim_lesson_free(handle)
        if self._folder is not None:
            self._folder.cleanup()


def lesson(name: str, *, lang: str | None = None, learner: str | int | None = None, teach_path: str | None = None) -> Lesson:
    """A lesson by its name: `lesson("L04")`. Its exercises are done with `exercise`; `lessons()` lists what there is."""
    return Lesson(name, lang=lang, learner=learner, teach_path=teach_path)


def lessons(lang: str | None = None) -> Any:
    """Id, title, minutes, prerequisites and exercises of every lesson."""
    from ._table import Table

    told = json.loads(_library.text("cloudsim_lessons_json", language(lang).encode()))
    return Table(told["lessons"], ("id", "title", "minutes", "prerequisites", "exercises"))
