# SPDX-License-Identifier: Apache-2.0
"""usage: check_abi.py C_COMPILER [--update]: what cloudsim.h promises to compiled programs, against abi.xml, which is what was promised before.
Functions and members may come; nothing may go or change. The header is looked at through a library of empty functions: that the real one is as
the header says, its own compiler sees, and which functions it has, check_exports.py."""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parents[1] / "lib/capi/include"
STORED = HERE / "abi.xml"


def empty_functions(header):
    """Every declaration with an empty body."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.DOTALL)
    lines = ["#include <cloudsim.h>"]
    for declaration in re.findall(r"^CLOUDSIM_API ([^;]*?\));", text, re.MULTILINE | re.DOTALL):
        kind = declaration.split("cloudsim_")[0].strip()
        lines.append(declaration + (" {}" if kind == "void" else " { return 0; }"))
    return "\n".join(lines) + "\n"


def main():
    with tempfile.TemporaryDirectory() as folder:
        source, library = pathlib.Path(folder) / "empty.c", pathlib.Path(folder) / "libcloudsim.so"
        source.write_text(empty_functions((INCLUDE / "cloudsim.h").read_text()))
        subprocess.run([sys.argv[1], "-std=c11", "-g", "-shared", "-fPIC", f"-I{INCLUDE}", source.name, "-o", library], cwd=folder, check=True)
        if "--update" in sys.argv:
            subprocess.run(["abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--out-file", STORED, library], check=True)
        compared = subprocess.run(["abidiff", "--no-added-syms", STORED, library], capture_output=True, text=True)
    # 4: something changed; 8: for the worse. A member at the end of an option struct is such a change, and allowed: --update says it was meant.
    print(compared.stdout.strip() or "the interface is as it was promised", compared.stderr.strip())
    return compared.returncode


if __name__ == "__main__":
    sys.exit(main())
