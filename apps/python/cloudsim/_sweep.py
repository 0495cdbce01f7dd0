# SPDX-License-Identifier: Apache-2.0
"""One scenario, many values: on the cores of this machine, or on whatever a concurrent.futures.Executor reaches."""
from __future__ import annotations

import concurrent.futures
import csv
import ctypes
import io
import json
import os
import pathlib
from collections.abc import Iterable, Mapping
from typing import Any

from . import _library, _progress
from ._input import Input, Scenario, read, yaml_of
from ._table import Table

_TASKS = 100  # so many tasks at most by default: enough for a smooth bar and a dozen workers, few enough that handing them out costs little
_ATTEMPTS = 3  # a task whose worker died is given to another one


def _axes(over: Mapping[str, Any] | None) -> str | None:
    if over is None:
        return None
    axes: list[dict[str, Any]] = []
    for path, values in over.items():
        if isinstance(values, Mapping):
            axes.append({"set": path, "range": dict(values)})
        elif isinstance(values, str) or not isinstance(values, Iterable):
            raise TypeError(f"the values of {path!r} are a list, or a dict with from, to and steps")
        else:
            axes.append({"set": path, "values": [yaml_of(value) for value in values]})
    return json.dumps(axes, ensure_ascii=False)


def _sized(axes: str | None) -> tuple[bytes | None, ctypes.c_size_t]:
    return (None, ctypes.c_size_t(0)) if axes is None else _library.sized(axes)


def _run_points(given: Input, axes: str | None, first: int, count: int) -> str:
    """The rows of some points as CSV, heading included. Runs in a worker, so it takes and gives plain values."""
    options = given.options()
    return _library.text("cloudsim_sweep", *_library.sized(given.whole_text()), ctypes.byref(options), *_sized(axes), ctypes.c_uint64(first),
                         ctypes.c_uint64(count), b"csv")


class _Rows:
    """Rows by point, as lines of CSV; kept in a file while they come."""

    def __init__(self, points: list[list[str]], paths: list[str], inputs: str, path: pathlib.Path | None):
        self.points, self.paths, self.inputs, self.path = points, paths, inputs, path
        self.heading = ""
        self.lines: dict[int, list[str]] = {}
        if path is not None and path.exists():
            self._read(path.read_text(encoding="utf-8"))

    def _read(self, text: str) -> None:
        whole = text[: text.rfind("\n") + 1]  # a row that was cut off does not count
        lines = whole.splitlines(keepends=True)
        if not lines:
            return
        rows = list(csv.reader(io.StringIO(whole)))
        if rows[0][: len(self.paths)] != self.paths or rows[0][-1] != "inputs" or any(row[-1] != self.inputs for row in rows[1:]):
            raise ValueError(f"{self.path} holds rows of something else: name another file, or delete it")
        self.heading = lines[0]
        numbers: dict[tuple[str, ...], list[int]] = {}
        for number, values in enumerate(self.points):
            numbers.setdefault(tuple(values), []).append(number)
        at = len(self.paths)
        seen: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for line, row in zip(lines[1:], rows[1:]):
            seen.setdefault(tuple(row[:at]), []).append((row[at], line))
        for values, found in seen.items():
            for number in numbers.get(values, []):
                self.lines[number] = [line for _, line in found]

    def complete(self, deployments: int) -> None:
        """Forgets points of which some row is missing."""
        self.lines = {number: lines for number, lines in self.lines.items() if len(lines) == deployments}

    def missing(self) -> list[int]:
        return [number for number in range(len(self.points)) if number not in self.lines]

    def add(self, first: int, count: int, text: str) -> None:
        lines = text.splitlines(keepends=True)
        fresh = not self.heading
        self.heading = lines[0]
        each = (len(lines) - 1) // count
        for i in range(count):
            self.lines[first + i] = lines[1 + i * each: 1 + (i + 1) * each]
        if self.path is not None:
            with open(self.path, "a", encoding="utf-8", newline="") as file:
                file.write(("".join(lines[:1]) if fresh else "") + "".join(lines[1:]))

    def text(self) -> str:
        return self.heading + "".join(line for number in sorted(self.lines) for line in self.lines[number])


def _chunks(missing: list[int], size: int) -> list[tuple[int, int]]:
    """Runs of neighbouring points, at most `size` long."""
    chunks: list[tuple[int, int]] = []
    for number in missing:
        if chunks and chunks[-1][0] + chunks[-1][1] == number and chunks[-1][1] < size:
            chunks[-1] = (chunks[-1][0], chunks[-1][1] + 1)
        else:
            chunks.append((number, 1))
    return chunks


def sweep(scenario: Scenario, over: Mapping[str, Any] | None = None, *, executor: concurrent.futures.Executor | None = None, jobs: int = 0,
          resume: str | os.PathLike[str] | None = None, chunk: int | None = None, lang: str | None = None, rate: Any = None, seed: int | None = None,
          settings: Mapping[str, Any] | None = None, progress: bool | None = None) -> Table:
    """Runs a scenario at every combination of values; one row for each run and deployment.

        rows = cloudsim.sweep("first-steps", {"rate": ["1/s", "5/s"], "deployments.functions.lambda.memory": ["512MB", "1GB"]})
        rows.to_frame()

    `over`: path → list of values, or {"from": "1/s", "to": "9/s", "steps": 5}. None: what the scenario lists under `sweep:`.
    `executor`: anything with the interface of concurrent.futures: ProcessPoolExecutor, Dask's `client.get_executor()`, MPIPoolExecutor. None: `jobs`
    threads of this machine, 0 for one per core. The rows are the same, and in the same order, for any of them.
    `resume`: a CSV file that rows are written to as they come. Called again with it, only what is missing is run; at the end it holds the bytes
    that `cloudsim sweep --format csv` prints. A file that ends in .parquet is written at the end, with rows kept beside it in .csv.
    A task whose worker dies is given to another one; `chunk` is how many points a task has.
    """
    given = read(scenario, lang, settings, rate, seed)
    axes = _axes(over)
    options = given.options()
    told = json.loads(_library.text("cloudsim_sweep_points_json", *_library.sized(given.whole_text()), ctypes.byref(options), *_sized(axes)))
    target = pathlib.Path(resume) if resume is not None else None
    kept = target.with_suffix(".csv") if target is not None and target.suffix == ".parquet" else target
    rows = _Rows(told["points"], told["paths"], told["inputs"], kept)
    if rows.lines:
        rows.complete(max(len(lines) for lines in rows.lines.values()))
        if kept is not None:  # what is incomplete would otherwise stand there twice
            kept.write_text(rows.text(), encoding="utf-8", newline="")
    missing = rows.missing()
    tasks = _chunks(missing, chunk or max(1, -(-len(missing) // _TASKS)))
    bar = _progress.bar(progress, len(missing), "run")
    try:
        if executor is not None:
            _spread(executor, given, axes, tasks, rows, bar)
        elif tasks:
            with concurrent.futures.ThreadPoolExecutor(jobs or os.cpu_count() or 1) as threads:  # calls let go of the interpreter's lock
                _spread(threads, given, axes, tasks, rows, bar)
    finally:
        bar.close()
    text = rows.text()
    if kept is not None:
        kept.write_text(text, encoding="utf-8", newline="")
    table = Table.from_csv(text, keep_text=[*told["paths"], "deployment", "inputs"])
    if target is not None and target != kept:
        table.to_parquet(target)
    return table


def _spread(executor: concurrent.futures.Executor, given: Input, axes: str | None, tasks: list[tuple[int, int]], rows: _Rows, bar: Any) -> None:
    waiting: dict[Any, tuple[tuple[int, int], int]] = {}
    for task in tasks:
        waiting[executor.submit(_run_points, given, axes, *task)] = (task, 1)
    try:
        while waiting:
            done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                task, attempt = waiting.pop(future)
                try:
                    text = future.result()
                except (_library.CloudsimError, concurrent.futures.CancelledError, concurrent.futures.BrokenExecutor):
                    raise  # it would be the same again
                except Exception:
                    if attempt >= _ATTEMPTS:
                        raise
                    waiting[executor.submit(_run_points, given, axes, *task)] = (task, attempt + 1)
                    continue
                rows.add(*task, text)
                bar.update(task[1])
    finally:
        for future in waiting:
            future.cancel()
