# SPDX-License-Identifier: Apache-2.0
"""Every #include in lib/ and apps/ must be allowed by lib/modules.txt: arrows point down, and external libraries stay where they belong."""
import fnmatch
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
LIB = ROOT / "lib"
EXTERNAL = {"fmt": "fmt", "yaml-cpp": "yaml-cpp", "nlohmann": "nlohmann", "fast_float": "fast_float", "tl": "tl", "CLI": "CLI", "doctest": "doctest"}
CPP_ONLY = {"fmt", "yaml-cpp", "nlohmann", "fast_float", "CLI"}  # heavy headers never reach other files through a header
SEPARATE_PARTS = ["services/ec2", "services/lambda", "services/ecs", "services/docker"]  # the models do not know each other


def read_table(path):
    """module → (level, allowed modules or patterns, allowed external headers)"""
    table = {}
    for line in path.read_text().splitlines():
        if not re.match(r"[a-z]", line):
            continue
        head, _, external = line.partition("|")
        match = re.match(r"([a-z]+)\s+(\d+)\s*:(.*)", head)
        table[match[1]] = (int(match[2]), match[3].split(), set(external.split()))
    return table


def allowed(target, rules):
    module = target.split("/")[0]
    return any(rule == module or ("/" in rule and fnmatch.fnmatch(target, rule)) for rule in rules)


def check(table):
    problems = []
    for path in sorted([*LIB.rglob("*.hpp"), *LIB.rglob("*.cpp"), *LIB.rglob("*.h")]):
        relative = path.relative_to(LIB).as_posix()
        module = relative.split("/")[0]
        level, rules, external = table[module]
        part = next((p for p in SEPARATE_PARTS if relative.startswith(p + "/")), None)
        for number, line in enumerate(path.read_text().splitlines(), 1):
            quoted = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            angled = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
            target = quoted[1] if quoted else angled[1] if angled else None
            if target is None:
                continue
            first = target.split("/")[0]
            where = f"lib/{relative}:{number}: includes {target}"
            if first in EXTERNAL:
                name = EXTERNAL[first]
                if path.suffix == ".hpp" and name in CPP_ONLY:
                    problems.append(f"{where}: {name} belongs in .cpp files")
                if name == "yaml-cpp" and relative != "document/yaml_source.cpp":
                    problems.append(f"{where}: only document/yaml_source.cpp knows yaml-cpp")
                if name not in external and name not in {"fmt", "nlohmann"} and not (name == "tl" and level >= 3):
                    problems.append(f"{where}: {module} may not use {name}")
                if name in {"CLI", "doctest"}:
                    problems.append(f"{where}: {name} has no place in lib/")
            elif quoted and "/" in target:
                if first not in table:
                    problems.append(f"{where}: no such module")
                elif first != module and not allowed(target, rules):
                    problems.append(f"{where}: {module} may include: {' '.join(rules) or 'nothing'}")
                elif first != module and table[first][0] >= level:
                    problems.append(f"{where}: arrows point down ({first} is level {table[first][0]}, {module} {level})")
                other = next((p for p in SEPARATE_PARTS if target.startswith(p + "/")), None)
                if part and other and other != part:
                    problems.append(f"{where}: {part} and {other} do not know each other")
            elif quoted:
                problems.append(f"{where}: write the module into the path")
    return problems


if __name__ == "__main__":
    found = check(read_table(LIB / "modules.txt"))
    print("\n".join(found) or "every include is allowed")
    sys.exit(1 if found else 0)
