# SPDX-License-Identifier: Apache-2.0
"""From a log of requests to a scenario: how many come when, how long each takes, and whether the model holds for requests that it has not seen."""
from __future__ import annotations

import copy
import csv
import datetime
import json
import math
import os
import random
from collections.abc import Mapping
from typing import Any

from ._input import Time, nanoseconds
from ._session import run
from ._table import Table

_SECONDS = {"duration_s": 1.0, "duration_ms": 1e-3, "duration_us": 1e-6}
_SHAPES = ("quantiles", "exponential", "lognormal", "constant")
_SHARES = (0, 0.01, *(each / 20 for each in range(1, 18)), 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 1)  # dense where it is steep
_SEEDS = 39  # the measured value of a model that is right lies between the least and the greatest of 39 draws in 38 of 40 cases: 95%
_ROUNDED = 0.01  # percentiles of a run are read from a histogram: that near counts as inside


def _quantile(ordered: list[float], share: float) -> float:
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def _mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def _spread(values: list[float]) -> float:
    """Standard deviation divided by the mean."""
    mean = _mean(values)
    return math.sqrt(_mean([(value - mean) ** 2 for value in values])) / mean if mean > 0 else 0.0


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def _plain(value: float) -> str:
    """As a scenario takes it: no exponent, and nothing below a nanosecond."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _when(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        when = datetime.datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
        return (when if when.tzinfo else when.replace(tzinfo=datetime.timezone.utc)).timestamp()


class Calibration:
    """What a log of requests says, learned from its first part and checked against its last. Made by `calibrate`."""

    def __init__(self, requests: list[tuple[float, float, float | None]], period_s: float | None, bins: int, shape: str, held_out: float):
        self.shape = shape
        start, span = requests[0][0], requests[-1][0] - requests[0][0]
        self._bins = bins if period_s is not None else 1
        if period_s is None:
            self.bin_s = span * (1 - held_out)
            length = self.bin_s  # one rate for all of it
        else:
            whole = math.floor(span / period_s + 0.5 / bins)  # the last bin may end in silence
            if whole < 2:
                raise ValueError(f"the log covers {span:.0f} s: at least two periods are needed, one to learn from and one to check against")
            self.bin_s = period_s / bins
            length = (whole - 1) * period_s
        self.learned_s, self.held_out_s = length, period_s if period_s is not None else span - length
        self.learned = [each for each in requests if each[0] - start < length]
        self.held_out = [each for each in requests if length <= each[0] - start and (period_s is None or each[0] - start < length + period_s)]
        if len(self.learned) < 2 or not self.held_out:
            raise ValueError("too few requests to learn from and to check against")
        self.periods = 1 if period_s is None else round(length / period_s)
        self._start = start
        self._learn(self.learned)

    def _learn(self, requests: list[tuple[float, float, float | None]]) -> None:
        self.counts = [0] * self._bins
        for at, *_ in requests:
            self.counts[int((at - self._start) / self.bin_s) % self._bins] += 1
        self.durations = sorted(each[1] for each in requests)
        self.memory = sorted(each[2] for each in requests if each[2] is not None)

    def _learned_from_another_draw(self, seed: int) -> Calibration:
        """The same, as if chance had dealt another log of the same kind: what was learned is uncertain, too."""
        draw = random.Random(seed)
        count = len(self.learned)
        other = copy.copy(self)
        other._learn(draw.choices(self.learned, k=max(2, round(draw.gauss(count, math.sqrt(count))))))
        return other

    def profile(self) -> Table:
        """How many requests came in each part of a period, and the rate that follows."""
        return Table({"from_s": _short(number * self.bin_s), "requests": count, "rate_per_s": _short(count / self.bin_s / self.periods)}
                     for number, count in enumerate(self.counts))

    def service(self) -> Table:
        """What is known about the time that a request takes, and how far from it the shapes of textbooks are.

        `distance` is that of Kolmogorov and Smirnov: the most by which the share of requests that took no longer than some time is off. A shape whose
        distance is above `chance` is not what was measured.
        """
        mean, cv, n = _mean(self.durations), _spread(self.durations), len(self.durations)
        rows = [{"what": name, "value": _short(value)} for name, value in (
            ("requests", n), ("mean_s", mean), ("cv", cv), *((f"p{round(share * 100)}_s", _quantile(self.durations, share)) for share in (0.5, 0.95, 0.99)),
            *((f"distance_{shape}", self._distance(shape, mean, cv)) for shape in _SHAPES[1:]), ("chance", 1.36 / math.sqrt(n)))]
        return Table(rows)

    def _distance(self, shape: str, mean: float, cv: float) -> float:
        sigma = math.sqrt(math.log(1 + cv * cv))

        def below(x: float) -> float:
            if shape == "constant" or mean <= 0 or (shape == "lognormal" and sigma == 0):
                return 1.0 if x >= mean else 0.0
            if shape == "exponential":
                return 1 - math.exp(-x / mean)
            return 0.5 * math.erfc(-(math.log(x / mean) + sigma * sigma / 2) / (sigma * math.sqrt(2))) if x > 0 else 0.0

        n = len(self.durations)
        return max(max(below(x) - i / n, (i + 1) / n - below(x)) for i, x in enumerate(self.durations))

    def _distribution(self, ordered: list[float], shape: str, unit: str, factor: float) -> Any:
        mean = _mean(ordered)
        if shape == "constant" or (shape != "exponential" and ordered[0] == ordered[-1]):
            return _plain(mean * factor) + unit
        if shape == "exponential":
            return {"exponential": _plain(mean * factor) + unit}
        if shape == "lognormal":
            return {"lognormal": {"mean": _plain(mean * factor) + unit, "cv": _short(_spread(ordered))}}
        return {"quantiles": [[share, _plain(_quantile(ordered, share) * factor) + unit] for share in _SHARES]}

    def scenario(self, deployments: Mapping[str, Mapping[str, Any]] | None = None, periods: int = 1) -> str:
        """A scenario of so many periods as YAML, with the designs that you name: {"functions": {"lambda": {"memory": "512MB"}}}.

        The measured time is put in as time that no other memory and no other processor changes (`work.io`).
        """
        rates = [f"{_plain(count / self.bin_s / self.periods)}/s" for count in self.counts]
        points = [[f"{_plain((turn * len(rates) + number) * self.bin_s)}s", rate] for turn in range(periods) for number, rate in enumerate(rates)]
        work: dict[str, Any] = {"io": self._distribution(self.durations, self.shape, "ms", 1e3)}
        if self.memory:
            work["memory"] = self._distribution(self.memory, "quantiles", "MB", 1)
        designs = deployments if deployments is not None else {"functions": {"lambda": {"memory": "1024MB", "init": "0s"}}}
        length = self.bin_s * len(rates) * periods if len(rates) > 1 else self.held_out_s * periods
        parts = [f"duration: {_plain(length)}s", "workload:", "  - name: requests",
                 f"    arrivals: {{profile: {{points: {json.dumps(points)}, interpolation: step}}}}", f"    work: {json.dumps(work)}", "deployments:",
                 *(f"  - {json.dumps({'name': name, **settings})}" for name, settings in designs.items())]
        return "\n".join(["cloudsim: 1", "title: {en: From a log of requests, es: A partir de un registro de solicitudes}", *parts]) + "\n"

    def check(self) -> Table:
        """The part that was held out, beside 39 simulations of it. `agrees` is False for a figure that lies outside of all of them.

        Each simulation learns from another draw of the first part (a bootstrap), because that part was chance as well. Of a model that is right, each
        figure then lies inside in about 95 of 100 cases.
        """
        drawn = [run(self._learned_from_another_draw(seed).scenario(), seed=seed, jobs=1).rows()[0] for seed in range(1, _SEEDS + 1)]
        took = sorted(each[1] for each in self.held_out)
        measured = {"arrived": float(len(took)), "latency_mean_s": _mean(took),
                    **{f"latency_p{round(share * 100)}_s": _quantile(took, share) for share in (0.5, 0.95, 0.99)}}
        table = Table(columns=("figure", "measured", "simulated_least", "simulated_most", "agrees"))
        for figure, value in measured.items():
            least, most = min(row[figure] for row in drawn), max(row[figure] for row in drawn)
            table.append({"figure": figure, "measured": _short(value), "simulated_least": _short(least), "simulated_most": _short(most),
                          "agrees": least * (1 - _ROUNDED) <= value <= most * (1 + _ROUNDED)})
        return table

    def __repr__(self) -> str:
        return f"<cloudsim.Calibration: {len(self.learned)} requests to learn from, {len(self.held_out)} to check against>"


def calibrate(path: str | os.PathLike[str], *, period: Time | None = None, bins: int = 12, shape: str = "quantiles", held_out: float = 1 / 3) -> Calibration:
    """Reads a CSV file of requests and learns from it when they come and how long they take.

        c = cloudsim.calibrate("requests.csv", period="1h")
        c.profile(), c.service()      # what was learned
        c.check()                     # does it hold for the requests that were held out?
        cloudsim.run(c.scenario({"functions": {"lambda": {"memory": "512MB"}}, "server": {"ec2": {"instance": "t3.micro"}}}))

    Columns: `time` (seconds, or 2026-03-02T09:00:00), one of `duration_s`, `duration_ms` and `duration_us`, and `memory_mb` if you have it; lines that
    begin with # are skipped. The duration is the time of the work itself, without waiting for a free server.
    `period`: after so long the pattern repeats; the last whole one is held out. None: one rate for all the time, and the last `held_out` of it is.
    `bins`: parts of a period. `shape` of the durations: quantiles (as measured), exponential, lognormal or constant.
    """
    if shape not in _SHAPES:
        raise ValueError(f"shape is one of {', '.join(_SHAPES)}")
    if bins < 1 or not 0 < held_out < 1:
        raise ValueError("bins is at least 1, and held_out lies between 0 and 1")
    requests = []
    with open(path, newline="", encoding="utf-8-sig") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(line for _, line in lines)
    unit = next((name for name in _SECONDS if name in (reader.fieldnames or ())), None)
    if unit is None or "time" not in (reader.fieldnames or ()):
        raise ValueError(f"{os.fspath(path)} needs a column time and one of {', '.join(_SECONDS)}")
    for (number, _), row in zip(lines[1:], reader):
        try:
            memory = float(row["memory_mb"]) if row.get("memory_mb") else None
            requests.append((_when(row["time"]), float(row[unit]) * _SECONDS[unit], memory))
        except (TypeError, ValueError) as problem:
            raise ValueError(f"{os.fspath(path)}:{number}: {problem}") from None
        if not requests[-1][1] >= 0:
            raise ValueError(f"{os.fspath(path)}:{number}: a duration is not below 0")
    if len(requests) < 2:
        raise ValueError(f"{os.fspath(path)} has fewer than two requests")
    requests.sort(key=lambda each: each[0])
    return Calibration(requests, None if period is None else nanoseconds(period) / 1e9, bins, shape, held_out)
