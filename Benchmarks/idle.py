"""A channel that nobody watches, against one `ffmpeg -c copy` that writes the same HLS."""

import time

from bench import Process, Simulator, make_clip, require, save, table, temporary_folder

SECONDS = 30
require("ffmpeg", "taskset")


def watch(process, settle=8):
    time.sleep(settle)
    before = process.cpu_seconds()
    time.sleep(SECONDS)
    return (process.cpu_seconds() - before) / SECONDS * 100, process.resident_bytes() / 1e6


with temporary_folder() as folder:
    clip = make_clip(folder, 4)
    with Simulator("--empty") as simulator:
        base_cpu, base_memory = watch(simulator)
    with Simulator("--empty", "--source", f"One=file:{clip}") as simulator:
        one_cpu, one_memory = watch(simulator)
    ten = [argument for i in range(10) for argument in ("--source", f"Ten {i}=file:{clip}")]
    with Simulator("--empty", *ten) as simulator:
        ten_cpu, ten_memory = watch(simulator)
    with Process(["ffmpeg", "-v", "error", "-re", "-stream_loop", "-1", "-i", clip, "-c", "copy", "-f", "hls",
                  "-hls_time", "4", "-hls_flags", "delete_segments", f"{folder}/out.m3u8"]) as ffmpeg:
        ffmpeg_cpu, ffmpeg_memory = watch(ffmpeg)
rows = [
    ("4 Mbit/s", "% of a core", "MB"),
    ("platform, no channel", f"{base_cpu:.2f}", f"{base_memory:.0f}"),
    ("platform, one channel", f"{one_cpu:.2f}", f"{one_memory:.0f}"),
    ("a channel more (of ten)", f"{(ten_cpu - base_cpu) / 10:.2f}", f"{(ten_memory - base_memory) / 10:.1f}"),
    ("ffmpeg -c copy", f"{ffmpeg_cpu:.2f}", f"{ffmpeg_memory:.0f}"),
]
table("a channel that nobody watches", rows)
save("idle", rows)
