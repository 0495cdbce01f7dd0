# SPDX-License-Identifier: Apache-2.0
"""The Python package against the library: what a notebook does with it. Only the standard library is needed."""
import concurrent.futures
import inspect
import json
import os
import pathlib
import pickle
import subprocess
import sys
import tempfile
import time
import unittest

import cloudsim

SCENARIO = """cloudsim: 1
title: {en: Two ways, es: Dos maneras}
duration: 1h
workload:
  - {name: visits, arrivals: {constant: 3/s}, work: {io: 100ms}}
deployments:
  - {name: functions, lambda: {runtime: python3.13, memory: 512MB}}
  - {name: servers, ec2: {instance: t3.micro, fleet: 2, workers: 4}}
"""
MEMORY = "deployments.functions.lambda.memory"


class Runs(unittest.TestCase):
    def test_name_text_file_and_dict_are_scenarios(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "mine.yaml"
            path.write_text(SCENARIO)
            from_file = cloudsim.run(path)
        from_text = cloudsim.run(SCENARIO)
        self.assertEqual(from_text["servers"]["fingerprint"], from_file["servers"]["fingerprint"])
        self.assertTrue(from_file.data["provenance"]["scenario"].endswith("mine.yaml"))
        from_dict = cloudsim.run({"cloudsim": 1, "duration": "1min", "workload": [{"name": "v", "arrivals": {"constant": "1/s"}, "work": {"io": "1ms"}}],
                                  "deployments": [{"name": "f", "lambda": {"runtime": "python3.13", "memory": "512MB"}}]})
        self.assertIn(from_dict["f"]["requests"]["arrived"], (59, 60))  # one a second for a minute
        self.assertEqual(cloudsim.run("image-resize").json, cloudsim.run("l05-image-resize").json)

    def test_settings_by_path_and_rate(self):
        result = cloudsim.run(SCENARIO, rate="1/s", seed=7, **{MEMORY: "1GB"})
        self.assertIn(result["functions"]["requests"]["arrived"], (3599, 3600))
        paths = [each["path"] for each in result.data["provenance"]["overrides"]]
        self.assertEqual(sorted(paths), sorted([MEMORY, "workload.0.arrivals.constant", "seed"]))

    def test_what_a_result_shows(self):
        result = cloudsim.run(SCENARIO, lang="es")
        self.assertEqual(result.title, "Dos maneras")
        self.assertEqual(result.names, ["functions", "servers"])
        rows = result.rows()
        self.assertEqual(rows.column("deployment"), ["functions", "servers"])
        self.assertEqual(rows[0]["arrived"], result["functions"]["requests"]["arrived"])
        self.assertTrue(all(row["deployment"] == "servers" for row in result.timeline("servers")))
        total = sum(row["amount_usd"] for row in result.bill("servers"))
        self.assertAlmostEqual(total, float(result["servers"]["bill"]["total_usd"]), places=9)
        self.assertIn("solicitudes", result.story("functions"))
        self.assertNotIn("servers\n", result.story("functions"))
        self.assertIn("requests", result.story(lang="en"))
        self.assertIn("Dos maneras", str(result))
        for page in (result._repr_html_(), result.rows()._repr_html_()):
            self.assertIn("<table", page)
        self.assertNotIn("<html", result._repr_html_())
        self.assertIn("<html", result.html())
        with self.assertRaises(KeyError):
            result["nobody"]

    def test_results_are_kept_and_compared(self):
        first, second = cloudsim.run(SCENARIO), cloudsim.run(SCENARIO, rate="6/s")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "result.json"
            first.save(path)
            self.assertEqual(cloudsim.Result.load(path).json, first.json)
            path.write_text('{"schema": "something"}')
            with self.assertRaises(cloudsim.ScenarioError):
                cloudsim.Result.load(path)
        changed = cloudsim.compare(first, second, ("slow", "fast"))
        self.assertEqual(changed.data["schema"], "cloudsim.comparison/1")
        self.assertIn("slow", str(changed))
        self.assertIn("<", changed._repr_html_())

    def test_problems_become_exceptions(self):
        with self.assertRaises(cloudsim.ScenarioError) as caught:
            cloudsim.run(SCENARIO.replace("memory: 512MB", "memry: 512MB, timeout: soon"), lang="es")
        self.assertGreaterEqual(len(caught.exception.problems), 2)
        codes = {problem["code"] for problem in caught.exception.problems}
        self.assertIn("unknown_key", codes)
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual((again.code, again.problems), (caught.exception.code, caught.exception.problems))
        with self.assertRaises(cloudsim.NotFoundError) as caught:
            cloudsim.run("first-step")
        self.assertIn("first-steps", str(caught.exception))
        with self.assertRaises(FileNotFoundError):
            cloudsim.run("nowhere.yaml")
        self.assertEqual(cloudsim.validate(SCENARIO), cloudsim.validate(SCENARIO, lang="es"))


class Steps(unittest.TestCase):
    def test_a_session_ends_in_the_same_bytes(self):
        with cloudsim.Session(SCENARIO, facts=True) as session:
            self.assertEqual(session.step(5), 5)
            session.run_until("30min")
            self.assertEqual(session.now, 1800.0)
            self.assertIn("functions", session.view())
            self.assertEqual(session.next()["deployment"] in ("functions", "servers"), True)
            facts, cursor = session.facts(most=3)
            self.assertEqual((len(facts), cursor), (3, 3))
            result = session.run()
            with self.assertRaises(cloudsim.StateError):
                session.step()
        self.assertEqual(result.json, cloudsim.run(SCENARIO).json)
        self.assertEqual(cloudsim.run(SCENARIO, progress=True).json, result.json)

    def test_an_action_in_the_middle(self):
        with cloudsim.Session(SCENARIO) as session:
            views = list(session.live("10min", until="30min"))
            self.assertEqual(len(views), 3)
            session.act({"crash": "servers", "instance": 1})
            with self.assertRaises(cloudsim.ScenarioError):
                session.act({"crash": "functions"})
            kinds = [event["kind"] for event in session.run()["servers"]["events"]]
        self.assertIn("crashed", kinds)

    def test_times(self):
        with cloudsim.Session(SCENARIO) as session:
            for time_given, ns in (("1.5s", 1_500_000_000), (2, 2_000_000_000), (2.5, 2_500_000_000)):
                session.run_until(time_given)
                self.assertEqual(session.now_ns, ns)
            with self.assertRaises(ValueError):
                session.run_until("soon")


class Sweeps(unittest.TestCase):
    OVER = {"rate": ["1/s", "2/s", "3/s"], MEMORY: ["512MB", "1GB"]}

    def test_rows_do_not_depend_on_who_runs_them(self):
        rows = cloudsim.sweep(SCENARIO, self.OVER, progress=False)
        self.assertEqual(len(rows), 3 * 2 * 2)
        self.assertEqual(rows[0][MEMORY], "512MB")
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            self.assertEqual(cloudsim.sweep(SCENARIO, self.OVER, executor=pool, chunk=1, progress=False), rows)
        alone = cloudsim.run(SCENARIO, rate="2/s", **{MEMORY: "1GB"})
        found = [row for row in rows if row[MEMORY] == "1GB" and row["workload.0.arrivals.constant"] == "2/s" and row["deployment"] == "functions"]
        self.assertAlmostEqual(found[0]["bill_usd"], float(alone["functions"]["bill"]["total_usd"]), places=12)

    def test_only_what_is_missing_is_run(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "rows.csv"
            rows = cloudsim.sweep(SCENARIO, self.OVER, resume=path, progress=False)
            whole = path.read_text()
            lines = whole.splitlines(keepends=True)
            # Three whole points, one of which half is missing, and a line that was cut off in the middle.
            path.write_text("".join(lines[:1] + lines[3:6]) + lines[8][:20])
            counted = _Counting()
            self.assertEqual(cloudsim.sweep(SCENARIO, self.OVER, resume=path, executor=counted, chunk=1, progress=False), rows)
            self.assertEqual(counted.tasks, 5)  # of six points, one was whole
            self.assertEqual(path.read_text(), whole)
            with self.assertRaises(ValueError):
                cloudsim.sweep(SCENARIO, {"rate": ["9/s"]}, resume=path, progress=False)

    def test_a_task_whose_worker_dies_is_given_to_another(self):
        failing = _Counting(failures=2)
        rows = cloudsim.sweep(SCENARIO, {"rate": ["1/s"]}, executor=failing, progress=False)
        self.assertEqual((len(rows), failing.tasks), (2, 3))

    def test_a_killed_process_loses_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "rows.csv"
            expected = cloudsim.sweep(SCENARIO, self.OVER, progress=False)
            with self.assertRaises(concurrent.futures.BrokenExecutor):
                with concurrent.futures.ProcessPoolExecutor(1) as pool:
                    pool.submit(int).result()
                    pool.submit(_die_soon)
                    cloudsim.sweep(SCENARIO, self.OVER, executor=pool, resume=path, chunk=1, progress=False)
            self.assertEqual(cloudsim.sweep(SCENARIO, self.OVER, resume=path, progress=False), expected)


def _die_soon():
    time.sleep(0.05)
    os.kill(os.getpid(), 9)


class _Counting(concurrent.futures.Executor):
    """Runs at once, counts, and loses its first tasks as a dead worker would."""

    def __init__(self, failures=0):
        self.tasks, self.failures = 0, failures

    def submit(self, function, *arguments):
        self.tasks += 1
        future = concurrent.futures.Future()
        if self.tasks <= self.failures:
            future.set_exception(OSError("the worker is gone"))
        else:
            future.set_result(function(*arguments))
        return future


class Lists(unittest.TestCase):
    def test_what_is_shipped(self):
        self.assertIn("first-steps", cloudsim.scenarios("es").column("name"))
        self.assertIn("deployments:", cloudsim.scenario_text("first-steps"))
        self.assertLessEqual({"en", "es"}, set(cloudsim.languages()))
        self.assertIn("aws", cloudsim.price_lists().column("list"))
        self.assertIn("properties", cloudsim.schema())

    def test_formulas(self):
        # M/M/1: rho = 1/s * 0.5 s = 0.5; W = 0.5 s / (1 - rho) = 1 s
        figures = cloudsim.theory("mm1", arrival_rate="1/s", service_time="500ms")["figures"]
        self.assertAlmostEqual(figures["utilization"], 0.5)
        self.assertAlmostEqual(figures["response_time_s"], 1.0)


class Quality(unittest.TestCase):
    def test_everything_public_says_what_it_is_for(self):
        for name in cloudsim.__all__:
            thing = getattr(cloudsim, name)
            if inspect.isclass(thing) or inspect.isfunction(thing):
                self.assertTrue(inspect.getdoc(thing), name)
            if inspect.isclass(thing):
                for member, value in vars(thing).items():
                    if inspect.isfunction(value) and not member.startswith("_"):
                        self.assertTrue(value.__annotations__, f"{name}.{member}: typed")

    def test_import_and_calls_are_quick(self):
        times = [float(subprocess.run([sys.executable, "-c", "import time; t = time.perf_counter(); import cloudsim; print(time.perf_counter() - t)"],
                                      capture_output=True, text=True, check=True).stdout) for _ in range(3)]
        self.assertLess(min(times), 0.150)
        with cloudsim.Session(SCENARIO) as session:
            began = time.perf_counter()
            for _ in range(2000):
                session.now_ns
            self.assertLess((time.perf_counter() - began) / 2000, 20e-6)

    def test_json_is_the_command_lines(self):
        program = os.environ.get("CLOUDSIM_PROGRAM")
        if program is None:
            self.skipTest("CLOUDSIM_PROGRAM names no program")
        for name in ("first-steps", "photo-shop"):
            told = subprocess.run([program, "run", name, "--format", "json"], capture_output=True, check=True).stdout
            self.assertEqual(cloudsim.run(name).json.encode(), told)
        self.assertEqual(json.loads(told)["schema"], "cloudsim.result/1")


if __name__ == "__main__":
    unittest.main()
