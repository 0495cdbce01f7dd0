# SPDX-License-Identifier: Apache-2.0
"""usage: check_reference.py: the reference of the scenario language says what the schema and the catalogue say, in both languages: a row for
every key, every word of a closed list in its row, the name of every default, and nothing that does not exist."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "scenarios/scenario.schema.json"
PARAMETERS = ROOT / "scenarios/catalog/parameters.yaml"
LISTS = {"workload", "deployments", "actions"}  # their items' keys have tables of their own
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


def main():
    problems = []
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
    if keys["en"] != keys["es"]:
        problems.append("docs: the tables of keys differ between the languages")
    print("\n".join(problems))
    print(f"{len(wanted)} keys and {len(parameters)} parameters checked, {len(problems)} problems")
    sys.exit(1 if problems or len(wanted) < 100 or len(parameters) < 50 else 0)


if __name__ == "__main__":
    main()
