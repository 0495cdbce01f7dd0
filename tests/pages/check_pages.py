# SPDX-License-Identifier: Apache-2.0
"""usage: check_pages.py PROGRAM [--update]: the HTML of runs and comparisons, in both languages. Well-formed; ids once; headings in order;
every picture has a title, a description, a summary and its numbers; nothing is loaded from elsewhere and nothing runs; no two texts of a picture
cover each other; every number of the comparison in the text report is on the page. And one small page a language as it was (golden: it detects
change and proves nothing)."""
import difflib
import html.parser
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SMALL = "tests/pages/small.yaml"
SCENARIOS = ["first-steps", "l03-burst", "l09-one-host", "photo-shop", "black-friday", SMALL]
VOID = {"meta", "br", "link", "img", "hr", "input"}
ALLOWED_URL = "http://www.w3.org/2000/svg"
FONT = 13


def run(program, *arguments):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "CLOUDSIM_"))}
    env.update(LANG="C.UTF-8", COLUMNS="200", NO_COLOR="1")
    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, env=env)
    if done.returncode != 0:
        sys.exit(f"cloudsim {' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


class Page(html.parser.HTMLParser):
    def __init__(self, text, problem):
        super().__init__(convert_charrefs=True)
        self.problem, self.open, self.ids, self.headings, self.links = problem, [], [], [], []
        self.words, self.figures = [], []
        self.feed(text)
        if self.open:
            problem(f"never closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if len(given) != len(attributes):
            self.problem(f"<{tag}> names an attribute twice")
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("script", "iframe", "object", "embed", "link", "img"):
            self.problem(f"<{tag}> has no place here")
        for name, value in given.items():
            if name.startswith("on"):
                self.problem(f"<{tag} {name}> runs something")
            if "://" in (value or "") and value != ALLOWED_URL:
                self.problem(f"<{tag} {name}={value!r}> leads elsewhere")
            if name in ("src", "srcset"):
                self.problem(f"<{tag} {name}> loads something")
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("aria-labelledby", "href"):
            if name in given:
                self.links += given[name].replace("#", " ").split()
        self.links += re.findall(r"url\(#([^)]+)\)", given.get("fill", ""))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "figure":
            self.figures.append(set())
        if self.figures and "figure" in self.open:
            self.figures[-1].add(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problem(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)


def width(text):
    return FONT * sum(0.34 if c in "il., jtf" else 0.92 if c in "mwMW%" else 0.6 for c in text)


def check_picture(svg, problem):
    """Texts apart and inside; title and description."""
    root = xml.etree.ElementTree.fromstring(svg)
    name = "{" + ALLOWED_URL + "}"
    for part in ("title", "desc"):
        found = root.find(name + part)
        if found is None or not (found.text or "").strip():
            problem(f"a picture without <{part}>")
    if root.get("role") != "img" or len(root.get("aria-labelledby", "").split()) != 2:
        problem("a picture that does not say what it is")
    _, _, right, bottom = map(float, root.get("viewBox").split())
    boxes = []
    for text in root.iter(name + "text"):
        if text.get("class") == "letter":
            continue
        size = width(text.text or "")
        left = float(text.get("x")) - {"start": 0, "middle": size / 2, "end": size}[text.get("text-anchor", "start")]
        y = float(text.get("y"))
        boxes.append((left, left + size, y - FONT + 3, y + 2, text.text))
        if y > bottom or left < -1 or left > right:
            problem(f"{text.text!r} stands outside of its picture")
    for i, a in enumerate(boxes):
        for b in boxes[i + 1:]:
            if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]:
                problem(f"{a[4]!r} and {b[4]!r} cover each other")


def check_page(text, name, problems, is_report):
    def problem(what):
        problems.append(f"{name}: {what}")

    page = Page(text, problem)
    for each in {i for i in page.ids if page.ids.count(i) > 1}:
        problem(f"the id {each} comes twice")
    for link in set(page.links) - set(page.ids):
        problem(f"nothing has the id {link}")
    if page.headings[:1] != [1] or page.headings.count(1) != 1:
        problem("one first heading, at the start")
    for before, after in zip(page.headings, page.headings[1:]):
        if after > before + 1:
            problem(f"a heading {after} below a heading {before}")
    for parts in page.figures:
        if not {"svg", "figcaption", "p", "details", "table", "title", "desc"} <= parts:
            problem(f"a picture without its words or numbers: {sorted(parts)}")
    pictures = re.findall(r"<svg.*?</svg>", text, re.S)
    if is_report and len(pictures) < 3:
        problem(f"{len(pictures)} pictures")
    for svg in pictures:
        check_picture(svg, problem)
    if re.search(r"@import|https?:(?!//www\.w3\.org/2000/svg\")|⟦", text):
        problem("an address, an import or a missing word")
    return " ".join(page.words)


def squeezed(text):
    return re.sub(r"[\s\u00a0]+", " ", text)


def main():
    program, update = str(pathlib.Path(sys.argv[1]).resolve()), "--update" in sys.argv
    problems = []
    count = sentences = 0
    for scenario in SCENARIOS:
        for language in ("en", "es"):
            text = run(program, "run", scenario, "--format", "html", "--lang", language)
            name = f"{pathlib.Path(scenario).stem}.{language}"
            words = squeezed(check_page(text, name, problems, True))
            count += 1
            if f'<html lang="{language}">' not in text:
                problems.append(f"{name}: the language is not named")
            # The same words as the text report: each paragraph of it that is a sentence.
            for line in run(program, "run", scenario, "--lang", language).split("\n\n"):
                for sentence in re.findall(r"[A-ZÁÉÍÓÚ][^.─\n]{20,60}\.(?= |$)", squeezed(line.replace("\n", " "))):
                    sentences += 1
                    if sentence not in words:
                        problems.append(f"{name}: not on the page: {sentence}")
            if scenario == SMALL:
                golden = HERE / f"small.{language}.html"
                if update:
                    golden.write_text(text)
                elif not golden.exists() or golden.read_text() != text:
                    old = golden.read_text().splitlines() if golden.exists() else []
                    problems += list(difflib.unified_diff(old, text.splitlines(), golden.name, "now", lineterm=""))[:40]
    with tempfile.TemporaryDirectory() as folder:
        for seed in ("1", "2"):
            run(program, "run", "first-steps", "--seed", seed, "--format", "json", "--out", f"{folder}/{seed}.json")
        for language in ("en", "es"):
            text = run(program, "compare", f"{folder}/1.json", f"{folder}/2.json", "--format", "html", "--lang", language)
            check_page(text, f"compare.{language}", problems, False)
            count += 1
    if sentences < 100:
        problems.append(f"only {sentences} sentences to look for")
    memory = "deployments.functions.lambda.memory"
    for arguments in (["break-even", SMALL, "--between", "functions,server", "--over", "workload.0.arrivals.constant=1/s..9/s"],
                      ["sweep", SMALL, "--over", f"{memory}=512MB,1024MB,2048MB", "--over", "seed=1,2", "--replications", "2"],
                      ["sweep", SMALL, "--over", f"{memory}=512MB,1GB"], ["sweep", SMALL, "--over", "seed=1"],
                      ["optimise", SMALL, "--deployment", "functions"]):
        for language in ("en", "es"):
            text = run(program, *arguments, "--format", "html", "--lang", language)
            check_page(text, f"{arguments[0]}.{language}", problems, False)
            count += 1
    print("\n".join(problems))
    print(f"{count} pages, {sentences} sentences, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
