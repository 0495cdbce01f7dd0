# SPDX-License-Identifier: Apache-2.0
"""usage: sweeps.py PROGRAM [ROUNDS]: what a sweep of 2,000 runs costs on two cores: by the command line, by threads in Python, and over Dask on one machine.

Prints how busy the cores were (processor time ÷ wall time ÷ cores) and the medians of the ratios, measured in turns. Needs `distributed`,
PYTHONPATH and CLOUDSIM_LIBRARY as the tests have them; `build/*/venv-dask/bin/python` of `ctest -C Long -L cluster` has the package. The two
cores must have nothing else to do."""
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

SCENARIO = """cloudsim: 1
duration: 30min
workload:
  - {name: visits, arrivals: {poisson: 20/s}, work: {io: {exponential: 100ms}}}
deployments:
  - {name: functions, lambda: {runtime: python3.13, memory: 512MB}}
"""
OVER = {"workload.visits.arrivals.poisson": {"from": "1/s", "to": "40/s", "steps": 40}, "seed": list(range(1, 51))}
RUNS, CORES = 40 * 50, 2


def processor_time():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def timed(work):
    """Seconds on the wall, and the share of both cores that they kept busy (only for processes that have ended)."""
    wall, busy = time.perf_counter(), processor_time()
    work()
    wall = time.perf_counter() - wall
    return wall, (processor_time() - busy) / wall / CORES


def main():
    import cloudsim
    from dask.distributed import Client, LocalCluster

    program, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        scenario = pathlib.Path(folder) / "two-thousand.yaml"
        seeds = ", ".join(str(seed) for seed in OVER["seed"])
        scenario.write_text(SCENARIO + f"sweep:\n  - {{set: workload.visits.arrivals.poisson, range: {{from: 1/s, to: 40/s, steps: 40}}}}\n  - {{set: seed, values: [{seeds}]}}\n")

        def by(jobs):
            return subprocess.run([program, "sweep", scenario, "--format", "csv", "--jobs", str(jobs), "-q"], stdout=subprocess.PIPE, check=True).stdout

        def python():
            return cloudsim.sweep(SCENARIO, OVER, jobs=CORES, progress=False)

        walls = {name: [] for name in ("one", "two", "threads", "dask")}
        busy = {name: [] for name in walls}
        with LocalCluster(n_workers=CORES, threads_per_worker=1, processes=True, dashboard_address=None) as cluster, Client(cluster) as client:
            pool = client.get_executor()

            def dask():
                assert len(cloudsim.sweep(SCENARIO, OVER, executor=pool, progress=False)) == RUNS

            assert by(1) == by(2)
            dask()  # workers load the library once
            for _ in range(rounds):
                for name, work in (("one", lambda: by(1)), ("two", lambda: by(2)), ("threads", python), ("dask", dask)):
                    wall, share = timed(work)
                    walls[name].append(wall)
                    busy[name].append(share)

        def ratio(above, below):
            return statistics.median(a / b for a, b in zip(walls[above], walls[below], strict=True))

        print(f"{RUNS} runs, {rounds} rounds, medians")
        print(f"one core ÷ two, command line: {ratio('one', 'two'):.2f}")
        print(f"two cores busy: command line {statistics.median(busy['two']):.0%}, threads in Python {statistics.median(busy['threads']):.0%}")
        print(f"threads in Python ÷ command line: {ratio('threads', 'two'):.2f}; Dask ÷ threads in Python: {ratio('dask', 'threads'):.2f}")
        print("seconds: " + ", ".join(f"{name} {statistics.median(values):.2f}" for name, values in walls.items()))


if __name__ == "__main__":
    if "PYTHONPATH" not in os.environ and "CLOUDSIM_LIBRARY" not in os.environ:
        sys.exit(__doc__)
    main()
