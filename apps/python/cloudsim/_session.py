# SPDX-License-Identifier: Apache-2.0
"""Runs, at once or step by step."""
from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator, Mapping
from typing import Any

from . import _library, _progress
from ._input import Input, Scenario, Time, nanoseconds, read, yaml_of
from ._result import Result

_FACTS = {False: 0, None: 0, True: 1, "rare": 1, "requests": 2}


class Session:
    """One run of a scenario that you can stop, look at and interfere with. All deployments go side by side under one clock.

        with cloudsim.Session("first-steps", facts=True) as session:
            session.run_until("15min")
            print(session.now, session.view())
            session.act("{crash: server, instance: 1}")
            result = session.run()

    Run to its end, it gives the same result as `cloudsim.run`, unless `act` changed the course of things. Use it from one thread at a time.

    `facts`: True keeps what happens for `facts()`, "requests" every single request too.
    """

    def __init__(self, scenario: Scenario, *, lang: str | None = None, rate: Any = None, seed: int | None = None, deployment: str | None = None,
                 facts: bool | str = False, jobs: int = 0, invoice_rounding: bool = False, settings: Mapping[str, Any] | None = None, **changes: Any):
        if facts not in _FACTS:
            raise ValueError("facts is True, False or 'requests'")
        self._handle = ctypes.c_void_p()
        self._input: Input = read(scenario, lang, {**(settings or {}), **changes}, rate, seed)
        self.lang = self._input.lang
        options = self._input.options(jobs=jobs, deployment=deployment, facts=_FACTS[facts], rounding=invoice_rounding)
        if self._input.text is None:
            _library.call("cloudsim_session_open_shipped", self._input.name.encode(), ctypes.byref(options), ctypes.byref(self._handle))
        else:
            _library.call("cloudsim_session_open", *_library.sized(self._input.text), ctypes.byref(options), ctypes.byref(self._handle))

    def close(self) -> None:
        """Frees the run. Done by itself at the end of a `with`, and when nobody holds it any more."""
        handle, self._handle = getattr(self, "_handle", None), ctypes.c_void_p()
        if handle:
            _library.library.cloudsim_session_free(handle)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def describe(self) -> dict[str, Any]:
        """Title, duration_ns, seed, workload, deployments with their places, warnings."""
        return json.loads(_library.text("cloudsim_session_describe_json", self._handle, self.lang.encode()))

    @property
    def now_ns(self) -> int:
        """Nanoseconds since the start of the run."""
        now = ctypes.c_int64()
        _library.call("cloudsim_session_now", self._handle, ctypes.byref(now))
        return now.value

    @property
    def now(self) -> float:
        """Seconds since the start of the run."""
        return self.now_ns / 1e9

    def step(self, count: int = 1) -> int:
        """Runs up to `count` events; returns how many ran: fewer at the end."""
        stepped = ctypes.c_uint64()
        _library.call("cloudsim_session_step", self._handle, ctypes.c_uint64(count), ctypes.byref(stepped))
        return stepped.value

    def run_until(self, time: Time) -> None:
        """Runs every event before this time: "15min", seconds, or a timedelta."""
        _library.call("cloudsim_session_run_until", self._handle, ctypes.c_int64(nanoseconds(time)))

    def next(self) -> dict[str, Any] | None:
        """The event that `step` would run: at_ns, deployment, label. None at the end."""
        return json.loads(_library.text("cloudsim_session_next_json", self._handle))["next"]

    def view(self) -> dict[str, dict[str, int]]:
        """How it stands: for each place waiting, in_service, servers_ready, servers_starting, hosts."""
        seen = json.loads(_library.text("cloudsim_session_view_json", self._handle))
        return {place.pop("place"): place for each in seen["deployments"] for place in each["places"]}

    def facts(self, since: int = 0, most: int = 0) -> tuple[list[dict[str, Any]], int]:
        """What happened from the `since`-th fact on, and the number to continue from."""
        told = json.loads(_library.text("cloudsim_session_facts_json", self._handle, ctypes.c_uint64(since), ctypes.c_uint64(most)))
        return told["facts"], told["cursor"]

    def act(self, action: str | Mapping[str, Any]) -> None:
        """Does something now: {"crash": "servers", "instance": 1}, or the same as YAML."""
        _library.call("cloudsim_session_act", self._handle, *_library.sized(yaml_of(action)))

    def live(self, every: Time = "1min", until: Time | None = None) -> Iterator[dict[str, dict[str, int]]]:
        """Goes on in strides, and yields the view after each: `for view in session.live("1min"): …`. In a notebook the view is shown, too."""
        stride, end = nanoseconds(every), self.describe()["duration_ns"]
        if stride <= 0:
            raise ValueError("a stride must be longer than nothing")
        end = min(end, nanoseconds(until)) if until is not None else end
        show = _display()
        while self.now_ns < end:
            _library.call("cloudsim_session_run_until", self._handle, ctypes.c_int64(min(self.now_ns + stride, end)))
            view = self.view()
            show(self.now, view)
            yield view

    def run(self, progress: bool | None = False) -> Result:
        """Runs to the end. `progress`: a bar, where tqdm is installed; the run then uses one core."""
        if progress is not False:
            end = self.describe()["duration_ns"]
            bar = _progress.bar(progress, 100, "%")
            for percent in range(1, 101):
                _library.call("cloudsim_session_run_until", self._handle, ctypes.c_int64(end * percent // 100))
                bar.update()
            bar.close()
        _library.call("cloudsim_session_run", self._handle)
        return Result(_library.text("cloudsim_session_result_json", self._handle), self.lang)


def _display() -> Any:
    """Shows a view in place in a notebook, and does nothing elsewhere."""
    try:
        from IPython import get_ipython
        from IPython.display import HTML, display
    except ImportError:
        return lambda now, view: None
    if get_ipython() is None:
        return lambda now, view: None
    handle = display(HTML(""), display_id=True)

    def show(now: float, view: dict[str, dict[str, int]]) -> None:
        from ._table import Table

        rows = Table([{"at_s": now, "place": place, **figures} for place, figures in view.items()])
        handle.update(HTML(rows._repr_html_()))

    return show


def run(scenario: Scenario, *, lang: str | None = None, rate: Any = None, seed: int | None = None, deployment: str | None = None, jobs: int = 0,
        invoice_rounding: bool = False, progress: bool | None = False, settings: Mapping[str, Any] | None = None, **changes: Any) -> Result:
    """Runs a scenario and returns its result.

    `scenario`: a shipped one by name ("first-steps", see `scenarios()`), a file, YAML text, or a dict.
    `rate`: the arrival rate of the first workload, "5/s". `seed`: another draw of chance. `deployment`: this one alone.
    `settings`, or further keyword arguments: values to change, by their path in the scenario, as `cloudsim run --set` takes them:

        cloudsim.run("first-steps", lang="es", rate="5/s", **{"deployments.functions.lambda.memory": "512MB"})

    `jobs`: cores to use, 0 for all; never changes the result. Raises ScenarioError with all problems at once.
    """
    with Session(scenario, lang=lang, rate=rate, seed=seed, deployment=deployment, jobs=jobs, invoice_rounding=invoice_rounding, settings=settings,
                 **changes) as session:
        return session.run(progress)


def validate(scenario: Scenario, *, lang: str | None = None, settings: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Reads a scenario without running it. Returns warnings; raises ScenarioError with all problems at once."""
    given = read(scenario, lang, settings)
    options = given.options()
    told = _library.text("cloudsim_validate", *_library.sized(given.whole_text()), ctypes.byref(options))
    return json.loads(told)["problems"]
