# SPDX-License-Identifier: Apache-2.0
"""usage: check_messages.py PROGRAM [--update]: every message of every language with sample arguments, against tests/golden/messages.

A difference is a change of what people read. Is it meant? Then --update, and read the difference of the files before it is committed."""
import difflib
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden/messages"
TAGS = ["en", "es", "es-ES"]
SHOWN = 40


def samples(program, tag):
    done = subprocess.run([program, "i18n", "samples", tag, "--data", str(ROOT)], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"i18n samples {tag}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def main():
    program, update = sys.argv[1], "--update" in sys.argv
    GOLDEN.mkdir(exist_ok=True)
    failed = 0
    for tag in TAGS:
        got = samples(program, tag)
        path = GOLDEN / f"{tag}.txt"
        if update:
            path.write_text(got)
        wanted = path.read_text() if path.exists() else ""
        if got == wanted:
            continue
        failed += 1
        lines = list(difflib.unified_diff(wanted.splitlines(), got.splitlines(), str(path.relative_to(ROOT)), "now", lineterm="", n=1))
        print("\n".join(lines[:SHOWN]) + (f"\n… {len(lines) - SHOWN} lines more" if len(lines) > SHOWN else ""))
    print(f"{len(TAGS) - failed} of {len(TAGS)} languages say what they said")
    return 1 if failed else 0


sys.exit(main())
