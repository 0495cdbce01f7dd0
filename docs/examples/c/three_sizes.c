/* SPDX-License-Identifier: Apache-2.0 */
/* Three memory sizes of one Lambda function, compared: what each costs and how long its requests take. */
#include <cloudsim.h>
#include <stdio.h>
#include <string.h>

/* One run with this memory; prints a line of the result's table. */
static int run_with(const char *memory) {
  const char *const settings[] = {"deployments.functions.lambda.memory", memory};
  cloudsim_options options;
  cloudsim_options_init(&options, sizeof options);
  options.settings = settings;
  options.settings_count = 2;
  options.deployment = "functions";

  cloudsim_session *session = NULL;
  cloudsim_error *error = NULL;
  char *csv = NULL;
  cloudsim_status status = cloudsim_session_open_shipped("first-steps", &options, &session, &error);
  if (status == CLOUDSIM_OK) status = cloudsim_session_run(session, &error);
  if (status == CLOUDSIM_OK) status = cloudsim_session_report(session, "bill-csv", NULL, &csv, &error);
  if (status == CLOUDSIM_OK) {
    printf("%s\n%s\n", memory, csv);
  } else {
    fprintf(stderr, "%s\n", cloudsim_error_message(error));
  }
  cloudsim_string_free(csv);
  cloudsim_error_free(error);
  cloudsim_session_free(session);
  return status == CLOUDSIM_OK ? 0 : 1;
}

int main(void) {
  int failed = run_with("512MB");
  failed += run_with("1GB");
  failed += run_with("2GB");
  return failed;
}
