# SPDX-License-Identifier: Apache-2.0
"""usage: check_exchange.py PROGRAM TREE: what `i18n export-po` writes passes msgfmt -c, and importing it changes nothing."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
program, tree = sys.argv[1], pathlib.Path(sys.argv[2])
if shutil.which("msgfmt") is None:
    print("msgfmt (gettext) is not installed")
    sys.exit(SKIPPED)
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    shutil.copytree(tree / "locales", folder / "locales")
    po = folder / "es.po"
    subprocess.run([program, "i18n", "export-po", "es", "--data", folder, "--out", po], check=True)
    checked = subprocess.run(["msgfmt", "-c", "-o", folder / "es.mo", po], capture_output=True, text=True)
    errors = [line for line in checked.stderr.splitlines() if "warning: header field" not in line]
    before = {path: path.read_bytes() for path in sorted((folder / "locales").rglob("*")) if path.is_file()}
    subprocess.run([program, "i18n", "import-po", po, "--data", folder, "--quiet"], check=True)
    changed = [str(path.relative_to(folder)) for path, text in before.items() if path.read_bytes() != text]
    if checked.returncode != 0:
        print("\n".join(errors))
    print("\n".join(f"changed by an import of what was exported: {path}" for path in changed) or "nothing changed")
    sys.exit(1 if checked.returncode != 0 or changed else 0)
