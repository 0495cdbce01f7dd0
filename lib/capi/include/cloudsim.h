/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cloudsim: what an application would do on EC2, Lambda, ECS and Docker hosts: effort, scaling, cost, and a story.
 *
 * The C interface of the library, for C, Python, R, Julia and whatever else can call C. Plain C11.
 *
 * Conventions
 * 1. A handle is opaque, belongs to one thread at a time, and is freed by its own _free (NULL is allowed). It may move
 *    to another thread between two calls. Different handles may be used on different threads at once.
 * 2. Every function that can fail returns cloudsim_status; results come back through out-parameters, last but one. On
 *    failure an out-parameter is NULL or 0.
 * 3. The last parameter may be a cloudsim_error**; on failure it receives an object that the caller frees, on success
 *    NULL. Pass NULL when it is not wanted.
 * 4. `char *` out: owned by the caller, cloudsim_string_free. `const char *`: borrowed, valid as long as its handle.
 * 5. Text is UTF-8. Structured input is YAML or JSON; structured output is JSON with a key `schema` that names its
 * form: cloudsim.result/1. A text comes as pointer and length in bytes; CLOUDSIM_ZERO_TERMINATED as the length means
 * that it ends with a zero byte.
 * 6. Option structs begin with struct_size, are made by their _init, and only ever grow at the end.
 * 7. No callbacks, no global state, no exception ever leaves. The library prints nothing, reads no clock and no
 *    environment, and opens a file only below a folder that the caller names.
 *
 * Times are whole nanoseconds of simulated time, counted from the start of the run.
 *
 * Stability: functions and statuses are added, never changed; CLOUDSIM_ABI_VERSION counts the additions. JSON gains
 * keys, and never changes the meaning of one without a new number in `schema`.
 *
 * The shortest program:
 *
 *     cloudsim_session *session = NULL;
 *     cloudsim_error *error = NULL;
 *     char *story = NULL;
 *     if (cloudsim_session_open_shipped("first-steps", NULL, &session, &error) == CLOUDSIM_OK &&
 *         cloudsim_session_run(session, &error) == CLOUDSIM_OK &&
 *         cloudsim_session_report(session, "text", "en", &story, &error) == CLOUDSIM_OK)
 *       puts(story);
 *     else
 *       fputs(cloudsim_error_message(error), stderr);
 *     cloudsim_string_free(story);
 *     cloudsim_error_free(error);
 *     cloudsim_session_free(session);
 */
#ifndef CLOUDSIM_H
#define CLOUDSIM_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define CLOUDSIM_API
#else
#define CLOUDSIM_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Grows with every addition. Compare with cloudsim_abi_version() when the library may be older than this header. */
#define CLOUDSIM_ABI_VERSION 2

#define CLOUDSIM_ZERO_TERMINATED ((size_t)-1)

typedef enum cloudsim_status {
  CLOUDSIM_OK = 0,
  CLOUDSIM_INVALID_ARGUMENT = 1, /* NULL where something must be, not UTF-8, a word that is none of the choices */
  CLOUDSIM_INVALID_SCENARIO = 2, /* the text that was given has problems: cloudsim_error_diagnostics_json */
  CLOUDSIM_NOT_FOUND = 3,        /* nothing of that name is shipped */
  CLOUDSIM_WRONG_STATE = 4,      /* not at this point of the session's life, or another thread is using it */
  CLOUDSIM_IO = 5,               /* a file cannot be read */
  CLOUDSIM_NO_MEMORY = 6, /* while JSON is written the program ends instead: its library needs memory to free memory */
  CLOUDSIM_INTERNAL = 99  /* a bug of the library: please report it */
} cloudsim_status;

typedef struct cloudsim_session cloudsim_session; /* one scenario, being run */
typedef struct cloudsim_error cloudsim_error;     /* why a call failed */

/* ---- the library ------------------------------------------------------------------------------------------------ */

/* "0.1.0" */
CLOUDSIM_API const char* cloudsim_version(void);
CLOUDSIM_API uint32_t cloudsim_abi_version(void);
/* "invalid_scenario"; "unknown" for a number that is no status. */
CLOUDSIM_API const char* cloudsim_status_name(cloudsim_status status);
/* NULL is allowed. */
CLOUDSIM_API void cloudsim_string_free(char* text);

/* ---- errors ----------------------------------------------------------------------------------------------------- */

/* The status that the failed call returned. CLOUDSIM_OK for NULL. */
CLOUDSIM_API cloudsim_status cloudsim_error_status(const cloudsim_error* error);
/* What went wrong as a word for programs: "unknown_key". "" for NULL. Codes are added, never renamed. */
CLOUDSIM_API const char* cloudsim_error_code(const cloudsim_error* error);
/* What went wrong as text for people, in the language of the options (English without): for a scenario every problem
 * with its line and a caret. Borrowed from the error. "" for NULL. */
CLOUDSIM_API const char* cloudsim_error_message(cloudsim_error* error);
/* "schema": "cloudsim.diagnostics/1"; `problems`: a list of {severity, code, message, source, line, column, length,
 * suggestion}. Lines and columns count from 1, columns in bytes; line 0 is the text as a whole. Borrowed from the
 * error.
 * "" for NULL. */
CLOUDSIM_API const char* cloudsim_error_diagnostics_json(cloudsim_error* error);
CLOUDSIM_API void cloudsim_error_free(cloudsim_error* error);

/* ---- options ---------------------------------------------------------------------------------------------------- */

enum {
  CLOUDSIM_FACTS_NONE = 0,    /* cloudsim_session_facts_json has nothing to show */
  CLOUDSIM_FACTS_RARE = 1,    /* servers, scaling, crashes, limits, API calls, usage … */
  CLOUDSIM_FACTS_REQUESTS = 2 /* and every single request: 100 bytes of memory each */
};

/* Where a function takes options, NULL stands for all defaults. Strings are copied during the call. */
typedef struct cloudsim_options {
  uint32_t struct_size; /* set by cloudsim_options_init */
  uint32_t jobs;      /* threads for deployments and replications; 0: one per core. Default 1. Never changes a result */
  const char* locale; /* language of error messages: "en", "es", "es-MX". Default NULL: English */
  const char* source_name; /* what messages and results call the text. Default NULL: "scenario" */
  const char* folder; /* where files that a scenario names (logs, price lists) are. Default NULL: it may name none */
  /* Changes to the scenario: path, value, path, value … as `cloudsim run --set path=value` takes them, values in YAML.
   * The path "rate" is the arrival rate of the first workload, which then has no other shape. Default: none. */
  const char* const* settings;
  size_t settings_count;     /* strings in settings, so twice the number of changes */
  const char* deployment;    /* run this one alone. Default NULL: all, side by side */
  uint32_t facts;            /* CLOUDSIM_FACTS_… Default: none */
  uint32_t invoice_rounding; /* 1: every line of a bill is rounded to cents, as on invoices of AWS. Default 0: exact */
} cloudsim_options;

/* Call it with sizeof(cloudsim_options) before setting members. Fills all members with their defaults. */
CLOUDSIM_API cloudsim_status cloudsim_options_init(cloudsim_options* options, size_t struct_size);

/* ---- a scenario ------------------------------------------------------------------------------------------------- */

/* Reads a scenario with everything that it refers to, without running it. With problems: CLOUDSIM_INVALID_SCENARIO and
 * all of them at once in the error. Else `warnings` receives "cloudsim.diagnostics/1", often with an empty list. */
CLOUDSIM_API cloudsim_status cloudsim_validate(const char* scenario, size_t length, const cloudsim_options* options,
                                               char** warnings, cloudsim_error** error);
/* The JSON Schema (draft 2020-12) of scenarios, for editors. */
CLOUDSIM_API cloudsim_status cloudsim_schema_json(char** schema, cloudsim_error** error);

/* ---- a session: one run of one scenario --------------------------------------------------------------------------
 *
 * open → (step | run_until | act | look)* → run → result_json, report
 *
 * All deployments of the scenario run side by side under one clock. However a session got to its end, its result has
 * the same bytes as that of `cloudsim run --format json`, unless cloudsim_session_act changed the course of things. */

CLOUDSIM_API cloudsim_status cloudsim_session_open(const char* scenario, size_t length, const cloudsim_options* options,
                                                   cloudsim_session** session, cloudsim_error** error);
/* A scenario that comes with the library, by its name: "first-steps" (see cloudsim_scenarios_json). A lesson's answers
 * to its name without the lesson, too: "image-resize". */
CLOUDSIM_API cloudsim_status cloudsim_session_open_shipped(const char* name, const cloudsim_options* options,
                                                           cloudsim_session** session, cloudsim_error** error);
CLOUDSIM_API void cloudsim_session_free(cloudsim_session* session);

/* "cloudsim.session/1": title, duration_ns, seed, workload and deployments with their places, warnings. `locale`
 * chooses the language of title and warnings; NULL: English. */
CLOUDSIM_API cloudsim_status cloudsim_session_describe_json(cloudsim_session* session, const char* locale, char** json,
                                                            cloudsim_error** error);

/* Runs up to `count` events. `stepped` receives how many ran: less than `count` when the end was reached. Of a scenario
 * with replications, steps show the first one. WRONG_STATE after cloudsim_session_run. */
CLOUDSIM_API cloudsim_status cloudsim_session_step(cloudsim_session* session, uint64_t count, uint64_t* stepped,
                                                   cloudsim_error** error);
/* Runs every event before `at_ns`; then it is `at_ns`. Cut to the duration of the run; a time in the past does nothing.
 */
CLOUDSIM_API cloudsim_status cloudsim_session_run_until(cloudsim_session* session, int64_t at_ns,
                                                        cloudsim_error** error);
/* Runs to the end, and makes the result. Calling it again does nothing. */
CLOUDSIM_API cloudsim_status cloudsim_session_run(cloudsim_session* session, cloudsim_error** error);
CLOUDSIM_API cloudsim_status cloudsim_session_now(cloudsim_session* session, int64_t* now_ns, cloudsim_error** error);
/* What step would run: {"schema": "cloudsim.next/1", "next": {at_ns, deployment, label}}; next is null at the end. */
CLOUDSIM_API cloudsim_status cloudsim_session_next_json(cloudsim_session* session, char** json, cloudsim_error** error);
/* "cloudsim.view/1": now_ns and, for each place, waiting, in_service, servers_ready, servers_starting, hosts. */
CLOUDSIM_API cloudsim_status cloudsim_session_view_json(cloudsim_session* session, char** json, cloudsim_error** error);
/* What happened, from the `cursor`-th fact on (0: from the first), at most `most` facts (0: all that there are).
 * "cloudsim.facts/1": `facts`, and `cursor` to continue from. Each has place, kind, at_ns, and what its kind has.
 * WRONG_STATE when the options asked for none, and after cloudsim_session_run. */
CLOUDSIM_API cloudsim_status cloudsim_session_facts_json(cloudsim_session* session, uint64_t cursor, uint64_t most,
                                                         char** json, cloudsim_error** error);
/* Does something now that the scenario does not say: one item of `actions:`, without `at`.
 * {crash: servers, instance: 1} or {call: ecs.RunTask, deployment: tasks, count: 2}. The result names it among its
 * overrides. WRONG_STATE in a scenario with replications, and once the end is reached. */
CLOUDSIM_API cloudsim_status cloudsim_session_act(cloudsim_session* session, const char* action, size_t length,
                                                  cloudsim_error** error);

/* After cloudsim_session_run. "cloudsim.result/1", the bytes of `cloudsim run --format json`. */
CLOUDSIM_API cloudsim_status cloudsim_session_result_json(cloudsim_session* session, char** json,
                                                          cloudsim_error** error);
/* After cloudsim_session_run. The result in a form: see cloudsim_report. */
CLOUDSIM_API cloudsim_status cloudsim_session_report(cloudsim_session* session, const char* format, const char* locale,
                                                     char** report, cloudsim_error** error);
/* After cloudsim_session_run. The story of one deployment, or of all (NULL), one paragraph a scene. */
CLOUDSIM_API cloudsim_status cloudsim_session_narrative_text(cloudsim_session* session, const char* deployment,
                                                             const char* locale, char** text, cloudsim_error** error);

/* ---- results that were kept ------------------------------------------------------------------------------------- */

/* A result's JSON in another form, in the language of `locale` (NULL: English):
 * "text" for a terminal, "plain" for screen readers, "csv" one row for each deployment, "samples-csv" one row for each
 * deployment and step of time, "bill-csv" one row for each deployment and line of its bill, "html" a page with pictures
 * that needs no network, "html-fragment" a <div> of it for a notebook, "json" the same bytes. */
CLOUDSIM_API cloudsim_status cloudsim_report(const char* result_json, size_t length, const char* format,
                                             const char* locale, char** report, cloudsim_error** error);

/* The story of a result, as cloudsim_session_narrative_text tells it. */
CLOUDSIM_API cloudsim_status cloudsim_narrative_text(const char* result_json, size_t length, const char* deployment,
                                                     const char* locale, char** text, cloudsim_error** error);
/* What changed from one result to another, and why: "text", "json" ("cloudsim.comparison/1"), "html", "html-fragment".
 * The names say which is which: "before", "after". */
CLOUDSIM_API cloudsim_status cloudsim_compare(const char* first_json, size_t first_length, const char* first_name,
                                              const char* second_json, size_t second_length, const char* second_name,
                                              const char* format, const char* locale, char** comparison,
                                              cloudsim_error** error);

/* ---- sweeps: one scenario, many values ---------------------------------------------------------------------------
 *
 * `axes` is a list as under `sweep:` in a scenario: [{set: rate, values: [1/s, 2/s]}, {set: a.b, range: {from: 1, to:
 * 9, steps: 5}}]. NULL: the scenario's own. Every combination is a point, the last axis changing fastest. */

/* "cloudsim.sweep-points/1": `paths`, `points`, each a list of one value for each path, and `inputs`, by which rows of
 * the same sweep know each other. Runs nothing. */
CLOUDSIM_API cloudsim_status cloudsim_sweep_points_json(const char* scenario, size_t length,
                                                        const cloudsim_options* options, const char* axes,
                                                        size_t axes_length, char** json, cloudsim_error** error);
/* Runs `count` points from number `first` on, counted from 0 (0: all that there are), on options.jobs threads. "csv":
 * the bytes of `cloudsim sweep --format csv`, with its heading; "json": "cloudsim.sweep/1". To spread a sweep over
 * machines, each runs some of the points; who runs which changes no row. */
CLOUDSIM_API cloudsim_status cloudsim_sweep(const char* scenario, size_t length, const cloudsim_options* options,
                                            const char* axes, size_t axes_length, uint64_t first, uint64_t count,
                                            const char* format, char** rows, cloudsim_error** error);

/* ---- what there is ---------------------------------------------------------------------------------------------- */

/* "cloudsim.scenarios/1": name, lesson and title of every shipped scenario; titles in the language of `locale`. */
CLOUDSIM_API cloudsim_status cloudsim_scenarios_json(const char* locale, char** json, cloudsim_error** error);
/* The text of a shipped scenario, to start from. */
CLOUDSIM_API cloudsim_status cloudsim_scenario_text(const char* name, char** text, cloudsim_error** error);
/* "cloudsim.price-lists/1": list, region, as_of, services. */
CLOUDSIM_API cloudsim_status cloudsim_price_lists_json(char** json, cloudsim_error** error);
/* "cloudsim.locales/1": the tags of the languages that are shipped. */
CLOUDSIM_API cloudsim_status cloudsim_locales_json(char** json, cloudsim_error** error);

/* ---- exercises: bet, run, read, explain ---------------------------------------------------------------------------
 *
 * One learner at one exercise. What is said never holds the answer before a question is read; answers are read from
 * the run of this learner's own numbers. Every reply is JSON: {version, exercise, uuid, variant_seed, status,
 * message_key, message, parts, simulator_version}; status is "pass", "fail", or "error" (not understood, or not yet:
 * costs nothing). message_key is the same in every language. */

typedef struct cloudsim_exercise cloudsim_exercise;

typedef struct cloudsim_exercise_options {
  uint32_t struct_size;    /* set by cloudsim_exercise_options_init */
  uint32_t exam;           /* 1: nothing that is said tells right from wrong */
  uint32_t teacher;        /* 1: runs without a bet */
  uint32_t reserved;       /* 0 */
  const char* learner;     /* whose numbers: a name or a number. Default NULL: those of the file */
  const char* locale;      /* Default NULL: English */
  const char* attempts;    /* a file that keeps what was done, made when it is not there. Default NULL: memory alone */
  const char* data_folder; /* a folder with own scenarios and texts, laid out as the shipped ones. Default NULL */
  const char* teach_path;  /* folders of a teacher, with ':' between them. Default NULL */
} cloudsim_exercise_options;

CLOUDSIM_API cloudsim_status cloudsim_exercise_options_init(cloudsim_exercise_options* options, size_t struct_size);
/* "cloudsim.exercises/1": id and lesson of every shipped exercise. */
CLOUDSIM_API cloudsim_status cloudsim_exercises_json(char** json, cloudsim_error** error);
CLOUDSIM_API cloudsim_status cloudsim_exercise_open(const char* id, const cloudsim_exercise_options* options,
                                                    cloudsim_exercise** exercise, cloudsim_error** error);
CLOUDSIM_API void cloudsim_exercise_free(cloudsim_exercise* exercise);
/* What time it is, for the lines that are kept from now on: "2026-03-07T14:05:09Z". The library has no clock. */
CLOUDSIM_API cloudsim_status cloudsim_exercise_set_time(cloudsim_exercise* exercise, const char* now,
                                                        cloudsim_error** error);
/* "cloudsim.exercise/1": title, prompt, stage, questions and why, each with text, how to answer, options, bins. */
CLOUDSIM_API cloudsim_status cloudsim_exercise_describe_json(cloudsim_exercise* exercise, char** json,
                                                             cloudsim_error** error);
/* `question`: its id, or NULL for the first that has no bet. `confidence`: "guess", "think", "sure", or NULL. */
CLOUDSIM_API cloudsim_status cloudsim_exercise_predict(cloudsim_exercise* exercise, const char* question,
                                                       const char* typed, const char* confidence, char** reply,
                                                       cloudsim_error** error);
/* Refused, in the reply, before all bets are laid. */
CLOUDSIM_API cloudsim_status cloudsim_exercise_run(cloudsim_exercise* exercise, char** reply, cloudsim_error** error);
/* After cloudsim_exercise_run: "cloudsim.result/1" of this learner's run. */
CLOUDSIM_API cloudsim_status cloudsim_exercise_result_json(cloudsim_exercise* exercise, char** json,
                                                           cloudsim_error** error);
/* `question`: its id, or NULL for the first that is not done. */
CLOUDSIM_API cloudsim_status cloudsim_exercise_read(cloudsim_exercise* exercise, const char* question,
                                                    const char* typed, char** reply, cloudsim_error** error);
/* `option`: its id or its number; `own_words` may be NULL. */
CLOUDSIM_API cloudsim_status cloudsim_exercise_explain(cloudsim_exercise* exercise, const char* option,
                                                       const char* own_words, char** reply, cloudsim_error** error);
/* Judges everything once more by running the scenario again; parts have points. */
CLOUDSIM_API cloudsim_status cloudsim_exercise_score(cloudsim_exercise* exercise, char** reply, cloudsim_error** error);
/* Everything that was done, as a learner's file has it: JSON Lines, each sealed over itself and the line before. */
CLOUDSIM_API cloudsim_status cloudsim_exercise_attempts(cloudsim_exercise* exercise, char** lines,
                                                        cloudsim_error** error);

/* ---- lessons: one screen after the other ---------------------------------------------------------------------------
 *
 * What `cloudsim lesson play` shows: open play, then for each exercise bet, run, read and explain; then the fine print
 * and the exit question. Where a learner is follows from the attempts alone: with a file of them, a lesson goes on
 * where it was left. A screen is "cloudsim.screen/1": {kind ("screen" or "reply"), id (the same in every language),
 * lines (finished paragraphs), ask (what may be typed), has_run, done, steps_done, steps}. */

typedef struct cloudsim_lesson cloudsim_lesson;

/* "cloudsim.lessons/1": id, title, minutes, prerequisites and exercises of every shipped lesson; titles in the language
 * of `locale` (NULL: English). */
CLOUDSIM_API cloudsim_status cloudsim_lessons_json(const char* locale, char** json, cloudsim_error** error);
/* `options` as for an exercise; NULL for the defaults. */
CLOUDSIM_API cloudsim_status cloudsim_lesson_open(const char* id, const cloudsim_exercise_options* options,
                                                  cloudsim_lesson** lesson, cloudsim_error** error);
CLOUDSIM_API void cloudsim_lesson_free(cloudsim_lesson* lesson);
/* What the clock says, for the attempts: "2026-03-14T09:00:00Z". The library has no clock. */
CLOUDSIM_API cloudsim_status cloudsim_lesson_set_time(cloudsim_lesson* lesson, const char* now, cloudsim_error** error);
/* "cloudsim.lesson/1": as in cloudsim_lessons_json, and `about`: title, minutes, aims and new words as paragraphs. */
CLOUDSIM_API cloudsim_status cloudsim_lesson_describe_json(cloudsim_lesson* lesson, char** json,
                                                           cloudsim_error** error);
/* The screen where the learner is. The same until something is taken. */
CLOUDSIM_API cloudsim_status cloudsim_lesson_screen_json(cloudsim_lesson* lesson, char** screen,
                                                         cloudsim_error** error);
/* Takes a line as it is typed there ("" goes on where there is nothing to answer) and gives what is said to it. A line
 * that is not understood costs nothing. */
CLOUDSIM_API cloudsim_status cloudsim_lesson_take(cloudsim_lesson* lesson, const char* typed, char** screen,
                                                  cloudsim_error** error);
/* After a screen with `has_run`: "cloudsim.result/1" of that run, for cloudsim_report. */
CLOUDSIM_API cloudsim_status cloudsim_lesson_result_json(cloudsim_lesson* lesson, char** json, cloudsim_error** error);

/* ---- formulas of queueing theory --------------------------------------------------------------------------------- */

/* `model`: "mm1", "mmc", "mmck", "mg1", "md1", "erlang-b", "little" … ; `inputs`: {arrival_rate: 4/s, service_time:
 * 200ms, servers: 2, capacity: 10, service_cv: 0.5}, those that the model takes ("little" takes response_time in place
 * of service_time). "cloudsim.theory/1". Inputs without a steady state: CLOUDSIM_INVALID_SCENARIO. */
CLOUDSIM_API cloudsim_status cloudsim_theory_json(const char* model, const char* inputs, size_t length, char** json,
                                                  cloudsim_error** error);

#ifdef __cplusplus
}
#endif

#endif /* CLOUDSIM_H */
