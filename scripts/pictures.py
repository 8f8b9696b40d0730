"""Walks the dashboard of a streav-sim of its own in a headless Chromium and takes pictures; see pictures.sh."""

import base64
import json
import os
import re
import subprocess
import sys
import time
import urllib.request

SIMULATOR = os.environ.get("STREAV_SIM", ".build/debug/streav-sim")
SIZES = [(360, 780), (1440, 900)]
THEMES = ["light", "dark"]
# Pages that have the same shape are taken once.
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

    def cdp(self, command, **parameters):
        return self.post("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def look(self, size, theme):
        self.cdp("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1,
                 mobile=size[0] < 600)
        self.cdp("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": theme}])

    def picture(self, path):
        time.sleep(0.25)
        data = self.cdp("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

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


def take(browser, folder, name, address):
    for size in SIZES:
        for theme in THEMES:
            browser.look(size, theme)
            browser.open(address)
            browser.picture(os.path.join(folder, f"{name}-{size[0]}-{theme}.png"))
    wide = browser.run("return document.documentElement.scrollWidth - innerWidth")
    browser.look(SIZES[0], "light")
    browser.open(address)
    narrow = browser.run("return document.documentElement.scrollWidth - innerWidth")
    if wide > 0 or narrow > 0:
        print(f"{name}: wider than the window by {max(wide, narrow)} pixels", file=sys.stderr)


def take_here(browser, folder, name):
    """Of the page that is open, such as the answer to a form."""
    for size in SIZES:
        for theme in THEMES:
            browser.look(size, theme)
            browser.picture(os.path.join(folder, f"{name}-{size[0]}-{theme}.png"))


def fill(browser, fields):
    browser.run(
        "for (const [name, value] of Object.entries(arguments[0])) document.querySelector(`[name=${name}]`).value = value;"
        "document.querySelector('main form .button.primary').click()", fields)
    time.sleep(1.5)


def name_of(path):
    shape = re.sub(r"/\d+", "/one", path.split("?")[0])
    return "overview" if shape == "/" else shape.strip("/").replace("/", "-")


def spoil(browser, folder, base, prefix=""):
    """Forms that come back with what is wrong."""
    def send(path, name, script):
        browser.open(base + path)
        browser.run(script + "; const form = document.querySelector('main form:has(.button.primary)');"
                    "form.noValidate = true; form.querySelector('.button.primary').click()")
        time.sleep(1.5)
        take_here(browser, folder, prefix + name)

    one = "const put = (name, value) => { document.querySelector(`main [name=${name}]`).value = value; };"
    send("/users/new", "user-new-errors", one
         + "put('username', 'no such name!'); put('email', 'nowhere'); put('password', 'short')")
    send("/account", "account-errors", one
         + "put('current', 'x'); put('password', 'a long enough one'); put('password-again', 'another')")
    # Somebody else has saved in between.
    send("/users/2/edit", "conflict", one
         + "document.querySelector('main [name=revision]').value = '0'; put('email', 'mine@example.org')")


def walk(browser, folder, base, prefix=""):
    seen, waiting = set(), ["/", "/search?q=ad"]
    while waiting and len(seen) < LIMIT:
        path = waiting.pop(0)
        name = name_of(path)
        if name in seen:
            continue
        seen.add(name)
        take(browser, folder, prefix + name, base + path)
        links = browser.run(
            "return [...document.querySelectorAll('a[href^=\"/\"]')].filter((a) => !a.hasAttribute('download'))"
            ".map((a) => a.getAttribute('href'))")
        waiting += [link for link in links if "?" not in link and name_of(link) not in seen]
    print("\n".join(sorted(seen)))


def main(folder):
    os.makedirs(folder, exist_ok=True)
    browser = Browser()
    try:
        empty = Simulator("--empty")
        try:
            take(browser, folder, "landing-empty", empty.ready["management"])
            take(browser, folder, "setup", empty.ready["management"] + "/setup")
        finally:
            empty.end()
        world = Simulator("--seed", "7")
        try:
            base, admin = world.ready["management"], world.ready["admin"]
            take(browser, folder, "landing", base)
            take(browser, folder, "sign-in", base + "/sign-in")
            browser.open(base + "/sign-in")
            fill(browser, {"username": admin["username"], "password": "wrong"})
            browser.picture(os.path.join(folder, "sign-in-refused.png"))
            fill(browser, {"username": admin["username"], "password": admin["password"]})
            for number, role in enumerate(["operator", "support", "read-only"]):
                browser.open(base + "/users/new")
                browser.run("document.querySelector(`[value=${arguments[0]}]`).checked = true", role)
                fill(browser, {"username": f"{role}.{number + 1}", "email": f"{role}@example.org",
                               "password": "a long enough one"})
            time.sleep(15)
            walk(browser, folder, base)
            spoil(browser, folder, base)
            browser.cdp("Network.setCookie", url=base, name="streav-language", value="ar", path="/", httpOnly=True)
            walk(browser, folder, base, "arabic-")
            spoil(browser, folder, base, "arabic-")
        finally:
            world.end()
    finally:
        browser.end()


main(sys.argv[1])
