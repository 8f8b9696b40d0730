"""The API: pages of 24 and of 100 000 movies, what a token costs, and subscribers made per second.

One core serves, the other asks. Movies, and applications enough that no rate limit is met, are put straight into the
database of a world that was made before. Peers: nginx with the bytes of a page, /healthz of the same server, and rows
that Python's sqlite3 writes one a transaction.
"""

import base64
import json
import pathlib
import re
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from bench import Process, Simulator, free_port, require, save, table, temporary_folder

SECONDS = 4
CONNECTIONS = 16
# Each may make 100 requests a second.
APPLICATIONS = 300
SIZES = (24, 100_000)
MAKERS = 8
require("nginx", "wrk", "taskset")


def new_world(folder):
    """A world without channels, whose application has the rest as its doubles; gives the client's secret."""
    with Simulator("--data", folder) as simulator:
        client = simulator.ready["oauth"]
    with sqlite3.connect(f"{folder}/streav.sqlite") as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM live_streams")
        for number in range(APPLICATIONS):
            database.execute(
                """INSERT INTO oauth_applications (name, client_id, secret_hash, is_disabled, tokens_valid_from,
                       created_at, updated_at, revision)
                   SELECT name, 'bench-' || ?, secret_hash, 0, tokens_valid_from, created_at, updated_at, 1
                   FROM oauth_applications WHERE client_id = ?""", (number, client["clientId"]))
        database.execute(
            """INSERT INTO oauth_application_scopes (application_id, scope)
               SELECT own.id, scope FROM oauth_applications AS own, oauth_applications AS first
               JOIN oauth_application_scopes ON application_id = first.id
               WHERE first.client_id = ? AND own.client_id LIKE 'bench-%'""", (client["clientId"],))
    return client["clientSecret"]


def set_movies(folder, count):
    """So many movies and no others, all in one bundle."""
    now = int(time.time() * 1000)
    with sqlite3.connect(f"{folder}/streav.sqlite") as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM movies")
        database.executemany(
            """INSERT INTO movies (id, title, title_folded, overview, release_date, runtime_minutes, language,
                   country_code, poster_url, rating, is_adult, created_at, updated_at, revision)
               VALUES (?, ?, ?, ?, ?, 95, 'en', 'GB', ?, ?, 0, ?, ?, 1)""",
            ((number, f"Movie {number}", f"movie {number}", "A story that takes a paragraph to tell. " * 5,
              number * 7919 % 20_000 * 86_400_000, f"https://images.example.org/{number}.jpg", number * 37 % 100 / 10,
              now, now) for number in range(1, count + 1)))
        bundle = database.execute("SELECT min(id) FROM bundles").fetchone()[0]
        database.execute("INSERT INTO bundle_movies SELECT ?, id, id FROM movies", (bundle,))
        database.execute("ANALYZE")
    return bundle


def get_token(api, client, secret, scope):
    pair = base64.b64encode(f"{client}:{secret}".encode()).decode()
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": scope}).encode()
    request = urllib.request.Request(f"{api}/oauth/token", form, {"Authorization": f"Basic {pair}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)["access_token"]


def get_tokens(api, secret, scope):
    return [get_token(api, f"bench-{number}", secret, scope) for number in range(APPLICATIONS)]


def get(url, token=None):
    """The status and the content."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()


class Rate(float):
    """Requests per second; `p99` is in milliseconds."""

    def __new__(cls, rate, p99):
        made = super().__new__(cls, rate)
        made.p99 = p99
        return made


def milliseconds(text):
    number, unit = re.match(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def wrk(folder, url, tokens=(None,), body=None, expected=200, connections=CONNECTIONS):
    """Requests per second, each with the next token."""
    if not body and get(url, tokens[0])[0] != expected:
        raise SystemExit(f"{url}: the status is not {expected}")
    method, content = ("POST", f"'{body}'") if body else ("GET", "nil")
    lines = ["local requests, last = {}, 0", "function init(arguments)"]
    for token in tokens:
        fields = {"Content-Type": "application/json"} if body else {}
        if token:
            fields["Authorization"] = f"Bearer {token}"
        names = ", ".join(f'["{name}"] = "{value}"' for name, value in fields.items())
        lines.append(f"  requests[#requests + 1] = wrk.format('{method}', nil, {{{names}}}, {content})")
    lines += ["end", "function request()", "  last = last % #requests + 1", "  return requests[last]", "end"]
    script = pathlib.Path(folder) / "requests.lua"
    script.write_text("\n".join(lines))
    output = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "30s", "--latency", "-s", script,
         url], capture_output=True, text=True, check=True).stdout
    done = int(re.search(r"(\d+) requests in", output).group(1))
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if (int(refused.group(1)) if refused else 0) != (done if expected >= 400 else 0) or "Socket errors" in output:
        raise SystemExit(f"{url}: not every status is {expected}\n{output}")
    return Rate(
        re.search(r"Requests/sec:\s+([\d.]+)", output).group(1),
        milliseconds(re.search(r"^\s+99%\s+(\S+)", output, re.MULTILINE).group(1)))


def nginx(folder, content):
    """Requests per second of the same bytes as a file."""
    port = free_port()
    (pathlib.Path(folder) / "page.json").write_bytes(content)
    configuration = pathlib.Path(folder) / "nginx.conf"
    configuration.write_text(f"""daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log /dev/null; user root;
events {{ worker_connections 1024; }} http {{ access_log off; keepalive_requests 1000000;
server {{ listen 127.0.0.1:{port}; root {folder}; }} }}""")
    with Process(["nginx", "-p", folder, "-c", configuration]):
        time.sleep(0.5)
        return wrk(folder, f"http://127.0.0.1:{port}/page.json")


def lists(folder, secret):
    """Pages per second by query, for each number of movies; and the bytes of a page."""
    rates, page = {}, b""
    for count in SIZES:
        bundle = set_movies(folder, count)
        last = -(-count // 25)
        with Simulator("--data", folder) as simulator:
            api = simulator.ready["api"]
            tokens = get_tokens(api, secret, "api.movie.read")
            for name, query in {
                "first page": "", "newest first": "sortBy=releaseDate_desc", "best first": "sortBy=rating_desc",
                "newest of a bundle": f"sortBy=releaseDate_desc&bundleId={bundle}", "last page": f"page={last}",
                "title has '7'": "title=7", "title has nothing": "title=nothing",
            }.items():
                url = f"{api}/v1/movies?{query}"
                answer = get(url, tokens[0])[1]
                if "title" not in name and json.loads(answer)["total"] != count:
                    raise SystemExit(f"{url}: not {count} movies")
                if name == "first page":
                    page = answer
                rates.setdefault(name, {})[count] = wrk(folder, url, tokens)
    return rates, page


def checks(folder, secret):
    """What a request costs before it does anything, and what a subscriber costs."""
    with Simulator("--data", folder) as simulator:
        api = simulator.ready["api"]
        strangers = get_tokens(api, secret, "api.bundle.read")
        tokens = get_tokens(api, secret, "api.movie.read api.subscriber.create")
        rates = {
            "/healthz": wrk(folder, f"{api}/healthz"),
            "refused, without a token": wrk(folder, f"{api}/v1/genres", expected=401),
            "refused, the token checked": wrk(folder, f"{api}/v1/genres", strangers, expected=403),
            "answered, an empty list": wrk(folder, f"{api}/v1/genres?name=nothing", tokens),
        }
        body = json.dumps({"note": "bench", "expiresAt": "2034-04-22T17:33:02Z", "maxConnections": 3})
        made = wrk(folder, f"{api}/v1/subscribers", tokens, body, connections=MAKERS)
    return rates, made


def rows_per_second(folder):
    """One row and one commit on disk at a time, as durable as the platform's."""
    database = sqlite3.connect(f"{folder}/peer.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT) STRICT")
    start, count = time.monotonic(), 0
    while time.monotonic() - start < SECONDS:
        database.execute("INSERT INTO rows (name, note) VALUES (?, 'bench')", (f"row-{count}",))
        count += 1
    database.close()
    return count / SECONDS


with temporary_folder() as folder:
    secret = new_world(folder)
    pages, page = lists(folder, secret)
    costs, made = checks(folder, secret)
    file = nginx(folder, page)
    peer = rows_per_second(folder)

few, many = SIZES
rows = [("", f"of {few}", f"of {many}", f"{many} to {few}")]
for name, rate in pages.items():
    rows.append((
        name, f"{rate[few]:.0f}/s, p99 {rate[few].p99:.0f} ms", f"{rate[many]:.0f}/s, p99 {rate[many].p99:.0f} ms",
        f"{rate[many] / rate[few]:.3f}"))
rows.append(("nginx, the first page as a file", "", f"{file:.0f}/s", ""))
table("pages of 25 movies per second", rows)
table("what a token costs", [("", "requests/s", "to /healthz")] + [
    (name, f"{rate:.0f}", f"{rate / costs['/healthz']:.2f}") for name, rate in costs.items()])
table("subscribers made", [
    ("", "per second", "ratio"), (f"POST /v1/subscribers, {MAKERS} at once", f"{made:.0f}", f"{made / peer:.2f}"),
    ("sqlite3, a row and a commit", f"{peer:.0f}", "1.00")])
save("api", {"pages": pages, "pageBytes": len(page), "nginx": file, "requests": costs, "subscribers": made,
             "rows": peer})
