# SPDX-License-Identifier: Apache-2.0
"""usage: run_notebooks.py PROGRAM [NOTEBOOK…]: runs every notebook in both languages, as it is and with right answers, and compares all numbers.

As it is: somebody who runs all cells and has answered nothing meets no error, gets no point, and sees no answer. Answered: every exercise is worth all its
points. The right answers are asked from the program, as a teacher would; they stand in no file. With CLOUDSIM_NOTEBOOKS_OUT, executed notebooks are kept there.
"""
import concurrent.futures
import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import nbclient
import nbformat
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "apps/notebooks/notebooks"
LANGUAGES = ("en", "es")
# What one language has to say and the other does not: the Spanish source uses "rendimiento" in two senses, and points to lesson 11 for the other.
ALONE = {("L03", "fine-print-text", "es"): ["11"]}
SPACES = "\u00a0\u202f\u2009"


def numbers(text, language):
    """All numbers of a text, in order of size: 1,234.5 and 1 234,5 are the same."""
    if language == "es":
        text = re.sub(rf"(?<=\d)[{SPACES}](?=\d{{3}}(?!\d))", "", text)
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    else:
        text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return sorted(re.findall(r"(?<![\w.])\d+(?:\.\d+)?", text))


def shown(output):
    """What somebody reads of an output."""
    if output.output_type == "stream":
        return output.text
    data = output.get("data", {})
    if "text/html" in data:
        page = re.sub(r"(?s)<(style|script)\b.*?</\1>", " ", data["text/html"])
        return re.sub(r"<[^>]+>", " ", page)
    return data.get("text/plain", "") if "image/png" not in data else str(output.metadata)


def right_answers(program, exercise):
    """Question → what a learner who knows types, with a decimal point."""
    told = subprocess.run([program, "exercise", "show", exercise, "--teacher", "--format", "json", "--lang", "en"], capture_output=True, text=True, check=True)
    answers = {}
    for question, answer in re.findall(r"^\[(\w+)\] Answer: (.*)$", json.loads(told.stdout)["message"], flags=re.MULTILINE):
        plain = re.sub(r"(?<=\d),(?=\d{3})", "", answer)
        answers[question] = plain if re.fullmatch(r"\d+( \d+)*", plain) else re.search(r"\d+(\.\d+)?", plain).group()
    return answers


def answered(notebook, keys, language):
    """The notebook with its answer cells filled in."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        what = cell.metadata.get("cloudsim")
        if cell.cell_type != "code" or not what:
            continue
        if what["part"] == "exit":
            spec = yaml.safe_load((ROOT / f"scenarios/lessons/{what['exercise']}.yaml").read_text(encoding="utf-8"))["exit"]
            answer = str(spec["options"].index(spec["correct"]) + 1)
        else:
            answer = keys[what["exercise"]][what["question"] or "explain"]
        if language == "es":
            answer = answer.replace(".", ",")
        cell.source = cell.source.replace('""', json.dumps(answer), 1)
    return notebook


class Kernel:
    """One kernel, in which a notebook is run twice: opening an exercise again begins it anew."""

    def __init__(self, notebook, folder):
        self.client = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True, extra_arguments=["--log-level=ERROR"],
                                            resources={"metadata": {"path": folder}})

    def run(self, notebook):
        self.client.nb = notebook
        for number, cell in enumerate(notebook.cells):
            self.client.execute_cell(cell, number)
        return notebook


def outcome(notebook, name, problems):
    """Texts of all outputs by cell; errors and warnings become problems."""
    seen = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if output.output_type == "error":
                problems.append(f"{name}, {cell.id}: {output.ename}: {output.evalue[:300]}")
            if output.output_type == "stream" and output.name == "stderr":
                problems.append(f"{name}, {cell.id}: on stderr: {output.text[:300]}")
        seen[cell.id] = "\n".join(shown(output) for output in cell.outputs)
    return seen


def mark_of(cell):
    return next((float(output.data["text/plain"]) for output in cell.outputs if output.output_type == "execute_result"), None)


def check(stem, program):
    problems, seen = [], {}
    began = time.monotonic()
    for language in LANGUAGES:
        name = f"{stem}.{language}"
        notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
        graded = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")}
        keys = {each: right_answers(program, each) for each in (mark.replace("-", ".") for mark in graded)}
        kernel = Kernel(notebook, FOLDER)
        with kernel.client.setup_kernel():
            empty = kernel.run(copy.deepcopy(notebook))
            seen[language, "empty"] = outcome(empty, name, problems)
            full = kernel.run(answered(notebook, keys, language))
            seen[language, "answered"] = outcome(full, f"{name} answered", problems)
        if os.environ.get("CLOUDSIM_NOTEBOOKS_OUT"):
            out = pathlib.Path(os.environ["CLOUDSIM_NOTEBOOKS_OUT"])
            nbformat.write(empty, out / f"{name}.empty.ipynb")
            nbformat.write(full, out / f"{name}.answered.ipynb")
        for cells, of in ((empty.cells, {each: 0 for each in graded}), (full.cells, graded)):
            for cell in cells:
                if cell.metadata.get("nbgrader", {}).get("grade") and mark_of(cell) != of[cell.metadata.nbgrader.grade_id]:
                    problems.append(f"{name}, {cell.id}: {mark_of(cell)} points, not {of[cell.metadata.nbgrader.grade_id]}")
        whole = numbers("\n".join([*(cell.source for cell in notebook.cells), *seen[language, "empty"].values()]), language)
        for each, key in keys.items():
            # Numbers of few figures stand in a text by chance.
            told = [answer for answer in key.values() if len(answer.replace(".", "").strip("0")) >= 4 and " " not in answer and answer in whole]
            problems += [f"{name}: {answer}, an answer of {each}, can be read before it is found" for answer in told]
    for part in ("empty", "answered"):
        for cell in seen["en", part]:
            first, second = (list(numbers(seen[language, part][cell], language)) for language in LANGUAGES)
            for language, found in zip(LANGUAGES, (first, second)):
                for number in ALONE.get((stem, cell, language), []):
                    if number in found:
                        found.remove(number)
            if first != second:
                only = [sorted(set(a) - set(b)) for a, b in ((first, second), (second, first))]
                problems.append(f"{stem} {part}, {cell}: numbers differ: en has {only[0][:8]}, es has {only[1][:8]}, {len(first)} and {len(second)} in all")
    return stem, time.monotonic() - began, problems


def main():
    program = sys.argv[1]
    stems = sys.argv[2:] or sorted({path.name.split(".")[0] for path in FOLDER.glob("*.ipynb")})
    if not stems:
        print("no notebooks")
        return 1
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR"):
            os.environ[name] = os.path.join(folder, name)
        os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            for stem, took, found in pool.map(check, stems, [program] * len(stems)):
                print(f"{stem}: {took:.1f} s" + "".join(f"\n  {each}" for each in found), flush=True)
                problems += found
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
