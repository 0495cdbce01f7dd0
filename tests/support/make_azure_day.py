# SPDX-License-Identifier: Apache-2.0
"""usage: make_azure_day.py FUNCTIONS INVOCATIONS [SEED] > day.csv: a made-up day in the format of the Azure Functions 2019 trace.

Many functions are called a few times a day and a few take most of the calls, as Shahrad et al. (2020) describe: the k-th function gets a share
that falls with 1/k. A third of them comes on a timer, the others follow a day's curve. No random library: the same bytes everywhere."""
import sys

MINUTES = 1440


def numbers(seed):
    """SplitMix64."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        z = state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
        yield z ^ (z >> 31)


def counts_of(total, timer, draw):
    counts = [0] * MINUTES
    if timer:
        every = max(1, MINUTES // max(1, total))
        start = next(draw) % every
        for minute in range(start, MINUTES, every):
            counts[minute] = max(1, total // MINUTES)
        return counts
    # 3 of 4 requests come evenly in the sixteen hours from 06:00, the others at any time.
    share = total * 3 // 4 // 960
    for minute in range(360, 1320):
        counts[minute] = share
    for _ in range(min(total - share * 960, 5000)):
        counts[next(draw) % MINUTES] += 1
    return counts


def main():
    functions, invocations = int(sys.argv[1]), int(sys.argv[2])
    draw = numbers(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    harmonic = sum(1 / k for k in range(1, functions + 1))
    print("HashOwner,HashApp,HashFunction,Trigger," + ",".join(str(m) for m in range(1, MINUTES + 1)))
    for k in range(1, functions + 1):
        timer = next(draw) % 3 == 0
        total = max(1, round(invocations / harmonic / k))
        name = f"{next(draw):016x},{next(draw):016x},{next(draw):016x}"
        print(name + (",timer," if timer else ",http,") + ",".join(map(str, counts_of(total, timer, draw))))


main()
