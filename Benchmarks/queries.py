"""The database port on PostgreSQL: a row by its primary key, against pgbench with the same statement.

pgbench asks once as the port does, in a transaction that is one snapshot, and once without any, which is a third of the
round trips. With 50 statements in a transaction it is the statements that count.
"""

import glob
import pathlib
import re
import shutil
import subprocess
import sys

from adapters import SECONDS, Server, Turn, client, compare, ours
from bench import require, temporary_folder

ROWS = 10_000
require("psql", "taskset")


def program(name):
    """Debian keeps some of PostgreSQL's programs beside the server."""
    found = shutil.which(name) or max(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), default=None)
    return found or sys.exit(f"missing: {name}; run scripts/setup.sh bench")


PGBENCH = program("pgbench")


def pgbench(address, folder, connections, statements, is_transaction):
    script = pathlib.Path(folder) / f"{statements}-{is_transaction}.sql"
    select = f"\\set id random(1, {ROWS})\nSELECT value FROM bench WHERE id = :id;\n" * statements
    begin, end = ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n", "COMMIT;\n") if is_transaction else ("", "")
    script.write_text(begin + select + end)
    output, processor = client(
        PGBENCH, "--no-vacuum", "--protocol", "prepared", "--client", connections, "--jobs", 1, "--time", SECONDS,
        "--file", script, address)
    done = int(re.search(r"number of transactions actually processed: (\d+)", output).group(1))
    rate = float(re.search(r"tps = ([\d.]+)", output).group(1))
    return Turn(done * statements, done / rate, processor)


with temporary_folder() as folder, Server("postgres") as server:
    address = server.address
    subprocess.run(
        ["psql", "--quiet", "--set", "ON_ERROR_STOP=1", address, "--command",
         "CREATE TABLE bench (id bigint PRIMARY KEY, value text NOT NULL)", "--command",
         f"INSERT INTO bench SELECT id, repeat('x', 100) FROM generate_series(1, {ROWS}) AS id", "--command",
         "VACUUM ANALYZE bench"], check=True)
    cases = []
    for connections in (1, 8):
        for statements in (1, 50):
            peers = {"pgbench, such a transaction": True}
            if statements == 1:
                peers["pgbench, without one"] = False
            cases.append((
                f"{connections} connections, {statements} a transaction",
                lambda c=connections, s=statements: ours(address, "queries", in_flight=c, statements=s),
                {peer: lambda c=connections, s=statements, t=is_transaction: pgbench(address, folder, c, s, t)
                 for peer, is_transaction in peers.items()}))
    compare("rows by primary key; the server on one core, the client on the other", "queries", cases)
