# SPDX-License-Identifier: Apache-2.0
"""Rows with named columns: a plain list of dicts that shows itself in a notebook and turns into a pandas frame."""
from __future__ import annotations

import csv
import html
import io
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

_SHOWN = 60


def _value(text: str) -> Any:
    if text == "":
        return None
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return {"yes": True, "no": False}.get(text, text)


class Table(list):
    """A list of dicts, one for each row, all with the same keys. `columns` are the keys in order."""

    def __init__(self, rows: Iterable[dict[str, Any]] = (), columns: Iterable[str] | None = None):
        super().__init__(rows)
        self.columns: list[str] = list(columns) if columns is not None else list(self[0]) if self else []

    @classmethod
    def from_csv(cls, text: str, keep_text: Iterable[str] = ()) -> Table:
        """Numbers become numbers, empty fields None, yes and no True and False. Columns in `keep_text` stay text."""
        reader = csv.reader(io.StringIO(text))
        columns = next(reader, [])
        kept = set(keep_text)
        return cls(({name: field if name in kept else _value(field) for name, field in zip(columns, row)} for row in reader), columns)

    def to_frame(self) -> pandas.DataFrame:
        """As a pandas DataFrame. Needs pandas: pip install pandas."""
        import pandas

        return pandas.DataFrame(list(self), columns=self.columns)

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Writes a CSV file."""
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(self.columns)
            for row in self:
                writer.writerow(["" if row[name] is None else {True: "yes", False: "no"}.get(row[name], row[name])
                                 if isinstance(row[name], bool) else "" if row[name] is None else row[name] for name in self.columns])

    def to_parquet(self, path: str | os.PathLike[str]) -> None:
        """Writes a Parquet file. Needs pandas and pyarrow."""
        self.to_frame().to_parquet(path, index=False)

    def column(self, name: str) -> list[Any]:
        """All values of one column."""
        return [row[name] for row in self]

    def _repr_html_(self) -> str:
        def cell(value: Any) -> str:
            return html.escape("" if value is None else str(value))

        head = "".join(f'<th scope="col">{cell(name)}</th>' for name in self.columns)
        def field(value: Any) -> str:
            return f'<td style="text-align:left">{cell(value)}</td>' if isinstance(value, str) else f"<td>{cell(value)}</td>"

        body = "".join("<tr>" + "".join(field(row[name]) for name in self.columns) + "</tr>" for row in self[:_SHOWN])
        more = f"<p>… {len(self) - _SHOWN}</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
