"""How many virtual viewers one machine drives, platform and generator together, beside wrk with the same segments."""

import json
import os
import pathlib
import re
import subprocess
import time
import urllib.parse
import urllib.request

from bench import BINARY, Process, Simulator, require, save, table, temporary_folder

SECONDS = int(os.environ.get("SECONDS_EACH", "30"))
require("wrk", "taskset")

# kind, bits a second of the channel, viewers.
RUNS = [("hls", 500_000, 3000), ("hls", 500_000, 5000), ("hls", 1_000_000, 1000), ("hls", 1_000_000, 2000),
        ("hls", 4_000_000, 500), ("mpegts", 1_000_000, 1000), ("mpegts", 4_000_000, 400)]


def run(folder, kind, bitrate, viewers):
    scenario = pathlib.Path(folder) / f"{kind}-{bitrate}-{viewers}.yaml"
    abr = ", abr: fixed" if kind == "hls" else ""
    # Viewers come over ten seconds, as no crowd that is measured comes at once.
    scenario.write_text(
        f"name: density\nseed: 1\nduration: {SECONDS + 20}s\n"
        f"platform: {{ channels: 1, movies: 0, bitrate: {bitrate // 1000}kb/s, subscribers: {viewers} }}\n"
        f"cohorts: [{{ name: all, kind: {kind}, arrivals: [{{ rate: {viewers / 10}/s, for: 10s }}]{abr} }}]\n")
    report = pathlib.Path(folder) / f"report-{kind}-{bitrate}-{viewers}"
    with Process([BINARY, "load", scenario, "--report", report], core=None, stdout=subprocess.PIPE) as process:
        peak, usage = 0, []
        while process.process.poll() is None:
            time.sleep(0.5)
            peak = max(peak, process.resident_bytes())
            usage.append((time.monotonic(), process.cpu_seconds()))
        status = process.process.returncode
    result = json.loads((report / "report.json").read_text())
    cohort = result["cohorts"][0]
    # Of the last seconds of the run, in which all are there.
    steady = [point for point in result["timeline"] if point["present"] >= viewers * 0.9][5:]
    end = len(usage) - 4
    window = usage[max(0, end - 2 * max(1, len(steady) - 2)):end]
    busy = (window[-1][1] - window[0][1]) / (window[-1][0] - window[0][0]) if len(window) > 1 else 0
    return {
        "kind": kind, "Mbit/s each": bitrate / 1e6, "viewers": viewers,
        "Gbit/s": round(sum(p["bytes"] for p in steady) * 8 / max(1, len(steady)) / 1e9, 2),
        "cores": round(busy, 2), "of them the generator": round(sum(p["generatorBusy"] for p in steady) / max(1, len(steady)), 2),
        "viewers a core": round(viewers / busy) if busy else None,
        "kB a viewer": round(peak / viewers / 1e3), "exit": status,
        "rebuffering": cohort["metrics"].get("qoe.rebuffer_ratio", {}).get("pooled"),
    }


def perfect(bitrate):
    """What asking costs that does nothing else: wrk on the same segments, both on two cores."""
    with Simulator("--empty", "--source", f"Card=synthetic:1?name=Card&bitrate={bitrate}", core=None) as simulator:
        stream = simulator.ready["liveStreams"][0]
        time.sleep(25)
        text = urllib.request.urlopen(stream["hls"]).read().decode()
        variant = urllib.parse.urljoin(stream["hls"], [l for l in text.splitlines() if l and l[0] != "#"][-1])
        text = urllib.request.urlopen(variant).read().decode()
        segment = urllib.parse.urljoin(variant, [l for l in text.splitlines() if l and l[0] != "#"][-1])
        before, start = simulator.cpu_seconds(), time.monotonic()
        wrk = subprocess.run(["wrk", "-t1", "-c100", "-d8s", segment], capture_output=True, text=True, check=True)
        server = (simulator.cpu_seconds() - before) / (time.monotonic() - start)
    rate = float(re.search(r"Requests/sec:\s*([\d.]+)", wrk.stdout).group(1))
    transfer = re.search(r"Transfer/sec:\s*([\d.]+)(\w+)", wrk.stdout)
    unit = {"KB": 1024, "MB": 1024**2, "GB": 1024**3}[transfer.group(2)]
    return {"Mbit/s each": bitrate / 1e6, "segments/s": round(rate), "Gbit/s": round(float(transfer.group(1)) * unit * 8 / 1e9, 2),
            "server's cores": round(server, 2), "viewers' worth": round(float(transfer.group(1)) * unit * 8 / bitrate)}


with temporary_folder() as folder:
    results = [run(folder, *one) for one in RUNS]
    table(f"Platform and generator on two cores, {SECONDS} s", [list(results[0]), *[list(r.values()) for r in results]])
    peers = [perfect(bitrate) for bitrate in (500_000, 1_000_000, 4_000_000)]
    table("wrk -t1 -c100 on the newest segment, the platform on the other core",
          [list(peers[0]), *[list(r.values()) for r in peers]])
save("density", {"runs": results, "wrk": peers})
