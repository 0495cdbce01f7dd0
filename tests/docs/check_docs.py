# SPDX-License-Identifier: Apache-2.0
"""usage: check_docs.py PROGRAM: runs every ```console block of README and docs/, checks that links between files resolve, and that both
languages have the same pages with the same headings levels and the same blocks.

A block "```yaml shop.yaml" is a file that the reader saves: the console blocks after it run in the folder where it is. Spanish pages run
on a computer that speaks Spanish."""
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import console  # noqa: E402

ROOT = console.ROOT


def blocks(text, kind):
    """(line, what follows the kind, content) of each fenced block of that kind."""
    found = []
    for match in re.finditer(rf"^```(?:{kind}) ?([^\n]*)\n(.*?)^```$", text, re.M | re.S):
        found.append((text[: match.start()].count("\n") + 2, match[1], match[2]))
    return found


def pages():
    return [ROOT / "README.md", ROOT / "README.es.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def run_page(text, program, language):
    """How many commands the page has, and (line, command, problem) of those that do not do what the page says."""
    commands, problems = 0, []
    with tempfile.TemporaryDirectory() as folder:
        cwd = ROOT
        for line, label, content in blocks(text, "console|yaml"):
            if re.fullmatch(r"[\w-]+\.yaml", label):
                cwd = folder
                (pathlib.Path(folder) / label).write_text(content)
                continue
            steps = console.parse(content)
            commands += len(steps)
            for at, command, problem in console.run_in(folder, steps, program, cwd, language):
                problems.append((line + at - 1, command, problem))
    return commands, problems


def main():
    problems = []
    commands = 0
    for page in pages():
        text = page.read_text()
        name = page.relative_to(ROOT)
        count, failures = run_page(text, sys.argv[1], "es" if "es" in name.parts or ".es." in name.name else "en")
        commands += count
        for line, command, problem in failures:
            problems.append(f"{name}:{line}: $ {command}\n{problem}\n")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            if not (page.parent / target).exists():
                problems.append(f"{name}: link to {target}, which is not there")
    english = {p.relative_to(ROOT / "docs/en") for p in (ROOT / "docs/en").rglob("*.md")}
    spanish = {p.relative_to(ROOT / "docs/es") for p in (ROOT / "docs/es").rglob("*.md")}
    for page in sorted(english ^ spanish):
        problems.append(f"docs: {page} is there in one language only")
    for page in sorted(english & spanish):
        texts = [(ROOT / "docs" / tag / page).read_text() for tag in ("en", "es")]
        levels = [re.findall(r"^(#+) ", re.sub(r"```.*?```", "", text, flags=re.S), re.M) for text in texts]
        if levels[0] != levels[1]:
            problems.append(f"docs: {page}: the headings differ between the languages")
        counts = [len(blocks(text, "[a-z]*")) for text in texts]
        if counts[0] != counts[1]:
            problems.append(f"docs: {page}: the code blocks differ between the languages")
    print("\n".join(problems))
    print(f"{commands} commands run, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
