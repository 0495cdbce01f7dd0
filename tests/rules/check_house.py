# SPDX-License-Identifier: Apache-2.0
"""Rules of the house that a machine can check: no sentence and no price in lib/, no forbidden standard things, file sizes, headers of
files, model files that open with their three lists, five functions of ServiceModel, no disabled tests, no machine paths."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
CODE = (".cpp", ".hpp", ".h")
MAX_LINES = 400
# Longer on purpose, each with its reason:
LONG_FILES = {}
# Tooling text: descriptions in the JSON Schema are read by editors, in English, like the keys they describe.
# A style sheet has no words.
SENTENCE_ALLOWED = ("lib/scenario/", "lib/document/schema", "lib/page/html_style.cpp")
FORBIDDEN = [
    (r"std::(normal|lognormal|exponential|uniform_\w+|poisson|gamma|discrete)_distribution", "own samplers only: libraries draw different numbers"),
    (r"std::(shuffle|sample|random_device|mt19937)", "random/ only"),
    (r"std::hash|std::format|std::expected|std::ranges|std::bit_cast|co_await|co_yield", "not in the C++20 that all our compilers share, or not reproducible"),
    (r"std::(system_clock|steady_clock|chrono)|\btime\(nullptr\)|\bclock\(\)", "no clock in lib/"),
    (r"\blong double\b", "differs by platform"),
    (r"std::(log|exp|pow|sin|cos|tan|erf|erfc|lgamma|tgamma|cbrt|log2|log10|log1p|expm1|exp2)\(", "random/math.hpp: libm differs by platform"),
    (r"std::(cout|cerr|printf)|\bprintf\(", "lib/ does not print"),
    (r"setlocale|std::locale", "the process locale is never touched"),
]


def without_comment(line):
    """The line up to a // that is not inside a string literal."""
    match = re.match(r'(?:[^"/]|"(?:[^"\\]|\\.)*"|/(?!/))*', line)
    return match[0]


def string_literals(line):
    return re.findall(r'"((?:[^"\\]|\\.)*)"', line)


def check_lib_file(path, problems):
    relative = path.relative_to(ROOT).as_posix()
    text = path.read_text()
    lines = text.splitlines()
    if not lines or "SPDX-License-Identifier: Apache-2.0" not in lines[0]:
        problems.append(f"{relative}:1: the first line names the licence")
    if len(lines) > LONG_FILES.get(relative, MAX_LINES):
        problems.append(f"{relative}: {len(lines)} lines: find the second idea in it")
    if path.suffix == ".hpp" and "#pragma once" not in text:
        problems.append(f"{relative}: #pragma once")
    for number, line in enumerate(lines, 1):
        code = without_comment(line)
        if line.lstrip().startswith(("//", "///", "#include")):
            continue
        for pattern, why in FORBIDDEN:
            if re.search(pattern, code):
                problems.append(f"{relative}:{number}: {re.search(pattern, code)[0]}: {why}")
        if not relative.startswith(SENTENCE_ALLOWED):
            for literal in string_literals(code):
                text_of_markup = re.sub(r"<[^<>]*>", "", literal)  # a tag with attributes is no sentence
                if len(re.findall(r"[A-Za-záéíóúñ] [A-Za-záéíóúñ]", text_of_markup)) >= 2:
                    problems.append(f'{relative}:{number}: a sentence in lib/: "{literal}"')
        if relative.startswith("lib/services") and re.search(r"\bUSD\b|\bprice\b", code):
            problems.append(f"{relative}:{number}: models know no prices")
        if re.search(r'"L(0[1-9]|1[0-2])"', code) or "case L0" in code:
            problems.append(f"{relative}:{number}: lessons are files; lib/ holds no lesson id")


def check_models(problems):
    for path in sorted((ROOT / "lib/services").rglob("*_model.hpp")):
        if path.name == "service_model.hpp":
            continue
        text = path.read_text() + path.with_suffix(".cpp").read_text()
        for heading in ("What it does", "What it assumes", "What it leaves out"):
            if heading not in text:
                problems.append(f"{path.relative_to(ROOT)}: opens with three short lists; '{heading}' is missing")
    base = (ROOT / "lib/services/service_model.hpp").read_text()
    functions = re.findall(r"\)(?: const)?(?: override)? = 0;", base)
    if len(functions) != 5:
        problems.append(f"lib/services/service_model.hpp: {len(functions)} pure functions; five are agreed")
    naming = [p.relative_to(ROOT).as_posix() for p in (ROOT / "lib").rglob("*.cpp")
              if all(name in p.read_text() for name in ("Ec2Model", "LambdaModel", "EcsModel"))]
    if naming != ["lib/session/build.cpp"]:
        problems.append(f"only lib/session/build.cpp names all models, found: {naming}")


def check_tree(problems):
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    for name in listed.stdout.split("\n"):
        path = ROOT / name
        if not path.is_file() or path.suffix in (".csv", ".png", ".svg"):
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            if "/fuzz/corpus/" not in name and "/bad/" not in name:
                problems.append(f"{name}: not UTF-8")
            continue
        if name.startswith("tests/rules/"):
            continue
        for pattern in (r"/root/", r"/home/[a-z]+/", r"/work/"):
            if re.search(pattern, text):
                problems.append(f"{name}: a path of somebody's machine ({pattern})")
        if name.startswith("tests/") and re.search(r"doctest::skip|DISABLED_|#if 0|should_fail", text):
            problems.append(f"{name}: a disabled test is a deleted test that still looks present")
        if path.suffix in (*CODE, ".py", ".cmake", ".sh") and re.search(r"\b(TODO|FIXME|XXX)\b", text):
            problems.append(f"{name}: finish it or file it")


def main():
    problems = []
    for path in sorted((ROOT / "lib").rglob("*")):
        if path.suffix in CODE:
            check_lib_file(path, problems)
    check_models(problems)
    check_tree(problems)
    print("\n".join(problems) or "the house is in order")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
