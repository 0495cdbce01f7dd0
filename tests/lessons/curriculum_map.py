# SPDX-License-Identifier: Apache-2.0
"""usage: curriculum_map.py PROGRAM [--update]: docs/*/reference/curriculum.md is what the program says about lessons and statements."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = {
    "en": {"title": "Curriculum map", "intro": "Generated from the lessons and checked by a test: `python3 tests/lessons/curriculum_map.py PROGRAM --update`.",
           "lessons": "Lessons", "claims": "The 53 statements and where each is shown",
           "lesson_row": "| lesson | title | minutes | exercises |", "claim_row": "| statement | the source says | lessons | scenarios | exercises |"},
    "es": {"title": "Mapa del curso", "intro": "Se genera a partir de las lecciones y lo comprueba una prueba: `python3 tests/lessons/curriculum_map.py PROGRAMA --update`.",
           "lessons": "Lecciones", "claims": "Las 53 afirmaciones y dónde se muestra cada una",
           "lesson_row": "| lección | título | minutos | ejercicios |", "claim_row": "| afirmación | el documento de origen dice | lecciones | escenarios | ejercicios |"},
}


def ask(program, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, CLOUDSIM_ATTEMPTS=os.path.join(folder, "attempts.jsonl"))
        environment.pop("CLOUDSIM_TEACH_PATH", None)
        shown = subprocess.run([program, *arguments, "--format", "json", "--quiet"], env=environment, stdout=subprocess.PIPE, text=True)
    return json.loads(shown.stdout)


def page(program, tag):
    words = WORDS[tag]
    lines = [f"# {words['title']}", "", words["intro"], "", f"## {words['lessons']}", "", words["lesson_row"], "|---|---|---|---|"]
    exercises = {}
    for row in ask(program, "exercise", "list", "--lang", tag):
        exercises.setdefault(row["id"].split(".")[0], []).append(f"{row['id']} {row['title']}")
    for row in ask(program, "lesson", "list", "--lang", tag):
        lines.append(f"| {row['id']} | {row['title']} | {row['minutes']} | {'; '.join(exercises.get(row['id'], []))} |")
    lines += ["", f"## {words['claims']}", "", words["claim_row"], "|---|---|---|---|---|"]
    for row in ask(program, "lessons", "coverage", "--lang", tag):
        lines.append(f"| {row['claim']} | {row['says']} | {row['lessons']} | {row['scenarios']} | {row['exercises']} |")
    return "\n".join(lines) + "\n"


def main():
    problems = 0
    for tag in WORDS:
        path = ROOT / "docs" / tag / "reference/curriculum.md"
        text = page(sys.argv[1], tag)
        if "--update" in sys.argv:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            problems += 1
            print(f"{path.relative_to(ROOT)} is not what the lessons say: run this with --update")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
