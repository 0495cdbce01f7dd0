# SPDX-License-Identifier: Apache-2.0
"""cloudsim.calibrate against logs whose law is known."""
import math
import pathlib
import random
import tempfile
import unittest

import cloudsim

HOUR = 3600


def log(seed, hours=3, duration=lambda draw: draw.expovariate(1 / 0.2), rate=lambda at: 0.3, stretch=lambda at: 1):
    """Poisson arrivals whose rate is at most 0.6 a second, as (time, seconds)."""
    draw, at, rows = random.Random(seed), 0.0, []
    while True:
        at += draw.expovariate(0.6)
        if at >= hours * HOUR:
            return rows
        if draw.random() < rate(at) / 0.6:
            rows.append((at, duration(draw) * stretch(at)))


class Calibrations(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "log.csv"

    def calibrated(self, rows, **options):
        self.path.write_text("time,duration_s\n" + "".join(f"{at:.6f},{took:.6f}\n" for at, took in rows))
        return cloudsim.calibrate(self.path, **{"period": "1h", "bins": 4, **options})

    def values(self, calibration):
        return {row["what"]: row["value"] for row in calibration.service()}

    def test_rates_are_counts_by_time(self):
        # Of each hour the first quarter has 2 requests a minute, the second 1, the others none; the third hour is held out.
        rows = [(hour * HOUR + minute * 60 + second, 0.1) for hour in range(3) for minute in range(30) for second in ((0, 30) if minute < 15 else (0,))]
        rows.append((3 * HOUR - 1, 0.1))
        self.assertEqual([(row["requests"], row["rate_per_s"]) for row in self.calibrated(rows).profile()], [(60, 0.03333), (30, 0.01667), (0, 0), (0, 0)])

    def test_an_exponential_is_known_by_its_distance(self):
        found = self.values(self.calibrated(log(1)))
        n = found["requests"]
        self.assertLess(abs(found["mean_s"] - 0.2), 4 * 0.2 / math.sqrt(n))  # standard error of the mean of an exponential
        self.assertLess(abs(found["cv"] - 1), 0.1)
        self.assertLess(found["distance_exponential"], found["chance"])
        self.assertGreater(found["distance_lognormal"], found["chance"])
        self.assertGreater(found["distance_constant"], 0.5)  # 63% of an exponential lie below its mean

    def test_a_lognormal_is_known_by_its_distance(self):
        sigma = math.sqrt(math.log(1.25))  # cv 0.5
        found = self.values(self.calibrated(log(2, duration=lambda draw: math.exp(math.log(0.2) - sigma**2 / 2 + sigma * draw.gauss(0, 1)))))
        self.assertLess(abs(found["cv"] - 0.5), 0.05)
        self.assertLess(found["distance_lognormal"], found["chance"])
        self.assertGreater(found["distance_exponential"], found["chance"])

    def test_a_model_that_is_right_holds(self):
        # 8 logs of 5 figures, each inside with 95%: fewer than 33 of 40 would be 5 standard deviations away, if they were independent; they are not quite.
        def wave(at):
            return 0.3 + 0.2 * math.sin(2 * math.pi * at / HOUR)

        rows = [row for seed in range(8) for row in self.calibrated(log(seed, rate=wave), bins=12).check()]
        self.assertEqual(len(rows), 40)
        self.assertGreaterEqual(sum(row["agrees"] for row in rows), 33)

    def test_a_model_that_is_wrong_is_found_out(self):
        busier = self.calibrated(log(3, rate=lambda at: 0.2 if at < 2 * HOUR else 0.4)).check()
        self.assertFalse(busier[0]["agrees"], "twice as many requests")
        slower = self.calibrated(log(4, stretch=lambda at: 1 if at < 2 * HOUR else 1.5)).check()
        self.assertEqual([row["agrees"] for row in slower[1:4]], [False, False, False], "half as long again")
        shape = {row["figure"]: row["agrees"] for row in self.calibrated(log(5, duration=lambda draw: 0.2), shape="exponential").check()}
        self.assertFalse(shape["latency_p95_s"], "the mean is right, the shape is not")

    def test_the_scenario_runs_and_has_the_designs(self):
        text = self.calibrated(log(6)).scenario({"functions": {"lambda": {"memory": "512MB"}}, "server": {"ec2": {"instance": "t3.micro"}}}, periods=2)
        result = cloudsim.run(text)
        self.assertEqual(result.names, ["functions", "server"])
        self.assertEqual(result.data["duration_ns"], 2 * HOUR * 10**9)

    def test_one_rate_where_nothing_repeats(self):
        found = self.calibrated(log(7), period=None)
        self.assertEqual(len(found.profile()), 1)
        self.assertLess(abs(found.profile()[0]["rate_per_s"] - 0.3), 0.03)  # 2 h: 0.3 with a standard error of 0.0065
        self.assertTrue(found.check()[0]["agrees"])

    def test_units_times_and_memory(self):
        self.path.write_text("# a remark\ntime,duration_ms,memory_mb\n2026-03-02T09:00:00Z,100,128\n2026-03-02T09:00:30,200,\n2026-03-02T09:01:30,300,64\n")
        found = cloudsim.calibrate(self.path)
        # 90 s, of which the last third is held out
        self.assertEqual((found.durations, found.memory), ([0.1, 0.2], [128.0]))
        self.assertAlmostEqual(found.learned_s, 60)

    def test_what_cannot_be_read_is_told_with_its_line(self):
        for text, words in (("time,duration_ms\n1,2\n2,soon\n", "log.csv:3"), ("time,duration_ms\n1,2\n# no\n2,-1\n", "log.csv:4"), ("time,took\n1,2\n", "duration_s"),
                            ("time,duration_ms\n1,2\n", "fewer than two")):
            self.path.write_text(text)
            with self.assertRaisesRegex(ValueError, words):
                cloudsim.calibrate(self.path)
        self.path.write_text("time,duration_ms\n0,1\n3600,1\n")
        with self.assertRaisesRegex(ValueError, "two periods"):
            cloudsim.calibrate(self.path, period="1h")
        with self.assertRaisesRegex(ValueError, "quantiles"):
            cloudsim.calibrate(self.path, shape="normal")


if __name__ == "__main__":
    unittest.main()
