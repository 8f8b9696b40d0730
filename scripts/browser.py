"""A headless Chromium by its driver, and a streav-sim of one's own, for the scripts that look at the dashboard."""

import http.client
import json
import os
import re
import subprocess
import threading
import time
import urllib.parse
import urllib.request

SIMULATOR = os.environ.get("STREAV_SIM", ".build/debug/streav-sim")
SIZES = [(360, 780), (1440, 900)]
THEMES = ["light", "dark"]
# Pages that have the same shape are looked at once.
LIMIT = 200


class Browser:
    def __init__(self):
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                self.base = f"http://127.0.0.1:{found.group(1)}"
                break
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                            "--hide-scrollbars"]}
        answer = self.post("/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.base += "/session/" + answer["sessionId"]

    def post(self, path, body):
        request = urllib.request.Request(
            self.base + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, address):
        self.post("/url", {"url": address})

    def run(self, script, *arguments):
        return self.post("/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script, *arguments):
        return self.post("/execute/async", {"script": script, "args": list(arguments)})

    def cdp(self, command, **parameters):
        return self.post("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def resize(self, size):
        self.cdp("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1,
                 mobile=size[0] < 600)

    def look(self, size, theme):
        self.resize(size)
        self.cdp("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": theme}])

    def speak(self, base, language):
        self.cdp("Network.setCookie", url=base, name="streav-language", value=language, path="/", httpOnly=True)

    def fill(self, fields):
        """Puts values into the page's form, sends it, and waits for the page that answers."""
        self.leave(
            "for (const [name, value] of Object.entries(arguments[0]))"
            " document.querySelector(`[name=${name}]`).value = value;"
            "document.querySelector('main form .button.primary').click()", fields)

    def leave(self, script, *arguments):
        """Runs what leads to another page, and waits for that."""
        self.run("window.isOld = true;" + script, *arguments)
        deadline = time.monotonic() + 30
        while self.run("return window.isOld === true || document.readyState !== 'complete'"):
            if time.monotonic() > deadline:
                raise SystemExit("a form was sent and nothing came of it")
            time.sleep(0.1)

    def end(self):
        try:
            urllib.request.urlopen(urllib.request.Request(self.base, method="DELETE"), timeout=10)
        except OSError:
            pass
        self.driver.terminate()
        self.driver.wait()


class Simulator:
    def __init__(self, *options):
        self.process = subprocess.Popen(
            [SIMULATOR, "serve", "--management-port", "0", "--api-port", "0", "--streaming-port", "0", *options],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.ready = json.loads(self.process.stdout.readline())

    def end(self):
        self.process.terminate()
        self.process.wait()


class Crowd:
    """Viewers of a seeded world, each at an address and with a player of its own: its pages have something to show."""

    PLAYERS = ["VLC/3.0.21 LibVLC/3.0.21", "Lavf/61.7.100", "Kodi/21.1 (Linux; Android 11)", "AppleCoreMedia/1.0.0"]

    def __init__(self, world, count=24):
        self.over = threading.Event()
        channels = world.ready["liveStreams"]
        for number in range(count):
            # The first channels have the most.
            channel = channels[min(int(number ** 1.6 / 16), len(channels) - 1)]
            threading.Thread(target=self.watch, args=(channel["ts"], number), daemon=True).start()

    def watch(self, address, number):
        parts = urllib.parse.urlsplit(address)
        connection = http.client.HTTPConnection(
            parts.hostname, parts.port, timeout=30, source_address=(f"127.0.7.{number + 1}", 0))
        try:
            connection.request("GET", parts.path, headers={"User-Agent": self.PLAYERS[number % len(self.PLAYERS)]})
            answer = connection.getresponse()
            while not self.over.is_set() and answer.read(16_384):
                pass
        except OSError:
            pass
        finally:
            connection.close()

    def end(self):
        self.over.set()


def name_of(path):
    """The shape of an address, by which pictures are called."""
    shape = re.sub(r"/\d+", "/one", path.split("?")[0])
    return "overview" if shape == "/" else shape.strip("/").replace("/", "-")


def walk(browser, base, visit):
    """Visits a page of every shape that can be reached by links: `visit(name, address)`. Returns the names."""
    seen, waiting = set(), ["/", "/search?q=ad"]
    while waiting and len(seen) < LIMIT:
        path = waiting.pop(0)
        name = name_of(path)
        if name in seen:
            continue
        seen.add(name)
        visit(name, base + path)
        links = browser.run(
            "return [...document.querySelectorAll('a[href^=\"/\"]')].filter((a) => !a.hasAttribute('download'))"
            ".map((a) => a.getAttribute('href'))")
        waiting += [link for link in links if "?" not in link and name_of(link) not in seen]
    return sorted(seen)


def populate(browser, world):
    """Signs in to a seeded world, and makes a user of each role."""
    base, admin = world.ready["management"], world.ready["admin"]
    browser.open(base + "/sign-in")
    browser.fill({"username": admin["username"], "password": admin["password"]})
    for number, role in enumerate(["operator", "support", "read-only"]):
        browser.open(base + "/users/new")
        browser.run("document.querySelector(`[value=${arguments[0]}]`).checked = true", role)
        browser.fill({"username": f"{role}.{number + 1}", "email": f"{role}@example.org",
                      "password": "a long enough one"})
    if not browser.run("return /^\\/users\\/\\d+$/.test(location.pathname)"):
        raise SystemExit("the seeded administrator could not sign in and make users")
    # The overview has something to show.
    time.sleep(15)


def spoil(browser, base, visit):
    """Forms that come back with what is wrong: `visit(name)` for each, of the page that is open."""
    def send(path, name, script):
        browser.open(base + path)
        browser.leave(script + "; const form = document.querySelector('main form:has(.button.primary)');"
                      "form.noValidate = true; form.querySelector('.button.primary').click()")
        visit(name)

    one = "const put = (name, value) => { document.querySelector(`main [name=${name}]`).value = value; };"
    send("/users/new", "user-new-errors", one
         + "put('username', 'no such name!'); put('email', 'nowhere'); put('password', 'short')")
    send("/account", "account-errors", one
         + "put('current', 'x'); put('password', 'a long enough one'); put('password-again', 'another')")
    # Somebody else has saved in between.
    send("/users/2/edit", "conflict", one
         + "document.querySelector('main [name=revision]').value = '0'; put('email', 'mine@example.org')")
