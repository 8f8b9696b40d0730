"""Walks the dashboard of a streav-sim of its own in a headless Chromium and takes pictures; see pictures.sh."""

import base64
import os
import sys
import time

from browser import SIZES, THEMES, Browser, Crowd, Simulator, populate, spoil, walk


HIGHEST = 6000


class Camera:
    def __init__(self, browser, folder):
        self.browser = browser
        self.folder = folder

    def snap(self, name, size=SIZES[1]):
        """Of the whole page: the window is made as high, since what lies beyond one is displaced in a page from right to
        left."""
        height = self.browser.run("return document.documentElement.scrollHeight")
        self.browser.resize((size[0], max(size[1], min(height, HIGHEST))))
        time.sleep(0.25)
        data = self.browser.cdp("Page.captureScreenshot")["data"]
        with open(os.path.join(self.folder, f"{name}.png"), "wb") as file:
            file.write(base64.b64decode(data))

    def take(self, name, address=None):
        """Of an address; without one, of the page that is open, such as the answer to a form."""
        for size in SIZES:
            for theme in THEMES:
                self.browser.look(size, theme)
                if address:
                    self.browser.open(address)
                self.snap(f"{name}-{size[0]}-{theme}", size)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    browser = Browser()
    camera = Camera(browser, folder)
    try:
        empty = Simulator("--empty")
        try:
            camera.take("landing-empty", empty.ready["management"])
            camera.take("setup", empty.ready["management"] + "/setup")
        finally:
            empty.end()
        world = Simulator("--seed", "7")
        crowd = Crowd(world)
        try:
            base, admin = world.ready["management"], world.ready["admin"]
            camera.take("landing", base)
            camera.take("sign-in", base + "/sign-in")
            browser.open(base + "/sign-in")
            browser.fill({"username": admin["username"], "password": "wrong"})
            camera.snap("sign-in-refused")
            populate(browser, world)
            for language, prefix in [("en", ""), ("ar", "arabic-")]:
                browser.speak(base, language)
                names = walk(browser, base, lambda name, address: camera.take(prefix + name, address))
                spoil(browser, base, lambda name: camera.take(prefix + name))
            print("\n".join(names))
        finally:
            crowd.end()
            world.end()
    finally:
        browser.end()


main(sys.argv[1])
