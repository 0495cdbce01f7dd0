# SPDX-License-Identifier: Apache-2.0
"""cloudsim: what an application would do on EC2, Lambda, ECS and Docker hosts: effort, scaling, cost, and a story.

    import cloudsim
    result = cloudsim.run("first-steps", lang="es")   # shows itself in a notebook; print(result) elsewhere
    result.rows().to_frame()                          # one row for each deployment, as a pandas frame
    result.story("functions")                         # what happened, in words

    for memory in ("512MB", "1GB", "2GB"):            # three sizes, side by side
        run = cloudsim.run("first-steps", deployment="functions", **{"deployments.functions.lambda.memory": memory})
        print(memory, run["functions"]["bill"]["total_usd"], run["functions"]["latency"]["p95_ns"] / 1e9)

    cloudsim.sweep("first-steps", {"deployments.functions.lambda.memory": ["512MB", "1GB", "2GB"]})   # the same as a table

- `scenarios()` lists what is there, `scenario_text(name)` shows one, `validate(text)` checks your own.
- `run` takes a shipped name, a file, YAML text or a dict; any value can be changed by its path in the scenario.
- `Session` goes step by step, shows how it stands, and lets you crash a server in the middle.
- `sweep` runs many, on this machine or on any concurrent.futures.Executor.
- `compare` says what changed between two results, and why.
- `exercise("L04.E1")` asks you for a bet, runs, and checks what you read off; `lesson("L04")` is what frames exercises.
- `calibrate("requests.csv")` makes a scenario of your own log of requests, and says whether it holds.

The language is `lang="es"`; `use_language("es")`, or the environment variable CLOUDSIM_LANG, sets it for everything.
"""
from ._calibrate import Calibration, calibrate
from ._exercise import Exercise, Questions, Reply, exercise, exercises, opened
from ._input import Scenario, Time, use_language
from ._lesson import Lesson, Words, lesson, lessons
from ._library import CloudsimError, NotFoundError, ScenarioError, StateError
from ._library import version as __version__
from ._result import Comparison, Result
from ._session import Session, run, validate
from ._shipped import languages, price_lists, scenario_text, scenarios, schema, theory
from ._sweep import sweep
from ._table import Table


def compare(first: Result, second: Result, names: tuple[str, str] = ("before", "after")) -> Comparison:
    """What changed from one result to the other, and why. Shows itself in a notebook."""
    return Comparison(first, second, names)


__all__ = ["Calibration", "CloudsimError", "Comparison", "Exercise", "Lesson", "NotFoundError", "Questions", "Reply", "Result", "Scenario", "ScenarioError",
           "Session", "StateError", "Table", "Time", "Words", "__version__", "calibrate", "compare", "exercise", "exercises", "languages", "lesson",
           "lessons", "opened", "price_lists", "run", "scenario_text", "scenarios", "schema", "sweep", "theory", "use_language", "validate"]
