"""The broker port on RabbitMQ: messages of 200 bytes to a quorum queue, each confirmed, against a loop in C over the
same library (peers/confirms.c)."""

import pathlib
import shutil
import subprocess
import sys

from adapters import BENCH, SECONDS, Server, client, compare, ours, reported
from bench import ROOT, require, temporary_folder

PUBLISHERS = (1, 100)
require("taskset")
COMPILER = shutil.which("cc") or shutil.which("clang") or sys.exit("missing: a C compiler")


def renewed(address, run):
    """Each begins with the same empty queue."""
    client(BENCH, "topology", ADDRESS=address)
    return run()


with temporary_folder() as folder, Server("rabbitmq") as server:
    address = server.address
    confirms = pathlib.Path(folder) / "confirms"
    subprocess.run(
        [COMPILER, "-O2", "-o", confirms, ROOT / "Benchmarks" / "peers" / "confirms.c", "-lrabbitmq"], check=True)
    compare("confirmed publishes by the number in flight; the server on one core, the client on the other", "publishes", [
        (f"{count} in flight",
         lambda c=count: renewed(address, lambda: ours(address, "publishes", in_flight=c)),
         {"a loop in C": lambda c=count: renewed(
             address, lambda: reported(*client(confirms, address, "bench", "bench.event", c, SECONDS)))})
        for count in PUBLISHERS])
