# SPDX-License-Identifier: Apache-2.0
"""What callers give: scenarios by name, file, text or dict; settings; languages; times."""
from __future__ import annotations

import ctypes
import dataclasses
import datetime
import json
import os
import pathlib
import re
from collections.abc import Mapping
from typing import Any, Union

from . import _library

Scenario = Union[str, "os.PathLike[str]", Mapping[str, Any]]
Time = Union[str, int, float, datetime.timedelta]

_NS = {"ns": 1, "us": 10**3, "µs": 10**3, "ms": 10**6, "s": 10**9, "min": 60 * 10**9, "h": 3600 * 10**9, "d": 86400 * 10**9}


def language(lang: str | None) -> str:
    """The language asked for, else that of CLOUDSIM_LANG, else English."""
    return lang or os.environ.get("CLOUDSIM_LANG") or "en"


def use_language(lang: str) -> None:
    """From now on everything speaks this language where nothing else is asked for; worker processes that are started later do, too."""
    os.environ["CLOUDSIM_LANG"] = lang


def yaml_of(value: Any) -> str:
    """A setting's value as YAML: texts as they are ("512MB", "5/s"), everything else as JSON, which is YAML too."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def nanoseconds(time: Time) -> int:
    """"90s", "1.5h", seconds as a number, or a timedelta."""
    if isinstance(time, datetime.timedelta):
        return (time.days * 86400 + time.seconds) * 10**9 + time.microseconds * 1000
    if isinstance(time, int):
        return time * 10**9
    if isinstance(time, float):
        return round(time * 10**9)
    match = re.fullmatch(r"\s*(\d+)(?:\.(\d{1,9}))?\s*(ns|us|µs|ms|s|min|h|d)\s*", time)
    if match is None:
        raise ValueError(f"{time!r} is no time: write '90s', '15min', '1.5h', or a number of seconds")
    whole, decimals, unit = match.groups()
    return int(whole) * _NS[unit] + int((decimals or "").ljust(9, "0")) * _NS[unit] // 10**9


@dataclasses.dataclass(frozen=True)
class Input:
    """A scenario as the library takes it. Small and picklable: it travels to worker processes."""

    text: str | None  # None: a shipped one
    name: str  # its shipped name, or what messages call it
    folder: str | None
    settings: tuple[tuple[str, str], ...]
    lang: str

    def whole_text(self) -> str:
        return self.text if self.text is not None else _library.text("cloudsim_scenario_text", self.name.encode())

    def options(self, *, jobs: int = 1, deployment: str | None = None, facts: int = 0, rounding: bool = False) -> _library.Options:
        options = _library.Options()
        _library.library.cloudsim_options_init(ctypes.byref(options), ctypes.c_size_t(ctypes.sizeof(options)))
        flat = [part.encode() for pair in self.settings for part in pair]
        options.jobs = jobs
        options.locale = self.lang.encode()
        options.source_name = None if self.text is None else self.name.encode()
        options.folder = _library.encoded(self.folder)
        options.settings = (ctypes.c_char_p * len(flat))(*flat) if flat else None
        options.settings_count = len(flat)
        options.deployment = _library.encoded(deployment)
        options.facts = facts
        options.invoice_rounding = int(rounding)
        return options


def read(scenario: Scenario, lang: str | None = None, settings: Mapping[str, Any] | None = None, rate: Any = None, seed: int | None = None) -> Input:
    """Finds out what `scenario` is: a dict, YAML or JSON text (it has a line break or begins with {), a file that exists, or a shipped name."""
    changes = dict(settings or {})
    if rate is not None:
        changes["rate"] = rate
    if seed is not None:
        changes["seed"] = seed
    pairs = tuple((path, yaml_of(value)) for path, value in changes.items())
    lang = language(lang)
    if isinstance(scenario, Mapping):
        return Input(json.dumps(scenario, ensure_ascii=False), "scenario", None, pairs, lang)
    if isinstance(scenario, str) and ("\n" in scenario or scenario.lstrip().startswith("{")):
        return Input(scenario, "scenario", None, pairs, lang)
    path = pathlib.Path(scenario)
    if path.is_file():
        return Input(path.read_text(encoding="utf-8"), os.fspath(scenario), os.fspath(path.parent), pairs, lang)
    if not isinstance(scenario, str) or path.suffix in (".yaml", ".yml", ".json"):
        raise FileNotFoundError(2, os.strerror(2), os.fspath(scenario))
    return Input(None, scenario, None, pairs, lang)
