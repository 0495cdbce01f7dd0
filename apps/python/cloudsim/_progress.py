# SPDX-License-Identifier: Apache-2.0
"""Progress bars where tqdm is installed; silence elsewhere."""
from __future__ import annotations

from typing import Any


class _Silent:
    def update(self, count: float = 1) -> None:
        pass

    def close(self) -> None:
        pass


def bar(wanted: bool | None, total: float, unit: str) -> Any:
    """`wanted` None: only where tqdm is there. True without tqdm stays silent too: a bar is never worth an error."""
    if wanted is False:
        return _Silent()
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return _Silent()
    return tqdm(total=total, unit=unit, leave=False)
