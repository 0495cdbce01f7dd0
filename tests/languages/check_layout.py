# SPDX-License-Identifier: Apache-2.0
"""usage: check_layout.py PROGRAM: in the language that nobody speaks, whose words are 40 % longer, no line of a report is wider than the
terminal and no line of prose has gone around the catalogue."""
import os
import re
import subprocess
import sys
import unicodedata

program = sys.argv[1]
WIDTH = 100
problems = []
for command in (["run", "first-steps"], ["run", "l11-orchestrator"], ["bill", "two-servers"], ["theory", "mm1", "--arrival-rate", "8/s", "--service-time", "100ms"]):
    env = {**os.environ, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "CLOUDSIM_LANG": "qps"}
    run = subprocess.run([program, *command], env=env, capture_output=True, text=True)
    if run.returncode != 0 or "⟦" not in run.stdout:
        problems.append(f"{' '.join(command)}: exit code {run.returncode}: {run.stderr}")
    for line in run.stdout.splitlines():
        width = sum(1 for c in line if not unicodedata.combining(c))
        if width > WIDTH:
            problems.append(f"{' '.join(command)}: {width} columns: {line}")
        # Prose of ours begins with the bracket; English left as it is has words without any accent in one bracketed message.
        for message in re.findall(r"⟦([^⟦⟧]*)⟧", line):
            plain = re.fullmatch(r"[A-Za-z ]{12,}", message)
            if plain:
                problems.append(f"{' '.join(command)}: not in disguise: {message}")
print("\n".join(problems) or "every line fits")
sys.exit(1 if problems else 0)
