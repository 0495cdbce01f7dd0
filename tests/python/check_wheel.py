# SPDX-License-Identifier: Apache-2.0
"""usage: check_wheel.py LIBRARY: `pip install .` makes a wheel with the library in it and the platform's tag; in a fresh virtual environment it
runs a scenario and an exercise within 20 s. Ends with 77, skipped, where no package index can be reached."""
import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TRIAL = """
import cloudsim, pathlib
assert pathlib.Path(cloudsim.__file__).parts[-3] == "site-packages", cloudsim.__file__
result = cloudsim.run("first-steps", lang="es")
assert "solicitudes" in result.story()
e = cloudsim.exercise("L04.E1", lang="es")
assert e.predict("0,02").status != "error"
e.run()
assert e.read("12345").status == "fail"
print("fine")
"""


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        run(sys.executable, "-m", "venv", folder / "venv", check=True)
        python = folder / "venv/bin/python"
        reached = run(python, "-m", "pip", "download", "--no-deps", "-d", folder / "reach", "scikit-build-core")
        if reached.returncode != 0:
            print("no package index can be reached")
            return 77
        made = run(python, "-m", "pip", "wheel", "--no-deps", "-w", folder, "--config-settings", f"cmake.define.CLOUDSIM_PREBUILT={sys.argv[1]}",
                   "--config-settings", f"build-dir={folder}/build", ROOT)
        if made.returncode != 0:
            print(made.stdout[-3000:], made.stderr[-3000:])
            return 1
        wheel = next(folder.glob("*.whl"))
        names = zipfile.ZipFile(wheel).namelist()
        problems = [f"{wheel.name} does not have {name}" for name in ("cloudsim/libcloudsim.so", "cloudsim/py.typed", "cloudsim/__init__.py")
                    if name not in names]
        if not any(name.startswith("cloudsim/libyaml-cpp.so") for name in names):
            problems.append(f"{wheel.name} does not have the YAML library")
        if "-py3-none-any" in wheel.name or "-py3-none-" not in wheel.name:
            problems.append(f"{wheel.name}: the tag is not that of a platform")
        began = time.monotonic()
        run(python, "-m", "pip", "install", "--no-index", "--no-deps", wheel, check=True)
        tried = run(python, "-c", TRIAL, cwd=folder)
        took = time.monotonic() - began
        if tried.stdout != "fine\n":
            problems.append(tried.stderr[-2000:])
        if took > 20:
            problems.append(f"installed and tried in {took:.0f} s; 20 s are allowed")
        print("\n".join(problems) or f"{wheel.name}: installed and tried in {took:.1f} s")
        return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
