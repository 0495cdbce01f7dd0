# SPDX-License-Identifier: Apache-2.0
"""usage: check_golden.py PROGRAM [--update]: results and stories of the shipped scenarios, against what they were.

Golden files detect change; they prove nothing. A changed fingerprint needs a line under *Behaviour* in CHANGELOG.md."""
import difflib
import hashlib
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WHOLE_RESULT = {"first-steps"}  # small enough to read a difference in


def output(program, *arguments):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "CLOUDSIM_"))}
    env.update(LANG="C.UTF-8", COLUMNS="80", NO_COLOR="1")
    run = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, env=env)
    if run.returncode != 0:
        sys.exit(f"cloudsim {' '.join(arguments)}: exit code {run.returncode}\n{run.stderr}")
    return run.stdout


def main():
    program, update = str(pathlib.Path(sys.argv[1]).resolve()), "--update" in sys.argv
    scenarios = sorted([*(ROOT / "scenarios").glob("*.yaml"), *(ROOT / "scenarios/lessons").glob("[cl]*-*.yaml")])
    failures = 0
    fingerprints = []
    for scenario in scenarios:
        name = scenario.stem
        path = str(scenario.relative_to(ROOT))
        result = output(program, "run", path, "--format", "json")
        fingerprints.append(f"{hashlib.sha256(result.encode()).hexdigest()}  {name}\n")
        files = {"story.en.txt": output(program, "run", path, "--lang", "en"), "story.es.txt": output(program, "run", path, "--lang", "es")}
        if name in WHOLE_RESULT:
            files["result.json"] = result
        for file, text in files.items():
            golden = HERE / name / file
            if update:
                golden.parent.mkdir(exist_ok=True)
                golden.write_text(text)
            elif not golden.exists() or golden.read_text() != text:
                failures += 1
                old = golden.read_text().splitlines() if golden.exists() else []
                print("\n".join(list(difflib.unified_diff(old, text.splitlines(), f"golden/{name}/{file}", "now", lineterm=""))[:40]))
    golden = HERE / "fingerprints.txt"
    text = "".join(fingerprints)
    if update:
        golden.write_text(text)
    elif golden.read_text() != text:
        failures += 1
        print("\n".join(difflib.unified_diff(golden.read_text().splitlines(), text.splitlines(), "fingerprints.txt", "now", lineterm="")))
    print(f"{len(scenarios)} scenarios, {failures} differences")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
