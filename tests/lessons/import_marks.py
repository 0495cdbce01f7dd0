# SPDX-License-Identifier: Apache-2.0
"""usage: import_marks.py PROGRAM: a class with hard names is marked in both languages, and the files are read as Moodle and Canvas read
them.

The rules are those of the importers' sources, written anew here (docs/en/guides/class-mode.md names them). Moodle: UTF-8, PHP's fgetcsv with
its backslash, every row as wide as the headings, cells trimmed, numbers with the decimal sign of the site's language or a point. Canvas:
columns 1 to 5 by their headings, comma or semicolon guessed from the first three lines, RFC 4180 without mercy, bare numbers normalised,
a line "Points Possible"."""
import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
# name as typed → name as a file may hold it (a formula becomes text, control characters become spaces)
NAMES = {
    "Núñez": "Núñez",
    "O'Neil, Jr.": "O'Neil, Jr.",
    '“O\'Neil", Jr.': '“O\'Neil", Jr.',
    "ana 😀": "ana 😀",
    "semi;colon": "semi;colon",
    "00123": "00123",
    '=HYPERLINK("http://example.org")': '\'=HYPERLINK("http://example.org")',
    "+34600": "'+34600",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    "＝1": "'＝1",
    "back\\slash": "back\\slash",
    "ends, with\\": "ends, with\\ ",
    "two\nlines": "two lines",
    "plain": "plain",
}
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
problems = []


def check(is_so, text):
    if not is_so:
        problems.append(text)


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def php_fgetcsv(text):
    """Rows as PHP's fgetcsv has them: in quotes a backslash keeps the next character from its meaning and stays."""
    rows, row, cell, quoted, at = [], [], "", False, 0
    while at < len(text):
        c = text[at]
        if quoted:
            if c == "\\" and at + 1 < len(text):
                cell += c + text[at + 1]
                at += 1
            elif c == '"' and text[at + 1 : at + 2] == '"':
                cell += '"'
                at += 1
            elif c == '"':
                quoted = False
            else:
                cell += c
        elif c == '"' and cell == "":
            quoted = True
        elif c == ",":
            row.append(cell)
            cell = ""
        elif c == "\n":
            rows.append(row + [cell])
            row, cell = [], ""
        else:
            cell += c
        at += 1
    check(not quoted and not row and not cell, "Moodle: the file ends inside a row")
    return rows


def moodle_number(text, decimal_sign):
    """A mark, or None for an empty cell; raises when Moodle would say that it is none."""
    if text in ("", "-"):
        return None
    text = text.replace(" ", "").replace(decimal_sign, ".")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        raise ValueError(text)
    return float(text)


def moodle(data, expected):
    text = data.decode("utf-8").removeprefix("\ufeff")
    rows = php_fgetcsv(text)
    check(rows == list(csv.reader(io.StringIO(text, newline=""), strict=True)), "Moodle: PHP and RFC 4180 read different cells")
    head = [cell.strip() for cell in rows[0]]
    check(head[0] == "Username", f"Moodle: the first heading is {head[0]}")
    check(head[-3:] == ["Total", "Percent", "Remarks"], f"Moodle: last headings {head[-3:]}")
    check(len(set(head)) == len(head), "Moodle: a heading comes twice")
    for row in rows[1:]:
        check(len(row) == len(head), f"Moodle: a row of {len(row)} cells below {len(head)} headings: {row}")
    by_name = {row[0]: dict(zip(head, row)) for row in rows[1:]}
    check(set(by_name) == set(expected), f"Moodle: {sorted(set(by_name) ^ set(expected))}")
    for name, marks in expected.items():
        for sign in (".", ","):  # a site in English, a site in Spanish
            cells = by_name.get(name, {})
            for column, mark in marks.items():
                got = moodle_number(cells.get(column, "?").strip(), sign)
                check(got == mark, f"Moodle {name} {column}: {got}, not {mark}")
            total = moodle_number(cells["Total"], sign)
            check(total == sum(mark or 0 for mark in marks.values()), f"Moodle {name}: total {total}")
            check(abs(moodle_number(cells["Percent"], sign) - 100 * total / 15) < 0.006, f"Moodle {name}: percent")
    return rows


def canvas_separator(lines):
    """Of comma and semicolon the one that cuts the first three lines into more cells, equally many in each."""
    counts = {}
    for separator in ";,":
        counts[separator] = 0
        try:
            cells = [len(next(csv.reader([line], delimiter=separator, strict=True))) for line in lines]
            if len(set(cells)) == 1:
                counts[separator] = cells[0]
        except csv.Error:
            pass
    return ";" if counts[";"] > counts[","] else ","


def canvas_cell(cell):
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    parts = re.split(r"[,.]", cell)
    return parts[0] if len(parts) == 1 else "".join(parts[:-1]) + "." + parts[-1]


def canvas(data, expected):
    text = data.decode("utf-8")
    separator = canvas_separator(text.split("\n")[:3])
    check(separator == ",", "Canvas: takes the file for one with semicolons")
    rows = [[canvas_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)]
    head = rows[0]
    check("Student" in head[0] and "ID" in head[1], f"Canvas: headings {head[:2]}")
    check(re.search(r"SIS\s+User\s+ID", head[2]) and re.search(r"SIS\s+Login\s+ID", head[3]), f"Canvas: headings {head[2:4]}")
    check("Section" in head[4], f"Canvas: heading {head[4]}")
    check("Points Possible" in rows[1][0], f"Canvas: second line {rows[1]}")
    check([float(cell) for cell in rows[1][5:]] == [5.0, 5.0, 5.0], f"Canvas: points possible {rows[1][5:]}")
    students = {row[3]: row for row in rows[2:]}
    check(set(students) == set(expected), f"Canvas: {sorted(set(students) ^ set(expected))}")
    for name, marks in expected.items():
        row = students.get(name, [""] * len(head))
        check(len(row) == len(head), f"Canvas: a row of {len(row)} cells below {len(head)} headings: {row}")
        check(row[0] == name and row[1] == row[2] == "", f"Canvas {name}: {row[:3]}")
        for column, mark in marks.items():
            got = row[head.index(column)].strip()
            check((float(got) if got else None) == mark, f"Canvas {name} {column}: {got}, not {mark}")
    return rows


def main():
    with tempfile.TemporaryDirectory() as folder:
        files, expected = [], {}
        for number, (typed, written) in enumerate(NAMES.items()):
            path = str(pathlib.Path(folder) / f"{number}.jsonl")
            files.append(path)
            expected[written] = {"L04.E1": 1.0, "L04.E2": None, "L04.E3": None}
            code, _, said = run("exercise", "predict", "L04.E1", "0.02", f"--learner={typed}", "--attempts", path, "--lang", "en")
            check(code == 0, f"predict as {typed!r}: {said}")
        # Begun and worth nothing yet: 0, where the others have no mark. With three exercises a percentage has decimals.
        run("exercise", "predict", "L04.E2", "0", "--question", "lambda", "--learner=plain", "--attempts", files[-1], "--lang", "en")
        run("exercise", "predict", "L04.E3", "30000", "--question", "images", "--learner=plain", "--attempts", files[-1], "--lang", "en")
        expected["plain"].update({"L04.E2": 0.0, "L04.E3": 0.0})
        for language in ("en", "es", "es-MX"):
            for system, reader in (("moodle", moodle), ("canvas", canvas)):
                marks = str(pathlib.Path(folder) / f"{system}.csv")
                code, _, said = run("class", "grade", *files, "--for", system, "--out", marks, "--lang", language)
                check(code == 0, f"grade: exit code {code}: {said}")
                check(said.count("=HYPERLINK") == 1, f"{language}: nobody says that a name is a formula")
                data = pathlib.Path(marks).read_bytes()
                check(data.endswith(b"\n") and b"\r" not in data, "lines end in other ways")
                for row in reader(data, expected):
                    for cell in row:
                        check(not FORMULA.match(cell), f"{system}: a spreadsheet would calculate {cell!r}")
    for problem in problems[:20]:
        print(problem)
    print(f"{len(NAMES)} learners, {len(problems)} problems")
    return 1 if problems else 0


sys.exit(main())
