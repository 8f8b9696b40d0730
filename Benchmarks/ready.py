"""Time from the process's start to the ready line."""

import statistics

from bench import Simulator, save, table

ROUNDS = 10

times, claimed = [], []
for _ in range(ROUNDS):
    with Simulator(core=None) as simulator:
        times.append(simulator.seconds_to_ready)
        claimed.append(simulator.ready["seconds"])
table("time to ready, seconds", [
    ("", "median", "worst"),
    ("from exec to the line", f"{statistics.median(times):.3f}", f"{max(times):.3f}"),
    ("as the line says", f"{statistics.median(claimed):.3f}", f"{max(claimed):.3f}"),
])
save("ready", {"seconds": times, "claimed": claimed})
