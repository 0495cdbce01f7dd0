#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""M/M/c on Ciw: `ciw_mm10.py REQUESTS [WORKERS]` prints nanoseconds per request and the mean wait (in mean services). Load
80 %, as in the case mm10. Exit code 77 where Ciw is not installed."""
import sys
import time

try:
    import ciw
except ImportError:
    print("skipped: ciw is not installed")
    sys.exit(77)

requests = int(sys.argv[1])
workers = int(sys.argv[2]) if len(sys.argv) > 2 else 10
network = ciw.create_network(arrival_distributions=[ciw.dists.Exponential(0.8 * workers)],
                             service_distributions=[ciw.dists.Exponential(1.0)], number_of_servers=[workers])
ciw.seed(1)
simulation = ciw.Simulation(network)
begin = time.process_time()
simulation.simulate_until_max_customers(requests)
took = time.process_time() - begin
records = simulation.get_all_records()
print(f"ns={took / len(records) * 1e9:.0f} wait={sum(r.waiting_time for r in records) / len(records):.4f}")
