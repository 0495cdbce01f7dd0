# SPDX-License-Identifier: Apache-2.0
"""usage: check_scale_out.py PROGRAM: from 0 to 3,500 containers takes about as long as it did on AWS in 2022, and hosts go as they came.

Published (VLAD22, 2022-04): ECS on Fargate, first container at 30 s, about 3,500 at 4.5 min; ECS on EC2, first at 2.5 min, 3,500 at
about 10 min. One author, one run per service, read from a chart, image not stated to the MB: a tolerance of a quarter for the last
container and of half for the first. What the rules give: Fargate (3,500 - 100) / 20 per s = 170 s, then set-up up to 44 s, pull, start;
hosts: metric after 1 min asks for 2, warm-up of 5 min, then the rest."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MINUTE = 60
failed = 0


def run(*changes):
    command = [sys.argv[1], "run", "tests/acceptance/zero-to-3500.yaml", "--format", "json", "--seed", "1"]
    for change in changes:
        command += ["--set", change]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return {d["name"]: d for d in json.loads(done.stdout)["deployments"]}


def check(name, got, low, high):
    global failed
    if not low <= got <= high:
        failed += 1
        print(f"{name}: {got:.1f}, expected {low:.1f} to {high:.1f}")


def seconds(deployment, milestone):
    return deployment["milestones"][milestone + "_ns"] / 1e9


result = run()
fargate, hosts = result["fargate"], result["hosts"]
check("Fargate, first container, s", seconds(fargate, "first_server_ready"), 15, 45)
check("Fargate, 3,500 containers, s", seconds(fargate, "all_desired_ready"), 4.5 * MINUTE * 0.75, 4.5 * MINUTE * 1.25)
check("hosts, first container, s", seconds(hosts, "first_server_ready"), 2.5 * MINUTE * 0.5, 2.5 * MINUTE * 1.5)
check("hosts, 3,500 containers, s", seconds(hosts, "all_desired_ready"), 10 * MINUTE * 0.75, 10 * MINUTE * 1.25)

# One step of the loop alone cannot do it: the first asks for 2 hosts, whatever waits (ECS23, cluster auto scaling).
steps = [e for e in hosts["events"] if e["kind"] == "scale_out"]
check("hosts, first step", next(iter(steps[0]["arguments"]["to"].values())), 2, 2)
check("hosts, steps at least", len(steps), 2, 100)
check("hosts, second step waits for the warm-up of 5 min, s", (steps[1]["at_ns"] - steps[0]["at_ns"]) / 1e9, 300, 420)

# With the default launch rate of 500 a minute, nothing is faster than 3,500 / 500 = 7 min.
slow = run("deployments.fargate.ecs.launches_per_minute=500")["fargate"]
check("Fargate at 500 a minute, s", seconds(slow, "all_desired_ready"), 7 * MINUTE, 7 * MINUTE + 60)

print("ok" if failed == 0 else f"{failed} failed")
sys.exit(1 if failed else 0)
