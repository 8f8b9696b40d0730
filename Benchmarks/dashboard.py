"""The dashboard with 50,000 subscribers and 5,000 live streams: the first byte of every list, and its memory.

streav-management on one core, PostgreSQL on the other; rows are put straight into the database. Every page of the
navigation is asked for, with every order, filter and page that it links to. Peer: /healthz of the same server, which is
what a request costs that asks nothing of the database.
"""

import http.client
import json
import os
import re
import secrets
import statistics
import subprocess
import time
import urllib.parse

from adapters import Server
from bench import CLIENT_CORE, ROOT, SERVER_CORE, Process, require, save, table

BINARY = ROOT / ".build" / "release" / "streav-management"
SUBSCRIBERS, LIVE_STREAMS, CONNECTIONS = 50_000, 5_000, 20_000
TIMES = 11
# Of one page: orders, filters and pages that it links to.
VARIANTS = 40
PASSWORD = "correct horse battery"
require("psql", "taskset")

ROWS = f"""
INSERT INTO categories (name, name_folded, position, created_at, updated_at, revision)
    SELECT 'Category ' || n, 'category ' || n, n, 0, 0, 1 FROM generate_series(1, 30) n;
INSERT INTO bundles (name, name_folded, created_at, updated_at, revision)
    SELECT 'Bundle ' || n, 'bundle ' || n, 0, 0, 1 FROM generate_series(1, 50) n;
INSERT INTO live_streams (number, name, name_folded, is_adult, is_radio, archive_days, segment_target_ms,
        window_segments, starts_on_demand, idle_stop_ms, is_enabled, created_at, updated_at, revision)
    SELECT n, 'Channel ' || n, 'channel ' || n, 0, 0, 0, 4000, 6, 0, 30000, 1, 0, 0, 1
    FROM generate_series(1, {LIVE_STREAMS}) n;
INSERT INTO live_stream_sources (live_stream_id, position, address, dead_after_ms)
    SELECT id, p, 'http://encoder-' || p || '.example.org/' || id || '.ts', 5000
    FROM live_streams, generate_series(0, 1) p;
INSERT INTO live_stream_categories (live_stream_id, category_id, position)
    SELECT s.id, c.id, 0 FROM live_streams s JOIN categories c ON c.position = 1 + s.id % 30;
INSERT INTO bundle_live_streams (bundle_id, live_stream_id, position)
    SELECT b.id, s.id, s.id FROM bundles b CROSS JOIN live_streams s WHERE (s.id + b.id) % 5 = 0;
INSERT INTO subscribers (username, username_folded, email, email_folded, access_token_sealed, access_token_hash, status,
        expires_at, max_connections, is_trial, note, hls, mpeg_ts, created_at, updated_at, revision)
    SELECT 'subscriber' || n, 'subscriber' || n, 's' || n || '@example.org', 's' || n || '@example.org',
        decode(md5(n::text), 'hex'), decode(md5(n::text), 'hex'), 1 + (n % 10 = 0)::int,
        CASE WHEN n % 3 = 0 THEN NULL ELSE 1800000000000 + n * 1000000::bigint END, 1 + n % 3, (n % 20 = 0)::int,
        'A note of some length about subscriber ' || n, 1, 1, n * 1000::bigint, n * 1000::bigint, 1
    FROM generate_series(1, {SUBSCRIBERS}) n;
INSERT INTO subscriber_bundles (subscriber_id, bundle_id, position)
    SELECT s.id, b.id, 0 FROM subscribers s JOIN bundles b ON b.id % 50 IN (s.id % 50, (s.id + 7) % 50);
INSERT INTO connections (session_id, subscriber_id, username, live_stream_id, stream_name, format, address, country,
        user_agent, started_at, last_seen_at, ended_at, bytes)
    SELECT 'session' || n, s.id, s.username, 1 + n % {LIVE_STREAMS}, 'Channel ' || 1 + n % {LIVE_STREAMS}, 'hls',
        '192.0.2.' || n % 250, 'DE', 'Player/1.0', n * 1000::bigint, n * 1000::bigint + 500,
        CASE WHEN n % 4 = 0 THEN NULL ELSE n * 1000::bigint + 500 END, n * 1000000::bigint
    FROM generate_series(1, {CONNECTIONS}) n JOIN subscribers s ON s.id = 1 + n % {SUBSCRIBERS};
ANALYZE;
"""


class Dashboard(Process):
    """streav-management on a database; the cache and the broker are its own."""

    def __init__(self, database):
        if not BINARY.exists():
            raise SystemExit("build first: swift build -c release --product streav-management")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAV_")}
        super().__init__([BINARY], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment | {
            "STREAV_DATABASE_URL": database, "STREAV_CACHE_URL": "memory:", "STREAV_BROKER_URL": "memory:",
            "STREAV_SECRET_KEY": secrets.token_hex(32), "STREAV_LISTEN_HOST": "127.0.0.1", "STREAV_LISTEN_PORT": "0"})
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"streav-management did not start: {self.process.stderr.read()}")
        self.url = json.loads(line)["url"]


class Visitor:
    """A signed-in browser without scripts, over one connection."""

    def __init__(self, url):
        self.origin = url.rstrip("/")
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        self.cookies = {}

    def ask(self, method, path, fields=None):
        """The status, the milliseconds to the first byte, and the page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Accept": "text/html"}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        start = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        first = (time.perf_counter() - start) * 1000
        page = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, first, page

    def set_up(self):
        _, _, page = self.ask("GET", "/setup")
        token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        status, _, page = self.ask("POST", "/setup", {
            "csrf": token, "token": "", "username": "admin", "email": "", "password": PASSWORD,
            "password-again": PASSWORD})
        if status != 303:
            raise SystemExit(f"the set-up answered {status}: {page[:500]}")


def measure(visitor, path):
    times = []
    for _ in range(TIMES):
        status, first, page = visitor.ask("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        times.append(first)
    return times, page


def links(page, path):
    """Orders, filters and pages of a list; not its exports."""
    found = re.findall(r'href="(%s\?[^"]*)"' % re.escape(path), page)
    return list(dict.fromkeys(link.replace("&amp;", "&") for link in found))[:VARIANTS]


def measure_list(visitor, path):
    """The page, the orders, filters and pages that it links to, a search, and a page far down."""
    times, page = measure(visitor, path)
    results = {path: times}
    deep = [f"{path}?q=99", f"{path}?page=90"] if 'name="q"' in page else []
    for link in links(page, path) + deep:
        results[link], _ = measure(visitor, link)
    return results


def main():
    with Server("postgres") as server, Dashboard(server.address) as dashboard:
        subprocess.run(["taskset", "-pc", CLIENT_CORE, (server.place / "pid").read_text().strip()], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run(["psql", "--quiet", "--set", "ON_ERROR_STOP=1", server.address], input=ROWS, text=True, check=True)
        time.sleep(5)
        idle = dashboard.resident_bytes()
        visitor = Visitor(dashboard.url)
        visitor.set_up()
        _, _, overview = visitor.ask("GET", "/")
        paths = list(dict.fromkeys(re.findall(r'<a[^>]* href="(/[a-z/-]+)"', overview)))
        health, _ = measure(visitor, "/healthz")
        rows = [("list", "variants", "first byte, ms", "slowest median", "of", "worst once", "times /healthz")]
        results = {}
        base = statistics.median(health)
        for path in ["/", *(path for path in paths if path != "/")]:
            of_list = measure_list(visitor, path)
            medians = {link: statistics.median(times) for link, times in of_list.items()}
            slowest = max(medians, key=medians.get)
            rows.append((
                path, len(of_list) - 1, f"{medians[path]:.1f}", f"{medians[slowest]:.1f}", slowest,
                f"{max(max(times) for times in of_list.values()):.1f}", f"{medians[path] / base:.1f}"))
            results[path] = of_list
        busy = dashboard.resident_bytes()
        table(f"Dashboard, {SUBSCRIBERS:,} subscribers, {LIVE_STREAMS:,} live streams, core {SERVER_CORE}", rows)
        table("Memory of streav-management, MiB", [
            ("idle", "after all pages"), (f"{idle / 2**20:.1f}", f"{busy / 2**20:.1f}")])
        save("dashboard", {"idle": idle, "busy": busy, "milliseconds": results, "healthz": health})


main()
