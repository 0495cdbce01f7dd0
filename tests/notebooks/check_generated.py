# SPDX-License-Identifier: Apache-2.0
"""What is checked in is what the generator writes; code is the same in both languages; the notebooks are valid; nbgrader finds its cells."""
import json
import pathlib
import sys

import nbformat

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "apps/notebooks/notebooks"
sys.path.insert(0, str(ROOT / "apps/notebooks"))
import generate  # noqa: E402
import make_sample  # noqa: E402


def code_of(notebook, but_for=()):
    return [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code" and not set(but_for) & set(cell["metadata"].get("tags", []))]


def main():
    problems = []
    wanted = generate.notebooks()
    wanted["requests.csv"] = "\n".join(make_sample.lines()) + "\n"
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir() if path.is_file()}
    problems += [f"{name}: not what apps/notebooks writes; run apps/notebooks/generate.py (or make_sample.py)" for name in sorted(wanted.keys() | there.keys())
                 if wanted.get(name) != there.get(name)]
    pages = {name: json.loads(text) for name, text in there.items() if name.endswith(".ipynb")}
    for name, page in pages.items():
        nbformat.validate(page)
        if name.endswith(".es.ipynb"):
            continue
        other = pages[name.replace(".en.", ".es.")]
        if code_of(page, ["language"]) != code_of(other, ["language"]):
            problems.append(f"{name}: code differs between languages")
        different = [(a, b) for a, b in zip(code_of(page), code_of(other)) if a != b]
        if len(different) != 1 or "".join(different[0][0]).replace('"en"', '"es"') != "".join(different[0][1]):
            problems.append(f"{name}: exactly one code cell sets the language, and nothing else")
        if [cell["id"] for cell in page["cells"]] != [cell["id"] for cell in other["cells"]]:
            problems.append(f"{name}: cells differ between languages")
        spec_ids = sorted(path.stem.replace(".", "-") for path in (ROOT / "scenarios/exercises").glob(f"{name.split('.')[0]}.E*.yaml"))
        marks = {cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"] for cell in page["cells"]
                 if cell["metadata"].get("nbgrader", {}).get("grade")}
        if spec_ids and sorted(marks) != spec_ids:
            problems.append(f"{name}: graded cells {sorted(marks)}, exercises {spec_ids}")
        problems += [f"{name}: {each} cannot be graded" for each, mark in marks.items()
                     if not (mark["points"] > 0 and mark["locked"] and not mark["solution"])]
    lessons = {path.stem for path in (ROOT / "scenarios/lessons").glob("*.yaml") if (ROOT / f"locales/en/lessons/{path.stem}.md").is_file()}
    problems += [f"{lesson}.{language}.ipynb is missing" for lesson in sorted(lessons) for language in ("en", "es") if f"{lesson}.{language}.ipynb" not in pages]
    print("\n".join(problems) or f"{len(pages)} notebooks")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
