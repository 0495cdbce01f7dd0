# SPDX-License-Identifier: Apache-2.0
"""Exercises through the Python package. What is right is read from the run, as a learner would, never typed here."""
import os
import pathlib
import tempfile
import unittest

import cloudsim

NAME = "L04.E1"  # what does Lambda charge for one day?


def answer(result):
    return result["functions"]["bill"]["total_usd"]


class Exercises(unittest.TestCase):
    def setUp(self):
        for name in ("CLOUDSIM_LEARNER", "CLOUDSIM_TEACH_PATH", "CLOUDSIM_LANG"):
            os.environ.pop(name, None)

    def test_from_the_bet_to_the_score(self):
        e = cloudsim.exercise(NAME, lang="es")
        self.assertEqual(e.stage, "unseen")
        self.assertTrue(e.title and e.prompt and e.questions[0]["text"])
        with self.assertRaises(cloudsim.StateError):
            e.run()
        self.assertNotEqual(e.predict("0,02", confidence="guess").status, "error")
        result = e.run()
        self.assertIn("solicitudes", result.story())
        wrong = e.read("123456")
        self.assertEqual(wrong.status, "fail")
        with self.assertRaises(AssertionError) as caught:
            wrong.check()
        self.assertEqual(str(caught.exception), wrong.message)
        right = e.read(answer(result))
        self.assertTrue(right, right.message)
        self.assertTrue(e.explain("x.running", "Solo se cobra mientras se ejecuta."))
        self.assertEqual(e.stage, "explained")
        self.assertEqual(e.score(), {"predicted": 1, "read": 2, "explained": 2})
        e.grade().check()

    def test_nothing_to_show_gives_no_points(self):
        e = cloudsim.exercise(NAME, lang="en")
        self.assertEqual(sum(e.score().values()), 0)
        with self.assertRaises(AssertionError):
            e.grade().check()

    def test_a_misconception_has_the_same_key_in_both_languages(self):
        keys = []
        for lang, bet in (("en", "0.02"), ("es", "0,02")):
            e = cloudsim.exercise(NAME, lang=lang)
            e.predict(bet)
            result = e.run()
            seconds, gigabytes = 86400, 1  # switched on for a whole day: m.always_on
            price = [row for row in result.bill("functions") if row["meter"].startswith("lambda.gb_second")][0]["price_usd"]
            keys.append(e.read(f"{seconds * gigabytes * price:.4f}").key)
        self.assertEqual(keys, ["m.always_on", "m.always_on"])

    def test_learners_have_numbers_of_their_own(self):
        prompts = {cloudsim.exercise(NAME, learner=name).prompt for name in ("Ana", "Leo", "Sara", "Omar")}
        self.assertGreater(len(prompts), 1)
        self.assertEqual(cloudsim.exercise(NAME, learner="Ana").prompt, cloudsim.exercise(NAME, learner="Ana").prompt)

    def test_what_was_done_is_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "attempts.jsonl"
            cloudsim.exercise(NAME, attempts=path).predict("0.02")
            e = cloudsim.exercise(NAME, attempts=path)
            self.assertEqual(e.stage, "predicted")
            e.run()
            self.assertIn("predict", path.read_text())

    def test_names(self):
        self.assertIn(NAME, cloudsim.exercises())
        with self.assertRaises(cloudsim.NotFoundError):
            cloudsim.exercise("L99.E9")
        self.assertIn("<h3>", cloudsim.exercise(NAME)._repr_html_())
        self.assertIn("[bill]", str(cloudsim.exercise(NAME)))


if __name__ == "__main__":
    unittest.main()
