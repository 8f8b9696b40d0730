"""What the benchmarks share: processes with their cost, the simulator, tables."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "Benchmarks" / "results"
BINARY = ROOT / ".build" / "release" / "streav-sim"
TICKS = os.sysconf("SC_CLK_TCK")
SERVER_CORE, CLIENT_CORE = "0", "1"


def require(*tools):
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        sys.exit(f"missing: {', '.join(missing)}; run scripts/setup.sh bench")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A process of ours, ended by its pid whatever happens."""

    def __init__(self, arguments, core=SERVER_CORE, **options):
        options.setdefault("stdout", subprocess.DEVNULL)
        options.setdefault("stderr", subprocess.DEVNULL)
        pinned = ["taskset", "-c", core, *map(str, arguments)] if core else [str(a) for a in arguments]
        self.process = subprocess.Popen(pinned, **options)
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def tree(self):
        """The pid and those of all descendants."""
        found, queue = [], [self.pid]
        while queue:
            pid = queue.pop()
            found.append(pid)
            try:
                for thread in os.listdir(f"/proc/{pid}/task"):
                    children = pathlib.Path(f"/proc/{pid}/task/{thread}/children").read_text().split()
                    queue.extend(int(child) for child in children)
            except FileNotFoundError:
                pass
        return found

    def cpu_seconds(self):
        total = 0
        for pid in self.tree():
            try:
                fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            except FileNotFoundError:
                continue
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def resident_bytes(self):
        total = 0
        for pid in self.tree():
            try:
                for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith("VmRSS:"):
                        total += int(line.split()[1]) * 1024
            except FileNotFoundError:
                pass
        return total


class Simulator(Process):
    """streav-sim on free ports; `ready` is its ready line."""

    def __init__(self, *arguments, core=SERVER_CORE):
        if not BINARY.exists():
            sys.exit("build first: swift build -c release")
        self.started = time.monotonic()
        super().__init__(
            [BINARY, "serve", "--management-port", "0", "--api-port", "0", "--streaming-port", "0", *arguments],
            core=core, stdout=subprocess.PIPE)
        for line in self.process.stdout:
            self.ready = json.loads(line)
            # Files that are not served are told of before.
            if self.ready["event"] == "ready":
                break
        else:
            raise SystemExit("streav-sim did not become ready")
        self.seconds_to_ready = time.monotonic() - self.started


def make_clip(folder, megabits, seconds=20):
    """An H.264 + AAC clip of about `megabits` Mbit/s, groups of 2 s."""
    path = pathlib.Path(folder) / f"clip-{megabits}.ts"
    rate = f"{megabits}M"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc2=s=640x360:r=25:d={seconds}", "-f", "lavfi", "-i",
         f"sine=440:r=48000:d={seconds}", "-vf", "noise=alls=40:allf=t", "-c:v", "libx264", "-preset", "ultrafast",
         "-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate, "-g", "50", "-keyint_min", "50",
         "-sc_threshold", "0", "-nal-hrd", "cbr", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", "-f",
         "mpegts", str(path)], check=True)
    return path


def table(title, rows):
    print(f"\n{title}")
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  " + "  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)))
    sys.stdout.flush()


def save(name, result):
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1))


def temporary_folder():
    return tempfile.TemporaryDirectory(prefix="streav-bench-")
