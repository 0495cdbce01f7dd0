# SPDX-License-Identifier: Apache-2.0
"""usage: environment.py FOLDER: a virtual environment with what requirements.txt lists, made anew only when that list changes.

Without a package index it ends with 77, skipped; on a build server (CI is set) with an error.
"""
import os
import pathlib
import shutil
import subprocess
import sys

WANTED = pathlib.Path(__file__).with_name("requirements.txt")


def main():
    folder = pathlib.Path(sys.argv[1])
    stamp = folder / "installed.txt"
    wanted = f"{sys.version}\n{WANTED.read_text()}"
    if stamp.is_file() and stamp.read_text() == wanted:
        print("there already")
        return 0
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    installed = subprocess.run([folder / "bin/python", "-m", "pip", "install", "-q", "-r", WANTED], capture_output=True, text=True)
    if installed.returncode != 0:
        print(installed.stderr[-2000:])
        return 1 if os.environ.get("CI") else 77
    stamp.write_text(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
