"""Segments and playlists per second against nginx with the same bytes: one core serves, the other asks."""

import pathlib
import re
import subprocess
import time
import urllib.parse
import urllib.request

from bench import Process, Simulator, free_port, make_clip, require, save, table, temporary_folder

SECONDS = 5
CONNECTIONS = 100
require("nginx", "wrk", "ffmpeg", "taskset")


# A session belongs to one player: all that ask here are one.
AGENT = "bench"


def get(url):
    request = urllib.request.Request(url, headers={"User-Agent": AGENT})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read()


def wrk(url):
    output = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", "-H",
         f"User-Agent: {AGENT}", url],
        capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if failed:
        raise SystemExit(f"{url.split('/')[2]}: {failed.group(1)} requests failed")
    return rate


def nginx(folder, sendfile):
    port = free_port()
    configuration = pathlib.Path(folder) / f"nginx-{sendfile}.conf"
    configuration.write_text(f"""daemon off; worker_processes 1; pid {folder}/nginx-{sendfile}.pid; error_log /dev/null;
user root; events {{ worker_connections 1024; }} http {{ access_log off; sendfile {sendfile}; tcp_nopush on;
keepalive_requests 1000000; types {{ video/mp2t ts; application/vnd.apple.mpegurl m3u8; }}
server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}""")
    return Process(["nginx", "-p", folder, "-c", configuration]), port


with temporary_folder() as folder:
    www = pathlib.Path(folder) / "www"
    www.mkdir()
    clip = make_clip(folder, 4)
    results = {}
    with Simulator("--source", f"Bench=file:{clip}") as simulator:
        stream = next(s for s in simulator.ready["liveStreams"] if s["name"] == "Bench")
        time.sleep(14)
        master = stream["hls"]
        reference = [line for line in get(master).decode().splitlines() if line and not line.startswith("#")][0]
        media = urllib.parse.urljoin(master, reference)
        playlist = get(media)
        newest = [line for line in playlist.decode().splitlines() if line and not line.startswith("#")][-1]
        segment = urllib.parse.urljoin(media, newest)
        content = get(segment)
        (www / "segment.ts").write_bytes(content)
        (www / "playlist.m3u8").write_bytes(playlist)
        results["streav"] = (wrk(media), wrk(segment))
    for sendfile in ("on", "off"):
        server, port = nginx(folder, sendfile)
        with server:
            time.sleep(0.5)
            base = f"http://127.0.0.1:{port}"
            results[f"nginx, sendfile {sendfile}"] = (wrk(f"{base}/playlist.m3u8"), wrk(f"{base}/segment.ts"))
size = len(content)
rows = [("", "playlists/s", f"segments/s of {size / 1e6:.2f} MB", "GB/s", "ratio to streav")]
ours = results["streav"]
for name, (playlists, segments) in results.items():
    rows.append((name, f"{playlists:.0f}", f"{segments:.0f}", f"{segments * size / 1e9:.2f}",
                 f"{playlists / ours[0]:.2f} · {segments / ours[1]:.2f}"))
table(f"one core serving {CONNECTIONS} connections", rows)
save("segments", {"segmentBytes": size, "perSecond": results})
