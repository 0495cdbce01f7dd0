# SPDX-License-Identifier: Apache-2.0
"""Runs console transcripts: what a user types and what they see. Used for tests/cli/*.transcript and for every ```console block of docs.

    $ cloudsim run missing.yaml        a command (a shell line; `cloudsim` is the program under test)
    Story of "functions"               an expected line of standard output and error together
    ...                                any number of lines
    [exit 2]                           the exit code, when it is not 0
"""
import os
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MARK = re.compile(r"^\[exit (\d+)\]$")


def parse(text):
    """[(line number, command, expected lines, exit code)]"""
    steps = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("$ "):
            steps.append([number, line[2:], [], 0])
        elif steps and MARK.match(line):
            steps[-1][3] = int(MARK.match(line)[1])
        elif steps and not line.startswith("#!"):
            steps[-1][2].append(line)
    for step in steps:
        while step[2] and step[2][-1] == "":
            step[2].pop()
    return steps


def line_of(text):
    return re.sub(" {2,}", "  ", text.replace("\u00a0", " ").rstrip())


def matches(expected, got):
    """Lines must agree; `...` stands for any number of lines, and inside a line for any text. U+00A0 is written as a space, and how many spaces
    separate columns does not matter: a longer word elsewhere in a table may move them."""
    if not expected:
        return not got
    if expected[0] == "...":
        return any(matches(expected[1:], got[i:]) for i in range(len(got) + 1))
    if not got:
        return False
    pattern = ".*".join(re.escape(part) for part in line_of(expected[0]).split("..."))
    return re.fullmatch(pattern, line_of(got[0])) is not None and matches(expected[1:], got[1:])


def environment(program, folder, language):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "CLOUDSIM_")) and k not in ("LANG", "LANGUAGE", "CI")}
    env.update(LANG="en_US.UTF-8" if language == "en" else "es.UTF-8", COLUMNS="80", TERM="dumb", NO_COLOR="1", TMP=folder)
    env["PATH"] = f"{pathlib.Path(program).resolve().parent}:{env['PATH']}"
    return env


def run_in(folder, steps, program, cwd=ROOT, language="en"):
    """Yields (line, command, problem) for each step that does not do what the transcript says. `folder` is its $TMP."""
    for number, command, expected, code in steps:
        run = subprocess.run(["bash", "-c", command], cwd=cwd, env=environment(program, folder, language), stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, timeout=60, stdin=subprocess.DEVNULL)
        got = run.stdout.rstrip("\n").splitlines()
        if run.returncode != code:
            yield number, command, f"exit code {run.returncode}, wanted {code}\n" + "\n".join(got[:40])
        elif not matches(expected, got):
            yield number, command, "wanted:\n  " + "\n  ".join(expected) + "\ngot:\n  " + "\n  ".join(got)


def run_steps(steps, program, cwd=ROOT, language="en"):
    with tempfile.TemporaryDirectory() as folder:
        yield from run_in(folder, steps, program, cwd, language)
