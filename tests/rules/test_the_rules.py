# SPDX-License-Identifier: Apache-2.0
"""The rules are tested too: each planted breach must be found, so that a green rules test means something."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[2]
BREACHES = [
    ("check_includes.py", "lib/engine/bad.cpp", '#include "services/service_model.hpp"\n', "engine may include"),
    ("check_includes.py", "lib/billing/bad.cpp", '#include "metrics/collector.hpp"\n', "billing may include"),
    ("check_includes.py", "lib/services/ec2/bad.cpp", '#include "services/ecs/ecs_spec.hpp"\n', "do not know each other"),
    ("check_includes.py", "lib/base/bad.hpp", "#include <fmt/format.h>\n", "belongs in .cpp"),
    ("check_includes.py", "lib/scenario/bad.cpp", "#include <yaml-cpp/yaml.h>\n", "knows yaml-cpp"),
    ("check_house.py", "lib/metrics/bad.cpp", '// SPDX-License-Identifier: Apache-2.0\nconst char* text = "the server is full";\n', "a sentence in lib/"),
    ("check_house.py", "lib/metrics/bad.cpp", "// SPDX-License-Identifier: Apache-2.0\nstd::normal_distribution<double> d;\n", "own samplers"),
    ("check_house.py", "lib/metrics/bad.cpp", "// SPDX-License-Identifier: Apache-2.0\n" + "int x;\n" * 500, "second idea"),
    ("check_house.py", "lib/metrics/bad.cpp", "int x;\n", "names the licence"),
    ("check_house.py", "tests/unit/bad_test.cpp", '#include "x"\n#if 0\n', "disabled test"),
]


def main():
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        shutil.copytree(ROOT / "lib", copy / "lib")
        subprocess.run(["git", "init", "-q", str(copy)], check=True)
        for script, name, text, expected in BREACHES:
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            run = subprocess.run([sys.executable, str(ROOT / "tests/rules" / script), str(copy)], capture_output=True, text=True)
            path.unlink()
            if run.returncode != 1 or expected not in run.stdout:
                failures += 1
                print(f"{script} did not find the breach in {name}: wanted '{expected}', got:\n{run.stdout}{run.stderr}")
    print(f"{len(BREACHES) - failures} passed, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
