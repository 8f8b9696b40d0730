"""What the benchmarks of the adapters share: a server on one core, its clients on the other, in turn."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import urllib.parse

from bench import CLIENT_CORE, ROOT, SERVER_CORE, save, table, temporary_folder

BENCH = ROOT / ".build" / "release" / "streav-bench"
SECONDS = 3
# The clients take turns, and the middle of so many turns counts.
ROUNDS = 3


class Server:
    """One of scripts/servers, new and empty, on the servers' core; `address` is where it is."""

    def __init__(self, name):
        self.script = ROOT / "scripts" / "servers" / f"{name}.sh"

    def __enter__(self):
        self.folder = temporary_folder()
        # The server has a user of its own, who must come through.
        os.chmod(self.folder.name, 0o711)
        self.place = pathlib.Path(self.folder.name) / "server"
        self.address = subprocess.run(
            ["taskset", "-c", SERVER_CORE, self.script, "start", self.place], check=True, stdout=subprocess.PIPE,
            text=True).stdout.strip()
        return self

    def __exit__(self, *_):
        subprocess.run([self.script, "stop", self.place], check=False, stdout=subprocess.DEVNULL)
        self.folder.cleanup()

    @property
    def parts(self):
        return urllib.parse.urlsplit(self.address)


class Turn:
    """Operations per second of one turn, and what each cost the client's processor, in microseconds."""

    def __init__(self, done, seconds, processor):
        self.rate = done / seconds
        self.cost = processor / done * 1e6


def client(*arguments, **environment):
    """Runs a client on the clients' core; gives what it wrote, and the seconds of a processor that it took."""
    process = subprocess.Popen(
        ["taskset", "-c", CLIENT_CORE, *map(str, arguments)], stdout=subprocess.PIPE, text=True,
        env={**os.environ, **environment})
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{arguments[0]} failed with {process.returncode}: {output}")
    return output, usage.ru_utime + usage.ru_stime


def reported(output, processor, warm_up=1):
    """A turn of a client that writes JSON; its cost counts over the time before as well."""
    result = json.loads(output)
    share = result["seconds"] / (result["seconds"] + warm_up)
    return Turn(result["done"], result["seconds"], processor * share)


def ours(address, subject, **numbers):
    if not BENCH.exists():
        sys.exit("build first: swift build -c release --product streav-bench")
    options = [part for name, number in numbers.items() for part in (f"--{name.replace('_', '-')}", number)]
    return reported(*client(BENCH, subject, "--seconds", SECONDS, *options, ADDRESS=address))


def compare(title, name, cases):
    """Runs the clients of each case in turn. A case: its name, what measures ours, and the peers by name."""
    rows = [("", "a second", "µs of a core each", "peer", "a second", "µs of a core each", "ratio")]
    results = []
    for case, own, peers in cases:
        clients = {"streav": own, **peers}
        turns = {client: [] for client in clients}
        for _ in range(ROUNDS):
            for client_name, run in clients.items():
                turns[client_name].append(run())
        rates = {client: statistics.median(turn.rate for turn in all) for client, all in turns.items()}
        costs = {client: statistics.median(turn.cost for turn in all) for client, all in turns.items()}
        for peer in peers:
            ratio = rates["streav"] / rates[peer]
            rows.append((
                case, f"{rates['streav']:,.0f}", f"{costs['streav']:.1f}", peer, f"{rates[peer]:,.0f}",
                f"{costs[peer]:.1f}", f"{ratio:.2f}"))
            results.append({
                "case": case, "peer": peer, "rate": rates["streav"], "peerRate": rates[peer], "ratio": ratio,
                "cost": costs["streav"], "peerCost": costs[peer],
                "rates": [turn.rate for turn in turns["streav"]], "peerRates": [turn.rate for turn in turns[peer]]})
    table(title, rows)
    save(name, results)
