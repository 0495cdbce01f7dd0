#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The table of docs/*/background/performance.md.

    table.py BUILD_FOLDER [--rounds 5] [--peers PYTHON]

Runs every case of bench_case so many times, with the bound measured beside each, and prints medians as Markdown; with
--peers also the same cases on SimPy, Ciw, SimGrid and SimFaaS, in turn with ours, by that Python (skipped where they
are missing).
Processor time, not time on the wall; still best on an idle machine."""
import argparse
import pathlib
import re
import statistics
import subprocess
import sys

REQUESTS = 600_000
MORE = {"lambda-100000": 2_000_000}
PEERS = [("SimPy", "simpy_mm10.py", "mm10", 20_000), ("Ciw", "ciw_mm10.py", "mm10", 10_000),
         ("SimGrid", "simgrid_mm10.py", "mm10", 100_000), ("SimPy", "simpy_mm10.py", "ecs-mm10", 20_000),
         ("SimPy", "simpy_simfaas.py", "simfaas", 40_000), ("SimFaaS", "simfaas_example.py", "simfaas", 40_000)]


def measure(program, case, requests):
    out = subprocess.run([program, case, str(requests), "1"], capture_output=True, text=True, check=True).stdout
    return dict(part.split("=") for part in out.split()[1:])


def median(rows, key):
    return statistics.median(float(row[key]) for row in rows)


def spread(rows, key):
    values = [float(row[key]) for row in rows]
    return f"{min(values):.2f}–{max(values):.2f}"


def machine():
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    compiler = subprocess.run(["g++", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
    date = subprocess.run(["date", "-u", "+%Y-%m-%d"], capture_output=True, text=True).stdout.strip()
    return f"{model.group(1) if model else 'unknown processor'}; {compiler}; {date}"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("build")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--peers", metavar="PYTHON")
    options.add_argument("--only", nargs="*")
    chosen = options.parse_args()
    program = str(pathlib.Path(chosen.build) / "tests/bench/bench_case")
    names = chosen.only or subprocess.run([program], capture_output=True, text=True, check=True).stdout.split()

    rows = {name: [] for name in names}
    for _ in range(chosen.rounds):  # in turn, so that a slow minute is shared by all
        for name in names:
            rows[name].append(measure(program, name, MORE.get(name, REQUESTS)))
    print(f"{machine()}; medians of {chosen.rounds}\n")
    print("| case | requests/s | ns per request | bound, ns | ÷ bound (range) | peak memory | run |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        got = rows[name]
        ns = median(got, "ns")
        print(f"| `{name}` | {1000 / ns:.1f} M | {ns:.0f} | {median(got, 'bound'):.0f} | {median(got, 'ratio'):.2f} "
              f"({spread(got, 'ratio')}) | {median(got, 'peak_kb') / 1024:.0f} MB | `{got[0]['fingerprint']}` |")

    if chosen.peers:
        print("\n| peer | case | its ns per request | ours | times as fast (range) |")
        print("|---|---|---|---|---|")
        for peer, script, case, requests in PEERS:
            pairs = []
            for _ in range(chosen.rounds):
                ours = float(measure(program, case, REQUESTS)["ns"])
                done = subprocess.run([chosen.peers, str(pathlib.Path(__file__).parent / "peers" / script), str(requests)],
                                      capture_output=True, text=True)
                if done.returncode == 77:
                    break
                done.check_returncode()
                theirs = float(re.search(r"ns=(\d+)", done.stdout).group(1))
                pairs.append({"ours": ours, "theirs": theirs, "ratio": theirs / ours})
            if not pairs:
                print(f"| {peer} | `{case}` | not installed | | |")
                continue
            values = [pair["ratio"] for pair in pairs]
            print(f"| {peer} | `{case}` | {median(pairs, 'theirs'):.0f} | {median(pairs, 'ours'):.0f} | "
                  f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f}) |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
