# SPDX-License-Identifier: Apache-2.0
"""usage: dask_trial.py FOLDER: a sweep over two Dask workers, one of which is killed when some rows are there."""
import os
import pathlib
import signal
import sys
import threading
import time

import cloudsim
from trial_scenario import OVER, ROWS, SCENARIO


def kill_one_in_the_middle(rows, pid, seen):
    while not rows.exists() or rows.read_text().count("\n") < 8:
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    seen.append(rows.read_text().count("\n") - 1)


def main():
    from dask.distributed import Client, LocalCluster

    folder = pathlib.Path(sys.argv[1])
    alone, rows = folder / "alone.csv", folder / "rows.csv"
    cloudsim.sweep(SCENARIO, OVER, jobs=1, resume=alone, progress=False)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster, Client(cluster) as client:
        pids = client.run(os.getpid)
        assert len(set(pids.values())) == 2, pids
        seen = []
        killer = threading.Thread(target=kill_one_in_the_middle, args=(rows, next(iter(pids.values())), seen))
        killer.start()
        table = cloudsim.sweep(SCENARIO, OVER, executor=client.get_executor(), chunk=1, resume=rows, progress=False)
        killer.join()
        assert len(table) == ROWS
        assert set(client.run(os.getpid).values()) != set(pids.values()), "nobody was killed"
    assert seen[0] < ROWS, "the sweep was over before the worker was killed: that shows nothing"
    assert rows.read_bytes() == alone.read_bytes(), "the rows differ from those of one process"
    print(f"Dask: one of two workers killed when {seen[0]} of {ROWS} rows were there; the bytes are those of one process")


if __name__ == "__main__":
    main()
