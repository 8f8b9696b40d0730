"""Titles of the open country: maps, orchards, quarries, roads, mountains and what lives there."""

import math

from ..shapes import contours, field, goose, land, leaf, lerp, mix, moth, ridge, smooth


def folded_map(p):
    paper, green, brown, red, blue = p.c
    w, h = p.w, p.h
    p.fill(paper)
    surface = field(p.random, 8, 0.0085)
    rise = lambda x, y: surface(x, y) + 0.5 * math.exp(-((x - w * 0.3) ** 2 + (y - h * 0.3) ** 2) / (w * 70))
    for y in range(0, h, 6):
        for x in range(0, w, 6):
            value = rise(x + 3, y + 3)
            if value > 0.55:
                p.rect(x, y, 6, 6, green, opacity=min(0.55, 0.16 + 0.2 * (value - 0.55)))
    contours(p, rise, [-3 + i * 0.24 for i in range(26)], brown, step=5, width=0.7, bold_width=1.5)
    stream = [(w * (0.98 - 0.15 * i / 3 - 0.09 * math.sin(i * 1.1)), h * i / 7) for i in range(8)]
    p.path(smooth(stream), stroke=blue, stroke_width=4, opacity=0.85)
    way = [
        (-10, h * 0.36),
        (w * 0.2, h * 0.43),
        (w * 0.3, h * 0.32),
        (w * 0.5, h * 0.38),
        (w * 0.56, h * 0.54),
        (w * 0.76, h * 0.5),
        (w * 0.84, h * 0.3),
        (w + 10, h * 0.24),
    ]
    p.path(smooth(way), stroke=paper, stroke_width=7)
    p.path(smooth(way), stroke=red, stroke_width=3.2, stroke_dasharray="9 6")
    p.circle(way[4][0], way[4][1], 7, paper, stroke=red, stroke_width=3)
    columns = 3 if not p.is_wide else 5
    for i in range(columns):
        for j in range(3):
            x, y = w * i / columns, h * j / 3
            light = (i + j) % 2
            p.rect(
                x,
                y,
                w / columns,
                h / 3,
                p.gradient(
                    [(0, "#ffffff66" if light else "#3b2f1e40"), (1, "#ffffff00" if light else "#3b2f1e0c")],
                    0 if i % 2 else 60,
                ),
            )
    for i in range(1, columns):
        p.line(w * i / columns, 0, w * i / columns, h, "#3b2f1e", 0.9, opacity=0.35)
        p.line(w * i / columns + 1, 0, w * i / columns + 1, h, "#ffffff", 0.9, opacity=0.6)
    for j in (1, 2):
        p.line(0, h * j / 3, w, h * j / 3, "#3b2f1e", 0.9, opacity=0.35)
        p.line(0, h * j / 3 + 1, w, h * j / 3 + 1, "#ffffff", 0.9, opacity=0.6)
    p.grain(0.12)


def folded_map_title(p, t):
    x, y, w, h = 20, 344, 302, 149
    p.rect(x, y, w, h, p.c[0])
    p.rect(x + 4, y + 4, w - 8, h - 8, "none", stroke=p.c[3], stroke_width=1.4)
    p.title(["Nine Ways", "to Fold a Map"], "slab", "#2e2a20", x + 20, y + 26, w - 40, block=True, leading=0.94)
    p.credits(t, p.c[3], x + 20, y + h - 17, w - 40)


def persimmons(p):
    paper, orange, deep, green, dark, red = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([mix(paper, "#ffffff", 0.35), paper]))
    p.circle(
        w * (0.3 if not p.is_wide else 0.24),
        h * (0.36 if not p.is_wide else 0.42),
        h * (0.15 if not p.is_wide else 0.22),
        mix(paper, orange, 0.2),
    )
    bough = [(w * 1.05, h * 0.03), (w * 0.83, h * 0.12), (w * 0.66, h * 0.13), (w * 0.5, h * 0.2), (w * 0.36, h * 0.2)]
    p.path(smooth(bough), stroke=dark, stroke_width=h * 0.011, stroke_linecap="round")
    for start, *rest in (
        ((0.83, 0.12), (0.87, 0.24), (0.84, 0.37)),
        ((0.66, 0.13), (0.62, 0.26), (0.66, 0.36)),
        ((0.5, 0.2), (0.47, 0.3), (0.5, 0.37)),
        ((0.36, 0.2), (0.27, 0.22), (0.22, 0.28)),
    ):
        p.path(
            smooth([(w * x, h * y) for x, y in (start, *rest)]),
            stroke=dark,
            stroke_width=h * 0.005,
            stroke_linecap="round",
        )
    for x, y, angle, size in (
        (0.9, 0.09, 100, 1),
        (0.78, 0.12, 60, 1.1),
        (0.72, 0.12, -50, 0.9),
        (0.6, 0.15, 130, 0.9),
        (0.55, 0.18, -60, 1),
        (0.44, 0.21, 100, 1),
        (0.38, 0.2, -120, 0.9),
        (0.3, 0.21, 60, 1.05),
        (0.86, 0.26, 10, 0.9),
        (0.63, 0.25, 170, 0.85),
        (0.22, 0.28, 130, 1),
        (0.24, 0.23, -130, 0.8),
        (0.97, 0.05, 120, 1.1),
    ):
        leaf(
            p,
            w * x,
            h * y,
            h * (0.085 if not p.is_wide else 0.115) * size,
            angle,
            mix(green, dark, p.random.uniform(0, 0.5)),
            mix(green, paper, 0.4),
        )
    for x, y, size in ((0.84, 0.41, 1.0), (0.66, 0.4, 0.86), (0.5, 0.41, 1.05), (0.21, 0.33, 0.9)):
        persimmon(p, w * x, h * y, h * (0.048 if not p.is_wide else 0.064) * size, orange, deep, green, dark)
    base = h * 0.9
    land(p, [(0, base), (w * 0.3, base - 4), (w * 0.7, base + 3), (w, base - 2)], mix(paper, green, 0.45))
    pegs = [0.06, 0.22, 0.38, 0.54, 0.7, 0.86]
    for i, x in enumerate(pegs):
        lean = 0 if i != 3 else -w * 0.028
        a, top, size = w * x + lean, base - h * 0.075, h * 0.01
        if lean:
            p.rect(w * x - size / 2, top, size, h * 0.09, "none", stroke=red, stroke_width=1, stroke_dasharray="3 3")
        for k in range(4):
            p.rect(a - size / 2, top + h * 0.019 * k, size, h * 0.019, red if k % 2 == 0 else "#ffffff")
        p.polygon([(a - size / 2, top + h * 0.076), (a + size / 2, top + h * 0.076), (a, top + h * 0.1)], red)
    line = [(w * x + (0 if i != 3 else -w * 0.028), base - h * 0.062) for i, x in enumerate(pegs)]
    p.polyline([(-5, line[0][1])] + line + [(w + 5, line[-1][1])], dark, 0.9)
    p.grain(0.12)


def persimmon(p, x, y, r, orange, deep, green, dark):
    p.path(
        f"M{x:.1f} {y - r * .8:.1f}C{x + r * 1.5:.1f} {y - r * 1.1:.1f} {x + r * 1.4:.1f} {y + r * 1.05:.1f} "
        f"{x:.1f} {y + r * .98:.1f}"
        f"C{x - r * 1.4:.1f} {y + r * 1.05:.1f} {x - r * 1.5:.1f} {y - r * 1.1:.1f} {x:.1f} {y - r * .8:.1f}Z",
        orange,
    )
    p.path(
        f"M{x + r * .2:.1f} {y + r * .97:.1f}C{x + r * 1.4:.1f} {y + r:.1f} {x + r * 1.45:.1f} "
        f"{y - r * .9:.1f} {x + r * .45:.1f} {y - r * .86:.1f}"
        f"C{x + r * 1.1:.1f} {y - r * .2:.1f} {x + r * .9:.1f} {y + r * .6:.1f} {x + r * .2:.1f} {y + r * .97:.1f}Z",
        deep,
        opacity=0.7,
    )
    for angle in (20, 70, 110, 160):
        leaf(p, x, y - r * 0.78, r * 0.72, angle, green, fullness=0.4)
    p.line(x, y - r * 0.75, x, y - r * 1.05, dark, r * 0.14)


def persimmons_title(p, t):
    end = p.title(["A Persimmon", "for the Surveyor"], "vollkorn", p.c[4], 24, 316, 294, size=44, leading=1.0)
    p.credits(t, p.c[4], 24, end + 22, 294)


def quarry(p):
    yellow, stone, shade, dark, white = p.c
    w, h = p.w, p.h
    p.fill(yellow)
    p.circle(w * (0.76 if not p.is_wide else 0.8), h * 0.27, h * 0.075, white)
    steps = 5
    for i in range(steps):
        t = i / (steps - 1)
        y, right = h * lerp(0.33, 0.74, t), w * lerp(0.42, 1.06, t)
        high = h * 0.1025
        tone = mix(stone, shade, 0.16 * i)
        p.polygon([(0, y), (right - 18, y - 7), (right + 10, y + high + 4), (right + 10, h), (0, h)], tone)
        p.polygon(
            [(right - 18, y - 7), (right + 10, y + high + 4), (right - 34, y + high), (right - 42, y - 3)],
            mix(tone, dark, 0.35),
        )
        p.polygon([(0, y), (right - 18, y - 7), (right - 42, y - 3), (0, y + 7)], mix(tone, white, 0.6))
        staff = [y + 15 + k * (high - 20) / 5 for k in range(5)]
        for line in staff:
            p.line(0, line, right - 36, line - 3, dark, 0.9, opacity=0.75)
        x = w * 0.07 + 14 * (i % 2)
        while x < right - 62:
            place = p.random.choice(staff[:4]) + 3
            size = p.random.uniform(0.8, 1.15) * h * 0.0105
            up = p.random.random() < 0.6
            stem = x + size * 0.95 if up else x - size * 0.95
            p.line(stem, place, stem, place + (-1 if up else 1) * h * 0.055, dark, 1.7)
            p.tag(
                "ellipse",
                cx=0,
                cy=0,
                rx=size * 1.25,
                ry=size * 0.92,
                fill=dark,
                transform=f"translate({x:.1f} {place:.1f}) rotate(-18)",
            )
            x += p.random.choice((24, 32, 32, 46)) * (1 if not p.is_wide else 1.15)
    drill(p, w * 0.19, h * 0.33, h * 0.11)
    foot = h * (0.845 if p.is_wide else 0.815)
    p.rect(0, foot, w, h - foot, dark)
    p.grain(0.14)


def drill(p, x, y, s):
    dark = p.c[3]
    p.path(
        f"M{x - s * .3:.1f} {y:.1f}L{x:.1f} {y - s:.1f}L{x + s * .3:.1f} {y:.1f}M{x - s * .2:.1f} "
        f"{y - s * .35:.1f}H{x + s * .2:.1f}M{x:.1f} {y - s:.1f}V{y:.1f}",
        stroke=dark,
        stroke_width=2,
    )
    p.circle(x, y - s, s * 0.05, dark)


def quarry_title(p, t):
    p.title(["Quarry Music"], "yanone", p.c[0], 24, 435, 294, size=56, spacing=0.01)
    p.credits(t, p.c[1], 24, 499, 294)
    p.text(318, 42, "OP. 1", "yanone", 16, p.c[3], "end", 0.1)


def moth_cabinet(p):
    ground, cream, rust, ash, ink = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([mix(ground, "#000000", 0.05), mix(ground, "#000000", 0.35)]))
    columns, rows = (3, 4) if not p.is_wide else (6, 3)
    top, bottom = (18, h * 0.765) if not p.is_wide else (14, h - 10)
    cw, ch = (w - 36) / columns, (bottom - top) / rows
    gone = (1, 2) if not p.is_wide else (3, 1)
    shadow = p.shadow(1.5, 2.5, 2, 0.5)
    for j in range(rows):
        for i in range(columns):
            x, y = 18 + cw * (i + 0.5), top + ch * (j + 0.47)
            p.rect(
                18 + cw * i + 3,
                top + ch * j + 3,
                cw - 6,
                ch - 6,
                "none",
                stroke=mix(ground, cream, 0.25),
                stroke_width=0.8,
            )
            if (i, j) == gone:
                p.ellipse(x, y + 4, cw * 0.24, ch * 0.16, mix(ground, "#000000", 0.5), opacity=0.6)
            else:
                fore = mix(cream, p.random.choice((rust, ash, cream)), p.random.uniform(0.1, 0.7))
                colours = (
                    fore,
                    mix(fore, p.random.choice((rust, ash)), 0.55),
                    mix(fore, ink, 0.65),
                    mix(fore, ink, 0.85),
                )
                with p.group(filter=shadow):
                    moth(p, x, y, min(cw, ch) * 0.4, colours, p.random)
            p.line(x, y - 5, x + 3, y - 13, "#f7f2e6", 0.8)
            p.circle(x + 3, y - 13, 1.8, rust if (i, j) == gone else "#f7f2e6")
            p.rect(x - 14, top + ch * (j + 1) - 14, 28, 6, cream)
            p.line(x - 11, top + ch * (j + 1) - 11, x + p.random.uniform(2, 11), top + ch * (j + 1) - 11, ink, 0.8)
    p.grain(0.16)


def moth_title(p, t):
    p.rect(21, 398, 300, 96, p.c[1])
    p.rect(25, 402, 292, 88, "none", stroke=p.c[4], stroke_width=0.8)
    p.title(["INVENTORY", "OF MOTHS"], "courier", p.c[4], 39, 414, 264, size=36, spacing=0.02, leading=0.88)
    p.credits(t, p.c[2], 39, 483, 264)


def forest_sound(p):
    night, moss, mint, pale = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([mix(night, moss, 0.75), night]))
    cx, cy = w * (0.5 if not p.is_wide else 0.66), h * (0.62 if not p.is_wide else 0.66)
    p.circle(cx, cy, h * 0.42, p.glow([(0, mint + "77"), (1, mint + "00")]))
    for depth in range(3):
        for _ in range((9, 7, 4)[depth] * (1 if not p.is_wide else 2)):
            x, width = p.random.uniform(0, w), lerp(5, 26, depth / 2) * p.random.uniform(0.6, 1.2)
            if depth == 2 and abs(x - cx) < w * 0.16:
                continue
            tone = mix(mix(moss, mint, 0.18), mix(night, "#000000", 0.3), depth / 2)
            p.polygon(
                [(x - width * 0.42, -5), (x + width * 0.42, -5), (x + width * 0.6, h), (x - width * 0.6, h)],
                tone,
                opacity=0.9,
            )
            for _ in range(5 + depth * 3):
                y, side = p.random.uniform(0, h * 0.75), p.random.choice((-1, 1))
                p.path(
                    f"M{x:.1f} {y:.1f}q{side * width * .8:.1f} 2 {side * width * 1.6:.1f} {-width * .5:.1f}",
                    stroke=tone,
                    stroke_width=1 + depth,
                )
        if depth == 1:
            rings(p, cx, cy, h, mint, pale)
    land(p, ridge(p.random, w, h * 0.93, 14, 30), mix(night, "#000000", 0.45))
    beetle(p, cx, h * 0.9, h * 0.0017, mint, night)
    p.grain(0.12)


def rings(p, cx, cy, h, mint, pale):
    for i in range(22):
        r = h * 0.016 * (i + 0.6) ** 1.02
        offset = p.random.uniform(0, 6)
        points = []
        for k in range(48):
            a = 2 * math.pi * k / 48
            wobble = 1 + 0.035 * math.sin(3 * a + offset) + 0.02 * math.sin(7 * a + i * 0.6)
            points.append((cx + r * wobble * math.cos(a), cy + r * wobble * 0.96 * math.sin(a)))
        p.path(
            smooth(points, True),
            stroke=mix(pale, mint, i / 22),
            stroke_width=1.9 if i % 5 == 0 else 0.9,
            opacity=lerp(1, 0.22, i / 22),
        )


def beetle(p, x, y, s, shine, dark):
    with p.group(transform=f"translate({x:.1f} {y:.1f}) scale({s:.3f})"):
        for side in (-1, 1):
            for k in (-10, 0, 10):
                p.path(f"M{k} 0q{k * .5} 8 {k * .9 + side} 14", stroke=shine, stroke_width=2)
        p.path("M-18 2A18 15 0 0 1 14 2Z", shine)
        p.path("M14 2A8 9 0 0 1 26 2Z", mix(shine, dark, 0.35))
        p.line(-2, -12, -2, 2, dark, 1.4)
        p.path("M24 -2q7 -8 12 -6M24 0q8 -4 13 0", stroke=shine, stroke_width=1.5)


def forest_title(p, t):
    p.title(["The", "Understory", "Choir"], "quicksand", p.c[3], 24, 34, 294, size=50, leading=0.98)
    p.credits(t, p.c[3], 24, 495, 294, "middle")


def geese(p):
    sky, white, red, orange, ink, grass = p.c
    w, h = p.w, p.h
    p.fill(sky)
    rows = 6 if not p.is_wide else 5
    top, bottom = (h * 0.14, h * 0.73) if not p.is_wide else (h * 0.25, h * 1.0)
    for j in range(rows):
        t = j / (rows - 1)
        y, size = lerp(top, bottom, t), lerp(h * 0.1, h * 0.16, t)
        tone = mix(mix(sky, grass, 0.35), grass, t)
        p.rect(0, y - size * 0.14, w, h - y + size, tone)
        count = round(w / (size * 0.92))
        for i in range(count + 1):
            x = (i + (0.5 if j % 2 else 0.02)) * w / count + p.random.uniform(-4, 4)
            chosen = (i, j) == ((2, 3) if not p.is_wide else (6, 3))
            facing = 1 if j % 2 == 0 else -1
            goose(
                p,
                x,
                y,
                size * (1.12 if chosen else p.random.uniform(0.9, 1.03)),
                (white, orange, ink),
                -facing if chosen else facing,
                1.0 if chosen else p.random.random() * 0.5,
            )
            if chosen:
                sash(p, x, y, size * 1.12, red, -facing)
    way = [(w * 0.7, -10), (w * 0.62, h * 0.2), (w * 0.78, h * 0.42), (w * 0.66, h * 0.62), (w * 0.8, h * 1.05)]
    p.path(smooth(way), stroke=red, stroke_width=4, stroke_dasharray="2 9", stroke_linecap="round")
    p.grain(0.1)


def sash(p, x, y, size, red, facing):
    with p.group(transform=f"translate({x:.1f} {y:.1f}) scale({size / 100 * facing:.3f} {size / 100:.3f})"):
        p.path("M14 -62L34 -50L30 -42L12 -54Z", red)
        p.path("M12 -56L2 -42L10 -40L18 -52Z", red)


def geese_title(p, t):
    p.rect(0, 394, 342, 119, p.c[2])
    p.title(["A Small Republic", "of Geese"], "slab", p.c[1], 24, 413, 294, size=34, leading=1.0)
    p.credits(t, p.c[1], 24, 495, 294)


def obsidian(p):
    black, slate, ice, lava = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([mix(slate, ice, 0.35), mix(slate, black, 0.2)]))
    px, py = w * (0.55 if not p.is_wide else 0.62), h * (0.43 if not p.is_wide else 0.22)
    p.ellipse(px, py, w * 0.36, h * 0.24, p.glow([(0, lava + "aa"), (1, lava + "00")]))
    line = [
        (-20, h * 0.8),
        (w * 0.08, h * 0.74),
        (w * 0.2, h * 0.7),
        (w * 0.34, h * 0.58),
        (w * 0.45, h * 0.47),
        (px - 14, py + 4),
        (px, py + 14),
        (px + 16, py),
        (w * 0.68, h * 0.53),
        (w * 0.8, h * 0.6),
        (w * 0.92, h * 0.72),
        (w + 20, h * 0.75),
    ]
    p.polygon(line + [(w + 20, h), (-20, h)], black)
    for i in range(len(line) - 1):
        (ax, ay), (bx, by) = line[i], line[i + 1]
        for k in range(7):
            y0, y1 = h * 0.13 * k, h * 0.13 * (k + 1)
            jog = p.random.uniform(-12, 12)
            light = p.random.random() ** 2 * (0.42 if ax < px else 0.2)
            middle = ((ax + bx) / 2 + jog, (ay + by) / 2 + (y0 + y1) / 2)
            p.polygon([(ax, ay + y0), (bx, by + y0), middle], mix(black, slate, light * 1.5))
            p.polygon([(ax, ay + y0), middle, (ax, ay + y1)], mix(black, slate, light * 0.8))
            p.polygon([(bx, by + y0), middle, (bx, by + y1)], mix(black, ice, light * 0.4))
    crack = [
        (px, py + 13),
        (px - 9, py + h * 0.08),
        (px + 7, py + h * 0.13),
        (px - 5, py + h * 0.2),
        (px + 14, py + h * 0.26),
        (px + 5, py + h * 0.33),
    ]
    p.polyline(crack, lava, 9, opacity=0.35, filter=p.blur(4))
    p.polyline(crack, lava, 2.6)
    p.polyline(crack, "#ffd9a0", 1)
    y = h * (0.845 if not p.is_wide else 0.84)
    trace = []
    for x in range(-4, w + 6, 2):
        near = math.exp(-(((x - w * 0.68) / (w * 0.13)) ** 2))
        trace.append((x, y + p.random.uniform(-1, 1) * (1 + h * 0.072 * near)))
    p.polyline(trace, ice, 1.2)
    p.grain(0.14)


def obsidian_title(p, t):
    p.title(["Obsidian", "Weather"], "bebas", "#ffffff", 24, 28, 294, block=True, leading=0.8)
    p.credits(t, p.c[2], 24, 492, 294)


def bees(p):
    honey, amber, brown, cream, green = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([cream, mix(cream, honey, 0.75)]))
    hexagons(
        p,
        w * (0.6 if not p.is_wide else 0.7),
        h * (0.435 if not p.is_wide else 0.3),
        h * (0.03 if not p.is_wide else 0.045),
        honey,
        amber,
        cream,
    )
    base = h * (0.47 if not p.is_wide else 0.52)
    for i in range(4):
        land(
            p,
            ridge(p.random, w, base + h * 0.06 * i, h * 0.05, w / 5),
            mix(mix(green, cream, 0.45), mix(green, brown, 0.4), i / 3),
        )
    for _ in range(150 if not p.is_wide else 260):
        x, y = p.random.uniform(0, w), p.random.uniform(base + h * 0.17, h)
        s = lerp(0.7, 3.2, (y - base) / (h - base))
        p.circle(x, y, s, p.random.choice((honey, cream, amber)), opacity=0.8)
    road(p, base, brown, cream)
    lorry(
        p, w * (0.53 if not p.is_wide else 0.5), h * (0.655 if not p.is_wide else 0.74), h * 0.0016, amber, brown, cream
    )
    for _ in range(16):
        x, y = p.random.uniform(0, w), p.random.uniform(h * (0.26 if not p.is_wide else 0.06), h * 0.62)
        s = p.random.uniform(0.7, 1.2)
        with p.group(transform=f"translate({x:.1f} {y:.1f}) rotate({p.random.uniform(-40, 40):.0f}) scale({s:.2f})"):
            p.ellipse(-1, -4, 2.4, 4, "#ffffff", opacity=0.85)
            p.ellipse(2.4, -4, 2.2, 3.6, "#ffffff", opacity=0.85)
            p.ellipse(0, 0, 5.4, 3.2, brown)
            p.rect(-2.2, -3, 1.6, 6, honey)
            p.rect(1.2, -2.9, 1.6, 5.8, honey)
    p.grain(0.12)


def hexagons(p, cx, cy, r, honey, amber, cream):
    for q in range(-4, 5):
        for s in range(-4, 5):
            distance = max(abs(q), abs(s), abs(q + s))
            if distance > 3 + (p.random.random() < 0.3):
                continue
            x, y = cx + r * 1.5 * q, cy + r * math.sqrt(3) * (s + q / 2)
            points = [
                (x + r * 0.92 * math.cos(math.pi * k / 3), y + r * 0.92 * math.sin(math.pi * k / 3)) for k in range(6)
            ]
            p.polygon(points, mix(honey, amber, p.random.random()) if distance < 4 else mix(cream, honey, 0.5))


def road(p, base, brown, cream):
    w, h = p.w, p.h
    centre = [
        (w * 0.6, base + h * 0.06),
        (w * 0.42, base + h * 0.12),
        (w * 0.64, base + h * 0.2),
        (w * 0.42, base + h * 0.34),
        (w * 0.62, h * 1.05),
    ]
    widths = [2, 7, 16, 34, 70]
    left = [(x - half, y) for (x, y), half in zip(centre, widths)]
    right = [(x + half, y) for (x, y), half in zip(centre, widths)]
    p.path(smooth(left) + "L" + smooth(right[::-1])[1:] + "Z", mix(cream, brown, 0.28))
    p.path(smooth(centre), stroke=cream, stroke_width=2, stroke_dasharray="10 9")


def lorry(p, x, y, s, amber, brown, cream):
    with p.group(transform=f"translate({x:.1f} {y:.1f}) scale({s:.3f})"):
        for j in range(3):
            for i in range(5):
                p.rect(
                    -62 + i * 20,
                    -58 + j * 16,
                    18,
                    14,
                    ("#5fa8a3", cream, amber)[(i + j) % 3],
                    stroke=brown,
                    stroke_width=1.2,
                )
                p.rect(-56 + i * 20, -49 + j * 16, 6, 2, brown)
        p.rect(-66, -10, 108, 8, brown)
        p.path("M42 -2V-40H62Q70 -40 74 -28L80 -14V-2Z", "#c8502d")
        p.path("M48 -34H61Q66 -34 69 -24H48Z", cream)
        for wheel in (-44, -24, 62):
            p.circle(wheel, 2, 10, brown)
            p.circle(wheel, 2, 4, cream)


def bees_title(p, t):
    p.title(["Southbound", "with Bees"], "lato", p.c[2], 24, 30, 294, size=56, leading=0.96)
    p.rect(0, 479, 342, 34, p.c[2])
    p.credits(t, p.c[3], 24, 500, 294)


SCENES = {
    "nine-ways-to-fold-a-map": (("#f3ead2", "#9dbf7d", "#a9784a", "#c9362b", "#6fa9c4"), folded_map, folded_map_title),
    "a-persimmon-for-the-surveyor": (
        ("#f4ead4", "#ee7a29", "#cf4f1c", "#5c7a45", "#33301f", "#c8392b"),
        persimmons,
        persimmons_title,
    ),
    "quarry-music": (("#f2bd3c", "#efe6d2", "#b5a888", "#2a2723", "#fffaf0"), quarry, quarry_title),
    "inventory-of-moths": (("#3a2b26", "#e9dcc0", "#b3552f", "#8b8a83", "#241a16"), moth_cabinet, moth_title),
    "the-understory-choir": (("#0c1f1a", "#28544a", "#8fd6b0", "#eafbe9"), forest_sound, forest_title),
    "a-small-republic-of-geese": (
        ("#cfe5e4", "#fdfbf3", "#cf3a30", "#f08a24", "#29313a", "#7fb08a"),
        geese,
        geese_title,
    ),
    "obsidian-weather": (("#0b0d10", "#4b5763", "#dfe9ee", "#ff5a1f"), obsidian, obsidian_title),
    "southbound-with-bees": (("#f6b62c", "#dd8414", "#46301b", "#fdf1d2", "#8aa05a"), bees, bees_title),
}
