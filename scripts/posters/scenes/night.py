"""Titles that happen in the dark: stations, planets, gas lamps and theatres."""

import math

from ..shapes import arc_points, fir, land, lerp, mix, ridge, smooth, stars


def winter_line(p):
    night, blue, snow, lamp, steel = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([night, mix(night, blue, 0.75), mix(blue, snow, 0.25)]))
    if p.is_wide:
        stars(p, 60, snow, h * 0.5, 1.0)
    horizon = h * (0.5 if p.is_wide else 0.56)
    far = (w * (0.71 if p.is_wide else 0.6), horizon)
    land(p, ridge(p.random, w, horizon + 2, h * 0.07, w / 7), mix(blue, night, 0.35))
    for _ in range(50):
        fir(p, p.random.uniform(0, w), horizon + 5, p.random.uniform(6, 16), mix(night, blue, 0.25))
    land(
        p,
        [(0, horizon + 4), (w * 0.4, horizon - 1), (w * 0.7, horizon + 2), (w, horizon - 2)],
        p.gradient([mix(snow, blue, 0.35), snow]),
    )
    near = (w * 0.22, h * 1.04)
    along = lambda t, side: (
        lerp(far[0], near[0], t**2.1)
        + w * 0.13 * math.sin(t * math.pi)
        + side * lerp(0.4, w * (0.1 if not p.is_wide else 0.05), t**2.3),
        lerp(far[1], near[1], t**1.8),
    )
    for i in range(34):
        t = (i + 1) / 34
        a, b = along(t, -1.5), along(t, 1.5)
        p.line(*a, *b, mix(steel, snow, 0.3), lerp(0.4, 4.5, t**2))
    for side in (-1, 1):
        p.path(
            smooth([along(i / 20, side) for i in range(21)]), stroke=night, stroke_width=2.2 if not p.is_wide else 2.6
        )
    previous = None
    for i in range(1, 9):
        t = (i / 8) ** 0.85
        x, y = along(t, 3.4)
        size = lerp(5, h * 0.24, t**1.9)
        p.line(x, y, x, y - size, night, lerp(0.6, 3, t))
        p.line(x - size * 0.12, y - size * 0.93, x + size * 0.12, y - size * 0.93, night, lerp(0.5, 2.4, t))
        top = (x, y - size * 0.95)
        if previous:
            sag = (top[1] + previous[1]) / 2 + size * 0.12
            p.path(
                f"M{previous[0]:.1f} {previous[1]:.1f}Q{(previous[0] + top[0]) / 2:.1f} {sag:.1f} "
                f"{top[0]:.1f} {top[1]:.1f}",
                stroke=night,
                stroke_width=0.7,
            )
        previous = top
    signal_box(p, far[0] - w * 0.05, far[1] + 3, h * 0.028, night, lamp, snow)
    signal_box(p, w * (0.82 if not p.is_wide else 0.86), h * 0.86, h * 0.15, night, lamp, snow)
    for _ in range(110 if not p.is_wide else 170):
        p.circle(
            p.random.uniform(0, w),
            p.random.uniform(0 if p.is_wide else h * 0.35, h),
            p.random.uniform(0.5, 1.9),
            "#ffffff",
            opacity=p.random.uniform(0.35, 0.95),
        )
    p.grain(0.1)


def signal_box(p, x, y, s, ink, lamp, snow):
    p.circle(x, y - s * 0.62, s * 1.15, p.glow([(0, lamp + "88"), (1, lamp + "00")]))
    p.rect(x - s * 0.38, y - s * 0.45, s * 0.76, s * 0.45, ink)
    p.rect(x - s * 0.46, y - s * 0.86, s * 0.92, s * 0.44, ink)
    for k in range(3):
        p.rect(x - s * 0.4 + k * s * 0.28, y - s * 0.79, s * 0.23, s * 0.27, lamp)
    p.polygon(
        [
            (x - s * 0.6, y - s * 0.84),
            (x + s * 0.6, y - s * 0.84),
            (x + s * 0.42, y - s * 1.1),
            (x - s * 0.42, y - s * 1.1),
        ],
        snow,
    )
    p.rect(x + s * 0.2, y - s * 1.28, s * 0.12, s * 0.22, ink)


def winter_title(p, t):
    end = p.title(["Winter", "Timetable"], "jura", p.c[2], 24, 34, 294, block=False, size=62, leading=1.0)
    for i, width in enumerate((294, 294)):
        p.line(24, end + 12 + 22 * i, 24 + width, end + 12 + 22 * i, p.c[2], 0.7, opacity=0.6)
    p.credits(t, p.c[2], 24, end + 26, 294)


def ganymede(p):
    space, rust, sand, pale, blue = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([mix(space, blue, 0.1), space]))
    stars(p, 120, pale, None, 1.0)
    r = h * (0.78 if p.is_wide else 0.45)
    cx, cy = (w * 0.92, h * 0.66) if p.is_wide else (w * 0.99, h * 0.32)
    with p.group(clip_path=p.clip_circle(cx, cy, r)):
        bands = 17
        for i in range(bands):
            y0 = cy - r + 2 * r * i / bands
            tone = mix(mix(rust, sand, p.random.random()), pale, p.random.random() * 0.4)
            points = [
                (x, y0 + 4 * math.sin(x * 0.02 + i * 1.3) + 3 * math.sin(x * 0.051 + i))
                for x in range(int(cx - r) - 20, int(cx + r) + 40, 16)
            ]
            p.path(smooth(points) + f"V{cy + r + 9:.1f}H{points[0][0]:.1f}Z", tone)
        sx, sy = cx - r * 0.42, cy + r * 0.3
        for k, tone in enumerate((pale, rust, mix(rust, "#7a2412", 0.5))):
            p.ellipse(sx, sy, r * (0.2 - 0.05 * k), r * (0.105 - 0.027 * k), tone)
        p.circle(cx, cy, r, p.glow([(0, space + "00"), (0.55, space + "00"), (1, space + "ee")], 0.66, 0.58, 0.72))
    gx, gy, gr = (w * 0.36, h * 0.3, h * 0.1) if p.is_wide else (w * 0.25, h * 0.17, h * 0.066)
    with p.group(clip_path=p.clip_circle(gx, gy, gr)):
        p.circle(gx, gy, gr, mix(pale, blue, 0.35))
        for _ in range(14):
            p.circle(
                gx + p.random.uniform(-1, 1) * gr,
                gy + p.random.uniform(-1, 1) * gr,
                gr * p.random.uniform(0.06, 0.3),
                mix(pale, space, 0.45),
                opacity=0.45,
            )
        p.circle(gx, gy, gr, p.glow([(0, space + "00"), (0.5, space + "00"), (1, space + "dd")], 0.64, 0.6, 0.72))
    ex, ey = (w * 0.1, h * 0.86) if p.is_wide else (w * 0.16, h * 0.67)
    bend = (w * 0.28, h * 0.82) if p.is_wide else (w * 0.42, h * 0.44)
    for i in range(40):
        t = (i + 1.6) / 42.6
        x = (1 - t) ** 2 * ex + 2 * t * (1 - t) * bend[0] + t * t * (gx + gr * 0.9)
        y = (1 - t) ** 2 * ey + 2 * t * (1 - t) * bend[1] + t * t * (gy + gr * 0.9)
        p.circle(x, y, 1.7, pale if i != 27 else "#ff6b4a", opacity=1 if i != 27 else 1)
    p.circle(ex, ey, 16, p.glow([(0, blue + "99"), (1, blue + "00")]))
    p.circle(ex, ey, 4.6, blue)
    p.grain(0.1)


def ganymede_title(p, t):
    p.title(["Forty Minutes", "of Ganymede"], "jura", p.c[3], 24, 403, 294, size=42, leading=1.06)
    p.credits(t, p.c[3], 24, 497, 294)


def gaslight(p):
    ink, soot, slate, amber, bone = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([soot, mix(soot, slate, 0.6)]))
    foot = h * (0.82 if p.is_wide else 0.75)
    lx, ly = w * (0.6 if not p.is_wide else 0.62), h * (0.43 if not p.is_wide else 0.27)
    for layer, (count, low, high) in enumerate(
        ((6, 0.4, 0.58), (4, 0.52, 0.74)) if not p.is_wide else ((10, 0.4, 0.66), (7, 0.55, 0.85))
    ):
        for i in range(count + 1):
            x, width = w * (i - 0.3) / count, w / count * 1.15
            top = foot - foot * p.random.uniform(low, high) * (0.75 if not layer else 1.0)
            if layer and abs(x + width / 2 - lx) < w * 0.16:
                continue
            lean, point = p.random.uniform(-0.22, 0.22) * width, p.random.uniform(0.2, 0.8)
            tone = mix(slate, soot, 0.35) if layer == 0 else mix(ink, soot, 0.35)
            p.polygon(
                [
                    (x, foot),
                    (x + lean, top + 26),
                    (x + width * point + lean, top - 18),
                    (x + width + lean, top + 20),
                    (x + width, foot),
                ],
                tone,
            )
            for _ in range(3 if layer == 0 else 4):
                wx, wy = x + width * p.random.uniform(0.2, 0.7) + lean * 0.7, p.random.uniform(top + 40, foot - 50)
                skew = lean * 0.12
                p.polygon(
                    [(wx, wy), (wx + 8, wy - 2), (wx + 8 - skew, wy + 15), (wx - skew, wy + 14)], mix(tone, ink, 0.6)
                )
    p.polygon([(0, foot), (w, foot - 8), (w, h), (0, h)], ink)
    reach = w * (0.42 if not p.is_wide else 0.25)
    p.polygon(
        [(lx - 8, ly), (lx + 8, ly), (lx + reach * 0.85, h * 0.905), (lx - reach * 1.15, h * 0.905)],
        p.gradient([(0, amber + "dd"), (0.75, amber + "55"), (1, amber + "22")]),
    )
    p.ellipse(lx - reach * 0.15, h * 0.905, reach, h * 0.042, amber, opacity=0.55)
    p.circle(lx, ly, h * 0.13, p.glow([(0, "#fff0c0ee"), (0.3, amber + "88"), (1, amber + "00")]))
    p.path(
        f"M{lx - 2.6:.1f} {h * .905:.1f}L{lx - 1.8:.1f} {ly + 16:.1f}H{lx + 1.8:.1f}L{lx + 2.6:.1f} {h * .905:.1f}Z",
        ink,
    )
    p.line(lx - 14, ly + 34, lx + 14, ly + 34, ink, 2)
    p.polygon(
        [(lx - 9, ly - 10), (lx + 9, ly - 10), (lx + 6, ly + 16), (lx - 6, ly + 16)],
        "#fff3cf",
        stroke=ink,
        stroke_width=2,
    )
    p.polygon([(lx - 12, ly - 10), (lx + 12, ly - 10), (lx, ly - 24)], ink)
    x, y = lx - reach * 0.5, h * 0.91
    p.polygon([(x - 5, y), (x + 5, y), (x - w * 0.3, h * 1.02), (x - w * 0.42, h * 1.02)], ink, opacity=0.8)
    inspector(p, x, y, h * 0.165, ink)
    p.grain(0.16)


def inspector(p, x, y, s, ink):
    p.path(
        f"M{x - s * .17:.1f} {y:.1f}L{x - s * .15:.1f} {y - s * .7:.1f}Q{x:.1f} {y - s * .86:.1f} "
        f"{x + s * .15:.1f} {y - s * .7:.1f}"
        f"L{x + s * .19:.1f} {y - s * .1:.1f}L{x + s * .07:.1f} {y - s * .1:.1f}L{x + s * .06:.1f} {y:.1f}"
        f"L{x + s * .01:.1f} {y - s * .1:.1f}L{x - s * .05:.1f} {y:.1f}Z",
        ink,
    )
    p.circle(x, y - s * 0.86, s * 0.085, ink)
    p.rect(x - s * 0.16, y - s * 0.935, s * 0.32, s * 0.025, ink)
    p.rect(x - s * 0.085, y - s * 1.03, s * 0.17, s * 0.11, ink)
    p.line(x + s * 0.13, y - s * 0.62, x + s * 0.34, y - s * 1.12, ink, s * 0.022)


def gaslight_title(p, t):
    p.title(["The Lantern", "Inspector"], "oldania", p.c[3], 24, 32, 294, block=True, leading=1.0)
    p.credits(t, p.c[4], 24, 501, 294)


def stage_storm(p):
    midnight, blue, red, dark, cream, bolt = p.c
    w, h = p.w, p.h
    floor = h * (0.76 if p.is_wide else 0.72)
    p.fill(p.gradient([midnight, blue]))
    shadow = p.shadow(1, 3, 4, 0.45)
    for i in range(70 if not p.is_wide else 120):
        x, y, length = p.random.uniform(0, w * 1.1), p.random.uniform(h * 0.3, floor), p.random.uniform(14, 34)
        p.line(x, y, x - length * 0.32, min(y + length, floor), cream, 1, opacity=0.45)
    clouds = (
        ((0.3, 0.27, 1.0), (0.7, 0.23, 0.85), (0.53, 0.335, 1.15))
        if not p.is_wide
        else ((0.32, 0.25, 0.95), (0.68, 0.22, 0.9), (0.5, 0.34, 1.15))
    )
    for i, (x, y, s) in enumerate(clouds):
        x, y, s = x * w, y * h, s * h * 0.002
        p.line(x - 30 * s, y, x - 30 * s, 0, cream, 0.8, opacity=0.7)
        p.line(x + 30 * s, y, x + 30 * s, 0, cream, 0.8, opacity=0.7)
        with p.group(filter=shadow, transform=f"translate({x:.1f} {y:.1f}) scale({s:.3f})"):
            p.path(
                "M-62 18C-84 18 -84 -12 -58 -10C-56 -38 -14 -42 -6 -20C8 -42 48 -32 44 -6C74 -10 78 18 54 18Z",
                mix(cream, blue, (0.35, 0.2, 0.05)[i]),
            )
        if i == 2:
            with p.group(filter=shadow, transform=f"translate({x:.1f} {y:.1f}) scale({s:.3f})"):
                p.path("M8 20L-26 84H-2L-18 140L40 66H12L34 20Z", bolt)
    p.rect(0, floor, w, h - floor, p.gradient([mix(cream, dark, 0.25), cream]))
    for i in range(15):
        t = (i - 7) / 7
        p.line(w / 2 + t * w * 0.42, floor, w / 2 + t * w * 0.8, h, dark, 0.8, opacity=0.3)
    p.ellipse(w * 0.5, floor + h * 0.045, w * 0.26, h * 0.022, dark, opacity=0.25)
    thunder_sheet(p, w * 0.5, floor + h * 0.045, h * 0.0019, midnight, cream, red)
    curtains(p, w, floor + h * 0.03, red, dark, shadow)
    p.grain(0.12)


def thunder_sheet(p, x, y, s, ink, cream, red):
    with p.group(transform=f"translate({x:.1f} {y:.1f}) scale({s:.3f})"):
        p.path("M18 0V-88H58V0", stroke=ink, stroke_width=4)
        p.path(
            "M24 -84C32 -66 18 -50 26 -34C30 -24 24 -14 26 -6H50C46 -20 54 -34 48 -48C44 -60 54 -72 52 -84Z",
            mix(cream, "#8fa3ad", 0.55),
            stroke=ink,
            stroke_width=2,
        )
        p.circle(-14, -66, 8, ink)
        p.path("M-28 0L-24 -46Q-14 -60 -4 -46L0 0H-10L-13 -24L-18 0Z", ink)
        p.path("M-6 -46L22 -30", stroke=ink, stroke_width=6, stroke_linecap="round")
        p.path("M-22 -56H-6L-4 -50H-24Z", red)


def curtains(p, w, bottom, red, dark, shadow):
    for side in (0, 1):
        with p.group(filter=shadow, transform=f"translate({w} 0) scale(-1 1)" if side else None):
            folds = 4
            for i in range(folds):
                width = w * 0.21 / folds
                x0, x1 = width * i, width * (i + 1)
                low = bottom - (10 if i % 2 else 0)
                p.path(
                    f"M{x0:.1f} -5H{x1:.1f}C{x1 + width * .8:.1f} {bottom * .4:.1f} {x1 - width * .9:.1f} "
                    f"{bottom * .7:.1f} {x1:.1f} {low:.1f}"
                    f"Q{(x0 + x1) / 2:.1f} {low + 9:.1f} {x0:.1f} {low:.1f}C{x0 - width * .9:.1f} "
                    f"{bottom * .7:.1f} {x0 + width * .8:.1f} {bottom * .4:.1f} {x0:.1f} -5Z",
                    p.gradient([dark, red, red, mix(red, dark, 0.6)], 0),
                )
    count = 6 if not p.is_wide else 11
    with p.group(filter=shadow):
        for i in range(count):
            x0, x1, deep = w * i / count, w * (i + 1) / count, p.h * 0.115
            p.path(
                f"M{x0:.1f} -5H{x1:.1f}V{deep * .62:.1f}Q{(x0 + x1) / 2:.1f} {deep * 1.35:.1f} {x0:.1f} "
                f"{deep * .62:.1f}Z",
                p.gradient([mix(red, dark, 0.5), red, mix(red, dark, 0.35)], 20),
            )
            p.path(
                f"M{x0:.1f} {deep * .62:.1f}Q{(x0 + x1) / 2:.1f} {deep * 1.35:.1f} {x1:.1f} {deep * .62:.1f}",
                stroke=p.c[5],
                stroke_width=2.2,
            )


def stage_title(p, t):
    p.title(["Understudy", "for a Storm"], "kaushan", p.c[2], 24, 407, 294, size=45, align="middle", leading=0.86)
    p.credits(t, p.c[3], 24, 500, 294, "middle")


def velvet(p):
    plum, deep, wine, gold, cream = p.c
    w, h = p.w, p.h
    count = 9 if not p.is_wide else 19
    hem = h * (0.86 if not p.is_wide else 0.86)
    p.fill(mix(deep, "#000000", 0.55))
    for i in range(7 if not p.is_wide else 15):
        x, s = w * (0.07 + 0.143 * i) if not p.is_wide else w * (0.03 + 0.068 * i), h * 0.02
        p.circle(x, h * 0.955, s, gold)
        p.circle(x, h * 0.955, s * 0.68, "none", stroke=mix(gold, deep, 0.5), stroke_width=1.4)
        p.line(x, h * 0.955 - s * 0.35, x, h * 0.955 + s * 0.35, mix(gold, deep, 0.5), 1.6)
    shadow = p.shadow(0, 5, 5, 0.6)
    with p.group(filter=shadow):
        for i in range(count):
            x0, x1 = w * i / count, w * (i + 1) / count
            lift = h * 0.075 * max(0, 1 - abs((i + 0.5) / count - 0.63) * 5)
            low = hem + (6 if i % 2 else -3) - lift
            sway = p.random.uniform(-5, 5)
            p.path(
                f"M{x0 - 1:.1f} -5H{x1 + 1:.1f}C{x1 + sway:.1f} {h * .3:.1f} {x1 - sway:.1f} {h * .6:.1f} "
                f"{x1 + 1:.1f} {low:.1f}"
                f"Q{(x0 + x1) / 2:.1f} {low + 12:.1f} {x0 - 1:.1f} {low:.1f}C{x0 - sway:.1f} {h * .6:.1f} "
                f"{x0 + sway:.1f} {h * .3:.1f} {x0 - 1:.1f} -5Z",
                p.gradient([(0, deep), (0.35, plum), (0.55, wine), (0.75, plum), (1, deep)], 0),
            )
            p.path(
                f"M{x0 - 1:.1f} {low - 4:.1f}Q{(x0 + x1) / 2:.1f} {low + 8:.1f} {x1 + 1:.1f} {low - 4:.1f}",
                stroke=gold,
                stroke_width=4,
            )
            for k in range(5):
                a = lerp(x0, x1, (k + 0.5) / 5)
                b = low + 1 + 5 * math.sin(math.pi * (k + 0.5) / 5)
                p.line(a, b, a, b + 8, gold, 1.4)
    p.fill(p.glow([(0, wine + "55"), (0.5, wine + "00"), (1, "#000000aa")], 0.5, 0.42, 0.75))
    turn = -13 if not p.is_wide else -8
    with p.group(filter=shadow, transform=f"rotate({turn} {w * .5:.1f} {h * .66:.1f})"):
        y, thick, length = h * 0.62, h * (0.036 if not p.is_wide else 0.05), w / (7 if not p.is_wide else 14)
        for i in range(-2, 18):
            p.polygon(
                [
                    (i * length, y),
                    (i * length + length / 2, y),
                    (i * length + length / 2 - thick * 0.6, y + thick),
                    (i * length - thick * 0.6, y + thick),
                ],
                cream,
            )
            p.polygon(
                [
                    (i * length + length / 2, y),
                    (i * length + length, y),
                    (i * length + length - thick * 0.6, y + thick),
                    (i * length + length / 2 - thick * 0.6, y + thick),
                ],
                "#c0392b",
            )
    p.grain(0.14)


def velvet_title(p, t):
    end = p.title(
        ["The Velvet", "Tariff"], "murmure", p.c[3], 34, 36, 274, block=True, align="middle", size=150, leading=0.92
    )
    p.credits(t, p.c[4], 24, end + 24, 294, "middle")


def sleepers(p):
    night, wall, lit, peach, teal, ink = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([night, mix(night, wall, 0.6)]))
    stars(p, 50, "#ffffff", h * 0.4, 1.2)
    columns, rows = (4, 5) if not p.is_wide else (7, 3)
    left, top, right, bottom = (
        (20, h * 0.31, w - 20, h * 0.955) if not p.is_wide else (w * 0.16, h * 0.18, w - 24, h * 0.96)
    )
    cw, ch = (right - left) / columns, (bottom - top) / rows
    p.polygon([(left - 10, top), (right + 10, top), (right - 4, top - 14), (left + 4, top - 14)], ink)
    p.rect(left - 5, top, right - left + 10, h - top, ink)
    bed = (1, 2) if not p.is_wide else (3, 1)
    colours = [mix(lit, peach, 0.4), lit, peach, teal, mix(teal, lit, 0.5), mix(wall, teal, 0.3)]
    for j in range(rows):
        for i in range(columns):
            if j == bed[1] and i == bed[0] + 1:
                continue
            double = (i, j) == bed
            x, y, width = left + i * cw + 3, top + j * ch + 3, cw * (2 if double else 1) - 6
            fill = "#2c3570" if double else p.random.choice(colours)
            p.rect(x, y, width, ch - 6, fill)
            if double:
                cello_in_bed(p, x, y, width, ch - 6)
            else:
                neighbour(p, x, y, width, ch - 6, p.random.randrange(6), fill)
    p.grain(0.1)


def cello_in_bed(p, x, y, w, h):
    night, wall, lit, peach, teal, ink = p.c
    p.circle(x + w * 0.86, y + h * 0.24, h * 0.11, lit)
    with p.group(transform=f"translate({x + w * .5:.1f} {y + h:.1f}) scale({h / 100:.3f})"):
        p.rect(-72, -30, 140, 10, "#c98b5b")
        p.rect(-72, -58, 6, 58, "#c98b5b")
        p.rect(62, -44, 6, 44, "#c98b5b")
        p.path("M-66 -31C-66 -48 -40 -48 -36 -31Z", "#ffffff")
        p.circle(-46, -42, 8, "#f2c7a5")
        p.path("M-54 -40C-56 -54 -38 -56 -37 -42C-42 -48 -48 -46 -54 -40Z", ink)
        p.path("M-36 -31C-30 -50 0 -44 10 -50C30 -58 50 -50 62 -31Z", peach)
        with p.group(transform="rotate(12)"):
            p.path(
                "M-26 -60C-26 -70 -10 -70 -8 -64C-4 -60 2 -60 6 -66C14 -74 30 -68 30 -54C30 -40 14 -34 6 "
                "-42C2 -48 -4 -48 -8 -44C-10 -38 -26 -38 -26 -48Z",
                "#a4512a",
                stroke=ink,
                stroke_width=1.2,
            )
            p.rect(-66, -56.5, 46, 4, ink)
            p.line(-20, -54.5, 20, -54.5, lit, 0.8)
        for k, (a, b) in enumerate(((-30, -70), (-14, -82), (6, -88))):
            p.path(f"M{a} {b}v-10l5 2", stroke=lit, stroke_width=1.6)
            p.ellipse(a - 2.4, b, 3, 2.2, lit)


def neighbour(p, x, y, w, h, kind, wall):
    ink, paper = p.c[5], "#fff7e6"
    with p.group(transform=f"translate({x + w / 2:.1f} {y + h:.1f}) scale({h / 100:.3f})"):
        shade = mix(wall, ink, 0.22)
        p.rect(-34, -84, 22, 30, shade)
        if kind in (0, 3):
            p.line(16, -100, 16, -78, ink, 1.5)
            p.path("M4 -66L10 -78H22L28 -66Z", ink)
        if kind in (1, 4):
            p.path("M14 0V-14H30V0Z", ink)
            for angle in (-30, 0, 30):
                p.tag(
                    "ellipse",
                    cx=22,
                    cy=-34,
                    rx=5,
                    ry=20,
                    fill=mix(p.c[4], ink, 0.3),
                    transform=f"rotate({angle} 22 -14)",
                )
        if kind in (2, 5):
            p.rect(8, -40, 28, 40, shade)
            for k in range(3):
                p.rect(11, -36 + 12 * k, 22, 8, mix(shade, paper, 0.5))
        if kind != 4:
            p.circle(-12, -52, 9, ink)
            p.path("M-26 0L-24 -36Q-12 -48 0 -36L2 0Z", ink)
            p.path(
                "M-3 -34L2 -52" if kind % 2 else "M-4 -36L10 -34", stroke=ink, stroke_width=5, stroke_linecap="round"
            )


def sleepers_title(p, t):
    end = p.title(["Do Not Wake", "the Cellist"], "quicksand", p.c[2], 24, 34, 294, size=48, leading=1.04)
    p.credits(t, p.c[2], 24, end + 20, 294)


def small_planets(p):
    space, violet, teal, coral, butter, cream = p.c
    w, h = p.w, p.h
    p.fill(p.gradient([space, mix(space, violet, 0.8)]))
    stars(p, 80, cream, None, 1.5)
    shadow = p.shadow(0, 3, 5, 0.4)
    spots = (
        ((0.17, 0.4, 0.05, butter), (0.83, 0.455, 0.07, coral), (0.42, 0.53, 0.03, violet))
        if not p.is_wide
        else (
            (0.12, 0.3, 0.08, butter),
            (0.34, 0.2, 0.05, coral),
            (0.26, 0.64, 0.035, violet),
            (0.9, 0.22, 0.095, coral),
        )
    )
    for i, (x, y, r, tone) in enumerate(spots):
        x, y, r = x * w, y * h, r * h
        with p.group(filter=shadow):
            p.circle(x, y, r, tone)
        with p.group(clip_path=p.clip_circle(x, y, r)):
            for k in range(3):
                p.circle(
                    x + r * p.random.uniform(-0.8, 0.8),
                    y + r * p.random.uniform(-0.8, 0.8),
                    r * p.random.uniform(0.2, 0.4),
                    mix(tone, space, 0.25),
                )
        if i == 1:
            p.path(
                smooth(arc_points(x, y, r * 1.75, r * 0.42, 15, 345)),
                stroke=cream,
                stroke_width=3,
                transform=f"rotate(-18 {x:.1f} {y:.1f})",
            )
        fir(p, x + r * 0.15, y - r * 0.9, r * 0.75, mix(teal, space, 0.2))
    cx, cy, r = (w * 0.5, h * 0.98, h * 0.32) if not p.is_wide else (w * 0.62, h * 1.08, h * 0.56)
    with p.group(filter=shadow):
        p.circle(cx, cy, r, teal)
    with p.group(clip_path=p.clip_circle(cx, cy, r)):
        for k in range(5):
            a = -2.4 + k * 0.4
            p.circle(
                cx + r * 0.72 * math.cos(a),
                cy + r * 0.72 * math.sin(a),
                r * p.random.uniform(0.07, 0.15),
                mix(teal, space, 0.22),
            )
        p.circle(cx + r * 0.3, cy + r * 0.3, r * 1.34, "none", stroke=space, stroke_width=r * 0.4, opacity=0.18)
    with p.group(stroke=cream, stroke_width=2.2, fill="none"):
        x, y = cx + r * 0.3, cy - r * 0.68
        patch = f"M{x:.1f} {y:.1f}l{r * .2:.1f} {r * .1:.1f}l{-r * .09:.1f} {r * .19:.1f}l{-r * .2:.1f} {-r * .1:.1f}Z"
        p.path(patch, coral, stroke_dasharray="4 3")
    shed(p, cx - r * 0.22, cy - r * 0.965, r * 0.0062, coral, butter, cream, space)
    figure(p, cx + r * 0.42, cy - r * 0.89, r * 0.005, butter, cream, space)
    p.grain(0.1)


def shed(p, x, y, s, coral, butter, cream, ink):
    with p.group(transform=f"translate({x:.1f} {y:.1f}) rotate(-12) scale({s:.3f})"):
        p.rect(-30, -46, 60, 48, coral)
        for k in range(-2, 3):
            p.line(k * 12, -46, k * 12, 2, mix(coral, ink, 0.3), 1.2)
        p.polygon([(-38, -44), (38, -44), (22, -66), (-22, -66)], mix(coral, ink, 0.45))
        p.rect(-10, -30, 20, 32, mix(coral, ink, 0.5))
        p.rect(14, -34, 11, 11, butter)
        p.rect(-25, -34, 11, 11, butter)
        p.rect(10, -82, 7, 18, ink)
        for k in range(3):
            p.circle(16 + 7 * k, -90 - 10 * k, 4 + 2 * k, cream, opacity=0.7)
        p.path("M-30 2L-36 12M30 2L36 12", stroke=ink, stroke_width=4)


def figure(p, x, y, s, suit, cream, ink):
    with p.group(transform=f"translate({x:.1f} {y:.1f}) rotate(22) scale({s:.3f})"):
        p.path("M-10 0L-8 -34Q0 -42 8 -34L10 0Z", suit)
        p.circle(0, -48, 12, cream)
        p.circle(2, -48, 8, ink)
        p.path("M6 -30L24 -40", stroke=suit, stroke_width=6, stroke_linecap="round")
        p.path("M22 -56L30 -28", stroke=cream, stroke_width=4)
        p.path("M18 -58a6 6 0 1 0 9 -3l-1 6Z", cream)


def small_planets_title(p, t):
    p.title(["Small Planet", "Repairs"], "dosis", p.c[5], 24, 34, 294, block=True, leading=0.92)
    p.credits(t, p.c[5], 24, 498, 294, "middle")


SCENES = {
    "winter-timetable": (("#0b1530", "#2f4f86", "#eef3f8", "#ffc35a", "#6d7f99"), winter_line, winter_title),
    "forty-minutes-of-ganymede": (("#060812", "#b5562f", "#e0b27c", "#f5ead8", "#5aa9e6"), ganymede, ganymede_title),
    "the-lantern-inspector": (("#0a0807", "#1c1613", "#4a3a2e", "#f0a92e", "#efe0c2"), gaslight, gaslight_title),
    "understudy-for-a-storm": (
        ("#101a3a", "#34568c", "#b3202c", "#5a0f1a", "#f4e7cd", "#f5c83b"),
        stage_storm,
        stage_title,
    ),
    "the-velvet-tariff": (("#6d1f4b", "#2d0a22", "#a03a6c", "#e9b949", "#f8ecd8"), velvet, velvet_title),
    "do-not-wake-the-cellist": (
        ("#171d4a", "#4a5aa8", "#ffe0a0", "#f4a08a", "#7cc0b8", "#12153a"),
        sleepers,
        sleepers_title,
    ),
    "small-planet-repairs": (
        ("#15163c", "#5d4a9c", "#3fa796", "#f0704f", "#ffd166", "#fff6e3"),
        small_planets,
        small_planets_title,
    ),
}
