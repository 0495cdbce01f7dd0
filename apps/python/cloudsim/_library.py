# SPDX-License-Identifier: Apache-2.0
"""The bridge to libcloudsim: loads it, calls it, turns statuses into exceptions. Everything else in this package is built on `call`."""
from __future__ import annotations

import ctypes
import json
import os
import pathlib
from typing import Any

_STATUS = {1: "invalid_argument", 2: "invalid_scenario", 3: "not_found", 4: "wrong_state", 5: "io", 6: "no_memory", 99: "internal"}
ZERO_TERMINATED = ctypes.c_size_t(-1)


class CloudsimError(Exception):
    """Something could not be done. The text says what and where, in your language.

    `status` is the kind ("invalid_scenario"), `code` the exact reason ("unknown_key"), and `problems` a list with one dict for each problem:
    severity, code, message, source, line, column, length, suggestion.
    """

    def __init__(self, message: str, status: str = "internal", code: str = "", problems: list[dict[str, Any]] | None = None):
        super().__init__(message)
        self.status = status
        self.code = code
        self.problems = problems or []

    def __reduce__(self):  # from worker processes, too
        return type(self), (str(self), self.status, self.code, self.problems)


class ScenarioError(CloudsimError, ValueError):
    """A scenario, an action or another text has problems; all of them are in `problems`."""


class NotFoundError(CloudsimError, LookupError):
    """Nothing of that name comes with cloudsim."""


class StateError(CloudsimError, RuntimeError):
    """Not at this point of a session's life."""


_EXCEPTIONS = {2: ScenarioError, 3: NotFoundError, 4: StateError}


class Options(ctypes.Structure):
    """cloudsim_options of cloudsim.h."""

    _fields_ = [("struct_size", ctypes.c_uint32), ("jobs", ctypes.c_uint32), ("locale", ctypes.c_char_p), ("source_name", ctypes.c_char_p),
                ("folder", ctypes.c_char_p), ("settings", ctypes.POINTER(ctypes.c_char_p)), ("settings_count", ctypes.c_size_t),
                ("deployment", ctypes.c_char_p), ("facts", ctypes.c_uint32), ("invoice_rounding", ctypes.c_uint32)]


def _load() -> ctypes.CDLL:
    here = pathlib.Path(__file__).parent
    path = os.environ.get("CLOUDSIM_LIBRARY") or str(here / "libcloudsim.so")
    library = ctypes.CDLL(path)
    for name in ("cloudsim_version", "cloudsim_error_code", "cloudsim_error_message", "cloudsim_error_diagnostics_json"):
        getattr(library, name).restype = ctypes.c_char_p
    for name in ("cloudsim_error_code", "cloudsim_error_message", "cloudsim_error_diagnostics_json", "cloudsim_error_free",
                 "cloudsim_string_free", "cloudsim_session_free", "cloudsim_exercise_free"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    for name in ("cloudsim_error_free", "cloudsim_string_free", "cloudsim_session_free", "cloudsim_exercise_free"):
        getattr(library, name).restype = None
    return library


library = _load()
version: str = library.cloudsim_version().decode()


def _raise(name: str, status: int, error: ctypes.c_void_p) -> None:
    message = (library.cloudsim_error_message(error) or b"").decode().rstrip("\n")
    code = (library.cloudsim_error_code(error) or b"").decode()
    problems = json.loads(library.cloudsim_error_diagnostics_json(error) or b'{"problems": []}')["problems"]
    library.cloudsim_error_free(error)
    raise _EXCEPTIONS.get(status, CloudsimError)(message or name, _STATUS.get(status, "internal"), code, problems)


def call(name: str, *arguments: Any) -> None:
    """Calls a function whose last parameter is a cloudsim_error**; raises what went wrong."""
    error = ctypes.c_void_p()
    status = getattr(library, name)(*arguments, ctypes.byref(error))
    if status != 0:
        _raise(name, status, error)


def text(name: str, *arguments: Any) -> str:
    """Calls a function that gives a text through its last out-parameter."""
    out = ctypes.c_void_p()
    call(name, *arguments, ctypes.byref(out))
    try:
        return ctypes.string_at(out).decode()
    finally:
        library.cloudsim_string_free(out)


def encoded(value: str | None) -> bytes | None:
    return None if value is None else value.encode()


def sized(value: str) -> tuple[bytes, ctypes.c_size_t]:
    """A text as pointer and length."""
    data = value.encode()
    return data, ctypes.c_size_t(len(data))
