#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""M/M/c on SimPy: `simpy_mm10.py REQUESTS [WORKERS]` prints nanoseconds per request and the mean wait (in mean services,
for the formula). Load 80 %, as in the case mm10. Exit code 77 where SimPy is not installed."""
import random
import sys
import time

try:
    import simpy
except ImportError:
    print("skipped: simpy is not installed")
    sys.exit(77)

requests = int(sys.argv[1])
workers = int(sys.argv[2]) if len(sys.argv) > 2 else 10
bits = random.Random(1)
environment = simpy.Environment()
pool = simpy.Resource(environment, workers)
waited = 0.0


def request():
    global waited
    arrived = environment.now
    with pool.request() as place:
        yield place
        waited += environment.now - arrived
        yield environment.timeout(bits.expovariate(1.0))


def source():
    for _ in range(requests):
        yield environment.timeout(bits.expovariate(0.8 * workers))
        environment.process(request())


environment.process(source())
begin = time.process_time()
environment.run()
print(f"ns={(time.process_time() - begin) / requests * 1e9:.0f} wait={waited / requests:.4f}")
