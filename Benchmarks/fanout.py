"""One channel to many viewers: processor time and memory against icecast2 with the same stream."""

import os
import pathlib
import subprocess
import sys
import time

from bench import Process, Simulator, free_port, make_clip, require, save, table, temporary_folder

VIEWERS = int(os.environ.get("VIEWERS", "1000"))
SECONDS = 20
require("ffmpeg", "icecast2", "taskset")
CLIENT = pathlib.Path(__file__).with_name("viewers.py")


def measure(server, url):
    base = server.resident_bytes()
    with Process([sys.executable, CLIENT, url, VIEWERS, SECONDS + 4], core="1", stdout=subprocess.PIPE,
                 stderr=None, text=True) as client:
        opened = client.process.stdout.readline().split()
        if len(opened) != 2:
            sys.exit("the viewers ended before they were open")
        before, start = server.cpu_seconds(), time.monotonic()
        time.sleep(SECONDS)
        cpu = (server.cpu_seconds() - before) / (time.monotonic() - start) * 100
        memory = server.resident_bytes()
        alive, megabits = client.process.stdout.readline().split()
    return {"opened": int(opened[1]), "cpu": cpu, "kilobytes": (memory - base) / VIEWERS / 1e3, "alive": int(alive),
            "megabits": float(megabits)}


def icecast(folder, clip):
    port = free_port()
    configuration = pathlib.Path(folder) / "icecast.xml"
    configuration.write_text(f"""<icecast><limits><clients>{VIEWERS + 50}</clients><sources>2</sources>
<queue-size>4194304</queue-size><burst-size>262144</burst-size></limits>
<authentication><source-password>bench</source-password><admin-user>admin</admin-user>
<admin-password>bench</admin-password></authentication><hostname>127.0.0.1</hostname>
<listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
<paths><basedir>/usr/share/icecast2</basedir><logdir>{folder}</logdir><webroot>/usr/share/icecast2/web</webroot>
<adminroot>/usr/share/icecast2/admin</adminroot></paths>
<logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>2</loglevel></logging>
<security><changeowner><user>icecast2</user><group>icecast</group></changeowner></security></icecast>""")
    os.chmod(folder, 0o777)
    with Process(["icecast2", "-c", configuration]) as server:
        time.sleep(1)
        with Process(["ffmpeg", "-v", "error", "-re", "-stream_loop", "-1", "-i", clip, "-c", "copy", "-f", "mpegts",
                      "-content_type", "video/mp2t", f"icecast://source:bench@127.0.0.1:{port}/one.ts"], core="1"):
            time.sleep(4)
            return measure(server, f"http://127.0.0.1:{port}/one.ts")


with temporary_folder() as folder:
    clip = make_clip(folder, 4)
    with Simulator("--source", f"Bench=file:{clip}") as simulator:
        stream = next(s for s in simulator.ready["liveStreams"] if s["name"] == "Bench")
        ours = measure(simulator, os.environ.get("STREAM_URL", stream["ts"]))
    peer = icecast(folder, clip)
rows = [("", "viewers open", "viewers fed", "Mbit/s to them", "% of a core", "kB a viewer")]
for name, result in (("streav", ours), ("icecast2", peer)):
    rows.append((name, result["opened"], result["alive"], f"{result['megabits']:.0f}", f"{result['cpu']:.1f}",
                 f"{result['kilobytes']:.1f}"))
table(f"one channel of 4 Mbit/s to {VIEWERS} viewers for {SECONDS} s", rows)
save("fanout", {"streav": ours, "icecast2": peer})
