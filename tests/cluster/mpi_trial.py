# SPDX-License-Identifier: Apache-2.0
"""usage: mpi_trial.py alone|sweep|killed FILE: a sweep in one process; over the ranks of MPI; and so that the last rank kills itself."""
import os
import signal
import sys
import threading
import time

import cloudsim
from trial_scenario import OVER, SCENARIO


def die_in_the_middle(path):
    """Runs on a worker: from now on it is watched until some rows are there."""
    def watch():
        while not os.path.exists(path) or open(path, encoding="utf-8").read().count("\n") < 8:
            time.sleep(0.005)
        os.kill(os.getpid(), signal.SIGKILL)
    threading.Thread(target=watch, daemon=True).start()


def main():
    what, path = sys.argv[1:]
    if what == "alone":
        cloudsim.sweep(SCENARIO, OVER, jobs=1, resume=path, progress=False)
        return
    from mpi4py.futures import MPIPoolExecutor

    with MPIPoolExecutor() as executor:
        if what == "killed":
            executor.submit(die_in_the_middle, path).result()
        cloudsim.sweep(SCENARIO, OVER, executor=executor, chunk=1, resume=path, progress=False)


if __name__ == "__main__":
    main()
