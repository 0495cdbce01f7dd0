# SPDX-License-Identifier: Apache-2.0
"""usage: check_transcripts.py PROGRAM FILE...: every command of the transcripts prints what they say."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import console  # noqa: E402

failures = 0
commands = 0
for name in sys.argv[2:]:
    steps = console.parse(pathlib.Path(name).read_text())
    commands += len(steps)
    if not steps:
        failures += 1
        print(f"{name}: no command in it")
    for line, command, problem in console.run_steps(steps, sys.argv[1]):
        failures += 1
        print(f"{name}:{line}: $ {command}\n{problem}\n")
print(f"{commands - failures} passed, {failures} failed")
sys.exit(1 if failures else 0)
