# SPDX-License-Identifier: Apache-2.0
"""usage: print_handouts.py PROGRAM: every hand-out is one sheet, on A4 and on Letter, in both languages; and none asks for color.

Prints with a browser when one is installed; else what can be seen without is checked, and the test counts as skipped."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
SKIPPED = 77
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
problems = []


def page_of(*arguments):
    done = subprocess.run([PROGRAM, "lesson", *arguments, "--format", "html"], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"lesson {' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def pages_printed(browser, html, paper, folder):
    source, target = pathlib.Path(folder) / "page.html", pathlib.Path(folder) / "page.pdf"
    source.write_text(html.replace("</style>", f"@page{{size:{paper}}}</style>"))
    target.unlink(missing_ok=True)
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
               f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, capture_output=True, timeout=120)
    return len(re.findall(rb"/Type\s*/Page\b", target.read_bytes())) if target.exists() else None


def main():
    lessons = subprocess.run([PROGRAM, "lesson", "list", "--format", "csv"], capture_output=True, text=True, timeout=60).stdout.splitlines()[1:]
    browser = next((path for path in map(shutil.which, BROWSERS) if path), None)
    printed = 0
    for language in ("en", "es"):
        html = page_of("handout", "--lang", language)
        sheets = html.count('<section class="sheet">')
        if sheets != len(lessons):
            problems.append(f"{language}: {sheets} hand-outs for {len(lessons)} lessons")
        body = html[html.index("<body"):]
        if "style=" in body or "<img" in body or "http" in body:
            problems.append(f"{language}: a hand-out has more than lines and words")
        if "____" in body:
            problems.append(f"{language}: a blank is no line")
        if browser is None:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for paper in ("A4", "letter"):
                pages = pages_printed(browser, html, paper, folder)
                if pages is None:
                    continue
                printed += 1
                if pages != sheets:
                    problems.append(f"{language}, {paper}: {sheets} hand-outs are {pages} pages")
    for problem in problems:
        print(problem)
    print(f"{printed} times printed, {len(problems)} problems")
    return 1 if problems else SKIPPED if printed == 0 else 0


sys.exit(main())
