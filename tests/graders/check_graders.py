# SPDX-License-Identifier: Apache-2.0
"""usage: check_graders.py FOLDER PROGRAM: nbgrader and otter-grader mark the shipped notebooks of a lesson, unchanged, in a virtual environment
kept in FOLDER. Three learners: everything right; some wrong; nothing done. The marks must be the exercises' own scores, from nbgrader, from
otter-grader, and from `cloudsim grade` over the notebooks. Ends with 77, skipped, where no package index can be reached."""
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "support"))
PACKAGES = ["nbgrader==0.9.*", "otter-grader>=6", "PyYAML"]
LESSON = "L04"
EXERCISES = ["L04.E1", "L04.E2", "L04.E3"]
OF = 5  # points of each: a bet 1, what was read 2, why 2
# Leo: E1: a bet 1, a wrong figure, so no reason yet: 1. E2: a bet 1, both figures 2, the right reason at the second try, half of 2: 4.
# E3: both bets 1, one of two readings, half of 2: 2.
EXPECTED = {"ana": [5, 5, 5], "leo": [1, 4, 2], "eva": [0, 0, 0]}


class Failed(Exception):
    pass


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise Failed(f"{' '.join(str(word) for word in command)}\n{done.stdout[-2500:]}\n{done.stderr[-2500:]}")
    return done.stdout + done.stderr


def answers():
    """What is right, read from the runs as a learner reads it, and the reasons. Runs in the virtual environment."""
    import cloudsim
    import yaml

    told = {}
    for name in EXERCISES:
        file = yaml.safe_load((ROOT / f"scenarios/exercises/{name}.yaml").read_text())
        e = cloudsim.exercise(name, teacher=True)
        result = e.run()

        def figure(path):
            deployment, *keys = path[0].split(".")
            value = result[deployment]
            for key in keys:
                value = value[key]
            return repr(float(value))

        for question in file["questions"]:
            if question["ask"] == "number":
                value = eval(re.sub(r"[a-z_]+(\.[a-z_]+)+", figure, question["metric"]))
                told[f"{name}.{question['id']}"] = f"{value:.6f}" if value < 1 else f"{value:.4f}"
            else:
                told[f"{name}.{question['id']}"] = question["correct"]
        told[f"{name}.why"] = file["explain"]["correct"]
        told[f"{name}.not_why"] = next(option for option in file["explain"]["options"] if option != file["explain"]["correct"])
    print(json.dumps(told))


def fill(notebook, learner, right):
    """The notebook as the learner hands it in."""
    seen = {}
    for cell in notebook["cells"]:
        if "cloudsim-answer" not in cell["metadata"].get("tags", []):
            continue
        where = cell["metadata"]["cloudsim"]
        name, part, question = where.get("exercise"), where["part"], where.get("question")
        number = seen[name, part] = seen.get((name, part), 0) + 1
        if name not in EXERCISES or learner == "eva" or (learner == "leo" and name == "L04.E3" and part == "read" and number == 2):
            continue
        wrong = learner == "leo" and name == "L04.E1"
        if part == "predict":
            source = f'e.predict("{right[f"{name}.{question}"]}", "{question}", confidence="guess")'
        elif part == "read":
            source = f'e.read("{"98765" if wrong else right[f"{name}.{question}"]}", "{question}")'
        else:
            first, second = right[f"{name}.not_why"], right[f"{name}.why"]
            tries = [first] if wrong else [first, second] if learner == "leo" else [second]
            source = "\n".join(f'e.explain("{each}", "…")' for each in tries)
        cell["source"] = source
    return notebook


def nbgrader(scripts, folder, notebook, language, right):
    """A course folder: the notebook is released, filled in, collected, marked; the marks are exported."""
    course = folder / "course"
    (course / f"source/{LESSON}").mkdir(parents=True)
    (course / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "cloud"\n'
                                               'c.ExportApp.plugin_class = "nbgrader.plugins.export.CsvExportPlugin"\n')
    shutil.copy(notebook, course / f"source/{LESSON}")
    run(scripts / "nbgrader", "generate_assignment", LESSON, cwd=course)
    released = json.loads((course / f"release/{LESSON}" / notebook.name).read_text())
    for learner in EXPECTED:
        target = course / f"submitted/{learner}/{LESSON}" / notebook.name
        target.parent.mkdir(parents=True)
        target.write_text(json.dumps(fill(json.loads(json.dumps(released)), learner, right)))
    run(scripts / "nbgrader", "autograde", LESSON, "--create", cwd=course)
    run(scripts / "nbgrader", "export", cwd=course)
    with open(course / "grades.csv", newline="", encoding="utf-8") as file:
        totals = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    expected = {learner: float(sum(marks)) for learner, marks in EXPECTED.items()}
    if totals != expected:
        raise Failed(f"nbgrader, {language}: {totals}, not {expected}")
    each = run(scripts / "python", HERE / "marks.py", course / "gradebook.db", LESSON, notebook.stem)
    told = {learner: [marks.get(name.replace(".", "-")) for name in EXERCISES] for learner, marks in json.loads(each).items()}
    if told != EXPECTED:
        raise Failed(f"nbgrader, {language}: {told}, not {EXPECTED}")
    return {learner: course / f"autograded/{learner}/{LESSON}" / notebook.name for learner in EXPECTED}


def otter(scripts, folder, submissions, language):
    """Tests of the exercises, packed as an autograder, over what was handed in."""
    run(scripts / "python", "-m", "cloudsim.otter", folder / "tests", *EXERCISES)
    run(scripts / "otter", "generate", "-t", folder / "tests", "-o", folder / "autograder.zip", "--no-environment", cwd=folder)
    for learner, path in submissions.items():
        place = folder / learner
        place.mkdir()
        shutil.copy(path, place / path.name)
        run(scripts / "otter", "run", "-a", folder / "autograder.zip", "-o", place, place / path.name, cwd=place)
        results = json.loads((place / "results.json").read_text())
        points = {name: 0 for name in EXERCISES}
        for test in results["tests"]:
            for name in EXERCISES:
                if test["name"].startswith(name):
                    points[name] += test["score"]
        if list(points.values()) != EXPECTED[learner]:
            raise Failed(f"otter-grader, {language}, {learner}: {points}, not {EXPECTED[learner]}\n{json.dumps(results, indent=1)[:3000]}")


def own(program, submissions, language):
    """`cloudsim grade` reads the sealed attempts in the notebooks' outputs. Who has done nothing has no row."""
    told = run(program, "grade", *submissions.values(), "--format", "csv", "--lang", language)
    rows = {row["Username"]: [float(row[name] or 0) for name in EXERCISES] for row in csv.DictReader(told.splitlines())}
    expected = {learner: marks for learner, marks in EXPECTED.items() if any(marks)}
    if rows != expected:
        raise Failed(f"cloudsim grade, {language}: {rows}, not {expected}\n{told}")


def main():
    if sys.argv[1] == "answers":
        answers()
        return 0
    import environments

    python = environments.python_with(sys.argv[1], PACKAGES)
    program = pathlib.Path(sys.argv[2]).resolve()
    scripts = python.parent
    os.environ["PATH"] = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    os.environ.pop("CLOUDSIM_LEARNER", None)
    right = json.loads(run(python, __file__, "answers"))
    notebooks = pathlib.Path(os.environ.get("CLOUDSIM_NOTEBOOKS", ROOT / "apps/notebooks/notebooks"))
    problems = []
    for language in ("en", "es"):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            os.environ.update(HOME=str(folder), JUPYTER_DATA_DIR=str(folder / "jupyter"), IPYTHONDIR=str(folder / "ipython"))
            try:
                marked = nbgrader(scripts, folder, notebooks / f"{LESSON}.{language}.ipynb", language, right)
                own(program, marked, language)
                otter(scripts, folder, marked, language)
            except Failed as failed:
                problems.append(str(failed))
    print("\n".join(problems) or f"nbgrader, otter-grader and cloudsim grade: {EXPECTED}, in both languages")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
