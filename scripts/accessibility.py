"""Examines every page of the dashboard with axe-core, and that none is wider than its window; see accessibility.sh."""

import sys

from browser import SIZES, THEMES, Browser, Crowd, Simulator, populate, spoil, walk

# There are more; with fewer the walk did not come round.
FEWEST_PAGES = 50
# A page at 360 pixels has the same parts as one at 1440, but for the navigation: one theme is enough.
LOOKS = [(SIZES[1], theme) for theme in THEMES] + [(SIZES[0], THEMES[0])]


class Examiner:
    def __init__(self, browser, axe):
        self.browser = browser
        self.axe = axe
        self.examined = 0
        self.findings = {}

    def examine(self, name, address=None):
        for size, theme in LOOKS:
            self.browser.look(size, theme)
            if address:
                self.browser.open(address)
            self.look(f"{name} at {size[0]}, {theme}")

    def look(self, where):
        self.examined += 1
        wide = self.browser.run("return document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            self.note("wider-than-window", where, f"by {wide} pixels")
        self.browser.run(self.axe)
        found = self.browser.run_async(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, { resultTypes: ['violations'] }).then(result => done(result.violations.map(rule => ({"
            "  rule: rule.id, help: rule.help,"
            "  nodes: rule.nodes.slice(0, 3).map(node => node.target.join(' ') + ': ' + node.failureSummary) }))),"
            "  error => done([{ rule: 'axe', help: String(error), nodes: [] }]))")
        for violation in found:
            self.note(f"{violation['rule']}: {violation['help']}", where, "\n      ".join(violation["nodes"]))

    def note(self, rule, where, what):
        self.findings.setdefault(rule, []).append((where, what))

    def conclude(self):
        for rule, places in sorted(self.findings.items()):
            print(f"{rule}\n  {len(places)} times, first:", file=sys.stderr)
            for where, what in places[:4]:
                print(f"    {where}\n      {what}", file=sys.stderr)
        return len(self.findings)


def main(path):
    with open(path, encoding="utf-8") as file:
        # It looks for a module system before it looks for a window.
        axe = file.read() + "; window.axe = window.axe || axe;"
    browser = Browser()
    examiner = Examiner(browser, axe)
    try:
        empty = Simulator("--empty")
        try:
            examiner.examine("landing-empty", empty.ready["management"])
            examiner.examine("setup", empty.ready["management"] + "/setup")
        finally:
            empty.end()
        world = Simulator("--seed", "7")
        crowd = Crowd(world)
        try:
            base = world.ready["management"]
            examiner.examine("landing", base)
            examiner.examine("sign-in", base + "/sign-in")
            populate(browser, world)
            for language in ["en", "ar"]:
                browser.speak(base, language)
                pages = walk(browser, base, lambda name, address: examiner.examine(f"{name} ({language})", address))
                spoil(browser, base, lambda name: examiner.examine(f"{name} ({language})"))
        finally:
            crowd.end()
            world.end()
    finally:
        browser.end()
    if examiner.conclude():
        sys.exit(1)
    if len(pages) < FEWEST_PAGES:
        sys.exit(f"only {len(pages)} pages were found: {', '.join(pages)}")
    print(f"axe-core found nothing: {len(pages)} pages, {examiner.examined} looks in two languages and two themes.")


main(sys.argv[1])
