"""A film of two hours: how soon it begins, how quickly its parts and ranges are served beside nginx with the same
bytes, and what its index takes in memory."""

import os
import pathlib
import random
import re
import subprocess
import time
import urllib.parse
import urllib.request

from bench import Process, Simulator, free_port, require, save, table, temporary_folder

SECONDS = 5
# A player may have that many answers under way.
CONNECTIONS = 8
HOURS = 2
RANGE = "bytes=104857600-105906175"
AGENT = "bench"
COLD_STARTS = 5
require("nginx", "wrk", "ffmpeg", "taskset")


def get(url, **headers):
    request = urllib.request.Request(url, headers={"User-Agent": AGENT, **headers})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def timed(url):
    start = time.monotonic()
    content = get(url)
    return content, (time.monotonic() - start) * 1000


def wrk(url, *headers):
    fields = [part for header in (f"User-Agent: {AGENT}", *headers) for part in ("-H", header)]
    output = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", *fields, url],
        capture_output=True, text=True, check=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if failed:
        raise SystemExit(f"{url.split('/')[2]}: {failed.group(1)} requests failed")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def make_film(folder):
    """Two hours of 2 Mbit/s, groups of 2 s, the index at the end."""
    minute = pathlib.Path(folder) / "minute.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=60", "-f", "lavfi", "-i",
         "sine=440:r=48000:d=60", "-vf", "noise=alls=30:allf=t", "-c:v", "libx264", "-preset", "ultrafast", "-b:v",
         "1900k", "-maxrate", "2200k", "-bufsize", "4M", "-g", "50", "-sc_threshold", "0", "-pix_fmt", "yuv420p",
         "-c:a", "aac", "-b:a", "128k", str(minute)], check=True)
    film = pathlib.Path(folder) / "films" / "Two hours.mp4"
    film.parent.mkdir()
    subprocess.run(
        ["ffmpeg", "-v", "error", "-stream_loop", str(HOURS * 60 - 1), "-i", str(minute), "-c", "copy", str(film)],
        check=True)
    return film


def addresses(base, text):
    return [urllib.parse.urljoin(base, line) for line in text.decode().splitlines() if line and line[0] != "#"]


def forget(path):
    """Out of the system's cache, as far as it lets go."""
    os.sync()
    with open(path, "rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def cold(film):
    """Milliseconds to the list of the parts, and to the first part, in a process that has just started."""
    with Simulator("--empty", "--media", film.parent) as simulator:
        forget(film)
        master = simulator.ready["movies"][0]["hls"]
        text, first = timed(master)
        media = addresses(master, text)[0]
        text, second = timed(media)
        _, third = timed(addresses(media, text)[0])
        return first + second, third


def nginx(folder, sendfile):
    port = free_port()
    configuration = pathlib.Path(folder) / f"nginx-{sendfile}.conf"
    configuration.write_text(f"""daemon off; worker_processes 1; pid {folder}/nginx-{sendfile}.pid; error_log /dev/null;
user root; events {{ worker_connections 1024; }} http {{ access_log off; sendfile {sendfile}; tcp_nopush on;
keepalive_requests 1000000; types {{ video/mp2t ts; video/mp4 mp4; }}
server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}""")
    return Process(["nginx", "-p", folder, "-c", configuration]), port


with temporary_folder() as folder:
    www = pathlib.Path(folder) / "www"
    www.mkdir()
    film = make_film(folder)
    os.symlink(film, www / "film.mp4")
    starts = sorted(cold(film) for _ in range(COLD_STARTS))
    results = {}
    with Simulator("--empty", "--media", film.parent) as simulator:
        movie = simulator.ready["movies"][0]
        media = addresses(movie["hls"], get(movie["hls"]))[0]
        playlist = get(media)
        segments = addresses(media, playlist)
        segment = get(segments[100])
        (www / "segment.ts").write_bytes(segment)
        # Parts that nobody has asked for yet: each is made.
        chosen = random.Random(1).sample(segments[200:], 200)
        before, start = simulator.cpu_seconds(), time.monotonic()
        made = sum(len(get(address)) for address in chosen)
        per_second = len(chosen) / (time.monotonic() - start)
        cost = (simulator.cpu_seconds() - before) / len(chosen) * 1000
        metrics = get(simulator.ready["streaming"] + "/metrics").decode()
        index = int(re.search(r'streav_on_demand_held_bytes\{kind="index"\} (\d+)', metrics).group(1))
        results["streav"] = (wrk(segments[100]), wrk(movie["mp4"], f"Range: {RANGE}"))
    for sendfile in ("on", "off"):
        server, port = nginx(folder, sendfile)
        with server:
            time.sleep(0.5)
            base = f"http://127.0.0.1:{port}"
            results[f"nginx, sendfile {sendfile}"] = (
                wrk(f"{base}/segment.ts"), wrk(f"{base}/film.mp4", f"Range: {RANGE}"))
    middle = starts[len(starts) // 2]
    table(f"a film of {HOURS} h, {film.stat().st_size / 1e9:.2f} GB, {len(segments)} parts", [
        ("", "median", "worst"),
        ("cold: both playlists", f"{middle[0]:.0f} ms", f"{max(s[0] for s in starts):.0f} ms"),
        ("cold: the first part after them", f"{sorted(s[1] for s in starts)[len(starts) // 2]:.0f} ms",
         f"{max(s[1] for s in starts):.0f} ms"),
        ("index in memory, per hour", f"{index / HOURS / 1e6:.2f} MB", ""),
        ("parts made one after the other", f"{per_second:.0f}/s of {made / len(chosen) / 1e6:.2f} MB",
         f"{cost:.1f} ms of a core each"),
    ])
    ours = results["streav"]
    rows = [("", f"parts/s of {len(segment) / 1e6:.2f} MB", "ranges/s of 1 MiB", "ratio to streav")]
    for name, (parts, ranges) in results.items():
        rows.append((name, f"{parts:.0f}", f"{ranges:.0f}", f"{parts / ours[0]:.2f} · {ranges / ours[1]:.2f}"))
    table(f"the same bytes again and again, one core serving {CONNECTIONS} connections", rows)
    save("ondemand", {
        "coldMilliseconds": starts, "indexBytes": index, "hours": HOURS, "madePerSecond": per_second,
        "segmentBytes": len(segment), "perSecond": results})
