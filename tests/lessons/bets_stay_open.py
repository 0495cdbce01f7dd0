# SPDX-License-Identifier: Apache-2.0
"""usage: bets_stay_open.py PROGRAM [LESSON...]: nothing that a lesson shows before a bet holds the bet's answer.

Plays every lesson in order, in both languages, with the numbers of the files and with those of a learner of their own; in open play every
value that the screen proposes is tried. All that was on the screen is kept. When a bet on a number is asked for, no figure of that text may
lie within half a percent of the answer: amounts with a unit (money, time, bytes, percent) are compared with amounts of the same unit however
they are written (95 min is 1 h 35 min), counts with counts of at least three digits. Small counts and zero are met by chance everywhere, so
they are not looked for. A lesson may name bets under `free:` with a reason; one that is named and not shown is a mistake, too."""
import json
import os
import pathlib
import re
import sys
import tempfile

from take_lessons import Answers, Failed, Session, run

LESSONS = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "lessons"
NUMBER = {"en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", "es": r"\d{1,3}(?:[  ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"}
SECONDS = {"d": 86400, "h": 3600, "min": 60, "s": 1, "ms": 1e-3, "µs": 1e-6, "us": 1e-6}
BYTES = {"GB": 1e9, "MB": 1e6, "MiB": 2**20, "GiB": 2**30}
CONTROL = re.compile(r"^\s*(\d)\. .*\b(?:Try|Prueba|Prueba con) (.*)\.\s*$", re.M)


def value_of(text, language):
    if language == "en":
        return float(text.replace(",", ""))
    return float(re.sub(r"[  ]", "", text).replace(",", "."))


def amounts(text, language):
    """Every figure of a text as (kind, value); the parts of one duration are one."""
    found = []
    text = re.sub(r"\s+", " ", text)
    units = "|".join(sorted([*SECONDS, *BYTES, "USD", "%"], key=len, reverse=True))
    pattern = re.compile(r"(?<![\w.,])(\$ ?)?(" + NUMBER[language] + r")(?: ?(" + units + r")(?![\w/]))?(?![\w]|[.,]\d)")
    last_unit, last_end = None, -1
    for match in pattern.finditer(text):
        dollar, number, unit = match.groups()
        value = value_of(number, language)
        if dollar or unit == "USD":
            found.append(("usd", value))
        elif unit == "%":
            found.append(("percent", value))
        elif unit in BYTES:
            found.append(("bytes", value * BYTES[unit]))
        elif unit in SECONDS:
            seconds = value * SECONDS[unit]
            joins = last_unit is not None and match.start() == last_end + 1 and SECONDS[unit] < SECONDS[last_unit]
            if joins:
                found[-1] = ("time", found[-1][1] + seconds)
            else:
                found.append(("time", seconds))
            last_unit, last_end = unit, match.end()
            continue
        else:
            found.append(("count", value))
        last_unit = None
    return found


def worth_looking_for(kind, value):
    if value == 0:
        return False
    return kind != "count" or len(f"{abs(value):.10g}".replace(".", "").strip("0")) >= 3 or abs(value) >= 100


def shows(seen, answer):
    kind, value = answer
    return [other for other_kind, other in seen if other_kind == kind and abs(other - value) <= 0.005 * abs(value)]


def free_of(lesson):
    """{"L04.E2.lambda": reason} of the lesson's file."""
    text = (LESSONS / f"{lesson}.yaml").read_text()
    block = re.search(r"^free:\n((?:  .*\n)+)", text, re.M)
    return dict(re.findall(r"^  ([\w.]+): (.+)$", block[1], re.M)) if block else {}


class Player(Answers):
    def __init__(self, environment, learner):
        super().__init__(environment)
        self.learner = learner

    def right(self, exercise, question):
        if exercise not in self.known:
            shown = run("exercise", "show", exercise, "--teacher", "--learner", self.learner, "--lang", "en", "--plain", "--format", "json",
                        environment=self.environment)
            if shown.returncode != 0:
                raise Failed(f"exercise show {exercise}: {shown.stderr}")
            self.known[exercise] = dict(re.findall(r"^\[(\w+)\] Answer: (.*)$", json.loads(shown.stdout)["message"], re.M))
        return super().right(exercise, question)

    def amount(self, exercise, question):
        """The answer as an amount, or nothing for orders, choices and curves."""
        self.right(exercise, question)
        text = self.known[exercise][question]
        if ";" in text or re.fullmatch(r"\d( \d)+", text):
            return None
        found = amounts(text, "en")
        return found[0] if len(found) == 1 else None


def play(lesson, language, learner, environment, player, looked_for):
    """{bet: figures that gave it away}; adds the bets that can be recognised to `looked_for`."""
    given_away = {}
    session = Session(lesson, language, environment, learner)
    seen, turned = [], set()
    for _ in range(2000):
        if session.ended:
            break
        said = session.said()
        seen += amounts(said, language)
        _, name = session.place()
        parts = name.split(".")
        exercise, what = ".".join(parts[:2]), parts[2] if len(parts) > 2 else ""
        if name == "open":
            turns = [f"{number} {value}" for number, values in CONTROL.findall(re.sub(r"\n(?!\s*\d\. )", " ", said.rsplit(" open --", 1)[-1]) + "\n")
                     for value in re.split(r", (?![^\[]*\])| and | y | e ", values)]
            if not turned and len(turns) < 2:
                raise Failed(f"{lesson} {language}: no controls seen in {said[-600:]}")
            todo = [turn for turn in ["0", *turns] if turn not in turned]
            session.type(todo[0] if todo else "")
            turned.update(todo[:1])
        elif what == "predict":
            answer = player.amount(exercise, parts[3])
            if answer and worth_looking_for(*answer):
                looked_for.add(f"{exercise}.{parts[3]}")
            hits = shows(seen, answer) if answer and worth_looking_for(*answer) else []
            if hits:
                given_away[f"{exercise}.{parts[3]}"] = f"{answer[1]:g} {answer[0]}"
            step = session.place()[0]
            session.type(player.wrong(exercise, parts[3]))  # a bet is said back
            if session.place()[0] == step:  # a number that is no option
                session.type(player.right(exercise, parts[3]))
            if not session.ended and session.place()[0] == step:
                raise Failed(f"{lesson} {language}: the bet was not taken at {name}: {session.said()[-300:]}")
        elif what == "read":
            step = session.place()[0]
            session.type(player.right(exercise, parts[3]))
            if not session.ended and session.place()[0] == step:
                raise Failed(f"{lesson} {language}: the right answer failed at {name}: {session.said()[-300:]}")
        elif what == "why":
            session.type(player.right(exercise, "explain"))
        elif name == "exit":
            session.type("1")
        else:
            session.type("")
    session.close()
    return given_away


def main():
    problems = []
    bets = 0
    with tempfile.TemporaryDirectory() as folder:
        base = dict(os.environ, CLOUDSIM_ATTEMPTS=os.path.join(folder, "none.jsonl"), COLUMNS="100", NO_COLOR="1")
        base.pop("CLOUDSIM_TEACH_PATH", None)
        lessons = sys.argv[2:] or sorted(path.stem for path in LESSONS.glob("[A-Z]*.yaml"))
        for lesson in lessons:
            free = free_of(lesson)
            shown, looked_for = {}, set()
            for learner in ("", "ana"):
                player = Player(base, learner)
                for language in ("en", "es"):
                    environment = dict(base, CLOUDSIM_ATTEMPTS=os.path.join(folder, f"{lesson}.{language}.{learner}.jsonl"))
                    try:
                        for bet, what in play(lesson, language, learner, environment, player, looked_for).items():
                            shown.setdefault(bet, f"{what} ({language}, {learner or 'numbers of the file'})")
                    except Failed as failure:
                        problems.append(str(failure))
                bets += len(player.known)
            problems += [f"{bet}: {what} is on the screen before its bet" for bet, what in shown.items() if bet not in free]
            problems += [f"{bet} is named under `free`, and nothing shows it" for bet in free if bet in looked_for and bet not in shown]
    if bets == 0:
        problems.append("no exercise was played")
    print("\n".join(problems) or f"{len(lessons)} lessons: no figure before its bet")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
