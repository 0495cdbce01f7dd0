#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""SimFaaS's own example: `simfaas_example.py REQUESTS` prints nanoseconds per request and the share of cold starts. As
the case simfaas. Exit code 77 where SimFaaS is not installed."""
import sys
import time

try:
    from simfaas.ServerlessSimulator import ServerlessSimulator
except ImportError:
    print("skipped: simfaas is not installed")
    sys.exit(77)

requests = int(sys.argv[1])
simulator = ServerlessSimulator(arrival_rate=0.9, warm_service_rate=1 / 1.991, cold_service_rate=1 / 2.244,
                                expiration_threshold=600, max_time=requests / 0.9)
begin = time.process_time()
simulator.generate_trace(debug_print=False, progress=False)
took = time.process_time() - begin
print(f"ns={took / simulator.total_req_count * 1e9:.0f} cold={simulator.get_cold_start_prob():.6f}")
