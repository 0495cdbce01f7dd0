# SPDX-License-Identifier: Apache-2.0
"""What the cluster's tests sweep over: small runs, but enough of them to be in the middle when a worker dies."""
SCENARIO = """cloudsim: 1
title: {en: Two ways, es: Dos maneras}
duration: 10min
workload:
  - {name: visits, arrivals: {poisson: 20/s}, work: {io: 100ms}}
deployments:
  - {name: functions, lambda: {runtime: python3.13, memory: 512MB}}
  - {name: servers, ec2: {instance: t3.micro, fleet: 2, workers: 4}}
"""
OVER = {"rate": {"from": "10/s", "to": "29/s", "steps": 20}, "deployments.functions.lambda.memory": ["512MB", "1GB"]}
ROWS = 20 * 2 * 2
