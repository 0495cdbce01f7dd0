# SPDX-License-Identifier: Apache-2.0
"""usage: check_cluster.py dask|mpi FOLDER: sweeps over worker processes, with the real packages, in a virtual environment kept in FOLDER. One
worker is killed in mid-sweep, nothing is lost, and the rows are the bytes of a sweep in one process. Ends with 77, skipped, where no package
index can be reached."""
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import environments  # noqa: E402

PACKAGES = {"dask": ["distributed>=2024.1"], "mpi": ["mpi4py>=4", "openmpi>=5"]}


def ranks(python, *arguments):
    """Three MPI processes: one that hands out, two that work."""
    mpiexec = [python.parent / "mpiexec", "--oversubscribe", *(["--allow-run-as-root"] if os.geteuid() == 0 else []), "-n", "3"]
    return subprocess.run([*mpiexec, python, "-m", "mpi4py.futures", HERE / "mpi_trial.py", *arguments], capture_output=True, text=True)


def mpi(python, folder):
    """MPI ends all ranks when one dies. So the sweep is cut off, and the second call runs what is missing."""
    alone, rows = folder / "alone.csv", folder / "rows.csv"
    subprocess.run([python, HERE / "mpi_trial.py", "alone", alone], check=True)
    whole = ranks(python, "sweep", folder / "whole.csv")
    if whole.returncode != 0 or (folder / "whole.csv").read_bytes() != alone.read_bytes():
        return [f"a sweep over MPI differs: {whole.stdout[-500:]} {whole.stderr[-2000:]}"]
    killed = ranks(python, "killed", rows)
    had = rows.read_text().count("\n") if rows.exists() else 0
    total = alone.read_text().count("\n")
    problems = []
    if killed.returncode == 0:
        problems.append("a rank was killed, and nobody saw it")
    if not 1 < had < total:
        problems.append(f"{had} of {total} lines were there when the rank was killed: that shows nothing")
    again = ranks(python, "sweep", rows)
    if again.returncode != 0 or rows.read_bytes() != alone.read_bytes():
        problems.append(f"after a killed rank, the second call gives other rows: {again.stdout[-500:]} {again.stderr[-2000:]}")
    if not problems:
        print(f"MPI: one of three ranks killed when {had - 1} of {total - 1} rows were there; the second call gives the bytes of one process")
    return problems


def dask(python, folder):
    tried = subprocess.run([python, HERE / "dask_trial.py", folder], capture_output=True, text=True)
    print(tried.stdout.strip())
    return [tried.stderr[-3000:]] if tried.returncode != 0 else []


def main():
    kind, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    python = environments.python_with(folder, PACKAGES[kind])
    with tempfile.TemporaryDirectory() as scratch:
        problems = {"dask": dask, "mpi": mpi}[kind](python, pathlib.Path(scratch))
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
