/* SPDX-License-Identifier: Apache-2.0 */
/* The C interface used from C11, as a program of somebody else would: a whole life of a session, options old and new,
 * sweeps, formulas, lists. Compiled with -std=c11 -pedantic. Prints what is wrong and ends with 1. */
#include <cloudsim.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define EXPECT(condition)                                             \
  do {                                                                \
    if (!(condition)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                     \
    }                                                                 \
  } while (0)

static int contains(const char* text, const char* part) { return text != NULL && strstr(text, part) != NULL; }

/* One hour, three requests a second that take 100 ms, two deployments. */
static const char* const kScenario =
    "cloudsim: 1\n"
    "title: {en: Two ways, es: Dos maneras}\n"
    "duration: 1h\n"
    "workload:\n"
    "  - {name: visits, arrivals: {constant: 3/s}, work: {io: 100ms}}\n"
    "deployments:\n"
    "  - {name: functions, lambda: {runtime: python3.13, memory: 512MB}}\n"
    "  - {name: servers, ec2: {instance: t3.micro, fleet: 2, workers: 4}}\n";

static void test_library(void) {
  EXPECT(cloudsim_abi_version() == CLOUDSIM_ABI_VERSION);
  EXPECT(contains(cloudsim_version(), "."));
  EXPECT(strcmp(cloudsim_status_name(CLOUDSIM_WRONG_STATE), "wrong_state") == 0);
  EXPECT(strcmp(cloudsim_status_name((cloudsim_status)12345), "unknown") == 0);
  char* json = NULL;
  EXPECT(cloudsim_scenarios_json("es", &json, NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "\"name\": \"first-steps\"") && contains(json, "aplicación web"));
  cloudsim_string_free(json);
  EXPECT(cloudsim_price_lists_json(&json, NULL) == CLOUDSIM_OK && contains(json, "us-east-1"));
  cloudsim_string_free(json);
  EXPECT(cloudsim_locales_json(&json, NULL) == CLOUDSIM_OK && contains(json, "\"en\"") && contains(json, "\"es\""));
  cloudsim_string_free(json);
  EXPECT(cloudsim_schema_json(&json, NULL) == CLOUDSIM_OK && contains(json, "2020-12"));
  cloudsim_string_free(json);
  EXPECT(cloudsim_scenario_text("first-steps", &json, NULL) == CLOUDSIM_OK && contains(json, "deployments:"));
  cloudsim_string_free(json);
}

static char* run_to_end(const cloudsim_options* options, int how) {
  cloudsim_session* session = NULL;
  cloudsim_error* error = NULL;
  char* json = NULL;
  int64_t now = -1;
  uint64_t stepped = 0;
  EXPECT(cloudsim_session_open(kScenario, CLOUDSIM_ZERO_TERMINATED, options, &session, &error) == CLOUDSIM_OK);
  if (error != NULL) fputs(cloudsim_error_message(error), stderr);
  if (how == 1) EXPECT(cloudsim_session_step(session, UINT64_MAX, &stepped, NULL) == CLOUDSIM_OK);
  if (how == 2) {
    EXPECT(cloudsim_session_step(session, 7, &stepped, NULL) == CLOUDSIM_OK && stepped == 7);
    EXPECT(cloudsim_session_run_until(session, INT64_C(600000000000), NULL) == CLOUDSIM_OK);
    EXPECT(cloudsim_session_now(session, &now, NULL) == CLOUDSIM_OK && now == INT64_C(600000000000));
    EXPECT(cloudsim_session_run_until(session, 5, NULL) == CLOUDSIM_OK); /* in the past */
    EXPECT(cloudsim_session_now(session, &now, NULL) == CLOUDSIM_OK && now == INT64_C(600000000000));
    EXPECT(cloudsim_session_view_json(session, &json, NULL) == CLOUDSIM_OK && contains(json, "cloudsim.view/1"));
    cloudsim_string_free(json);
  }
  EXPECT(cloudsim_session_run(session, NULL) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_now(session, &now, NULL) == CLOUDSIM_OK && now == INT64_C(3600000000000));
  EXPECT(cloudsim_session_result_json(session, &json, NULL) == CLOUDSIM_OK);
  cloudsim_session_free(session);
  return json;
}

static void test_every_way_to_the_end_is_the_same(void) {
  char* whole = run_to_end(NULL, 0);
  cloudsim_options options;
  cloudsim_options_init(&options, sizeof options);
  options.facts = CLOUDSIM_FACTS_REQUESTS;
  char* steps = run_to_end(&options, 1);
  options.facts = CLOUDSIM_FACTS_RARE;
  options.jobs = 2;
  char* mixed = run_to_end(&options, 2);
  EXPECT(whole != NULL && steps != NULL && strcmp(whole, steps) == 0);
  EXPECT(whole != NULL && mixed != NULL && strcmp(whole, mixed) == 0);
  /* 3 requests a second for an hour, the first at 0 s or after a third of a second: 10,800 or one fewer. */
  EXPECT(contains(whole, "\"arrived\": 10800") || contains(whole, "\"arrived\": 10799"));
  char* csv = NULL;
  EXPECT(cloudsim_report(whole, strlen(whole), "csv", NULL, &csv, NULL) == CLOUDSIM_OK && contains(csv, "functions"));
  cloudsim_string_free(csv);
  char* again = NULL;
  EXPECT(cloudsim_report(whole, CLOUDSIM_ZERO_TERMINATED, "json", NULL, &again, NULL) == CLOUDSIM_OK);
  EXPECT(again != NULL && strcmp(again, whole) == 0);
  cloudsim_string_free(again);
  cloudsim_string_free(whole);
  cloudsim_string_free(steps);
  cloudsim_string_free(mixed);
}

static void test_facts_come_from_a_cursor(void) {
  cloudsim_options options;
  cloudsim_options_init(&options, sizeof options);
  options.facts = CLOUDSIM_FACTS_REQUESTS;
  options.deployment = "functions";
  cloudsim_session* session = NULL;
  char* json = NULL;
  EXPECT(cloudsim_session_open(kScenario, strlen(kScenario), &options, &session, NULL) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_run_until(session, INT64_C(120000000000), NULL) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_facts_json(session, 0, 2, &json, NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "\"cursor\": 2,") && contains(json, "\"place\": \"functions\""));
  EXPECT(!contains(json, "servers"));
  cloudsim_string_free(json);
  EXPECT(cloudsim_session_facts_json(session, 2, 0, &json, NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "\"kind\": \"request\"") && contains(json, "\"class\": \"visits\""));
  cloudsim_string_free(json);
  EXPECT(cloudsim_session_facts_json(session, UINT64_MAX, 0, &json, NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "\"facts\": []"));
  cloudsim_string_free(json);
  cloudsim_session_free(session);
}

static void test_an_action_changes_the_course_and_is_told(void) {
  cloudsim_session* session = NULL;
  cloudsim_error* error = NULL;
  char* json = NULL;
  EXPECT(cloudsim_session_open(kScenario, CLOUDSIM_ZERO_TERMINATED, NULL, &session, NULL) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_run_until(session, INT64_C(1800000000000), NULL) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_act(session, "{crash: servers, instance: 1, at: 5min}", CLOUDSIM_ZERO_TERMINATED, &error) ==
         CLOUDSIM_INVALID_SCENARIO);
  EXPECT(strcmp(cloudsim_error_code(error), "action_at_now") == 0);
  cloudsim_error_free(error);
  EXPECT(cloudsim_session_act(session, "{crash: functions}", CLOUDSIM_ZERO_TERMINATED, &error) ==
         CLOUDSIM_INVALID_SCENARIO);
  cloudsim_error_free(error);
  EXPECT(cloudsim_session_act(session, "{crash: servers, instance: 1}", CLOUDSIM_ZERO_TERMINATED, NULL) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_act(session, "{fault: slow-dependency, for: 1min, factor: 3}", CLOUDSIM_ZERO_TERMINATED,
                              NULL) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_run(session, NULL) == CLOUDSIM_OK);
  EXPECT(cloudsim_session_result_json(session, &json, NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "\"kind\": \"crashed\"") && contains(json, "30min {crash: servers, instance: 1}"));
  cloudsim_string_free(json);
  EXPECT(cloudsim_session_narrative_text(session, "servers", "es", &json, NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "falla"));
  cloudsim_string_free(json);
  cloudsim_session_free(session);
}

static void test_problems_are_told_all_at_once(void) {
  cloudsim_options options;
  cloudsim_options_init(&options, sizeof options);
  options.locale = "es";
  options.source_name = "mine.yaml";
  const char* const settings[] = {"deployments.functions.lambda.memory", "64MB", "workload.visits.burst", "2"};
  options.settings = settings;
  options.settings_count = 4;
  char* warnings = NULL;
  cloudsim_error* error = NULL;
  EXPECT(cloudsim_validate(kScenario, CLOUDSIM_ZERO_TERMINATED, &options, &warnings, &error) ==
         CLOUDSIM_INVALID_SCENARIO);
  EXPECT(warnings == NULL && error != NULL);
  EXPECT(cloudsim_error_status(error) == CLOUDSIM_INVALID_SCENARIO);
  EXPECT(contains(cloudsim_error_message(error), "2 problemas"));
  EXPECT(contains(cloudsim_error_diagnostics_json(error), "\"code\": \"unknown_key\""));
  cloudsim_error_free(error);
  options.settings_count = 0;
  EXPECT(cloudsim_validate(kScenario, CLOUDSIM_ZERO_TERMINATED, &options, &warnings, &error) == CLOUDSIM_OK);
  EXPECT(error == NULL && contains(warnings, "cloudsim.diagnostics/1"));
  cloudsim_string_free(warnings);
}

/* A program that was compiled when the struct ended behind `locale` keeps working. */
static void test_an_old_smaller_struct(void) {
  struct old_options {
    uint32_t struct_size;
    uint32_t jobs;
    const char* locale;
  } old;
  EXPECT(cloudsim_options_init((cloudsim_options*)(void*)&old, sizeof old) == CLOUDSIM_OK);
  EXPECT(old.struct_size == sizeof old && old.jobs == 1 && old.locale == NULL);
  char* mine = run_to_end((const cloudsim_options*)(const void*)&old, 0);
  EXPECT(contains(mine, "cloudsim.result/1"));
  cloudsim_string_free(mine);
}

static void test_rate_is_the_first_workloads(void) {
  const char* const settings[] = {"rate", "1/s"};
  cloudsim_options options;
  cloudsim_options_init(&options, sizeof options);
  options.settings = settings;
  options.settings_count = 2;
  char* json = run_to_end(&options, 0);
  EXPECT(contains(json, "\"arrived\": 3600") || contains(json, "\"arrived\": 3599"));
  EXPECT(contains(json, "workload.0.arrivals.constant"));
  cloudsim_string_free(json);
}

static void test_sweeps(void) {
  const char* axes = "[{set: rate, values: [1/s, 2/s]}, {set: deployments.functions.lambda.memory, values: [512MB]}]";
  char* text = NULL;
  EXPECT(cloudsim_sweep_points_json(kScenario, CLOUDSIM_ZERO_TERMINATED, NULL, axes, CLOUDSIM_ZERO_TERMINATED, &text,
                                    NULL) == CLOUDSIM_OK);
  EXPECT(contains(text, "workload.0.arrivals.constant") && contains(text, "\"2/s\""));
  cloudsim_string_free(text);
  EXPECT(cloudsim_sweep(kScenario, CLOUDSIM_ZERO_TERMINATED, NULL, axes, CLOUDSIM_ZERO_TERMINATED, 0, 0, "csv", &text,
                        NULL) == CLOUDSIM_OK);
  int lines = 0;
  for (const char* at = text; at != NULL && *at != '\0'; ++at) lines += *at == '\n';
  EXPECT(lines == 5); /* a heading, and two deployments at each of two points */
  cloudsim_string_free(text);
  EXPECT(cloudsim_sweep(kScenario, CLOUDSIM_ZERO_TERMINATED, NULL, NULL, 0, 0, 0, "csv", &text, NULL) ==
         CLOUDSIM_INVALID_SCENARIO); /* it has none of its own */
}

/* M/M/1 with λ = 1/s and 1/μ = 0.5 s: ρ = 0.5, W = 0.5 / (1 − 0.5) = 1 s. */
static void test_formulas(void) {
  char* json = NULL;
  cloudsim_error* error = NULL;
  EXPECT(cloudsim_theory_json("mm1", "{arrival_rate: 1/s, service_time: 500ms}", CLOUDSIM_ZERO_TERMINATED, &json,
                              NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "\"utilization\"") && contains(json, "0.5") && contains(json, "\"response_time_s\""));
  cloudsim_string_free(json);
  EXPECT(cloudsim_theory_json("mm1", "{arrival_rate: 3/s, service_time: 500ms}", CLOUDSIM_ZERO_TERMINATED, &json,
                              &error) == CLOUDSIM_INVALID_SCENARIO);
  EXPECT(strcmp(cloudsim_error_code(error), "api_unstable") == 0);
  cloudsim_error_free(error);
  EXPECT(cloudsim_theory_json("mm9", "{}", 2, &json, NULL) == CLOUDSIM_NOT_FOUND);
}

/* A lesson is taken line by line, and goes on where it was left. */
static void test_lessons(void) {
  char* json = NULL;
  cloudsim_lesson* lesson = NULL;
  EXPECT(cloudsim_lessons_json("es", &json, NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "\"L01\"") && contains(json, "\"C1\"") && contains(json, "\"L04.E1\""));
  cloudsim_string_free(json);
  EXPECT(cloudsim_lesson_open("L04", NULL, &lesson, NULL) == CLOUDSIM_OK);
  EXPECT(cloudsim_lesson_describe_json(lesson, &json, NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "cloudsim.lesson/1") && contains(json, "\"about\""));
  cloudsim_string_free(json);
  EXPECT(cloudsim_lesson_screen_json(lesson, &json, NULL) == CLOUDSIM_OK);
  EXPECT(contains(json, "\"kind\": \"screen\"") && contains(json, "\"steps_done\": 0"));
  cloudsim_string_free(json);
  /* On to the first bet; on the way open play runs once, as it is. */
  int screens = 0, runs = 0;
  for (int there = 0; !there && screens < 20; ++screens) {
    EXPECT(cloudsim_lesson_screen_json(lesson, &json, NULL) == CLOUDSIM_OK);
    there = contains(json, "\"id\": \"L04.E1.predict.");
    const int plays = contains(json, "\"id\": \"open\"") && runs == 0;
    cloudsim_string_free(json);
    if (there) break;
    EXPECT(cloudsim_lesson_take(lesson, plays ? "0" : "", &json, NULL) == CLOUDSIM_OK);
    EXPECT(contains(json, "\"kind\": \"reply\""));
    runs += contains(json, "\"has_run\": true");
    cloudsim_string_free(json);
  }
  EXPECT(screens < 20 && runs > 0);
  EXPECT(cloudsim_lesson_result_json(lesson, &json, NULL) == CLOUDSIM_OK && contains(json, "cloudsim.result/1"));
  cloudsim_string_free(json);
  EXPECT(cloudsim_lesson_take(lesson, "0.02", &json, NULL) == CLOUDSIM_OK &&
         contains(json, "\"id\": \"L04.E1.predict."));
  cloudsim_string_free(json);
  cloudsim_lesson_free(lesson);
}

int main(void) {
  test_library();
  test_every_way_to_the_end_is_the_same();
  test_facts_come_from_a_cursor();
  test_an_action_changes_the_course_and_is_told();
  test_problems_are_told_all_at_once();
  test_an_old_smaller_struct();
  test_rate_is_the_first_workloads();
  test_sweeps();
  test_formulas();
  test_lessons();
  if (failures == 0) puts("the C interface keeps its word");
  return failures == 0 ? 0 : 1;
}
