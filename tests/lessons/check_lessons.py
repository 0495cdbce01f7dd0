# SPDX-License-Identifier: Apache-2.0
"""usage: check_lessons.py PROGRAM: the worked values of the lesson map (teaching material, part b.3) come out of the shipped scenarios.

The expected values were worked out by hand from each lesson's settings; the reasoning is in the comment. They stand here and nowhere else:
neither the code nor the scenarios hold them. Tolerances are the lesson map's; exact where it names none."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1]
SECOND = 1_000_000_000
cache = {}


def run(scenario, *changes):
    """The deployments of a run, by name."""
    key = (scenario, changes)
    if key not in cache:
        command = [PROGRAM, "run", f"scenarios/lessons/{scenario}.yaml", "--format", "json"]
        for change in changes:
            command += ["--set", change]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
        cache[key] = {d["name"]: d for d in json.loads(done.stdout)["deployments"]}
    return cache[key]


def usd(deployment):
    return float(deployment["bill"]["total_usd"])


def events(deployment, kind):
    return [event for event in deployment["events"] if event["kind"] == kind]


def argument(event, key):
    return next(iter(event["arguments"][key].values()))


l01 = run("l01-three-duties")["server"]
l02 = run("l02-same-work-two-ways")
l03 = run("l03-burst")
l03m = run("l03-memory")
l04 = run("l04-pay-while-running")
l05 = run("l05-image-resize")["resize"]
l05b = run("l05-all-at-once")["resize"]
l06 = run("l06-four-steps")
l07 = run("l07-event-sources")["function"]
l07_failing = run("l07-event-sources", "workload.files.work.failure={requests: [7, 21]}")["function"]
l07_long = run("l07-twenty-minutes")["function"]
l08 = run("l08-works-on-my-machine")
l09 = run("l09-one-host")["one-host"]
unwalled = run("l09-one-host", "deployments.one-host.docker.isolated=off")["one-host"]
l10 = run("l10-watching-at-scale")
l10_priced = run("l10-watching-at-scale", "prices.list=aws")  # this list shows the logs as a line of the bill
l11 = run("l11-orchestrator")
l12 = run("l12-docker-pipeline")
even = run("l04-pay-while-running", "workload.photos.arrivals.constant=36350/day")
nobody = run("l04-pay-while-running", "workload.photos.arrivals.constant=0/day")
VISITS, RUSH = "workload.visits.arrivals.constant=", "workload.rush.arrivals.constant"
quiet = run("c1-choose", VISITS + "20000/day", RUSH + ".rate=0/s")
busy = run("c1-choose", VISITS + "8/s", RUSH + ".rate=0/s")
day = run("c1-choose", VISITS + "1/s", RUSH + ".rate=5/s")
burst = run("c1-choose", VISITS + "40000/day", RUSH + "={rate: 100/s, from: 12h, until: 750min}")
no_upload = run("l05-image-resize", "workload.photos.arrivals.constant={rate: 0/s, until: 24s}")["resize"]


def by_bill(designs):
    """The designs of the capstone, the lowest bill first, as one number: 1 servers, 2 functions, 3 tasks."""
    number = {"servers": 1, "functions": 2, "tasks": 3}
    first, second, third = sorted(number, key=lambda name: usd(designs[name]))
    return number[first] * 100 + number[second] * 10 + number[third]


def jobs_per_million(deployment):
    return usd(deployment) / deployment["requests"]["arrived"] * 1e6


def launch_seconds(deployment):
    """From the call that asked for them until the last new task started."""
    asked = next(e for e in events(deployment, "api_called") if argument(e, "call") == "UpdateService")["at_ns"]
    return deployment["milestones"]["all_desired_ready_ns"] / SECOND if asked else 0


def pull_seconds(deployment, number):
    return argument(events(deployment, "image_pulled")[number], "took") / SECOND


def found_differences(deployment):
    return sum(argument(e, "differences") for e in events(deployment, "drift_found"))


def round_minutes(deployment):
    """One round of checks by hand: every check of every container once."""
    return sum(line["minutes"] for line in deployment["effort"]["lines"] if line["group"] == "check")


def logs_gb(deployment):
    line = next(line for line in deployment["bill"]["lines"] if line["meter"] == "cloudwatch.logs_ingest_gb")
    return float(line["quantity"]) * 2**30 / 1e9


def deliveries(deployment):
    return [argument(e, "after") / SECOND for e in events(deployment, "deployment_completed")]


def warning_minutes(deployment):
    alarm = events(deployment, "memory_alarm")[0]["at_ns"]
    return (events(deployment, "crashed")[0]["at_ns"] - alarm) / SECOND / 60


# name, got, expected, relative tolerance, absolute tolerance
CHECKS = [
    # 45 s provisioning + 30 s until the code is there and started
    ("L01.E1 first answered request, s", l01["milestones"]["first_answer_ns"] / SECOND, 75, 0, 0),
    # 2/s × 75 s, and 2/s × 90 s after the crash
    ("L01.E2 failed requests", l01["requests"]["lost"], 330, 0, 0),
    # (24 h − 45 s) × 0.0104 USD/h; pending is not billed
    ("L01.E3 bill, USD", usd(l01), 0.2495, 0.01, 0),
    # 10/s × 0.3 s = 3 at a time
    ("L02.E1 execution environments", l02["functions"]["capacity"]["peak"], 3, 0, 0),
    ("L02.E2 environments you provisioned", l02["functions"]["effort"]["servers_provisioned_by_hand"], 0, 0, 0),
    # 2 × 20 patching + 3 × 5 restarts + 4 × 10 disk
    ("L02.E3 minutes a month, EC2", l02["server"]["effort"]["monthly_minutes"], 95, 0, 0),
    ("L02.E3 minutes a month, Lambda", l02["functions"]["effort"]["monthly_minutes"], 0, 0, 0),
    # 200/s × 0.25 s
    ("L03.E1 environments at the peak", l03["no-initialization"]["capacity"]["peak"], 50, 0, 0),
    # a cold run holds its environment 0.75 s: 150, less what 8 warm ones do in that time
    ("L03.E2 the same with initialization", l03["with-initialization"]["capacity"]["peak"], 134, 0.12, 0),
    # 0.8 s × 0.5 GB = 0.4 s × 1 GB; × 0.0000166667 + 0.0000002, for a million
    ("L03.E3 a million at 512 MB, USD", jobs_per_million(l03m["half-the-memory"]), 6.87, 0, 0.005),
    ("L03.E3 a million at 1,024 MB, USD", jobs_per_million(l03m["all-the-memory"]), 6.87, 0, 0.005),
    # 20 environments ÷ 0.25 s = 80/s; 120/s too many for 60 s; (10 + 200 + 10)/s × 60 s in all
    ("L03.E4 rejected", l03["with-a-limit"]["requests"]["rejected"], 7200, 0, 0),
    ("L03.E4 requests in all", l03["with-a-limit"]["requests"]["arrived"], 13200, 0, 0),
    # accepted ones, less the 10/s of the two quiet minutes
    ("L03.E4 served a second in the burst", (l03["with-a-limit"]["requests"]["arrived"] - l03["with-a-limit"]["requests"]["rejected"] - 1200) / 60, 80, 0, 0),
    # 3,000 × (0.4 s × 1 GB × 0.0000166667 + 0.0000002)
    ("L04.E1 Lambda's day, USD", usd(l04["functions"]), 0.0206, 0.01, 0),
    ("L04.E1 the server's day, USD", usd(l04["server"]), 0.2496, 0, 0.00005),
    ("L04.E2 a day without uploads, USD", usd(nobody["functions"]), 0, 0, 0),
    # 0.2496 ÷ 0.00000686668 = 36,350 a day: the bills agree to 1 %
    ("L04.E3 the bills meet at 36,350 a day", usd(even["functions"]) / usd(even["server"]), 1, 0.01, 0),
    ("L05.E1 cold starts, one upload every 2 s", l05["requests"]["cold_starts"], 1, 0, 0),
    ("L05.E1 uploads", l05["requests"]["arrived"], 12, 0, 0),
    ("L05.E2 cold starts, 12 at once", l05b["requests"]["cold_starts"], 12, 0, 0),
    # 12 × 0.4 s
    ("L05.E3 billed time of your code, s", l05["billed"]["handler_ns"] / SECOND, 4.8, 0, 0),
    ("L05.E4 invocations without uploads", no_upload["requests"]["invocations"], 0, 0, 0),
    ("L06.E1 invocations without a trigger", l06["trigger-never-set"]["requests"]["invocations"], 0, 0, 0),
    ("L06.E1 uploads", l06["trigger-never-set"]["requests"]["arrived"], 20, 0, 0),
    ("L06.E1 cost, USD", usd(l06["trigger-never-set"]), 0, 0, 0),
    # uploads at 30, 33, … 57 s: triggers do not look back
    ("L06.E2 invocations, trigger at 30 s", l06["trigger-set-late"]["requests"]["invocations"], 10, 0, 0),
    # 40 events, 25 from a mobile app, 35 HTTP calls
    ("L07.E1 invocations", l07["requests"]["invocations"], 100, 0, 0),
    # two events are tried three times: 98 + 2 × 3
    ("L07.E2 attempts when two events always fail", l07_failing["requests"]["invocations"], 104, 0, 0),
    ("L07.E2 requests", l07_failing["requests"]["arrived"], 100, 0, 0),
    ("L07.E3 the 20 minute job is cut at, s", l07_long["billed"]["handler_ns"] / SECOND, 900, 0, 0),
    ("L07.E3 jobs done", l07_long["requests"]["completed"], 0, 0, 0),
    # six dependencies, two differ; 2 × 45 min; an image leaves nothing to differ
    ("L08.E1 differences found, without images", found_differences(l08["piece-by-piece"]), 2, 0, 0),
    ("L08.E1 minutes of diagnosis, without images", l08["piece-by-piece"]["effort"]["incident_minutes"], 90, 0, 0),
    ("L08.E1 differences found, with images", found_differences(l08["one-image"]), 0, 0, 0),
    ("L08.E1 minutes of diagnosis, with images", l08["one-image"]["effort"]["incident_minutes"], 0, 0, 0),
    # (12 + 180 + 80) MB ÷ 50 MB/s; then 12 ÷ 50
    ("L08.E2 first pull, s", pull_seconds(l08["one-image"], 0), 5.44, 0, 0),
    ("L08.E2 next version, s", pull_seconds(l08["one-image"], 1), 0.24, 0, 0),
    ("L08.E3 objects shipped, with images", l08["one-image"]["effort"]["api_calls"]["DockerPush"], 1, 0, 0),
    ("L08.E3 the same without: code, dependencies, settings", l08["piece-by-piece"]["effort"]["api_calls"]["CopyFiles"], 3, 0, 0),
    # 8 GB ÷ 1.5 GB, whole ones
    ("L09.E1 containers that fit", l09["capacity"]["at_end"], 5, 0, 0),
    # (45 − 40)/s × 3 s
    ("L09.E2 requests lost in the crash", l09["requests"]["lost"], 15, 0, 0),
    ("L09.E3 data sets one intruder can read", l09["effort"]["datasets_reachable"], 1, 0, 0),
    # without walls between them: all five
    ("L09.E3 the same without isolation", unwalled["effort"]["datasets_reachable"], 5, 0, 0),
    ("L09.E4 how many more fit", l09["capacity"]["room_for_more"], 0, 0, 0),
    ("L09.E4 vCPU left over", l09["capacity"]["free_cpu_milli"] / 1000, 1.5, 0, 0),
    # 10, 300 and 3,000 containers × 3 checks × 20 s
    ("L10.E1 one round, 1 host, min", round_minutes(l10["tens"]), 10, 1e-5, 0),
    ("L10.E1 one round, 30 hosts, h", round_minutes(l10["hundreds"]) / 60, 5, 1e-5, 0),
    ("L10.E1 one round, 300 hosts, h", round_minutes(l10["thousands"]) / 60, 50, 1e-5, 0),
    # 300 × 2 lines/s × 200 B × 86,400 s
    ("L10.E2 logs a day, GB", logs_gb(l10_priced["hundreds"]), 10.4, 0.005, 0),
    # (512 − 256) ÷ 2 = 128 min; 80 % = 409.6 MB after 76.8 min, seen at 77 min
    ("L10.E3 warning before the stop, min", warning_minutes(l10["hundreds"]), 51, 0, 0),
    # 100 ÷ 8 a host, rounded up
    ("L11.E1 hosts for 100 tasks", l11["service-finds-hosts"]["capacity"]["hosts_at_end"], 13, 0, 0),
    ("L11.E2 calls, ten tasks a call", l11["tasks-by-run-task"]["effort"]["api_calls"]["RunTask"], 10, 0, 0),
    ("L11.E2 calls with a service", l11["service-finds-hosts"]["effort"]["api_calls"]["CreateService"], 1, 0, 0),
    # one of 12 full hosts fails: 100 − 8; the 13th has room for 4 more; nobody adds a host
    ("L11.E3 running falls to", argument(events(l11["service-on-fixed-hosts"], "running_low")[0], "to"), 92, 0, 0),
    ("L11.E3 and returns to", argument(events(l11["service-on-fixed-hosts"], "running_again")[0], "to"), 96, 0, 0),
    ("L11.E3 waiting for room", argument(events(l11["service-on-fixed-hosts"], "no_room")[-1], "count"), 4, 0, 0),
    ("L11.E4 calls to stop all", l11["service-on-fixed-hosts"]["effort"]["api_calls"]["UpdateService"], 1, 0, 0),
    ("L11.E4 running after it", l11["service-on-fixed-hosts"]["capacity"]["at_end"], 0, 0, 0),
    # 990 at 500 a minute: 118.8 s
    ("L11.E5 from 10 to 1,000 tasks, s", launch_seconds(l11["ten-to-a-thousand"]), 119, 0.01, 0),
    ("L11.E5 tasks at the end", l11["ten-to-a-thousand"]["capacity"]["at_end"], 1000, 0, 0),
    # 40 + 25 + 12; from the cache 6 + 25 + 12; 77 + 9 × 43
    ("L12.E1 first delivery, s", deliveries(l12["community"])[0], 77, 0, 0),
    ("L12.E1 next delivery, s", deliveries(l12["community"])[1], 43, 0, 0),
    ("L12.E2 ten in a day, s", sum(deliveries(l12["community"])), 464, 0, 0),
    # the same engine in both editions
    ("L12.E3 difference in answered requests", l12["enterprise"]["requests"]["completed"] - l12["community"]["requests"]["completed"], 0, 0, 0),
    # 10 hosts × 750 USD for the year
    ("L12.E3 what the subscription adds, USD", usd(l12["enterprise"]) - usd(l12["community"]), 7500, 0, 1e-9),
    # a visit: 30 ms on 512/1769 vCPU + 120 ms = 224 ms × 0.5 GB, and the request: 0.00000206667 USD; × 20,000
    ("C1.E1 quiet day, functions, USD", usd(quiet["functions"]), 0.0413, 0.01, 0),
    # 24 h × 0.0208; 24 h × (0.25 × 0.04048 + 0.5 × 0.004445)
    ("C1.E1 quiet day, servers, USD", usd(quiet["servers"]), 0.4992, 0, 0.00005),
    ("C1.E1 quiet day, tasks, USD", usd(quiet["tasks"]), 0.2962, 0, 0.00005),
    ("C1.E1 quiet day: functions, tasks, servers", by_bill(quiet), 231, 0, 0),
    # 691,200 visits; two tasks at 4 visits/s each, and those of the first minutes
    ("C1.E2 busy day, functions, USD", usd(busy["functions"]), 1.4285, 0.01, 0),
    ("C1.E2 busy day, tasks, USD", usd(busy["tasks"]), 0.5924, 0.05, 0),
    ("C1.E2 busy day: servers, tasks, functions", by_bill(busy), 132, 0, 0),
    # one task by night, two by day: 36 h × 0.0123425
    ("C1.E3 day and night, tasks, USD", usd(day["tasks"]), 0.4443, 0.01, 0),
    ("C1.E3 day and night: tasks, servers, functions", by_bill(day), 312, 0, 0),
    # 220,000 visits on Lambda; many small tasks stay for the fifteen minutes of the low alarm, few servers do
    ("C1.E4 one burst, functions, USD", usd(burst["functions"]), 0.4547, 0.01, 0),
    ("C1.E4 one burst: functions, servers, tasks", by_bill(burst), 213, 0, 0),
]

failed = 0
for name, got, expected, relative, absolute in CHECKS:
    allowed = max(abs(expected) * relative, absolute, abs(expected) * 1e-12)
    if abs(got - expected) > allowed:
        failed += 1
        print(f"{name}: {got}, the lesson says {expected}" + (f" ± {allowed:g}" if allowed > 1e-6 else ""))
print(f"{len(CHECKS) - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
