# SPDX-License-Identifier: Apache-2.0
"""Virtual environments with packages that only some tests need: made once, kept in the build folder, made anew when the list changes."""
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77  # ctest's SKIP_RETURN_CODE


def python_with(folder, packages):
    """The interpreter of a virtual environment that has `packages`; ends the program as skipped where no package index can be reached."""
    folder = pathlib.Path(folder)
    python, stamp = folder / "bin/python", folder / "packages.txt"
    wanted = "\n".join(packages) + "\n"
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    made = subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages], capture_output=True, text=True)
    if made.returncode != 0:
        print("no package index can be reached, or it lacks something:", made.stderr[-1000:])
        sys.exit(SKIPPED)
    stamp.write_text(wanted)
    return python
