#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes notebooks/requests.csv: three hours of requests that nobody made. usage: make_sample.py [FILE]

Poisson arrivals whose rate swings once an hour around 0.3 per second, log-normal durations with a mean of 180 ms and a spread of half of it, and memory
between 90 and 160 MB. The seed is fixed, so the file is the same each time.
"""
import datetime
import math
import pathlib
import random
import sys

SEED = 20260303
HOURS = 3


def rate(second):
    return 0.3 + 0.2 * math.sin(2 * math.pi * second / 3600)


def lines():
    draw = random.Random(SEED)
    begins = datetime.datetime(2026, 3, 2, 9)
    sigma = math.sqrt(math.log(1 + 0.5**2))
    mu = math.log(180) - sigma * sigma / 2
    yield f"# Synthetic: made by make_sample.py with seed {SEED}. Nobody sent these requests."
    yield "time,duration_ms,memory_mb"
    at = 0.0
    while True:
        at -= math.log(1 - draw.random()) / 0.5  # candidates at the highest rate, of which a share is kept
        if at >= HOURS * 3600:
            return
        if draw.random() * 0.5 >= rate(at):
            continue
        # Box and Muller, written out: the same numbers in each version of Python
        normal = math.sqrt(-2 * math.log(1 - draw.random())) * math.cos(2 * math.pi * draw.random())
        duration, memory = math.exp(mu + sigma * normal), 90 + 70 * draw.random()
        yield f"{(begins + datetime.timedelta(seconds=at)).isoformat(timespec='milliseconds')},{duration:.0f},{memory:.0f}"


def main():
    target = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "notebooks/requests.csv")
    target.write_text("\n".join(lines()) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
