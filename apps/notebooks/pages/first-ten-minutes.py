# SPDX-License-Identifier: Apache-2.0
# %% text install
# %% language
# %% code version
cloudsim.__version__
# %% text scenarios
# %% code scenarios
cloudsim.scenarios()
# %% text run
# %% code run
result = cloudsim.run("first-steps")
result
# %% text look
# %% code look
result.rows()
# %% text story
# %% code story
print(result.story("functions"))
# %% text bill
# %% code bill
result.bill("functions")
# %% text change
# %% code change
half = cloudsim.run("first-steps", **{"deployments.functions.lambda.memory": "512MB"})
half["functions"]["bill"]["total_usd"], result["functions"]["bill"]["total_usd"]
# %% text compare
# %% code compare
cloudsim.compare(result, half, ("1024MB", "512MB"))
# %% text sweep
# %% code sweep
memory = "deployments.functions.lambda.memory"
rows = cloudsim.sweep("first-steps", {memory: ["256MB", "512MB", "1024MB", "2048MB"]}, progress=False)
functions = cloudsim.Table(row for row in rows if row["deployment"] == "functions")
cloudsim.Table({name: row[name] for name in (memory, "latency_p95_s", "bill_usd")} for row in functions)
# %% text picture
# %% code picture
import matplotlib.pyplot as plt
from IPython.display import display

figure, axes = plt.subplots(figsize=(6, 4))
axes.plot(functions.column("bill_usd"), functions.column("latency_p95_s"), marker="o")
for row in functions:
    axes.annotate(row[memory], (row["bill_usd"], row["latency_p95_s"]), textcoords="offset points", xytext=(8, 6))
axes.set(xlabel="bill_usd", ylabel="latency_p95_s")
in_words = "; ".join(f"{row[memory]}: {row['bill_usd']:.4f} USD, {row['latency_p95_s']:.3f} s" for row in functions)
display(figure, metadata={"image/png": {"alt": in_words}})
plt.close(figure)
# %% text exercise
# %% exercise L04.E1
# %% text next
