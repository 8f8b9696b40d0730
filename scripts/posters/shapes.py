"""Forms that several scenes use. Each draws into a picture at a place and a size."""

import math


def lerp(a, b, t):
    return a + (b - a) * t


def mix(first, second, t):
    """A colour between two, as #rrggbb."""
    pairs = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(lerp(a, b, t)):02x}" for a, b in pairs)


def smooth(points, closed=False):
    """A path through points (Catmull-Rom, as cubic Bézier curves)."""
    count = len(points)
    at = (lambda i: points[i % count]) if closed else (lambda i: points[max(0, min(count - 1, i))])
    d = f"M{points[0][0]:.2f} {points[0][1]:.2f}"
    for i in range(count if closed else count - 1):
        a, b, c, e = at(i - 1), at(i), at(i + 1), at(i + 2)
        d += (
            f"C{b[0] + (c[0] - a[0]) / 6:.2f} {b[1] + (c[1] - a[1]) / 6:.2f} "
            f"{c[0] - (e[0] - b[0]) / 6:.2f} {c[1] - (e[1] - b[1]) / 6:.2f} {c[0]:.2f} {c[1]:.2f}"
        )
    return d + ("Z" if closed else "")


def arc_points(x, y, rx, ry, start, end, count=24):
    return [
        (
            x + rx * math.cos(math.radians(lerp(start, end, i / count))),
            y + ry * math.sin(math.radians(lerp(start, end, i / count))),
        )
        for i in range(count + 1)
    ]


def ridge(random, w, base, height, step):
    """Points of a hill line from the left edge to the right."""
    count = max(3, round(w / step))
    return [
        (w * i / count + (random.uniform(-0.3, 0.3) * step if 0 < i < count else 0), base - random.uniform(0, height))
        for i in range(count + 1)
    ]


def land(picture, points, fill, is_smooth=True, **more):
    """Everything below a line of points."""
    d = smooth(points) if is_smooth else "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    picture.path(
        f"{d}L{points[-1][0] + 60:.1f} {points[-1][1]:.1f}V{picture.h + 60}H-60V{points[0][1]:.1f}Z", fill, **more
    )


def field(random, waves=7, scale=0.012):
    """A gentle random surface: a sum of plane waves."""
    terms = [
        (
            random.uniform(-1, 1) * scale * (1 + i / 2),
            random.uniform(-1, 1) * scale * (1 + i / 2),
            random.uniform(0, 2 * math.pi),
            1 / (1 + i * 0.55),
        )
        for i in range(waves)
    ]
    return lambda x, y: sum(a * math.sin(2 * math.pi * (u * x + v * y) / 2.4 + phase) for u, v, phase, a in terms)


def contours(picture, height, levels, stroke, step=4, bold=5, width=0.8, bold_width=1.6):
    """Lines of equal height over the whole picture (marching squares)."""
    columns, rows = int(picture.w / step) + 2, int(picture.h / step) + 2
    grid = [[height(x * step, y * step) for x in range(columns)] for y in range(rows)]
    for index, level in enumerate(levels):
        d = []
        for y in range(rows - 1):
            for x in range(columns - 1):
                d += crossing(grid, x, y, level, step)
        if d:
            picture.path(
                "".join(d),
                stroke=stroke,
                stroke_linecap="round",
                stroke_width=bold_width if index % bold == 0 else width,
            )


def crossing(grid, x, y, level, step):
    corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
    values = [grid[cy][cx] - level for cx, cy in corners]
    cuts = []
    for i in range(4):
        a, b = values[i], values[(i + 1) % 4]
        if (a < 0) != (b < 0):
            t = a / (a - b)
            (ax, ay), (bx, by) = corners[i], corners[(i + 1) % 4]
            cuts.append(((ax + (bx - ax) * t) * step, (ay + (by - ay) * t) * step))
    return [f"M{p[0]:.1f} {p[1]:.1f}L{q[0]:.1f} {q[1]:.1f}" for p, q in zip(cuts[::2], cuts[1::2])]


def stars(picture, count, fill, bottom=None, largest=1.3):
    for _ in range(count):
        picture.circle(
            picture.random.uniform(0, picture.w),
            picture.random.uniform(0, bottom or picture.h),
            picture.random.uniform(0.3, 1) ** 2 * largest,
            fill,
            opacity=picture.random.uniform(0.35, 1),
        )


def leaf(picture, x, y, length, angle, fill, vein=None, fullness=0.32):
    with picture.group(transform=f"translate({x:.1f} {y:.1f}) rotate({angle:.1f})"):
        b = length * fullness
        picture.path(
            f"M0 0C{length * .25:.1f} {-b:.1f} {length * .7:.1f} {-b:.1f} {length:.1f} 0"
            f"C{length * .7:.1f} {b:.1f} {length * .25:.1f} {b:.1f} 0 0Z",
            fill,
        )
        if vein:
            picture.line(0, 0, length * 0.88, 0, vein, 0.8)


def moth(picture, x, y, size, colours, random):
    """Two pairs of wings, mirrored, with eyes and bands; about 2 `size` wide."""
    fore, hind, mark, body = colours
    tip, sweep, tail = random.uniform(0.55, 0.95), random.uniform(0.1, 0.4), random.uniform(0.45, 0.8)
    eye, bands = random.uniform(0.09, 0.16), random.choice((1, 2, 2, 3))
    wing = (
        f"M0 -.18C.25 {-.4 - tip * .5:.2f} .8 {-.3 - tip * .45:.2f} 1 {-tip:.2f}C1.02 -.35 .92 "
        f"{-.12 + sweep:.2f} .72 .1"
        "C.45 .16 .2 .1 0 .05Z"
    )
    back = f"M0 0C.3 .0 .6 .05 .74 .16C.72 {tail:.2f} .4 {tail + .18:.2f} .26 {tail - .02:.2f}C.14 .5 .04 .4 0 .3Z"
    with picture.group(transform=f"translate({x:.1f} {y:.1f}) scale({size:.1f})"):
        for side in (1, -1):
            with picture.group(transform=f"scale({side} 1)"):
                picture.path(back, hind)
                picture.path(wing, fore)
                for band in range(bands):
                    place = 0.42 + band * 0.17
                    picture.path(
                        f"M{place:.2f} {-.5 - place * .12:.2f}Q{place + .13:.2f} -.2 {place - .03:.2f} .08",
                        stroke=mark,
                        stroke_width=0.035,
                        opacity=0.8,
                    )
                picture.circle(0.36, 0.3, eye, mark)
                picture.circle(0.36, 0.3, eye * 0.5, body)
        picture.ellipse(0, 0.1, 0.085, 0.36, body)
        picture.circle(0, -0.27, 0.085, body)
        for side in (1, -1):
            picture.path(f"M0 -.32Q{side * .12:.2f} -.5 {side * .3:.2f} -.52", stroke=body, stroke_width=0.03)


def goose(picture, x, y, size, colours, facing=1, neck=0.0):
    """Standing, `size` from foot to crown. `neck` stretches it upwards."""
    body, beak, eye = colours
    s = size / 100
    with picture.group(transform=f"translate({x:.1f} {y:.1f}) scale({s * facing:.3f} {s:.3f})"):
        picture.path("M-8 -16V0M6 -16V0", stroke=beak, stroke_width=4)
        picture.path("M-10 0H2M4 0H16", stroke=beak, stroke_width=3.5, stroke_linecap="round")
        top = -84 - neck * 16
        picture.path(
            f"M-46 -44C-38 -20 -16 -10 6 -12C24 -14 34 -28 32 -46C31 -58 29 -64 30 {top + 10:.1f}"
            f"C30 {top + 2:.1f} 38 {top + 2:.1f} 38 {top + 9:.1f}L40 {top + 12:.1f}"
            f"C42 {top - 8:.1f} 16 {top - 12:.1f} 16 {top + 8:.1f}"
            "C17 -66 14 -58 2 -54C-12 -50 -30 -52 -46 -44Z",
            body,
        )
        picture.path(f"M36 {top + 1:.1f}L54 {top + 8:.1f}L36 {top + 11:.1f}Z", beak)
        picture.circle(28, top + 3.0, 2.2, eye)
        picture.path("M-30 -42C-16 -26 2 -24 16 -34", stroke=eye, stroke_width=2, opacity=0.35, stroke_linecap="round")


def boat(picture, x, y, size, hull, sail, second, tilt=0):
    with picture.group(transform=f"translate({x:.1f} {y:.1f}) rotate({tilt:.1f}) scale({size / 40:.3f})"):
        picture.path("M-16 0H16L10 8H-10Z", hull)
        picture.line(0, 0, 0, -38, hull, 1.4)
        picture.path("M2 -36C12 -24 16 -12 16 -3H2Z", sail)
        picture.path("M-2 -30C-10 -20 -13 -10 -13 -3H-2Z", second)


def fir(picture, x, y, size, fill):
    picture.path(f"M{x:.1f} {y - size:.1f}L{x + size * .24:.1f} {y:.1f}H{x - size * .24:.1f}Z", fill)


def person(picture, x, y, size, fill):
    """A small standing figure, from the feet upwards."""
    picture.circle(x, y - size * 0.88, size * 0.11, fill)
    picture.path(
        f"M{x - size * .17:.1f} {y:.1f}L{x - size * .13:.1f} {y - size * .7:.1f}"
        f"Q{x:.1f} {y - size * .82:.1f} {x + size * .13:.1f} {y - size * .7:.1f}L{x + size * .17:.1f} {y:.1f}Z",
        fill,
    )
