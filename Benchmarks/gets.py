"""The cache port on Redis: a value of 100 bytes, against redis-benchmark on one connection with the same depth."""

import csv

from adapters import SECONDS, Server, Turn, client, compare, ours
from bench import require

# What the port has before its keys.
KEY = "streav:value:bench"
DEPTHS = (1, 50, 500)
require("redis-benchmark", "taskset")


def redis_benchmark(server, depth, count):
    parts = server.parts
    output, processor = client(
        # The password of a server that is gone in a minute; it takes none by the environment.
        "redis-benchmark", "-h", parts.hostname, "-p", parts.port, "-a", parts.password, "-c", 1, "-P", depth,
        "-n", count, "--csv", "GET", KEY)
    rate = float(next(csv.DictReader(output[output.index('"test"'):].splitlines()))["rps"])
    return Turn(count, count / rate, processor)


def peer(server, depth):
    """It counts requests, not seconds: a short run says how many are as long as ours."""
    few = 20_000 if depth == 1 else 200_000
    return redis_benchmark(server, depth, int(redis_benchmark(server, depth, few).rate * SECONDS))


with Server("redis") as server:
    compare("gets by the number in flight; the server on one core, the client on the other", "gets", [
        (f"{depth} in flight", lambda d=depth: ours(server.address, "gets", in_flight=d),
         {"redis-benchmark": lambda d=depth: peer(server, d)}) for depth in DEPTHS])
