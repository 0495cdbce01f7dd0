# SPDX-License-Identifier: Apache-2.0
# %% language
# %% text log
# %% code log
log = cloudsim.calibrate("requests.csv", period="1h", bins=12)
log
# %% text profile
# %% code profile
log.profile()
# %% text service
# %% code service
log.service()
# %% text scenario
# %% code scenario
designs = {
    "functions": {"lambda": {"memory": "512MB", "runtime": "python3.13"}},
    "server": {"ec2": {"instance": "t3.micro", "already_running": True}},
}
scenario = log.scenario(designs)
print(scenario)
# %% text check
# %% code check
log.check()
# %% text wrong
# %% code wrong
cloudsim.calibrate("requests.csv", period="1h", bins=12, shape="exponential").check()
# %% text compare
# %% code compare
cloudsim.run(scenario)
# %% text limits
