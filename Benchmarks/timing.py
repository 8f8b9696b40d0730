"""How virtual viewers ask for a live channel over HLS, beside ffmpeg and Chromium on the same channel."""

import http.client
import http.server
import os
import pathlib
import re
import statistics
import subprocess
import threading
import time
import urllib.parse

from bench import BINARY, Process, Simulator, free_port, require, save, table, temporary_folder

SECONDS = int(os.environ.get("SECONDS_EACH", "60"))
PROFILES = ["rfc8216", "hlsjs", "exo", "ffmpeg"]
require("ffmpeg", "chromium", "taskset")


class Recorder:
    """A proxy that notes when it was asked for what."""

    def __init__(self, upstream):
        self.upstream = urllib.parse.urlsplit(upstream).netloc
        self.lists, self.segments, self.page = [], [], b""
        self.port = free_port()
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                recorder.serve(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        # Players that are ended break off what they had asked for.
        self.server.handle_error = lambda *_: None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def serve(self, handler):
        began = time.monotonic()
        if handler.path in ("/page", "/favicon.ico"):
            return self.answer(handler, 200, [("Content-Type", "text/html")], self.page)
        # One connection to the platform for each of the player's: sessions are told apart by them.
        upstream = getattr(handler, "upstream", None) or http.client.HTTPConnection(self.upstream, timeout=30)
        handler.upstream = upstream
        headers = {name: value for name, value in handler.headers.items()
                   if name.lower() not in ("host", "connection", "accept-encoding")}
        upstream.request("GET", handler.path, headers=headers)
        response = upstream.getresponse()
        body = response.read()
        ended = time.monotonic()
        numbers = [int(n) for n in re.findall(rb"/(\d+)-\d+-[^/\s]*\.ts", body)] if b"#EXTINF" in body else []
        if numbers:
            self.lists.append((began, ended, numbers))
        elif handler.path.split("?")[0].endswith(".ts"):
            number = re.search(r"/(\d+)-\d+-[^/]*\.ts", handler.path)
            self.segments.append((began, ended, int(number.group(1)) if number else None))
        kept = [(n, v) for n, v in response.getheaders() if n.lower() not in ("connection", "transfer-encoding", "content-length")]
        self.answer(handler, response.status, kept, body)

    @staticmethod
    def answer(handler, status, headers, body):
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        try:
            handler.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def close(self):
        self.server.shutdown()


def median(values):
    return round(statistics.median(values), 2) if values else None


def describe(recorder):
    lists, segments = recorder.lists, recorder.segments
    changed, unchanged = [], []
    for (began, _, numbers), (following, _, _), previous in zip(lists, lists[1:], [None, *lists]):
        isNew = previous is None or previous[2][-1] != numbers[-1]
        (changed if isNew else unchanged).append(following - began)
    first_listed = {}
    for _, ended, numbers in lists:
        for number in numbers:
            first_listed.setdefault(number, ended)
    # Of the segments that came while it played, not of those that were there when it came.
    waits = [began - first_listed[number] for began, _, number in segments
             if number in first_listed and number not in lists[0][2]]
    span = (max(t for t, *_ in lists + segments) - min(t for t, *_ in lists + segments)) / 60
    numbers = [number for _, _, number in segments]
    return {
        "lists a minute": round(len(lists) / span, 1),
        "after a change, s": median(changed),
        "after none, s": median(unchanged),
        "segments a minute": round(len(segments) / span, 1),
        "listed to asked, s": median(waits),
        "starts from the end": len(lists[0][2]) - lists[0][2].index(numbers[0]) if numbers and numbers[0] in lists[0][2] else None,
        "in order, none twice": numbers == sorted(set(numbers)),
    }


def play(name, simulator, stream, start):
    recorder = Recorder(simulator.ready["streaming"])
    address = stream["hls"].replace(simulator.ready["streaming"], f"http://127.0.0.1:{recorder.port}")
    with start(recorder, address):
        time.sleep(SECONDS)
        result = describe(recorder)
    recorder.close()
    # The player's place is free again.
    time.sleep(15)
    return {"player": name, **result}


def ffmpeg(_, address):
    return Process(["ffmpeg", "-nostdin", "-v", "error", "-re", "-i", address, "-f", "null", "-"], core=None)


def chromium(folder):
    def start(recorder, address):
        path = urllib.parse.urlsplit(address).path
        recorder.page = f"<!doctype html><video autoplay muted src='{path}'></video>".encode()
        return Process(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             f"--user-data-dir={folder}/chromium", "--autoplay-policy=no-user-gesture-required",
             f"http://127.0.0.1:{recorder.port}/page"], core=None)
    return start


def virtual(folder, profile, simulator, stream):
    def start(recorder, _):
        scenario = pathlib.Path(folder) / f"{profile}.yaml"
        scenario.write_text(
            f"name: timing\nseed: 1\nduration: {SECONDS + 10}s\n"
            f"cohorts: [{{ name: one, kind: hls, population: 1, player: {profile}, abr: fixed }}]\n")
        one = simulator.ready["subscriber"]
        return Process(
            [BINARY, "load", scenario, "--target", f"http://127.0.0.1:{recorder.port}", "--subscriber",
             f"{one['username']}:{one['accessToken']}", "--channel", stream["id"]], core=None)
    return start


with temporary_folder() as folder:
    with Simulator("--empty", "--source", "Card=synthetic:1?name=Card", core=None) as simulator:
        stream = next(s for s in simulator.ready["liveStreams"] if s["name"] == "Card")
        time.sleep(30)
        results = [
            play("ffmpeg", simulator, stream, ffmpeg),
            play("Chromium", simulator, stream, chromium(folder)),
        ] + [
            play(f"virtual, {profile}", simulator, stream, virtual(folder, profile, simulator, stream))
            for profile in PROFILES
        ]
table(f"Requests of one player of a live channel, {SECONDS} s each",
      [list(results[0]), *[list(result.values()) for result in results]])
save("timing", results)
