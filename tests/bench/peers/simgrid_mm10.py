#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""M/M/c on SimGrid: `simgrid_mm10.py REQUESTS [WORKERS]` prints nanoseconds per request and the mean wait (in mean
services). Load 80 %, as in the case mm10; c workers that take requests from one mailbox, written in C++ and compiled
here. Exit code 77 where SimGrid or a compiler is not installed."""
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).with_name("simgrid_mm10.cpp")
with tempfile.TemporaryDirectory() as folder:
    program = pathlib.Path(folder) / "simgrid_mm10"
    try:
        built = subprocess.run(["g++", "-std=c++17", "-O2", str(SOURCE), "-lsimgrid", "-o", str(program)],
                               capture_output=True, text=True)
    except FileNotFoundError:
        built = None
    if built is None or built.returncode != 0:
        print("skipped: simgrid is not installed")
        sys.exit(77)
    sys.exit(subprocess.run([str(program), *sys.argv[1:]]).returncode)
