# SPDX-License-Identifier: Apache-2.0
"""usage: check_same_bytes.py LIBRARY PROGRAM: ten scenarios give the same result JSON through the C interface, run at once and in steps, as on
the command line."""
import ctypes
import subprocess
import sys

SCENARIOS = ["first-steps", "l01-three-duties", "l03-burst", "l04-pay-while-running", "l05-image-resize", "l07-event-sources", "l09-one-host",
             "l11-orchestrator", "photo-shop", "thumbnails"]
HALF_AN_HOUR = 1800 * 10**9


class Library:
    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.library.cloudsim_error_message.restype = ctypes.c_char_p

    def call(self, name, *arguments):
        error = ctypes.c_void_p()
        status = getattr(self.library, name)(*arguments, ctypes.byref(error))
        if status != 0:
            raise RuntimeError(f"{name}: {self.library.cloudsim_error_message(error).decode()}")

    def result(self, scenario, in_steps):
        session, text, stepped = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_uint64()
        self.call("cloudsim_session_open_shipped", scenario.encode(), None, ctypes.byref(session))
        if in_steps:
            self.call("cloudsim_session_step", session, ctypes.c_uint64(1000), ctypes.byref(stepped))
            self.call("cloudsim_session_run_until", session, ctypes.c_int64(HALF_AN_HOUR))
            self.call("cloudsim_session_step", session, ctypes.c_uint64(1001), ctypes.byref(stepped))
        self.call("cloudsim_session_run", session)
        self.call("cloudsim_session_result_json", session, ctypes.byref(text))
        found = ctypes.string_at(text)
        self.library.cloudsim_string_free(text)
        self.library.cloudsim_session_free(session)
        return found


def main():
    library = Library(sys.argv[1])
    problems = []
    for scenario in SCENARIOS:
        told = subprocess.run([sys.argv[2], "run", scenario, "--format", "json"], capture_output=True, check=True).stdout
        for in_steps in (False, True):
            if library.result(scenario, in_steps) != told:
                problems.append(f"{scenario}: other bytes {'in steps' if in_steps else 'at once'}")
    print("\n".join(problems) or f"{len(SCENARIOS)} scenarios: the same bytes")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
