# SPDX-License-Identifier: Apache-2.0
"""usage: check_reference.py PROGRAM: the reference says what there is, in both languages. The scenario language: a row for every key of the
schema, every word of a closed list in its row, the name of every default, and nothing that does not exist. The result: every key, column and
kind of event. The command line: every option."""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "scenarios/scenario.schema.json"
PARAMETERS = ROOT / "scenarios/catalog/parameters.yaml"
LISTS = {"workload", "deployments", "chain", "actions"}  # their items' keys have tables of their own
EVENTS = ROOT / "lib/result/events.hpp"
MAPS = {"settings", "by_class", "by_reason", "api_calls", "arguments", "title"}  # their keys are data
LIMITS = re.compile(r"\.limit\.|^lambda\.init\.")  # rows that no key sets


def properties(node):
    """The keys that a place of the schema takes, whichever of its forms is used."""
    found = {}
    for key, value in node.get("properties", {}).items():
        found.setdefault(key, []).append(value)
    for word in ("anyOf", "oneOf", "allOf"):
        for form in node.get(word, []):
            for key, values in properties(form).items():
                found.setdefault(key, []).extend(values)
    if isinstance(node.get("items"), dict):
        for key, values in properties(node["items"]).items():
            found.setdefault(key, []).extend(values)
    return found


def choices(node):
    words = [word for word in node.get("enum", []) if isinstance(word, str)]
    for form in ("anyOf", "oneOf"):
        for part in node.get(form, []):
            words += choices(part)
    return words


def keys_of(node, path, rows):
    """rows: the key as the page writes it -> the words that it may hold."""
    found = properties(node)
    if {"lognormal", "quantiles"} <= set(found):
        path = ""  # distributions have one table for all
    for key, values in found.items():
        name = f"{path}.{key}" if path else key
        words = rows.setdefault(name, set())
        for value in values:
            words.update(choices(value))
            keys_of(value, "" if name in LISTS else name, rows)


def table_rows(text):
    """Rows of the tables of keys: key -> the whole row."""
    rows = {}
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells[0] in ("key", "clave"):
            inside = True
        elif inside and re.fullmatch(r"`[^`]+`", cells[0]):
            rows.setdefault(cells[0].strip("`"), []).append(line)
    return rows


def keys_in(json_value, found):
    """Every key of a result that is no data."""
    if isinstance(json_value, list):
        for item in json_value:
            keys_in(item, found)
    elif isinstance(json_value, dict):
        for key, value in json_value.items():
            found.add(key)
            if key not in MAPS:
                keys_in(value, found)


def what_the_program_shows(program):
    """page -> the words that it must name."""
    def run(*arguments):
        return subprocess.run([program, *arguments, "--lang", "en"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout

    words = set(re.findall(r'inline constexpr const char\* k\w+ =\s+"(\w+)"', EVENTS.read_text()))
    keys_in(json.loads(run("run", "first-steps", "--format", "json")), words)
    for arguments in (["run", "first-steps"], ["run", "first-steps", "--samples"], ["bill", "photo-backend"]):
        words.update(run(*arguments, "--format", "csv").splitlines()[0].split(","))
    options = set()
    for command in ("run", "validate", "bill", "schema", "list", "explain", "theory", "sweep", "break-even", "optimise", "compare"):
        options.update(re.findall(r"--[a-z][-a-z]*", run(command, "--help")))
    return {"reference/result.md": words, "reference/command-line.md": options}


def main():
    problems = []
    shown = what_the_program_shows(sys.argv[1])
    wanted = {}
    keys_of(json.loads(SCHEMA.read_text()), "", wanted)
    parameters = re.findall(r"^  - {name: ([\w.-]+),", PARAMETERS.read_text(), re.M)
    keys = {}
    for tag in ("en", "es"):
        page = ROOT / "docs" / tag / "reference/scenario.md"
        name = page.relative_to(ROOT)
        text = page.read_text()
        rows = table_rows(text)
        keys[tag] = list(rows)
        for key, words in wanted.items():
            if key not in rows:
                problems.append(f"{name}: no row for {key}")
                continue
            where = text if len(words) > 12 else " ".join(rows[key])  # long lists stand below the table, or are listed by the program
            for word in sorted(words):
                if not key.endswith("instance") and f"`{word}`" not in where:
                    problems.append(f"{name}: {key}: `{word}` is not named")
        for key in rows:
            if key not in wanted:
                problems.append(f"{name}: there is no key {key}")
        for parameter in parameters:
            if not LIMITS.search(parameter) and f"`{parameter}`" not in text:
                problems.append(f"{name}: the parameter {parameter} is not named")
        for word in re.findall(r"`((?:ec2|lambda|ecs|docker|alb)\.[\w.]+)`", text):
            known = word in wanted or word in parameters or any(word in words for words in wanted.values())
            if not known:
                problems.append(f"{name}: {word} is neither a key nor a parameter")
        for where, words in shown.items():
            text = (ROOT / "docs" / tag / where).read_text()
            named = set(re.findall(r"[-\w]+", " ".join(re.findall(r"`([^`]+)`", text))))
            problems += [f"docs/{tag}/{where}: {word} is not named" for word in sorted(words - named)]
    if keys["en"] != keys["es"]:
        problems.append("docs: the tables of keys differ between the languages")
    print("\n".join(problems))
    count = sum(map(len, shown.values()))
    print(f"{len(wanted)} keys, {len(parameters)} parameters and {count} words of results and options checked, {len(problems)} problems")
    sys.exit(1 if problems or len(wanted) < 100 or len(parameters) < 50 else 0)


if __name__ == "__main__":
    main()
