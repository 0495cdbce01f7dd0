# SPDX-License-Identifier: Apache-2.0
"""usage: check_rules.py: every rule of AWS that was to be built has a test, and each test that rules_of_aws.txt names is there; so has every
one of the ten traps."""
import pathlib
import re
import sys

TESTS = pathlib.Path(__file__).resolve().parents[1]
LITERAL = r'"((?:[^"\\]|\\.)*)"'
TRAPS = 10


def test_cases():
    """The names of all test cases; a long name is several literals, one after the other."""
    names = set()
    for path in TESTS.rglob("*_test.cpp"):
        for found in re.finditer(rf"TEST_CASE\(\s*((?:{LITERAL}\s*)+)\)", path.read_text()):
            names.add("".join(re.findall(LITERAL, found.group(1))).replace('\\"', '"'))
    return names


def ctest_names():
    return {name for path in TESTS.rglob("CMakeLists.txt") for name in re.findall(r"NAME (\S+)", path.read_text())}


def rules():
    """(paragraph, item, its tests)"""
    found, paragraph = [], ""
    for line in (TESTS / "acceptance/rules_of_aws.txt").read_text().splitlines():
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("["):
            paragraph = text.strip("[]")
        elif text.startswith("= "):
            found[-1][2].append(text[2:])
        else:
            found.append((paragraph, text, []))
    return found


known = test_cases() | ctest_names()
table = rules()
problems = [f"{paragraph}, {item}: no test" for paragraph, item, tests in table if not tests]
problems += [f"{paragraph}, {item}: there is no test ‘{test}’" for paragraph, item, tests in table for test in tests if test not in known]
traps = {int(number) for name in known for number in re.findall(r"^trap (\d+):", name)}
problems += [f"trap {number} has no test" for number in range(1, TRAPS + 1) if number not in traps]
print("\n".join(problems) or f"{len(table)} rules, {len({t for _, _, tests in table for t in tests})} tests that pin them, {TRAPS} traps")
sys.exit(1 if problems else 0)
