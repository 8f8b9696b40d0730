"""Runs the commands of a guide, and compares what they print with what the guide says.

    guide.py [--rewrite FROM=TO]... GUIDE.md [NAME=VALUE]...

NAME=VALUE are variables that the commands have. FROM in a command is run as TO, all of them at once: a guide names the
places and ports of a machine of its own, and tests have others.

A command stands in a block marked `console`, after `$ `. It goes on in the next line after a backslash or a bar, and in
lines that begin with `> `. What it prints follows; `…` is anything within a line, and alone in a line any lines. All
commands run in one shell, in an empty folder, and each must succeed.
"""

import argparse
import dataclasses
import os
import pathlib
import re
import secrets
import subprocess
import sys
import tempfile
import threading

# For all commands together.
SECONDS = 240


@dataclasses.dataclass
class Command:
    line: int
    text: str
    output: list[str]


def commands(path):
    found, command, is_inside = [], None, False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("```"):
            is_inside, command = line == "```console", None
        elif not is_inside:
            continue
        elif line.startswith("$ "):
            command = Command(number, line[2:], [])
            found.append(command)
        elif command is None:
            sys.exit(f"error: {path}:{number}: a block of commands begins with '$ '")
        elif line.startswith("> "):
            command.text += "\n" + line[2:]
        elif not command.output and command.text.endswith(("\\", "|")):
            command.text += "\n" + line
        else:
            command.output.append(line)
    if not found:
        sys.exit(f"error: {path} has no commands")
    return found


def pattern(lines):
    parts = []
    for line in lines:
        if line == "…":
            parts.append(r"(?:.*\n)*")
        else:
            parts.append("[^\n]*".join(re.escape(piece) for piece in line.split("…")) + r"\n")
    return "".join(parts)


class Shell:
    """One bash for all commands."""

    def __init__(self, folder, variables):
        self.mark = f"end-of-command-{secrets.token_hex(8)}"
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=folder, env=os.environ | variables, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.process.stdin.write("set -o pipefail\n")

    def run(self, text):
        """What it prints, and its status."""
        # The commands must not read those that come after them.
        self.process.stdin.write(f"{{ {text}\n}} </dev/null\nprintf '%s %s\\n' {self.mark} $?\n")
        self.process.stdin.flush()
        output = ""
        for line in self.process.stdout:
            before, mark, status = line.rpartition(self.mark)
            if mark:
                output += before + ("\n" if before else "")
                return output, int(status)
            output += line
        return output, None


def pair(text):
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"'{text}' is not of the form NAME=VALUE")
    return name, value


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--rewrite", action="append", type=pair, default=[])
    parser.add_argument("guide")
    parser.add_argument("variables", nargs="*", type=pair)
    return parser.parse_args()


def rewriter(pairs):
    """A command as it is run."""
    if not pairs:
        return lambda text: text
    places = dict(pairs)
    # A name that goes on is another: /etc/ is not in /srv/etc/, nor :80 in :8080.
    names = "|".join(re.escape(name) for name in sorted(places, key=len, reverse=True))
    found = re.compile(rf"(?<![\w.}}-])(?:{names})(?!\d)")
    return lambda text: found.sub(lambda match: places[match.group()], text)


def main():
    given = arguments()
    guide = given.guide
    path = pathlib.Path(guide)
    variables = dict(given.variables) | {"LC_ALL": "C.UTF-8"}
    rewrite = rewriter(given.rewrite)
    steps = commands(path)
    with tempfile.TemporaryDirectory(prefix="streav-guide-") as folder:
        shell = Shell(folder, variables)
        timer = threading.Timer(SECONDS, shell.process.kill)
        timer.start()
        try:
            for step in steps:
                output, status = shell.run(rewrite(step.text))
                if status is None:
                    sys.exit(f"error: {guide}:{step.line}: the shell ended, or all took {SECONDS} s\n{output}")
                if status != 0:
                    sys.exit(f"error: {guide}:{step.line}: status {status}\n$ {step.text}\n{output}")
                if not re.fullmatch(pattern(step.output), output):
                    expected = "\n".join(step.output)
                    sys.exit(f"error: {guide}:{step.line}: $ {step.text}\nprinted:\n{output}instead of:\n{expected}")
        finally:
            timer.cancel()
            shell.process.stdin.close()
            shell.process.kill()
            shell.process.wait()
    print(f"{path.name}: {len(steps)} commands did what it says.")


main()
