#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The gate on speed: instructions per request under cachegrind, and the runs' fingerprints, against stored figures.

    check_instructions.py BENCH_CASE "COMPILER AND FLAGS" [--update]

Two lengths of a run are subtracted, so that start-up does not count. Seconds are never looked at. Exit code 77 (skipped)
where valgrind is missing or no figures are stored for this compiler and these flags."""
import json
import pathlib
import re
import shutil
import subprocess
import sys

FIGURES = pathlib.Path(__file__).with_name("instructions.json")
SLACK = 0.05  # figures differ by 1 % from one processor to another (string functions of the C library)
SHORT, LONG = 10_000, 30_000


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def instructions(program, case, requests):
    out, log = run(["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", program, case,
                    str(requests)])
    return int(re.search(r"I\s+refs:\s+([\d,]+)", log).group(1).replace(",", "")), fields(out)


def fields(line):
    return dict(part.split("=") for part in line.split()[1:])


def main():
    program, flags = sys.argv[1], " ".join(sys.argv[2].split())
    update = "--update" in sys.argv[3:]
    figures = json.loads(FIGURES.read_text())
    if shutil.which("valgrind") is None:
        print("skipped: valgrind is not installed")
        return 77
    if flags not in figures["instructions"] and not update:
        print(f"skipped: no figures for '{flags}'")
        return 77
    known = figures["instructions"].setdefault(flags, {})
    failed = False
    for case in figures["cases"]:
        few, short = instructions(program, case, SHORT)
        many, long = instructions(program, case, LONG)
        # `requests` leaves out the first tenth of a run; the counts do not.
        got = (many - few) / (int(long["requests"]) - int(short["requests"])) * 0.9
        mark = long["fingerprint"]
        if update:
            known[case] = round(got, 1)
            figures["fingerprints"][case] = mark
            print(f"{case}: {got:.1f} instructions per request, fingerprint {mark}")
            continue
        limit = known[case] * (1 + SLACK)
        verdict = "fine" if got <= limit else f"TOO MANY, at most {limit:.1f}"
        if got < known[case] * (1 - SLACK):
            verdict = "fewer than stored: run with --update"
        print(f"{case}: {got:.1f} instructions per request, {known[case]} stored: {verdict}")
        failed |= got > limit
        if mark != figures["fingerprints"][case]:
            print(f"{case}: fingerprint {mark}, {figures['fingerprints'][case]} stored: another run. If meant, run with --update")
            failed = True
    if update:
        FIGURES.write_text(json.dumps(figures, indent=2) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
