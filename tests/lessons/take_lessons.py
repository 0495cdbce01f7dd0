# SPDX-License-Identifier: Apache-2.0
"""usage: take_lessons.py PROGRAM [LESSON...]: somebody takes every lesson in the terminal, in both languages, by hand of the program: types
nonsense, answers wrong, is killed in mid-lesson, comes back, answers right. The right answers come from the program's own teacher mode.
What must hold: nonsense costs nothing, a killed program loses nothing, every lesson reaches its end, and the points are full where no
answer was wrong three times."""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
STATUS = re.compile(r"^-- (\S+) (\d+)/(\d+) (\S+) --$", re.M)
END = {"en": "is done.", "es": "está terminada."}


class Failed(Exception):
    pass


def run(*arguments, environment):
    return subprocess.run([PROGRAM, *arguments], env=environment, capture_output=True, text=True)


class Session:
    """One program that plays; lines go in, and what it says up to the next prompt comes out."""

    def __init__(self, lesson, language, environment, learner="ana"):
        self.process = subprocess.Popen([PROGRAM, "lesson", "play", lesson, "--lang", language, "--learner", learner, "--plain"], env=environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.text = b""
        self.ended = False
        self.read()

    def read(self):
        self.text = b""
        while not self.text.endswith(b"\n> "):
            byte = os.read(self.process.stdout.fileno(), 65536)
            if not byte:
                self.ended = True
                break
            self.text += byte
        if "⟦" in self.said():
            raise Failed("a text is missing: " + self.said()[-600:])
        return self.said()

    def said(self):
        return self.text.decode()

    def type(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        return self.read()

    def place(self):
        found = STATUS.findall(self.said())
        if not found:
            raise Failed("no status line in: " + self.said()[-400:])
        _, step, _, name = found[-1]
        return int(step), name

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class Answers:
    """What teacher mode says: (exercise, question) -> the line to type."""

    def __init__(self, environment):
        self.environment = environment
        self.known = {}

    def right(self, exercise, question):
        if exercise not in self.known:
            shown = run("exercise", "show", exercise, "--teacher", "--learner", "ana", "--lang", "en", "--plain", "--format", "json",
                        environment=self.environment)
            if shown.returncode != 0:
                raise Failed(f"exercise show {exercise}: {shown.stderr}")
            message = json.loads(shown.stdout)["message"]
            self.known[exercise] = dict(re.findall(r"^\[(\w+)\] Answer: (.*)$", message, re.M))
        text = self.known[exercise][question]
        if re.fullmatch(r"[\d ]+", text):
            return text
        numbers = [re.search(r"-?[\d,]*\.?\d+", part)[0].replace(",", "") for part in text.split(";")]
        # "1.234" could be one thousand in Spanish: one more figure says which
        return ";".join(number + "0" if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", number) else number for number in numbers)

    def wrong(self, exercise, question):
        right = self.right(exercise, question)
        if re.fullmatch(r"\d( \d)+", right):
            parts = right.split()
            return " ".join(parts[::-1]) if parts != parts[::-1] else " ".join(["2" if part == "1" else "1" for part in parts])
        return ";".join(f"{float(part) * 7 + 3:.6f}" for part in right.split(";"))


def take(lesson, language, environment, answers):
    """Plays to the end; gives how often it was killed."""
    kills = 0
    tried_nonsense = set()
    wrong_once = set()
    last_step = 0
    session = Session(lesson, language, environment)
    for _ in range(2000):
        if session.ended:
            break
        step, name = session.place()
        if step < last_step:
            raise Failed(f"{lesson} {language}: went back from step {last_step} to {step} ({name})")
        if step > last_step and step % 7 == 3:  # in mid-lesson, right behind an answer
            session.kill()
            kills += 1
            session = Session(lesson, language, environment)
            if session.place() != (step, name):
                raise Failed(f"{lesson} {language}: killed at {step} {name}, came back to {session.place()}")
        last_step = step
        parts = name.split(".")
        exercise, what = ".".join(parts[:2]), parts[2] if len(parts) > 2 else ""
        if what in ("predict", "read", "why") and name not in tried_nonsense:
            tried_nonsense.add(name)
            session.type("abc xyz")
            if session.place() != (step, name):
                raise Failed(f"{lesson} {language}: nonsense was taken at {name}")
            continue
        if what == "predict":
            session.type(answers.wrong(exercise, parts[3]))
            if session.place()[0] == step:  # a number that is no option
                session.type(answers.right(exercise, parts[3]))
        elif what == "read" and name not in wrong_once:
            wrong_once.add(name)
            session.type(answers.wrong(exercise, parts[3]))
            if session.place() != (step, name):
                raise Failed(f"{lesson} {language}: a wrong answer passed at {name}: {session.said()[-300:]}")
        elif what == "read":
            said = session.type(answers.right(exercise, parts[3]))
            if not session.ended and session.place()[0] == step:
                raise Failed(f"{lesson} {language}: the right answer {answers.right(exercise, parts[3])} failed at {name}: {said[-500:]}")
        elif what == "why":
            session.type(answers.right(exercise, "explain"))
        elif what == "sure":
            session.type("2")
        elif what == "words":
            session.type("Así son las cosas, so they are.")
        elif name == "exit":
            session.type("1")
        else:
            session.type("")
    said = session.said()
    session.close()
    if END[language] not in said.replace("\n", " "):
        raise Failed(f"{lesson} {language}: no end: {said[-500:]}")
    return kills


def main():
    kills = 0
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        base = dict(os.environ, CLOUDSIM_ATTEMPTS=os.path.join(folder, "none.jsonl"), COLUMNS="100", NO_COLOR="1")
        base.pop("CLOUDSIM_TEACH_PATH", None)
        listed = json.loads(run("lesson", "list", "--format", "json", "--lang", "en", environment=base).stdout)
        lessons = sys.argv[2:] or [row["id"] for row in listed]
        answers = Answers(base)
        for language in ("en", "es"):
            for lesson in lessons:
                environment = dict(base, CLOUDSIM_ATTEMPTS=os.path.join(folder, f"{lesson}.{language}.jsonl"))
                try:
                    kills += take(lesson, language, environment, answers)
                    check_points(lesson, listed, environment)
                except Failed as failure:
                    problems.append(str(failure))
    if kills == 0:
        problems.append("nobody was killed, so nothing is known about coming back")
    print("\n".join(problems) or f"{len(lessons)} lessons taken twice, {kills} times killed and come back")
    sys.exit(1 if problems else 0)


def check_points(lesson, listed, environment):
    """Bets, readings and explanations were all right in the end, so all points are there; and no line was altered."""
    lines = pathlib.Path(environment["CLOUDSIM_ATTEMPTS"]).read_text().splitlines()
    exercises = sorted({json.loads(line)["exercise"] for line in lines if '"action":"read"' in line})
    if not exercises:
        raise Failed(f"{lesson}: no exercise was read")
    for exercise in exercises:
        score = run("exercise", "score", exercise, "--learner", "ana", "--format", "json", "--lang", "en", environment=environment)
        result = json.loads(score.stdout)
        if result["status"] != "pass":
            raise Failed(f"{exercise}: {result['message']}")


if __name__ == "__main__":
    main()
