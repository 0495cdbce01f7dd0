#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""SimFaaS's own example on SimPy, with a pool by hand: `simpy_simfaas.py REQUESTS` prints nanoseconds per request and
the share of cold starts. As the case simfaas. Exit code 77 where SimPy is not installed."""
import random
import sys
import time

try:
    import simpy
except ImportError:
    print("skipped: simpy is not installed")
    sys.exit(77)

requests = int(sys.argv[1])
bits = random.Random(1)
environment = simpy.Environment()
idle = []  # [idle since], in order: newest last
cold_starts = 0


def request():
    global cold_starts
    while idle and idle[0] + 600 <= environment.now:
        idle.pop(0)
    if idle:
        idle.pop()
        yield environment.timeout(bits.expovariate(1 / 1.991))
    else:
        cold_starts += 1
        yield environment.timeout(bits.expovariate(1 / 2.244))
    idle.append(environment.now)


def source():
    for _ in range(requests):
        yield environment.timeout(bits.expovariate(0.9))
        environment.process(request())


environment.process(source())
begin = time.process_time()
environment.run()
print(f"ns={(time.process_time() - begin) / requests * 1e9:.0f} cold={cold_starts / requests:.6f}")
