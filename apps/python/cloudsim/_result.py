# SPDX-License-Identifier: Apache-2.0
"""What a run gives."""
from __future__ import annotations

import functools
import json
import os
import pathlib
from typing import TYPE_CHECKING, Any

from . import _library
from ._input import language
from ._table import Table

if TYPE_CHECKING:
    import pandas


class Result:
    """The outcome of one run: every deployment's effort, scaling, cost, and what happened.

    In a notebook it shows itself: tables, pictures, the story, everything also as text for screen readers. Elsewhere `print(result)`.
    Numbers are those of the library, to the last digit; nothing is computed here.
    """

    def __init__(self, json_text: str, lang: str | None = None):
        self.json = json_text  #: the exact bytes of `cloudsim run --format json`, as text
        self.lang = language(lang)

    @classmethod
    def load(cls, path: str | os.PathLike[str], lang: str | None = None) -> Result:
        """Reads a result that was saved, here or by the command line."""
        result = cls(pathlib.Path(path).read_text(encoding="utf-8"), lang)
        result._form("json")  # raises when it is no result
        return result

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the JSON."""
        pathlib.Path(path).write_text(self.json, encoding="utf-8", newline="\n")

    def _form(self, form: str, lang: str | None = None) -> str:
        return _library.text("cloudsim_report", *_library.sized(self.json), form.encode(), (lang or self.lang).encode())

    @functools.cached_property
    def data(self) -> dict[str, Any]:
        """The whole result as a dict; docs/en/reference/result.md describes its keys."""
        return json.loads(self.json)

    @property
    def title(self) -> str:
        titles = self.data.get("title") or {}
        return titles.get(self.lang.split("-")[0]) or titles.get("en") or next(iter(titles.values()), "")

    @property
    def names(self) -> list[str]:
        """The deployments, in order."""
        return [each["name"] for each in self.data["deployments"]]

    def __getitem__(self, deployment: str) -> dict[str, Any]:
        """One deployment's part of `data`."""
        for each in self.data["deployments"]:
            if each["name"] == deployment:
                return each
        raise KeyError(f"{deployment!r}; there are {', '.join(self.names)}")

    @property
    def objectives_met(self) -> bool:
        """Whether every deployment keeps the scenario's objectives. True when there are none."""
        return self.data["objectives_met"]

    def rows(self) -> Table:
        """One row for each deployment, one column for each figure: durations in seconds, money in USD."""
        return Table.from_csv(self._form("csv"), keep_text=("deployment", "service", "fingerprint"))

    def to_frame(self) -> pandas.DataFrame:
        """`rows()` as a pandas DataFrame."""
        return self.rows().to_frame()

    def timeline(self, deployment: str | None = None) -> Table:
        """One row for each deployment and step of time: at_s, arrived, completed, lost, cold, servers, ready, busy, waiting, hosts."""
        table = Table.from_csv(self._form("samples-csv"), keep_text=("deployment",))
        return self._only(table, deployment)

    def bill(self, deployment: str | None = None) -> Table:
        """One row for each deployment and line of its bill: meter, unit, quantity, free, price_usd, per, amount_usd."""
        table = Table.from_csv(self._form("bill-csv"), keep_text=("deployment", "meter", "unit"))
        return self._only(table, deployment)

    def _only(self, table: Table, deployment: str | None) -> Table:
        if deployment is None:
            return table
        self[deployment]
        return Table((row for row in table if row["deployment"] == deployment), table.columns)

    def story(self, deployment: str | None = None, lang: str | None = None) -> str:
        """What happened, told in words; of one deployment, or of all one after the other."""
        return _library.text("cloudsim_narrative_text", *_library.sized(self.json), _library.encoded(deployment), (lang or self.lang).encode())

    def text(self, lang: str | None = None, plain: bool = False) -> str:
        """The whole report, as `cloudsim run` prints it; `plain` for screen readers."""
        return self._form("plain" if plain else "text", lang)

    def html(self, lang: str | None = None) -> str:
        """The whole report as one page that needs no network."""
        return self._form("html", lang)

    def compare(self, other: Result, names: tuple[str, str] = ("before", "after")) -> Comparison:
        """What changed from this result to the other, and why."""
        return Comparison(self, other, names)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<cloudsim.Result {self.title!r}: {', '.join(self.names)}>"

    def _repr_html_(self) -> str:
        return self._form("html-fragment")


class Comparison:
    """Two results and what lies between them. Shows itself in a notebook; `print` it elsewhere."""

    def __init__(self, first: Result, second: Result, names: tuple[str, str] = ("before", "after")):
        self.first, self.second, self.names = first, second, names
        self.lang = first.lang

    def _form(self, form: str) -> str:
        return _library.text("cloudsim_compare", *_library.sized(self.first.json), self.names[0].encode(), *_library.sized(self.second.json),
                             self.names[1].encode(), form.encode(), self.lang.encode())

    @functools.cached_property
    def data(self) -> dict[str, Any]:
        """"cloudsim.comparison/1" as a dict."""
        return json.loads(self._form("json"))

    def __str__(self) -> str:
        return self._form("text")

    def _repr_html_(self) -> str:
        return self._form("html-fragment")
