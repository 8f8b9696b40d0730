"""Titles of towns, offices and workshops: grids, instruments, Swiss order."""

import math

from ..shapes import lerp, mix, ridge, smooth


def tower(p):
    red, ivory, ink, lit, grey = p.c
    w, h = p.w, p.h
    p.fill(red)
    left, width = (w * 0.47, w * 0.4) if not p.is_wide else (w * 0.6, w * 0.25)
    floors, columns = 41, 9
    top, step = h * 0.035, h * 0.965 / floors
    p.rect(left - 5, top - 8, width + 10, h, ivory)
    p.rect(left + width * 0.36, top - 20, width * 0.28, 14, ivory)
    cell = width / columns
    for j in range(floors):
        for i in range(columns):
            x, y = left + cell * i, top + step * j
            if i == columns // 2:
                p.rect(x, y, cell, step + 0.3, ink)
                continue
            chance = p.random.random()
            fill = lit if chance < 0.13 else grey if chance < 0.24 else ink
            p.rect(x + cell * 0.14, y + step * 0.24, cell * 0.72, step * 0.56, fill)
            if chance < 0.035:
                p.circle(x + cell * 0.5, y + step * 0.56, step * 0.14, ink)
                p.rect(x + cell * 0.4, y + step * 0.6, cell * 0.2, step * 0.2, ink)
    middle = left + cell * (columns // 2)
    floor = 24
    p.line(middle + cell / 2, top, middle + cell / 2, top + step * floor, grey, 0.8)
    p.rect(middle + cell * 0.08, top + step * floor, cell * 0.84, step * 1.5, lit)
    p.circle(middle + cell * 0.34, top + step * (floor + 0.62), step * 0.18, ink)
    p.rect(middle + cell * 0.24, top + step * (floor + 0.78), cell * 0.2, step * 0.66, ink)
    p.circle(middle + cell * 0.68, top + step * (floor + 0.74), step * 0.16, red)
    p.rect(middle + cell * 0.59, top + step * (floor + 0.88), cell * 0.18, step * 0.56, red)
    for j in range(0, floors, 5):
        y = top + step * (floors - 1 - j) + step * 0.75
        p.text(left - 14, y, f"{j + 1}", "inter-medium", 8, ivory, "end")
        p.line(left - 11, y - 2.8, left - 6, y - 2.8, ivory, 1)
    p.grain(0.1)


def tower_title(p, t):
    p.title(["Forty-", "One", "Floors"], "spartan", p.c[1], 22, 34, 118, size=42, leading=0.9, spacing=-0.03)
    words = [t["director"].upper(), t["countryCode"], t["releaseDate"][:4]]
    for i, line in enumerate(words):
        p.text(22, 466 + 13 * i, line, "inter-medium", 8.2, p.c[1], spacing=0.14)


def clocks(p):
    mustard, cream, ink, teal, red = p.c
    w, h = p.w, p.h
    p.fill(mustard)
    columns, rows = (4, 5) if not p.is_wide else (8, 4)
    size = w / columns if not p.is_wide else min(w / columns, h / rows)
    x0, y0 = (w - size * columns) / 2, 8 if not p.is_wide else (h - size * rows) / 2
    odd = (2, 3) if not p.is_wide else (5, 2)
    for j in range(rows):
        for i in range(columns):
            x, y, r = x0 + size * (i + 0.5), y0 + size * (j + 0.5), size * 0.41
            if not p.is_wide and y + r > h * 0.88:
                continue
            wrong = (i, j) == odd
            style = p.random.randrange(4)
            rim, face = (
                (cream, red)
                if wrong
                else ((ink, cream), (teal, cream), (cream, teal), (ink, mix(mustard, cream, 0.55)))[style]
            )
            hands = cream if wrong or style == 2 else ink
            if style % 2:
                p.rect(x - r, y - r, 2 * r, 2 * r, rim, rx=r * 0.3)
            else:
                p.circle(x, y, r, rim)
            p.circle(x, y, r * 0.86, face)
            for k in range(12):
                a = math.pi * k / 6
                inner = 0.62 if k % 3 == 0 else 0.7
                p.line(
                    x + r * inner * math.sin(a),
                    y - r * inner * math.cos(a),
                    x + r * 0.77 * math.sin(a),
                    y - r * 0.77 * math.cos(a),
                    hands,
                    2.2 if k % 3 == 0 else 1,
                )
            hour, minute = (10 + 49 / 60, 49) if not wrong else (11, 0)
            for angle, length, width in ((hour / 12, 0.42, 3.4), (minute / 60, 0.64, 2.2)):
                a = 2 * math.pi * angle
                p.line(
                    x - r * 0.1 * math.sin(a),
                    y + r * 0.1 * math.cos(a),
                    x + r * length * math.sin(a),
                    y - r * length * math.cos(a),
                    hands,
                    width * size / 86,
                    stroke_linecap="round",
                )
            p.circle(x, y, r * 0.06, red if not wrong else cream)
    p.grain(0.1)


def clocks_title(p, t):
    p.rect(0, 430, 342, 90, p.c[2])
    p.title(["Every Clock", "in Vaurelle"], "baskerville-heavy", p.c[0], 24, 446, 170, leading=1.0, size=27)
    p.text(318, 466, "AUVRAY", "inter-medium", 8.2, p.c[1], "end", 0.14)
    p.text(318, 480, f"{t['countryCode']}  ·  {t['releaseDate'][:4]}", "inter-medium", 8.2, p.c[1], "end", 0.14)


def kites(p):
    coral, amber, plum, cream, teal, pink = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([coral, amber, mix(amber, cream, 0.6)]))
    p.circle(
        w * (0.26 if not p.is_wide else 0.2), h * (0.62 if not p.is_wide else 0.58), h * 0.085, mix(cream, amber, 0.3)
    )
    flights = (
        (
            (0.74, 0.33, 46, 18),
            (0.3, 0.42, 34, -22),
            (0.56, 0.52, 25, 30),
            (0.87, 0.55, 20, -8),
            (0.13, 0.55, 17, 24),
            (0.43, 0.63, 14, -14),
        )
        if not p.is_wide
        else (
            (0.58, 0.28, 52, 18),
            (0.3, 0.26, 36, -22),
            (0.78, 0.42, 32, 30),
            (0.9, 0.2, 24, -8),
            (0.12, 0.4, 20, 24),
            (0.45, 0.5, 18, -14),
        )
    )
    pairs = ((teal, cream), (plum, pink), (cream, coral), (pink, plum), (teal, amber), (cream, teal))
    for (x, y, size, turn), (first, second) in zip(flights, pairs):
        kite(p, x * w, y * h, size, turn, first, second, plum, cream)
    customs_house(p, plum, coral, amber, cream)
    p.grain(0.1)


def kite(p, x, y, s, turn, first, second, ink, bow):
    a = math.radians(turn)
    foot = (x - 1.3 * s * math.sin(a), y + 1.3 * s * math.cos(a))
    tail = [foot]
    for k in range(1, 9):
        tail.append((foot[0] - k * s * 0.2 * math.sin(a) + s * 0.22 * math.sin(k * 1.25), foot[1] + k * s * 0.24))
    p.path(smooth(tail), stroke=ink, stroke_width=1.2)
    for k in range(2, 9, 2):
        tx, ty = tail[k]
        p.polygon([(tx, ty), (tx - s * 0.13, ty - s * 0.08), (tx - s * 0.13, ty + s * 0.08)], bow)
        p.polygon([(tx, ty), (tx + s * 0.13, ty - s * 0.08), (tx + s * 0.13, ty + s * 0.08)], bow)
    p.path(
        f"M{x:.1f} {y:.1f}Q{x - s * 1.2:.1f} {p.h * .75:.1f} {lerp(x, p.w * .5, 0.4):.1f} {p.h * .83:.1f}",
        stroke=ink,
        stroke_width=0.6,
        opacity=0.6,
    )
    with p.group(transform=f"translate({x:.1f} {y:.1f}) rotate({turn}) scale({s / 10:.3f})"):
        p.polygon([(0, -11), (-8, 0), (0, 0)], first)
        p.polygon([(0, -11), (8, 0), (0, 0)], second)
        p.polygon([(0, 13), (-8, 0), (0, 0)], second)
        p.polygon([(0, 13), (8, 0), (0, 0)], first)
        p.path("M0 -11V13M-8 0H8", stroke=ink, stroke_width=0.5)


# Half the width of an arch, in parts of its bay.
ARCH = 0.34


def customs_house(p, plum, coral, amber, cream):
    w, h = p.w, p.h
    top = h * (0.79 if not p.is_wide else 0.74)
    p.rect(0, top, w, h - top, plum)
    p.rect(0, top, w, 5, mix(plum, cream, 0.75))
    p.rect(0, top + 9, w, 2, mix(plum, coral, 0.6))
    centre = w * (0.5 if not p.is_wide else 0.66)
    p.polygon([(centre - 62, top), (centre + 62, top), (centre, top - 30)], plum)
    p.circle(centre, top - 10, 8, amber)
    p.line(centre, top - 30, centre, top - 62, plum, 2)
    p.polygon([(centre, top - 62), (centre + 24, top - 56), (centre, top - 48)], cream)
    count = 7 if not p.is_wide else 15
    size = w / count
    arch = h * (0.092 if not p.is_wide else 0.15)
    for i in range(count):
        x, half, y = size * (i + 0.5), ARCH * size, top + 20 + ARCH * size
        p.path(
            f"M{x - half:.1f} {y + arch:.1f}V{y:.1f}A{half:.1f} {half:.1f} 0 0 1 {x + half:.1f} {y:.1f}"
            f"V{y + arch:.1f}Z",
            mix(plum, amber, 0.55 if i % 3 else 0.85),
        )
        p.path(f"M{x - half:.1f} {y:.1f}H{x + half:.1f}M{x:.1f} {y - half:.1f}V{y:.1f}", stroke=plum, stroke_width=1.6)
    p.rect(0, top + 20 + ARCH * size + arch, w, 4, mix(plum, cream, 0.6))
    for i in range(5):
        x, s = w * (0.09 + 0.03 * i + 0.17 * i), 13
        p.rect(x, top + 20 + ARCH * size + arch - s, s, s, mix(amber, plum, 0.25), stroke=plum, stroke_width=1.2)


def kites_title(p, t):
    p.title(["Kites over the", "Customs House"], "vollkorn-black", p.c[3], 24, 30, 294, block=True, leading=1.0)
    p.credits(t, p.c[3], 24, 504, 294, "middle")


# The Georgian alphabet, which has thirty-three.
LETTERS = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"


def letters(p):
    ground, metal, light, ink, red, cream = p.c
    w, h = p.w, p.h
    p.fill(ground)
    columns, rows = (5, 7) if not p.is_wide else (9, 4)
    size = (w - 32) / columns if not p.is_wide else min((w - 40) / columns, (h - 24) / rows)
    tall = size * (0.82 if not p.is_wide else 1.0)
    x0, y0 = (w - size * columns) / 2, 16 if not p.is_wide else (h - tall * rows) / 2
    new = (2, 4) if not p.is_wide else (5, 2)
    remaining = list(LETTERS)
    shadow = p.shadow(1, 2, 2, 0.5)
    for j in range(rows):
        for i in range(columns):
            x, y, is_new = x0 + size * i + 2, y0 + tall * j + 2, (i, j) == new
            if not remaining and not is_new:
                continue
            a, b = size - 4, tall - 4
            with p.group(filter=shadow):
                p.rect(x, y, a, b, red if is_new else mix(metal, light, p.random.uniform(0, 0.4)), rx=2)
            p.path(
                f"M{x + 1:.1f} {y + b - 1:.1f}V{y + 1:.1f}H{x + a - 1:.1f}",
                stroke=mix(light, "#ffffff", 0.4) if not is_new else "#ff8a70",
                stroke_width=1.3,
            )
            p.path(
                f"M{x + 1:.1f} {y + b - 1:.1f}H{x + a - 1:.1f}V{y + 1:.1f}", stroke=ink, stroke_width=1.3, opacity=0.45
            )
            cx, cy = x + a / 2, y + b / 2
            if is_new:
                new_letter(p, cx, cy, b * 0.3, cream)
            else:
                letter = remaining.pop(0)
                # Type is cut in mirror writing.
                with p.group(transform=f"translate({cx:.1f} {cy + b * .17:.1f}) scale(-1 1)"):
                    p.text(0, 0, letter, "dejavu-serif", b * 0.56, ink, "middle")
    p.grain(0.16)


def new_letter(p, x, y, r, fill):
    with p.group(fill="none", stroke=fill, stroke_width=r * 0.32, stroke_linecap="round"):
        p.path(
            f"M{x - r * .75:.1f} {y - r * .1:.1f}A{r * .75:.1f} {r * .75:.1f} 0 1 1 {x + r * .75:.1f} "
            f"{y - r * .1:.1f}"
            f"C{x + r * .75:.1f} {y + r * .8:.1f} {x:.1f} {y + r:.1f} {x:.1f} {y + r * .2:.1f}C{x:.1f} "
            f"{y - r * .4:.1f} {x - r * .35:.1f} {y + r * .9:.1f} {x - r * .8:.1f} {y + r * .95:.1f}"
        )


def letters_title(p, t):
    p.title(["The Thirty-Fourth", "Letter"], "standard", p.c[5], 24, 412, 294, size=36, leading=1.0)
    p.credits(t, p.c[4], 24, 495, 294)


def switchboard(p):
    brown, orange, cream, olive, gold, rust = p.c
    w, h = p.w, p.h
    p.fill(mix(brown, "#000000", 0.15))
    top = h * (0.315 if not p.is_wide else 0.06)
    if not p.is_wide:
        p.rect(0, 0, w, top - 8, orange)
    step = 26 if not p.is_wide else 30
    columns, rows = int(w / step), int((h * 0.84 - top) / step)
    offset = (w - (columns - 1) * step) / 2
    jacks = []
    for j in range(rows):
        for i in range(columns):
            x, y = offset + i * step, top + 14 + j * step
            jacks.append((x, y))
            p.circle(x, y, 7.2, mix(brown, cream, 0.12))
            p.circle(x, y, 5.2, gold)
            p.circle(x, y, 2.9, "#160b06")
            if p.random.random() < 0.12:
                p.circle(x, y - 10.4, 2.2, "#fff2b8")
                p.circle(x, y - 10.4, 5, p.glow([(0, "#ffe27a99"), (1, "#ffe27a00")]))
    shelf = h * 0.9
    p.rect(0, shelf, w, h - shelf, p.gradient([mix(rust, brown, 0.25), mix(brown, "#000000", 0.2)]))
    p.rect(0, shelf, w, 3, mix(orange, cream, 0.3))
    tones = [orange, cream, olive, rust, gold, "#5f8d8a"]
    shadow = p.shadow(1.5, 4, 3, 0.5)
    count = 7 if not p.is_wide else 13
    chosen = p.random.sample([j for j in jacks if j[1] < h * 0.7], count * 2)
    for k in range(count):
        (ax, ay), (bx, by) = chosen[2 * k], chosen[2 * k + 1]
        tone = tones[k % len(tones)]
        with p.group(filter=shadow):
            if k % 3 == 2:
                foot = w * (k + 0.5) / count
                p.path(
                    f"M{ax:.1f} {ay:.1f}C{ax + 6:.1f} {ay + 90:.1f} {foot - 20:.1f} {shelf - 100:.1f} "
                    f"{foot:.1f} {shelf + 6:.1f}",
                    stroke=tone,
                    stroke_width=5,
                    stroke_linecap="round",
                )
                ends = [(ax, ay)]
                p.rect(foot - 5, shelf - 8, 10, 22, gold, rx=2)
            else:
                sag = max(ay, by) + 50 + abs(ax - bx) * 0.3
                p.path(
                    f"M{ax:.1f} {ay:.1f}C{ax:.1f} {sag:.1f} {bx:.1f} {sag:.1f} {bx:.1f} {by:.1f}",
                    stroke=tone,
                    stroke_width=5,
                    stroke_linecap="round",
                )
                ends = [(ax, ay), (bx, by)]
            for x, y in ends:
                p.rect(x - 4.5, y - 4, 9, 18, mix(tone, "#000000", 0.45), rx=3)
                p.circle(x, y, 4.5, gold)
    p.grain(0.12)


def switchboard_title(p, t):
    p.title(["The Exchange", "at Pellow"], "arapey-black", p.c[0], 24, 34, 294, block=True, leading=0.9, size=66)
    p.credits(t, p.c[2], 24, 497, 294)


def kilogram(p):
    sky, mist, fjord, ink, brass, shine = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([sky, mix(sky, mist, 0.6)]))
    base = h * (0.79 if not p.is_wide else 0.8)
    for i in range(4):
        points = ridge(
            p.random,
            w,
            base - h * lerp(0.17, 0.0, i / 3),
            h * (0.13 - 0.02 * i),
            w / (4 + i) if not p.is_wide else w / (8 + i),
        )
        p.polygon(points + [(w + 5, h), (-5, h)], mix(mist, fjord, i / 3))
    p.rect(0, base, w, h - base, ink)
    x, half = (w * 0.5, h * 0.15) if not p.is_wide else (w * 0.68, h * 0.22)
    tall = half * 1.75
    metal = p.gradient(
        [
            (0, mix(brass, ink, 0.55)),
            (0.2, brass),
            (0.34, shine),
            (0.46, brass),
            (0.8, mix(brass, ink, 0.35)),
            (1, mix(brass, ink, 0.65)),
        ],
        0,
    )
    p.ellipse(x, base + 4, half * 1.25, half * 0.14, "#000000", opacity=0.4)
    p.path(
        f"M{x - half:.1f} {base - tall:.1f}V{base - 2:.1f}A{half:.1f} {half * .13:.1f} 0 0 0 {x + half:.1f} "
        f"{base - 2:.1f}V{base - tall:.1f}Z",
        metal,
    )
    p.ellipse(x, base - tall, half, half * 0.13, mix(brass, shine, 0.5))
    neck = half * 0.24
    p.path(
        f"M{x - neck:.1f} {base - tall - half * .42:.1f}C{x - neck:.1f} {base - tall - half * .2:.1f} "
        f"{x - neck * 1.7:.1f} {base - tall - half * .1:.1f} {x - neck * 2:.1f} {base - tall:.1f}"
        f"A{neck * 2:.1f} {neck * .28:.1f} 0 0 0 {x + neck * 2:.1f} {base - tall:.1f}C{x + neck * 1.7:.1f} "
        f"{base - tall - half * .1:.1f} {x + neck:.1f} {base - tall - half * .2:.1f} {x + neck:.1f} "
        f"{base - tall - half * .42:.1f}Z",
        metal,
    )
    p.ellipse(x, base - tall - half * 0.55, half * 0.4, half * 0.24, metal)
    p.text(float(x), base - tall * 0.4, "1 kg", "baskerville", half * 0.52, mix(brass, ink, 0.75), "middle")
    p.text(float(x), base - tall * 0.4 + half * 0.3, "N° 11", "baskerville", half * 0.2, mix(brass, ink, 0.7), "middle")
    for i in range(int(w / 6) + 1):
        size = 16 if i % 10 == 0 else 10 if i % 5 == 0 else 6
        p.line(6 * i + 3, base, 6 * i + 3, base + size, sky, 0.9, opacity=0.85)
        if i % 10 == 0 and 0 < i < w / 6 - 1:
            p.text(6 * i + 3.0, base + 27, str(i), "inter-medium", 8, sky, "middle")
    p.grain(0.1)


def kilogram_title(p, t):
    p.title(["Nordvik", "Weights and", "Measures"], "inter", p.c[3], 22, 32, 298, size=47, leading=0.96, spacing=-0.03)
    p.credits(t, p.c[0], 22, 491, 298)


SCENES = {
    "forty-one-floors": (("#dc4b32", "#f4ecdc", "#1d1b22", "#ffd35c", "#8d8a92"), tower, tower_title),
    "every-clock-in-vaurelle": (("#e3a92f", "#fbf3df", "#1d2b33", "#1f6f6d", "#c83a2b"), clocks, clocks_title),
    "kites-over-the-customs-house": (
        ("#e4503f", "#f5a84a", "#4b1d3f", "#fff1d6", "#1d8a8a", "#f58fa0"),
        kites,
        kites_title,
    ),
    "the-thirty-fourth-letter": (
        ("#2b2521", "#7c8087", "#b9bdc2", "#191614", "#d8412f", "#f2e7d3"),
        letters,
        letters_title,
    ),
    "the-exchange-at-pellow": (
        ("#3a1f12", "#e8762b", "#f6e6c4", "#8a9a3b", "#d8a441", "#a63d1e"),
        switchboard,
        switchboard_title,
    ),
    "nordvik-weights-and-measures": (
        ("#e4ebee", "#b6c6cf", "#3d5566", "#14222c", "#b98a35", "#f7e3a6"),
        kilogram,
        kilogram_title,
    ),
}
