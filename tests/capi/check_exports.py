# SPDX-License-Identifier: Apache-2.0
"""usage: check_exports.py LIBRARY [--update]: the symbols that leave the library are those of exports.txt, which are those of cloudsim.h."""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
HEADER = HERE.parents[1] / "lib/capi/include/cloudsim.h"
LIST = HERE / "exports.txt"


def main():
    listed = subprocess.run(["nm", "-D", "--defined-only", sys.argv[1]], capture_output=True, text=True, check=True).stdout
    symbols = sorted({line.split()[-1].split("@")[0] for line in listed.splitlines() if " A " not in line})
    if "--update" in sys.argv:
        LIST.write_text("\n".join(symbols) + "\n")
    expected = LIST.read_text().split()
    declared = sorted(re.findall(r"^CLOUDSIM_API .*?\b(cloudsim_\w+)\(", HEADER.read_text(), re.MULTILINE))
    problems = [f"leaves the library, but is not in exports.txt: {name}" for name in symbols if name not in expected]
    problems += [f"is in exports.txt, but the library does not have it: {name}" for name in expected if name not in symbols]
    problems += [f"is exported, but cloudsim.h does not declare it: {name}" for name in symbols if name not in declared]
    problems += [f"is declared, but not exported: {name}" for name in declared if name not in symbols]
    print("\n".join(problems) or f"{len(symbols)} functions, and nothing else")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
