# SPDX-License-Identifier: Apache-2.0
"""usage: check_bills.py PROGRAM: published bills come out of simulated usage to the cent.

Each scenario of tests/acceptance/bills lets the requests of an example arrive and reads the bill of the run, line by line, against what the
source prints (bills/expected.json, which also says why the other examples have no scenario). Nothing is fed to billing by hand."""
import decimal
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BILLS = HERE / "bills"
EXAMPLES = HERE.parents[2] / "shared/facts/billing-examples.yaml"  # not part of the project: looked at where it is
problems = []


def printed(amount, like):
    """The amount with as many decimals as the source prints, half up as AWS does."""
    return str(amount.quantize(decimal.Decimal(like), rounding=decimal.ROUND_HALF_UP))


def check(name, what, got, expected):
    if got != expected:
        problems.append(f"{name}, {what}: {got}, expected {expected}")


def check_bill(name, expected):
    command = [sys.argv[1], "run", f"tests/acceptance/bills/{name}.yaml", "--format", "json"]
    done = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        problems.append(f"{name}: exit code {done.returncode}\n{done.stderr}")
        return
    (deployment,) = json.loads(done.stdout)["deployments"]
    lines = {line["meter"]: decimal.Decimal(line["amount_usd"]) for line in deployment["bill"]["lines"]}
    for meter, amount in expected["lines"].items():
        check(name, meter, printed(lines.get(meter, decimal.Decimal(0)), amount), amount)
    total = sum((lines.get(meter, decimal.Decimal(0)) for meter in expected["lines"]), decimal.Decimal(0))
    check(name, "total", printed(total, expected["total"]), expected["total"])
    check(name, "meters", sorted(lines), sorted([*expected["lines"], *expected.get("beside", [])]))
    check(name, "not priced", deployment["bill"]["unpriced"], [])
    if "published_wrongly" in expected and printed(total, expected["published_wrongly"]) == expected["published_wrongly"]:
        problems.append(f"{name}: reproduces {expected['published_wrongly']}, which does not follow from its inputs")


bills = json.loads((BILLS / "expected.json").read_text())["bills"]
simulated = {name for name, bill in bills.items() if "lines" in bill}
for name in sorted(simulated):
    check_bill(name, bills[name])
check("bills", "scenario files", sorted(path.stem for path in BILLS.glob("*.yaml")), sorted(simulated))
check("bills", "without a scenario and without a reason", [n for n, b in bills.items() if n not in simulated and not b.get("reason")], [])
if EXAMPLES.exists():
    ids = re.findall(r"^  - id: (\S+)$", EXAMPLES.read_text(), re.MULTILINE)
    check("bills", "examples of the facts that are missing", [i for i in ids if i not in bills], [])
print("\n".join(problems) or f"{len(simulated)} bills from simulated usage, {len(bills) - len(simulated)} examples with a reason why not")
sys.exit(1 if problems else 0)
