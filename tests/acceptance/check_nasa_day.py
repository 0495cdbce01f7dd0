# SPDX-License-Identifier: Apache-2.0
"""usage: check_nasa_day.py PROGRAM: 134,204 real requests on all four deployments; the count is exact for each. Skipped (77) where the log is
not there: CLOUDSIM_SHARED_DATA names its folder, else ../shared/data beside the project."""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DATA = pathlib.Path(os.environ.get("CLOUDSIM_SHARED_DATA", HERE.parents[2] / "shared/data"))
LOG = DATA / "nasa-http-1995-07-13.per-second.csv"

if not LOG.exists():
    print(f"{LOG.name} is not here")
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    shutil.copy(HERE / "nasa-day.yaml", folder)
    shutil.copy(LOG, pathlib.Path(folder) / "nasa.csv")
    run = subprocess.run([sys.argv[1], "run", f"{folder}/nasa-day.yaml", "--format", "json"], capture_output=True, text=True, timeout=100)
if run.returncode != 0:
    sys.exit(run.stderr)
with LOG.open() as log:
    expected = sum(int(row["requests"]) for row in csv.DictReader(log))
deployments = json.loads(run.stdout)["deployments"]
problems = [f"{d['name']}: {d['requests']['arrived']} requests, the log has {expected}" for d in deployments if d["requests"]["arrived"] != expected]
if len(deployments) != 4 or expected != 134204:
    problems.append(f"{len(deployments)} deployments, {expected} requests in the log")
print("\n".join(problems) or f"{expected} requests on each of {len(deployments)} deployments")
sys.exit(1 if problems else 0)
