"""People as cut paper: a head, shoulders, hair a collar and their initials. Nobody is meant to be known."""

import math
import zlib

from .shapes import arc_points, mix, smooth

PALETTES = [
    ("#f2e3c9", "#d9603b", "#17324d", "#e9b48a", "#2a9d8f"),
    ("#dfe7e4", "#264653", "#e9c46a", "#c98d6b", "#e76f51"),
    ("#f6d9c9", "#7a2e4d", "#f0a35e", "#f3c9a5", "#3d5a80"),
    ("#1f2a44", "#e6b655", "#a53f4c", "#c99671", "#f3ead8"),
    ("#c9dcc0", "#33523f", "#f2b134", "#8f5b3e", "#e4573d"),
    ("#e8dff0", "#4b3b7a", "#f2857a", "#e3b08c", "#2f7f86"),
    ("#f4c95d", "#20283a", "#d64933", "#a86b48", "#f7f0e0"),
    ("#23403d", "#f1e4c8", "#d88c3a", "#e2ae86", "#9fc8b9"),
]
SHADE = "#5a2f22"
FACES = ["cardo", "arapey-black", "didot", "spartan", "baskerville-heavy", "inter-light"]


def initials(name):
    words = name.split()
    return words[0][0] + words[-1][0]


# The traits of each: palette, pattern, hair, collar, typeface, and what else they wear.
TRAITS = {
    "ines-valdano": (0, 0, 4, 2, 0, "earrings"),
    "maeve-tullock": (2, 1, 0, 0, 1, None),
    "delphine-okoro-lind": (4, 2, 2, 1, 3, "earrings"),
    "philippa-gant-moore": (5, 4, 1, 2, 2, "glasses"),
    "mirella-stradone": (3, 3, 0, 1, 1, "earrings"),
    "liesel-ankermann": (7, 0, 4, 2, 4, None),
    "achille-dombasle": (1, 1, 3, 0, 4, "moustache"),
    "zdenka-marsalkova": (6, 4, 1, 1, 0, None),
    "sunita-pereira-holt": (0, 3, 0, 0, 5, "glasses"),
    "tamsin-burrell-vey": (1, 2, 3, 1, 3, None),
    "ebba-thorsvall": (2, 4, 2, 2, 1, "glasses"),
    "kinuko-haneshiro": (7, 3, 1, 0, 2, None),
}


def traits(key):
    """Those in the table, or some that the key alone decides."""
    number = zlib.crc32(key.encode())
    some = (number % 8, number // 8 % 5, number // 40 % 5, number // 200 % 3, number // 600 % 6, None)
    return TRAITS.get(key, some)


def draw(p, person):
    palette, backing, style, collar, face, wearing = traits(p.key)
    ground, cloth, accent, skin, hair = PALETTES[palette]
    p.fill(ground)
    pattern(p, backing, mix(ground, accent, 0.32), mix(ground, cloth, 0.2))
    shadow = p.shadow(0, 4, 6, 0.3)
    w, h = p.w, p.h
    x, y, r = w * 0.5, h * 0.4, w * 0.2
    with p.group(filter=shadow):
        back_of_hair(p, x, y, r, style, hair)
    with p.group(filter=shadow):
        p.path(
            f"M{x - w * .44:.1f} {h + 5}C{x - w * .44:.1f} {h * .7:.1f} {x - w * .2:.1f} {h * .63:.1f} "
            f"{x:.1f} {h * .63:.1f}"
            f"S{x + w * .44:.1f} {h * .7:.1f} {x + w * .44:.1f} {h + 5}Z",
            cloth,
        )
    p.path(
        f"M{x - r * .42:.1f} {y + r * .6:.1f}V{h * .655:.1f}Q{x:.1f} {h * .72:.1f} {x + r * .42:.1f} "
        f"{h * .655:.1f}V{y + r * .6:.1f}Z",
        mix(skin, SHADE, 0.24),
    )
    if collar == 0:
        p.polygon([(x - r * 0.62, h * 0.64), (x, h * 0.75), (x - r * 0.5, h * 0.77)], accent)
        p.polygon([(x + r * 0.62, h * 0.64), (x, h * 0.75), (x + r * 0.5, h * 0.77)], accent)
    elif collar == 1:
        p.path(
            f"M{x - r * .7:.1f} {h * .645:.1f}Q{x:.1f} {h * .75:.1f} {x + r * .7:.1f} {h * .645:.1f}",
            stroke=accent,
            stroke_width=11,
            stroke_linecap="round",
        )
    else:
        for k in range(7):
            a = math.pi * (0.12 + 0.76 * k / 6)
            p.circle(x + r * 1.0 * math.cos(a), h * 0.625 + r * 0.75 * math.sin(a), 6, accent)
    with p.group(filter=shadow):
        p.ellipse(x, y, r * 0.86, r * 1.08, skin)
    p.path(
        f"M{x:.1f} {y - r * 1.08:.1f}A{r * .86:.1f} {r * 1.08:.1f} 0 0 1 {x:.1f} {y + r * 1.08:.1f}"
        f"C{x + r * .2:.1f} {y + r * .5:.1f} {x - r * .12:.1f} {y + r * .3:.1f} {x + r * .1:.1f} {y - r * .1:.1f}Z",
        mix(skin, SHADE, 0.13),
    )
    front_of_hair(p, x, y, r, style, hair)
    wear(p, x, y, r, wearing, accent, hair)
    letters = initials(person["name"])
    paint = accent if contrast(accent, cloth) > contrast(ground, cloth) else ground
    p.title(
        [letters],
        FACES[face],
        paint,
        x - w * 0.3,
        h * 0.955,
        w * 0.6,
        size=74,
        align="middle",
        bottom=True,
        spacing=0.04,
    )
    p.grain(0.12)


def wear(p, x, y, r, what, accent, hair):
    if what == "earrings":
        for side in (-1, 1):
            p.circle(x + side * r * 0.88, y + r * 0.42, 6.5, accent)
    elif what == "glasses":
        for side in (-1, 1):
            p.circle(
                x + side * r * 0.36,
                y + r * 0.06,
                r * 0.25,
                "#ffffff",
                fill_opacity=0.35,
                stroke="#1d1b22",
                stroke_width=3.4,
            )
        p.line(x - r * 0.11, y + r * 0.02, x + r * 0.11, y + r * 0.02, "#1d1b22", 3.4)
    elif what == "moustache":
        p.path(
            f"M{x:.1f} {y + r * .42:.1f}C{x - r * .2:.1f} {y + r * .3:.1f} {x - r * .45:.1f} {y + r * .5:.1f} "
            f"{x - r * .6:.1f} {y + r * .4:.1f}C{x - r * .4:.1f} {y + r * .72:.1f} {x - r * .1:.1f} "
            f"{y + r * .62:.1f} "
            f"{x:.1f} {y + r * .54:.1f}C{x + r * .1:.1f} {y + r * .62:.1f} {x + r * .4:.1f} {y + r * .72:.1f} "
            f"{x + r * .6:.1f} {y + r * .4:.1f}C{x + r * .45:.1f} {y + r * .5:.1f} {x + r * .2:.1f} {y + r * .3:.1f} "
            f"{x:.1f} {y + r * .42:.1f}Z",
            hair,
        )


def contrast(first, second):
    light = [sum(int(c[i : i + 2], 16) * k for i, k in ((1, 0.3), (3, 0.59), (5, 0.11))) for c in (first, second)]
    return abs(light[0] - light[1])


def pattern(p, kind, first, second):
    w, h = p.w, p.h
    if kind == 0:
        for i in range(9, 0, -1):
            p.circle(w * 0.5, h * 0.4, i * 34, first if i % 2 else second)
    elif kind == 1:
        for i in range(-2, 14):
            p.polygon([(i * 44, 0), (i * 44 + 22, 0), (i * 44 + 22 - h * 0.45, h), (i * 44 - h * 0.45, h)], first)
    elif kind == 2:
        for j in range(12):
            for i in range(9):
                p.circle(i * 38 + (19 if j % 2 else 0), j * 40 + 14, 7, first if (i + j) % 3 else second)
    elif kind == 3:
        p.circle(w * 0.5, h * 0.4, w * 0.42, first)
        p.rect(0, h * 0.62, w, h * 0.4, second)
    else:
        for j in range(13):
            p.path(
                smooth([(x, 20 + j * 36 + (9 if x // 30 % 2 else -9)) for x in range(-30, w + 60, 30)]),
                stroke=first,
                stroke_width=9,
            )


def back_of_hair(p, x, y, r, style, hair):
    if style == 0:
        p.path(
            f"M{x - r * 1.1:.1f} {y + r * 1.5:.1f}C{x - r * 1.5:.1f} {y - r * .4:.1f} {x - r * .9:.1f} "
            f"{y - r * 1.5:.1f} {x:.1f} {y - r * 1.4:.1f}"
            f"S{x + r * 1.5:.1f} {y - r * .4:.1f} {x + r * 1.1:.1f} {y + r * 1.5:.1f}Z",
            hair,
        )
    elif style == 1:
        p.circle(x, y - r * 1.4, r * 0.5, hair)
        p.ellipse(x, y - r * 0.15, r * 1.0, r * 1.13, hair)
    elif style == 2:
        points = arc_points(x, y - r * 0.2, r * 1.28, r * 1.2, 160, 380, 11)
        for a, b in points:
            p.circle(a, b, r * 0.42, hair)
        p.circle(x, y - r * 0.4, r * 1.1, hair)
    elif style == 3:
        p.ellipse(x, y - r * 0.1, r * 0.98, r * 1.16, hair)
    else:
        p.path(
            f"M{x - r * 1.15:.1f} {y + r * .75:.1f}V{y - r * .2:.1f}A{r * 1.15:.1f} {r * 1.2:.1f} 0 0 1 "
            f"{x + r * 1.15:.1f} {y - r * .2:.1f}V{y + r * .75:.1f}Z",
            hair,
        )


def front_of_hair(p, x, y, r, style, hair):
    top = y - r * 1.12
    if style in (0, 1):
        p.path(
            f"M{x - r * .9:.1f} {y:.1f}C{x - r * .95:.1f} {y - r * 1.3:.1f} {x + r * .1:.1f} "
            f"{top - r * .1:.1f} {x + r * .15:.1f} {top + r * .1:.1f}"
            f"C{x - r * .1:.1f} {y - r * .5:.1f} {x - r * .7:.1f} {y - r * .5:.1f} {x - r * .9:.1f} {y:.1f}Z",
            hair,
        )
        p.path(
            f"M{x + r * .9:.1f} {y:.1f}C{x + r * .95:.1f} {y - r * 1.2:.1f} {x + r * .3:.1f} "
            f"{top - r * .1:.1f} {x + r * .05:.1f} {top + r * .06:.1f}"
            f"C{x + r * .3:.1f} {y - r * .6:.1f} {x + r * .75:.1f} {y - r * .5:.1f} {x + r * .9:.1f} {y:.1f}Z",
            hair,
        )
    elif style == 2:
        for k in range(6):
            p.circle(x - r * 0.75 + r * 0.3 * k, y - r * (0.88 + 0.1 * (k in (2, 3))), r * 0.27, hair)
    elif style == 3:
        p.path(
            f"M{x - r * .95:.1f} {y - r * .1:.1f}C{x - r * 1.1:.1f} {y - r * 1.35:.1f} {x + r * .9:.1f} "
            f"{y - r * 1.6:.1f} {x + r * .95:.1f} {y - r * .1:.1f}"
            f"C{x + r * .8:.1f} {y - r * .7:.1f} {x - r * .2:.1f} {y - r * .55:.1f} {x - r * .45:.1f} "
            f"{y - r * .8:.1f}C{x - r * .6:.1f} {y - r * .5:.1f} {x - r * .85:.1f} {y - r * .4:.1f} "
            f"{x - r * .95:.1f} {y - r * .1:.1f}Z",
            hair,
        )
    else:
        p.path(
            f"M{x - r * .92:.1f} {y - r * .25:.1f}V{y - r * .5:.1f}A{r * .92:.1f} {r * .75:.1f} 0 0 1 "
            f"{x + r * .92:.1f} {y - r * .5:.1f}V{y - r * .25:.1f}Q{x:.1f} {y - r * .55:.1f} "
            f"{x - r * .92:.1f} {y - r * .25:.1f}Z",
            hair,
        )
