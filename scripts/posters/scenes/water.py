"""Titles that have to do with the sea, rivers and rain: horizons, waves, cut paper."""

import math

from ..shapes import arc_points, boat, fir, land, lerp, mix, person, ridge, smooth, stars


def salt_pans(p):
    ink, teal, shallow, pink, cream, red = p.c
    w, h = p.w, p.h
    horizon, vx = h * (0.5 if p.is_wide else 0.55), w * (0.66 if p.is_wide else 0.6)
    p.rect(0, 0, w, horizon, p.gradient([cream, "#f6dcc6", pink]))
    r = h * (0.2 if p.is_wide else 0.135)
    p.circle(vx, horizon - r * 0.45, r, "#fff6e6")
    p.path(smooth(ridge(p.random, w, horizon, 10, 60)) + f"V{horizon}H0Z", mix(teal, pink, 0.55))
    p.rect(0, horizon, w, h - horizon, teal)
    rows = [horizon + (h - horizon) * (i / 7) ** 1.9 for i in range(8)]
    columns, spread = (15, w * 0.34) if p.is_wide else (9, w * 0.46)
    at = lambda column, y: vx + (column - columns / 2) * spread * ((y - horizon) / (h - horizon) + 0.028)
    for j in range(7):
        for i in range(columns):
            tone = p.random.random()
            fill = mix(mix(shallow, pink, tone), teal, 0.35 * p.random.random() + 0.09 * j)
            if abs(i - columns // 2) < 1:
                fill = mix(fill, "#fff6e6", 0.55 - 0.05 * j)
            if (i, j) == (columns // 2 - 1, 4):
                fill = red
            a, b, g = rows[j], rows[j + 1], 0.035
            p.polygon(
                [
                    (at(i + g, a + 0.5), a + 0.4),
                    (at(i + 1 - g, a + 0.5), a + 0.4),
                    (at(i + 1 - g, b), b - 1.2 - j * 0.3),
                    (at(i + g, b), b - 1.2 - j * 0.3),
                ],
                fill,
                stroke=cream,
                stroke_width=0.5 + j * 0.16,
            )
    for i, (x, size) in enumerate(((0.1, 0.5), (0.2, 0.62), (0.34, 0.44), (0.9, 0.56))):
        x, base, s = x * w, horizon + 7 + 5 * (i % 2), size * h * 0.075
        p.polygon([(x, base - s), (x + s * 0.95, base), (x - s * 0.95, base)], "#fffaf0")
        p.polygon([(x, base - s), (x + s * 0.95, base), (x + s * 0.2, base)], mix(pink, teal, 0.35))
    x = at(columns / 2 - 0.5, rows[5])
    p.polygon(
        [(x - 3, rows[5]), (x + 3, rows[5]), (x - h * 0.09, rows[5] + h * 0.11), (x - h * 0.1, rows[5] + h * 0.105)],
        ink,
        opacity=0.25,
    )
    person(p, x, rows[5] + 2, h * 0.085, ink)
    p.grain(0.12)


def salt_title(p, t):
    end = p.title(["The Salt", "Ledger"], "cardo", p.c[0], 24, 34, 294, size=70, leading=1.0)
    p.credits(t, p.c[0], 24, end + 20, 294)


def two_lights(p):
    night, sea, cream, ochre, ink = p.c
    w, h = p.w, p.h
    horizon, x = h * (0.52 if p.is_wide else 0.6), w * (0.3 if p.is_wide else 0.34)
    tall = h * (0.34 if p.is_wide else 0.235)
    p.rect(0, 0, w, horizon, p.gradient([night, mix(night, sea, 0.7)]))
    p.rect(0, horizon, w, h - horizon, p.gradient([mix(sea, ink, 0.25), ink]))
    stars(p, 40, cream, horizon * 0.9, 0.9)
    lamp = horizon - tall
    p.polygon(
        [(x, lamp - 3), (w * 1.1, lamp - h * 0.1), (w * 1.1, lamp + h * 0.14), (x, lamp + 4)],
        p.gradient([(0, cream), (1, cream + "22")], 0),
    )
    p.polygon(
        [
            (x, horizon + tall - 4),
            (-w * 0.1, horizon + tall - h * 0.06),
            (-w * 0.1, horizon + tall + h * 0.13),
            (x, horizon + tall + 3),
        ],
        p.gradient([(0, ochre + "30"), (1, ochre)], 0),
    )
    for i in range(26):
        y = horizon + 6 + (h - horizon) * (i / 26) ** 1.3
        length = p.random.uniform(20, 90)
        start = p.random.uniform(-20, w)
        p.line(start, y, start + length, y, mix(sea, cream, 0.3), 0.8, opacity=0.5)
    for sign, tower, band in ((-1, cream, ochre), (1, mix(sea, night, 0.2), mix(ochre, ink, 0.25))):
        top, half = horizon + sign * tall, 8.5 if not p.is_wide else 11
        p.polygon(
            [
                (x - half * 1.7, horizon),
                (x + half * 1.7, horizon),
                (x + half, top - sign * 14),
                (x - half, top - sign * 14),
            ],
            tower,
        )
        for k in (0.22, 0.62):
            a, b = lerp(half * 1.7, half, k), lerp(half * 1.7, half, k + 0.18)
            ya, yb = horizon + sign * tall * 0.93 * k, horizon + sign * tall * 0.93 * (k + 0.18)
            p.polygon([(x - a, ya), (x + a, ya), (x + b, yb), (x - b, yb)], band)
        p.rect(x - half * 0.62, min(top, top - sign * 14), half * 1.24, 14, "#fff3c9" if sign < 0 else ochre)
        p.polygon([(x - half, top), (x + half, top), (x, top + sign * 11)], tower if sign > 0 else ochre)
    p.path(
        f"M{x - 62} {horizon}Q{x - 30} {horizon - 13} {x} {horizon - 11}Q{x + 40} {horizon - 10} {x + 70} {horizon}Z",
        ink,
    )
    p.line(0, horizon, w, horizon, cream, 0.8, opacity=0.5)
    p.grain(0.12)


def two_lights_title(p, t):
    p.title(["The Second", "Lighthouse", "at Corva"], "didot", p.c[2], 24, 32, 294, size=46, leading=1.02)
    p.credits(t, p.c[2], 24, 490, 294, "end")


def tide_curves(p):
    deep, sea, pale, red = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([mix(deep, sea, 0.75), deep]))
    r = h * (0.4 if p.is_wide else 0.245)
    mx, my = (w * 0.7, h * 0.44) if p.is_wide else (w * 0.5, h * 0.31)
    p.circle(mx, my, r * 1.35, p.glow([(0, pale + "44"), (1, pale + "00")]))
    p.circle(mx, my, r, p.gradient([pale, mix(pale, sea, 0.35)], 70))
    for _ in range(16):
        a, d = p.random.uniform(0, 6.28), p.random.random() ** 0.6 * 0.82
        p.circle(
            mx + r * d * math.cos(a),
            my + r * d * math.sin(a),
            r * p.random.uniform(0.03, 0.12),
            mix(pale, sea, 0.5),
            opacity=0.4,
        )
    count, top = 24, h * (0.3 if p.is_wide else 0.34)
    for i in range(count):
        y = lerp(top, h * (1.02 if p.is_wide else 0.8), i / (count - 1))
        size = lerp(5, h * 0.055, (i / count) ** 0.8)
        early = i == 13
        shift = 0.55 if early else 0
        points = [
            (
                x,
                y
                - size
                * (math.sin(x / w * 4 * math.pi + i * 0.21 + shift) + 0.35 * math.sin(x / w * 8 * math.pi + i * 0.5)),
            )
            for x in range(-10, w + 20, 10)
        ]
        land(p, points, mix(sea, deep, 0.25 + 0.75 * i / count), opacity=0.62)
        p.path(
            smooth(points),
            stroke=red if early else pale,
            stroke_width=2.4 if early else 0.9,
            opacity=1 if early else lerp(0.85, 0.35, i / count),
        )
    p.grain(0.1)


def tide_title(p, t):
    p.rect(0, 404, 342, 109, p.gradient([(0, p.c[0] + "00"), (0.35, p.c[0] + "ee"), (1, p.c[0])]))
    p.title(["The Tide Clerk"], "inter-light", p.c[2], 24, 444, 294, size=46, spacing=-0.02)
    p.credits(t, p.c[2], 24, 492, 294)


def bridges(p):
    navy, blue, mist, white, red = p.c
    w, h = p.w, p.h
    shadow = p.shadow(0, 2, 3, 0.25)
    p.fill(p.gradient([mist, white]))
    p.circle(w * 0.8, h * (0.2 if p.is_wide else 0.475), h * 0.06, "#ffffff")
    top = h * (0.36 if p.is_wide else 0.55)
    for layer, count in enumerate((5, 5, 4, 3)):
        t = layer / 3
        base = lerp(top, h * 0.83, t**0.9)
        p.rect(0, base, w, h - base, mix(mix(mist, white, 0.4), mix(blue, white, 0.25), (layer + 1) / 4))
        tone, span = mix(mix(mist, blue, 0.65), navy, t), w / count
        start = -span * (0.1 + 0.37 * (layer % 3))
        for i in range(count):
            bridge(
                p,
                start + span * (i + 0.2),
                base,
                span * 0.78,
                mix(white, mist, 0.1 * (1 - t)),
                tone,
                lerp(1.4, 2.6, t),
                i + layer,
            )
        with p.group(filter=shadow):
            for i in range(count + 2):
                island(
                    p,
                    start + span * i,
                    base,
                    span * (0.21 if p.is_wide else 0.25),
                    lerp(0.75, 1.25, p.random.random()) * h * lerp(0.03, 0.05, t),
                    tone,
                    layer,
                )
    water = h * 0.86
    for i in range(9):
        x, y = p.random.uniform(-20, w), water + (h - water) * i / 9
        p.line(x, y, x + p.random.uniform(40, 120), y, white, 0.9, opacity=0.6)
    ferry(p, w * 0.36, water + (h - water) * 0.42, h * 0.0021)
    p.grain(0.1)


def island(p, x, y, half, height, tone, layer):
    p.path(
        f"M{x - half:.1f} {y + 3:.1f}C{x - half * .8:.1f} {y - height:.1f} {x + half * .6:.1f} "
        f"{y - height * 1.3:.1f} {x + half:.1f} {y + 3:.1f}Z",
        tone,
    )
    for _ in range(4):
        fir(
            p,
            x + p.random.uniform(-0.5, 0.6) * half,
            y - height * 0.5,
            (9 + 6 * layer) * p.random.uniform(0.7, 1.2) * (1 if p.is_wide else 0.75),
            tone,
        )


def bridge(p, x, y, span, deck, shade, width, kind):
    """Between two islands: an arch, a chain bridge or a row of piers."""
    rise = span * 0.16
    with p.group(fill="none", stroke=deck, stroke_width=width, stroke_linecap="round"):
        if kind % 3 == 0:
            p.path(f"M{x:.1f} {y:.1f}Q{x + span / 2:.1f} {y - rise * 2.6:.1f} {x + span:.1f} {y:.1f}")
            p.path(f"M{x:.1f} {y - rise * .45:.1f}H{x + span:.1f}")
            for k in range(1, 12):
                high = 1.3 * rise * 4 * (k / 12) * (1 - k / 12)
                p.path(f"M{x + span * k / 12:.1f} {y - high:.1f}V{y - rise * .45:.1f}", stroke_width=width * 0.45)
        elif kind % 3 == 1:
            p.path(f"M{x:.1f} {y - rise * .5:.1f}H{x + span:.1f}")
            for k in (0.22, 0.78):
                p.path(f"M{x + span * k:.1f} {y + 2:.1f}V{y - rise * 1.5:.1f}")
            p.path(
                f"M{x:.1f} {y - rise * .5:.1f}L{x + span * .22:.1f} {y - rise * 1.5:.1f}Q{x + span * .5:.1f} "
                f"{y - rise * .1:.1f} "
                f"{x + span * .78:.1f} {y - rise * 1.5:.1f}L{x + span:.1f} {y - rise * .5:.1f}",
                stroke_width=width * 0.6,
            )
        else:
            p.path(f"M{x:.1f} {y - rise * .55:.1f}H{x + span:.1f}", stroke_width=width * 1.2)
            for k in range(5):
                a = x + span * k / 5
                p.path(f"M{a:.1f} {y + 2:.1f}A{span / 10:.1f} {rise * .5:.1f} 0 0 1 {a + span / 5:.1f} {y + 2:.1f}")


def ferry(p, x, y, s):
    navy, blue, _, white, red = p.c
    with p.group(transform=f"translate({x:.1f} {y:.1f}) scale({s:.3f})"):
        p.path("M-44 0H44L34 16H-34Z", red)
        p.rect(-22, -16, 40, 16, white)
        p.rect(2, -34, 10, 18, navy)
        p.rect(2, -30, 10, 5, red)
        for k in range(4):
            p.rect(-18 + 9 * k, -12, 5, 6, blue)
    p.line(x - 100 * s, y + 17 * s, x + 46 * s, y + 17 * s, white, 1.4)


def bridges_title(p, t):
    end = p.title(["Seventeen", "Bridges,", "One Ferry"], "catalogue", p.c[0], 24, 32, 294, size=54, leading=1.04)
    p.credits(t, p.c[0], 24, end + 18, 294)


def moon_regatta(p):
    night, violet, lilac, butter, coral, teal = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([night, violet, mix(violet, coral, 0.45)]))
    stars(p, 90, "#ffffff", h * 0.75, 1.5)
    mx, my, r = (w * 0.6, h * 0.4, h * 0.36) if p.is_wide else (w * 0.5, h * 0.5, h * 0.25)
    p.circle(mx, my, r * 1.5, p.glow([(0, butter + "66"), (1, butter + "00")]))
    shadow = p.shadow(0, 3, 5, 0.35)
    d = (
        f"M{mx - r:.1f} {my - r * .1:.1f}A{r:.1f} {r:.1f} 0 0 0 {mx + r:.1f} {my - r * .1:.1f}"
        f"A{r * 1.02:.1f} {r * .62:.1f} 0 0 1 {mx - r:.1f} {my - r * .1:.1f}Z"
    )
    with p.group(filter=shadow):
        p.path(d, p.gradient([mix(butter, "#ffffff", 0.4), butter]))
    for dx, dy, s in ((-0.35, 0.62, 0.07), (0.1, 0.78, 0.1), (0.45, 0.6, 0.06), (-0.08, 0.65, 0.04)):
        p.circle(mx + r * dx, my + r * dy, r * s, mix(butter, coral, 0.35), opacity=0.55)
    surface = arc_points(mx, my - r * 0.1, r * 1.0, r * 0.56, 160, 20, 6)
    for i, (x, y) in enumerate(surface[1:-1]):
        tilt = lerp(14, -14, i / 4)
        boat(
            p,
            x,
            y + 1,
            r * (0.36 if i % 2 else 0.48),
            night,
            ("#ffffff", coral, teal, lilac, "#ffffff")[i],
            (lilac, "#ffffff", butter, coral, teal)[i],
            tilt,
        )
    for layer in range(4):
        base = h * lerp(0.8, 0.95, layer / 3)
        step = w / (7 if not p.is_wide else 13)
        points = [(i * step / 2 - step * 0.5 * (layer % 2) * 0.6 - 10, base + (5 if i % 2 else -5)) for i in range(32)]
        with p.group(filter=shadow):
            land(p, points, mix(teal, night, 0.15 + layer * 0.22))
        if layer == 1:
            tub(p, w * (0.27 if not p.is_wide else 0.2), base + 2, h * 0.0021, butter, coral, night)
    p.grain(0.1)


def tub(p, x, y, s, paint, flag, ink):
    with p.group(transform=f"translate({x:.1f} {y:.1f}) rotate(-6) scale({s:.3f})"):
        p.line(6, -20, 6, -66, ink, 2.5)
        p.path("M8 -64L40 -52L8 -42Z", flag)
        p.circle(-10, -30, 8, "#ffe3c9")
        p.path("M-19 -31A9 9 0 0 1 -1 -31Z", flag)
        p.path("M-18 -10C-18 -24 -2 -24 -2 -10Z", "#ffffff")
        p.path("M-40 -16H40C40 6 28 14 0 14S-40 6 -40 -16Z", paint)
        p.rect(-44, -20, 88, 6, "#ffffff", rx=3)


def moon_title(p, t):
    p.title(["Hollow Moon", "Regatta"], "comfortaa", "#fff7dd", 24, 34, 294, size=46, align="middle", leading=1.1)
    p.credits(t, "#fff7dd", 24, 496, 294, "middle")


def rain(p):
    sky, deep, yellow, shade, white = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([deep, sky]))
    step = 34 if not p.is_wide else 39
    for j in range(int(h / step) + 2):
        for i in range(int(w / step) + 2):
            x, y = i * step + (step / 2 if j % 2 else 0) - 8, j * step * 0.95 - 10
            s = step * 0.3 * (0.65 + 0.35 * math.sin(i * 1.7 + j * 2.3))
            p.path(
                f"M{x:.1f} {y - s * 1.5:.1f}C{x + s * .5:.1f} {y - s * .6:.1f} {x + s:.1f} {y - s * .1:.1f} "
                f"{x + s:.1f} {y + s * .35:.1f}"
                f"A{s:.1f} {s:.1f} 0 0 1 {x - s:.1f} {y + s * .35:.1f}C{x - s:.1f} {y - s * .1:.1f} "
                f"{x - s * .5:.1f} {y - s * .6:.1f} {x:.1f} {y - s * 1.5:.1f}Z",
                white,
                opacity=0.06 + 0.42 * (j / (h / step)) ** 1.6,
            )
    count = 4 if not p.is_wide else 8
    size = w / count
    for row in range(2):
        for i in range(count + 1):
            x = i * size - (size / 2 if row == 0 else 0)
            y = h - size * (1.66 if row == 0 else 0.62)
            jerrican(p, x + size * 0.06, y, size * 0.88, yellow, shade, empty=(row, i) == (0, count // 2))
    p.grain(0.1)


def jerrican(p, x, y, s, paint, shade, empty=False):
    with p.group(transform=f"translate({x:.1f} {y:.1f}) scale({s / 100:.3f})"):
        fill = "none" if empty else paint
        edge = dict(stroke="#ffffff", stroke_width=4, stroke_dasharray="9 7") if empty else {}
        p.path("M12 118V34Q12 22 24 18L38 12H88Q92 12 92 20V118Q92 124 86 124H18Q12 124 12 118Z", fill, **edge)
        if empty:
            return
        p.rect(18, 2, 20, 12, shade, rx=2)
        p.path("M50 12V0H84V12", stroke=paint, stroke_width=8, stroke_linejoin="round")
        p.path("M26 46H78L26 106H78Z", stroke=shade, stroke_width=5, stroke_linejoin="round", opacity=0.75)
        p.path("M84 14H88Q92 14 92 20V118Q92 124 86 124H80Z", shade, opacity=0.5)


def rain_title(p, t):
    end = p.title(["Rain", "by the", "Litre"], "spartan", "#ffffff", 24, 30, 294, size=84, leading=0.86, spacing=-0.02)
    p.credits(t, "#ffffff", 24, end + 22, 294)


def pipes(p):
    cream, pale, blue, navy, coral = p.c
    w, h = p.w, p.h
    p.fill(cream)
    size = w / (5 if not p.is_wide else 10)
    rows = int(h / size) + 1
    for j in range(rows):
        for i in range(int(w / size) + 1):
            x, y, kind = i * size, j * size, p.random.random()
            tone = mix(pale, blue, min(1, j / (rows - 1) + p.random.uniform(-0.15, 0.15)) if j else 0.1)
            p.rect(x, y, size + 0.5, size + 0.5, mix(cream, pale, 0.5 * ((i + j) % 2)))
            half, tube = size / 2, size * 0.36
            for stroke, width in ((navy, tube), (tone, tube - 5), ("#ffffff", 2)):
                style = dict(stroke=stroke, stroke_width=width, opacity=0.7 if width == 2 else 1)
                if kind < 0.42:
                    p.path(f"M{x + half:.1f} {y:.1f}A{half:.1f} {half:.1f} 0 0 1 {x:.1f} {y + half:.1f}", **style)
                    p.path(
                        f"M{x + size:.1f} {y + half:.1f}A{half:.1f} {half:.1f} 0 0 0 {x + half:.1f} {y + size:.1f}",
                        **style,
                    )
                elif kind < 0.84:
                    p.path(
                        f"M{x + half:.1f} {y:.1f}A{half:.1f} {half:.1f} 0 0 0 {x + size:.1f} {y + half:.1f}", **style
                    )
                    p.path(
                        f"M{x:.1f} {y + half:.1f}A{half:.1f} {half:.1f} 0 0 1 {x + half:.1f} {y + size:.1f}", **style
                    )
                else:
                    p.path(f"M{x:.1f} {y + half:.1f}H{x + size:.1f}M{x + half:.1f} {y:.1f}V{y + size:.1f}", **style)
            if kind >= 0.84:
                p.circle(x + half, y + half, size * 0.24, coral, stroke=navy, stroke_width=2.5)
                p.path(
                    f"M{x + half:.1f} {y + half - size * .14:.1f}V{y + half + size * .14:.1f}"
                    f"M{x + half - size * .14:.1f} {y + half:.1f}H{x + half + size * .14:.1f}",
                    stroke=cream,
                    stroke_width=3,
                    stroke_linecap="round",
                )
    p.grain(0.1)


def pipes_title(p, t):
    side = 342 / 5
    p.rect(0, side * 2, side * 4, side * 3, p.c[3])
    p.title(
        ["How Water", "Gets", "There"], "universalis", p.c[0], 24, side * 2 + 26, side * 4 - 48, size=52, leading=1.02
    )
    p.credits(t, p.c[0], 24, side * 5 - 18, side * 4 - 48)


SCENES = {
    "the-salt-ledger": (("#16302f", "#2f6b70", "#9cc5bd", "#e9a58c", "#f7eedf", "#c8372d"), salt_pans, salt_title),
    "the-second-lighthouse-at-corva": (
        ("#0b2530", "#2b6a73", "#f3e6c8", "#d98a2b", "#07171e"),
        two_lights,
        two_lights_title,
    ),
    "the-tide-clerk": (("#071a26", "#1d5468", "#e6efe9", "#ff5a4e"), tide_curves, tide_title),
    "seventeen-bridges-one-ferry": (("#16325c", "#4f86b0", "#cfe0e8", "#fbf9f2", "#d63a2f"), bridges, bridges_title),
    "hollow-moon-regatta": (
        ("#1d1b4a", "#54408f", "#c9b6ee", "#ffe08a", "#f5846f", "#2f8f9d"),
        moon_regatta,
        moon_title,
    ),
    "rain-by-the-litre": (("#39a0b8", "#115e7b", "#ffc92e", "#d98e04", "#ffffff"), rain, rain_title),
    "how-water-gets-there": (("#f6f1e4", "#bfe0e6", "#2f87b7", "#12344f", "#ee6c4d"), pipes, pipes_title),
}
