# SPDX-License-Identifier: Apache-2.0
"""Every C++ file looks as .clang-format says."""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[2]
files = sorted(str(p) for folder in ("lib", "apps", "tests") for p in (ROOT / folder).rglob("*") if p.suffix in (".cpp", ".hpp", ".h"))
run = subprocess.run([sys.argv[1], "--dry-run", "-Werror", *files], capture_output=True, text=True)
print(run.stderr or f"{len(files)} files are formatted")
sys.exit(run.returncode)
