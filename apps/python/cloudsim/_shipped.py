# SPDX-License-Identifier: Apache-2.0
"""What comes with the library."""
from __future__ import annotations

import json
from typing import Any

from . import _library
from ._input import language
from ._table import Table


def scenarios(lang: str | None = None) -> Table:
    """Name, lesson and title of every shipped scenario."""
    told = json.loads(_library.text("cloudsim_scenarios_json", language(lang).encode()))
    return Table(told["scenarios"], ("name", "lesson", "title"))


def scenario_text(name: str) -> str:
    """The YAML of a shipped scenario, to start from."""
    return _library.text("cloudsim_scenario_text", name.encode())


def price_lists() -> Table:
    """List, region, date and services of every shipped price list."""
    told = json.loads(_library.text("cloudsim_price_lists_json"))
    return Table(told["price_lists"], ("list", "region", "as_of", "complete", "services"))


def languages() -> list[str]:
    """The tags of the languages that are shipped."""
    return json.loads(_library.text("cloudsim_locales_json"))["locales"]


def schema() -> dict[str, Any]:
    """The JSON Schema of scenarios."""
    return json.loads(_library.text("cloudsim_schema_json"))


def theory(model: str, **inputs: Any) -> dict[str, Any]:
    """A formula of queueing theory: theory("mmc", arrival_rate="4/s", service_time="200ms", servers=2)."""
    data, size = _library.sized(json.dumps(inputs, ensure_ascii=False))
    told = json.loads(_library.text("cloudsim_theory_json", model.encode(), data, size))
    return {**told, "figures": {each["figure"]: each["formula"] for each in told["figures"]}}
