#!/usr/bin/env python3
"""Makes fixtures/images from fixtures/catalogue/catalogue.json: posters, backdrops and portraits, drawn and not taken
from anywhere. The pictures are committed; run this only to change them. The same fonts and tools give the same
pictures.

    scripts/make-posters.py [KEY …]     all of them, or those of some titles and people
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

from posters import portraits, typeface  # noqa: E402
from posters.picture import Picture  # noqa: E402
from posters.scenes import SCENES  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "fixtures/images"
POSTER, BACKDROP, PORTRAIT = (342, 513), (780, 439), (300, 450)
QUALITY = 78


def render(picture, path):
    """Draws at twice the size and halves it: finer edges than one drawing at the size itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        svg, png = pathlib.Path(folder, "picture.svg"), pathlib.Path(folder, "picture.png")
        svg.write_text(picture.svg(), encoding="utf-8")
        subprocess.run(["rsvg-convert", "--zoom", "2", "--output", png, svg], check=True)
        subprocess.run(
            [
                "convert",
                png,
                "-filter",
                "Lanczos",
                "-resize",
                f"{picture.w}x{picture.h}!",
                "-strip",
                "-sampling-factor",
                "4:2:0",
                "-interlace",
                "JPEG",
                "-quality",
                str(QUALITY),
                path,
            ],
            check=True,
        )


def draw_title(title):
    palette, scene, lettering = SCENES[title["key"]]
    poster = Picture(title["key"], *POSTER, palette)
    scene(poster)
    lettering(poster, title)
    render(poster, OUT / title["poster"])
    backdrop = Picture(title["key"], *BACKDROP, palette)
    scene(backdrop)
    render(backdrop, OUT / title["backdrop"])


def draw_person(person):
    picture = Picture(person["key"], *PORTRAIT)
    portraits.draw(picture, person)
    render(picture, OUT / person["picture"])


def main(keys):
    for tool, package in (("rsvg-convert", "librsvg2-bin"), ("convert", "imagemagick")):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing: install {package} and try again.")
    if typeface.missing():
        sys.exit(f"Fonts are missing: install {' '.join(typeface.missing())} and try again.")
    catalogue = json.loads((ROOT / "fixtures/catalogue/catalogue.json").read_text(encoding="utf-8"))
    titles = catalogue["movies"] + catalogue["shows"]
    people = [person for person in catalogue["people"] if person["picture"]]
    unknown = set(keys) - {each["key"] for each in titles + people}
    if unknown:
        sys.exit(f"Nothing in the catalogue has the key {', '.join(sorted(unknown))}.")
    for each, draw in [(t, draw_title) for t in titles] + [(p, draw_person) for p in people]:
        if not keys or each["key"] in keys:
            print(f"Drawing {each['key']}", file=sys.stderr)
            draw(each)


if __name__ == "__main__":
    main(sys.argv[1:])
