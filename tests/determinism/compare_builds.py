# SPDX-License-Identifier: Apache-2.0
"""usage: compare_builds.py PROGRAM VARIANT: the same scenario and seed give the same bytes in another build (g++ -O0, clang, WebAssembly
in Node). VARIANT is a program, or a .js file. Skipped (77) when it is not built, unless CI is set: there a missing build is a failure."""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def output(command, arguments):
    run = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, timeout=300)
    if run.returncode != 0:
        sys.exit(f"{' '.join([*command, *arguments])}: exit code {run.returncode}\n{run.stderr.decode(errors='replace')[-2000:]}")
    return run.stdout


def main():
    reference, variant = [str(pathlib.Path(sys.argv[1]).resolve())], pathlib.Path(sys.argv[2]).resolve()
    if not variant.exists():
        print(f"{variant.name} is not built")
        sys.exit(1 if os.environ.get("CI") else 77)
    command = ["node", "--no-experimental-fetch", str(variant)] if variant.suffix == ".js" else [str(variant)]
    scenarios = sorted([*(ROOT / "scenarios").glob("*.yaml"), *(ROOT / "scenarios/lessons").glob("[cl]*-*.yaml"),
                        *(ROOT / "tests/determinism").glob("*.yaml")])
    differences = 0
    runs = 0
    for scenario in scenarios:
        path = str(scenario.relative_to(ROOT))
        for arguments in (["run", path, "--format", "json", "--seed", "1"], ["run", path, "--format", "json", "--seed", "2026"],
                          ["run", path, "--lang", "es"]):
            runs += 1
            if output(reference, arguments) != output(command, arguments):
                differences += 1
                print(f"differs: cloudsim {' '.join(arguments)}")
    print(f"{runs} runs compared, {differences} differ")
    sys.exit(1 if differences or not runs else 0)


if __name__ == "__main__":
    main()
