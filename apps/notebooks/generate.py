#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the notebooks: one for each lesson and language, and those of pages/, into notebooks/ (or the folder that is named). Needs PyYAML.

usage: generate.py [FOLDER]

The source is that of the lessons: scenarios/lessons, scenarios/exercises and the words of locales/. The language decides about Markdown cells and about one
code cell, tagged `language`, that sets it; all other code cells are the same bytes in every language, and this program refuses to write anything else.
No cell holds an answer: what depends on numbers of a run, prompts included, is said by the package when the cell runs.
"""
import functools
import json
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "es")
PAGES = ("first-ten-minutes", "calibrate")
KEPT = {"grade": False, "solution": False, "locked": True, "task": False}  # nbgrader puts these cells back as they were


def grade_id(exercise):
    """nbgrader takes no points in names."""
    return exercise.replace(".", "-")


@functools.cache
def load(path):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


@functools.cache
def blocks(path):
    """A file of texts: what follows each <!-- id: name -->, by name."""
    parts = re.split(r"^<!-- id: (\S+) -->\n", (ROOT / path).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2])}


class Words:
    """What is said in one language."""

    def __init__(self, language):
        self.language = language
        self.common = blocks(f"locales/{language}/notebooks/common.md")
        self.play = load(f"locales/{language}/exercise.yaml")[language]["exercise"]["play"]

    def page(self, name):
        return blocks(f"locales/{self.language}/notebooks/{name}.md")

    def lesson(self, name):
        return blocks(f"locales/{self.language}/lessons/{name}.md")

    def term(self, name):
        files = sorted((ROOT / f"locales/{self.language}/explain").glob("glossary_*.yaml"))
        return next(found[name] for found in (load(str(path))[self.language]["glossary"] for path in files) if name in found)

    def exercise(self, name):
        return load(f"locales/{self.language}/exercises/{name.split('.')[0]}.yaml")[self.language][name]


class Notebook:
    """The cells of one notebook in one language."""

    def __init__(self, name, words, about):
        self.name, self.words, self.about = name, words, about
        self.cells = []

    def _add(self, kind, name, source, tags=(), **metadata):
        if tags:
            metadata["tags"] = list(tags)
        name = re.sub(r"[^A-Za-z0-9_-]", "-", name)
        if any(cell["id"] == name for cell in self.cells):
            raise SystemExit(f"{self.name}: two cells are called {name}")
        cell = {"cell_type": kind, "id": name, "metadata": metadata, "source": source.splitlines(keepends=True)}
        if kind == "code":
            cell.update(execution_count=None, outputs=[])
        self.cells.append(cell)

    def text(self, name, source):
        if re.search(r"\{\w+\}", source):
            raise SystemExit(f"{self.name}: {name} waits for numbers of a run, and Markdown has none")
        self._add("markdown", name, source)

    def code(self, name, source, tags=(), **metadata):
        self._add("code", name, source, tags, **metadata)

    def language(self):
        self.code("language", f'import cloudsim\n\ncloudsim.use_language("{self.words.language}")', ["language"])

    def answer(self, exercise, part, question, source):
        name = f"{exercise}-{part}" + (f"-{question}" if question else "")
        self.code(name, source, ["cloudsim-answer"], cloudsim={"exercise": exercise, "part": part, "question": question})

    def exercise(self, name, heading, before_run="", after_run=""):
        """Open, bet, run, read, explain, mark: as `cloudsim lesson play` goes."""
        spec = load(f"scenarios/exercises/{name}.yaml")
        points = spec["points"]
        say = self.words.common
        self.text(name, heading)
        self.code(f"{name}-open", f'e = cloudsim.exercise("{name}")\ne', ["cloudsim-open"],
                  nbgrader={**KEPT, "grade_id": f"{grade_id(name)}-open", "schema_version": 3, "cell_type": "code"})
        self.text(f"{name}-to-bet", say["bet"])
        for question in spec["questions"]:
            self.answer(name, "predict", question["id"], f'e.predict("", "{question["id"]}", confidence="")')
        if before_run:
            self.text(f"{name}-to-run", before_run)
        self.code(f"{name}-run", "e.run(strict=False)", ["cloudsim-run"])
        if after_run:
            self.text(f"{name}-after-run", after_run)
        self.text(f"{name}-to-read", say["read"])
        self.code(f"{name}-ask", "e.ask()", ["cloudsim-ask"])
        for question in spec["questions"]:
            self.answer(name, "read", question["id"], f'e.read("", "{question["id"]}")')
        self.text(f"{name}-to-explain", say["explain"])
        self.code(f"{name}-why", 'e.ask("why")', ["cloudsim-ask"])
        self.answer(name, "explain", "", 'e.explain("", "")')
        self.text(f"{name}-to-mark", say["mark"])
        self.code(f"{name}-mark", "e.mark()", ["cloudsim-grade"],
                  nbgrader={**KEPT, "grade": True, "grade_id": grade_id(name), "points": sum(points.values()), "schema_version": 3, "cell_type": "code"})

    def json(self):
        metadata = {"cloudsim": {**self.about, "language": self.words.language},
                    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
        whole = {"cells": self.cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def title_of_exercise(words, number, count, name):
    return "### " + words.play["exercise"].format(number=number, count=count, title=words.exercise(name)["title"])


def lesson_notebook(name, words):
    spec = load(f"scenarios/lessons/{name}.yaml")
    lesson, say, play = words.lesson(name), words.common, words.play
    made = Notebook(name, words, {"lesson": name})
    heading = play["heading"]
    aims = "\n".join("- " + lesson[f"aim.{each}"].replace("\n", " ") for each in spec["objectives"])
    terms = "\n".join(f"- **{each['name']}**: {each['means']}" for each in map(words.term, spec["terms"]))
    made.text("title", f"# {name} · {lesson['title']}\n\n{play['about'].format(id=name, minutes=spec['minutes'])}\n\n{aims}\n\n"
                       f"{say['terms']}\n\n{terms}\n\n{say['how']}")
    made.language()
    made.code("lesson", f'lesson = cloudsim.lesson("{name}")')

    controls = spec["play"]["controls"]
    rows = [[lesson[f"control.{each['id']}"].replace("\n", " "), f"`{each['path']}`", ", ".join(f"`{value}`" for value in each["try"])] for each in controls]
    head = [say[f"column.{each}"] for each in ("control", "path", "worth_trying")]
    table = "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * 3, *rows])
    made.text("open", f"## {heading['open']}\n\n{lesson['open']}\n\n{say['controls']}\n\n{table}")
    settings = "".join(f'    {json.dumps(each["path"])}: {json.dumps(str(each["default"]))},\n' for each in controls)
    made.code("play", f'cloudsim.run("{spec["play"]["scenario"]}", settings={{\n{settings}}})', ["cloudsim-play", "parameters"])

    made.text("bet", f"## {heading['bet']}\n\n{lesson['bet']}")
    count = len(spec["exercises"])
    for number, each in enumerate(spec["exercises"], 1):
        first = number == 1
        made.exercise(each, title_of_exercise(words, number, count, each),
                      f"#### {heading['run']}\n\n{lesson['run']}" if first else "", f"#### {heading['read']}\n\n{lesson['read']}" if first else "")
    made.text("explain", f"## {heading['explain']}\n\n{say['after']}")
    made.code("explain-text", 'lesson.text("explain")', ["cloudsim-text"])
    made.text("fine-print", f"## {heading['fine_print']}")  # the source's own words come with it
    made.code("fine-print-text", 'lesson.text("fine_print")', ["cloudsim-text"])
    made.text("extend", f"## {heading['extend']}\n\n{lesson['extend']}")
    options = "\n".join(f"{number}. " + lesson[f"exit.{each}"].replace("\n", " ") for number, each in enumerate(spec["exit"]["options"], 1))
    made.text("exit", f"## {heading['exit']}\n\n{lesson['exit']}\n\n{options}\n\n{say['exit']}")
    made.code("exit-answer", 'lesson.exit("")', ["cloudsim-answer"], cloudsim={"exercise": name, "part": "exit", "question": ""})
    return made


def page_notebook(name, words):
    """pages/NAME.py: code in order; `# %% text NAME` a text of locales, `# %% code NAME`, `# %% exercise NAME`, `# %% language`."""
    said = words.page(name)
    made = Notebook(name, words, {"page": name})
    made.text("title", f"# {said['title']}\n\n{said['intro']}")
    for part in re.split(r"^# %% ", (ROOT / f"apps/notebooks/pages/{name}.py").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        mark, _, body = part.partition("\n")
        kind, _, what = mark.partition(" ")
        if kind == "text":
            made.text(f"about-{what}", said[what])
        elif kind == "language":
            made.language()
        elif kind == "exercise":
            made.exercise(what, title_of_exercise(words, 1, 1, what))
        else:
            made.code(what, body.strip())
    return made


def same_code(notebooks):
    """Code cells of the same notebook in all languages, but for the one that sets the language."""
    code = [[(cell["id"], cell["metadata"], cell["source"]) for cell in each.cells if cell["cell_type"] == "code" and cell["id"] != "language"]
            for each in notebooks]
    return all(each == code[0] for each in code) and len({len(each.cells) for each in notebooks}) == 1


def notebooks():
    """File name → content."""
    lessons = sorted(path.stem for path in (ROOT / "scenarios/lessons").glob("*.yaml") if re.fullmatch(r"[A-Z]\d+", path.stem))
    files = {}
    for name in [*lessons, *PAGES]:
        made = [(page_notebook if name in PAGES else lesson_notebook)(name, Words(language)) for language in LANGUAGES]
        if not same_code(made):
            raise SystemExit(f"{name}: code differs between languages")
        for each in made:
            files[f"{name}.{each.words.language}.ipynb"] = each.json()
    return files


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in notebooks().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    print(f"{len(notebooks())} notebooks in {folder}")


if __name__ == "__main__":
    main()
