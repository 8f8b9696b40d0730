"""One picture on its way to being an SVG file."""

import contextlib
import math
import random
from xml.sax.saxutils import escape, quoteattr

from . import typeface


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def attributes(values):
    return "".join(f" {k.replace('_', '-')}={quoteattr(number(v))}" for k, v in values.items() if v is not None)


class Picture:
    """Shapes in the order in which they are drawn, and what they refer to. Random numbers depend on the key alone."""

    def __init__(self, key, w, h, palette=()):
        self.key, self.w, self.h, self.c = key, w, h, palette
        self.is_wide = w > h
        self.random = random.Random(key)
        self.parts, self.definitions, self.names = [], [], 0

    def svg(self):
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.w}" height="{self.h}" '
            f'viewBox="0 0 {self.w} {self.h}"><defs>{"".join(self.definitions)}</defs>'
            f'{"".join(self.parts)}</svg>'
        )

    # Shapes

    def tag(self, name, body=None, **values):
        self.parts.append(
            f"<{name}{attributes(values)}/>" if body is None else f"<{name}{attributes(values)}>{body}</{name}>"
        )

    def fill(self, paint):
        self.rect(0, 0, self.w, self.h, paint)

    def rect(self, x, y, w, h, fill, **more):
        self.tag("rect", x=x, y=y, width=w, height=h, fill=fill, **more)

    def circle(self, x, y, r, fill="none", **more):
        self.tag("circle", cx=x, cy=y, r=r, fill=fill, **more)

    def ellipse(self, x, y, rx, ry, fill="none", **more):
        self.tag("ellipse", cx=x, cy=y, rx=rx, ry=ry, fill=fill, **more)

    def line(self, x1, y1, x2, y2, stroke, width=1, **more):
        self.tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, **more)

    def path(self, d, fill="none", **more):
        self.tag("path", d=d, fill=fill, **more)

    def polygon(self, points, fill, **more):
        self.tag("polygon", points=" ".join(f"{x:.2f},{y:.2f}" for x, y in points), fill=fill, **more)

    def polyline(self, points, stroke, width=1, **more):
        more.setdefault("fill", "none")
        self.tag(
            "polyline",
            points=" ".join(f"{x:.2f},{y:.2f}" for x, y in points),
            stroke=stroke,
            stroke_width=width,
            stroke_linejoin="round",
            stroke_linecap="round",
            **more,
        )

    @contextlib.contextmanager
    def group(self, **values):
        self.parts.append(f"<g{attributes(values)}>")
        yield
        self.parts.append("</g>")

    # What shapes refer to

    def define(self, name, body, **values):
        self.names += 1
        self.definitions.append(f'<{name} id="d{self.names}"{attributes(values)}>{body}</{name}>')
        return f"url(#d{self.names})"

    def gradient(self, stops, angle=90):
        """Colours at even distances, or pairs of a place and a colour, from the left (0) or the top (90)."""
        body = self.stops(stops)
        dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        return self.define("linearGradient", body, x1=0.5 - dx / 2, y1=0.5 - dy / 2, x2=0.5 + dx / 2, y2=0.5 + dy / 2)

    def glow(self, stops, x=0.5, y=0.5, r=0.5):
        return self.define("radialGradient", self.stops(stops), cx=x, cy=y, r=r)

    def stops(self, stops):
        pairs = [s if isinstance(s, tuple) else (i / (len(stops) - 1), s) for i, s in enumerate(stops)]
        body = ""
        for place, colour in pairs:
            solid, opacity = (colour[:7], int(colour[7:9], 16) / 255) if len(colour) == 9 else (colour, 1)
            body += (
                f'<stop offset="{number(float(place))}" stop-color="{solid}" stop-opacity="{number(float(opacity))}"/>'
            )
        return body

    def shadow(self, dx=0, dy=2, blur=3, opacity=0.35):
        """The shadow under a layer of cut paper."""
        return self.define(
            "filter",
            f'<feGaussianBlur in="SourceAlpha" stdDeviation="{blur}"/><feOffset dx="{dx}" dy="{dy}"/>'
            f'<feComponentTransfer><feFuncA type="linear" slope="{opacity}"/></feComponentTransfer>'
            '<feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge>',
            x="-20%",
            y="-20%",
            width="140%",
            height="140%",
        )

    def blur(self, deviation):
        return self.define(
            "filter", f'<feGaussianBlur stdDeviation="{deviation}"/>', x="-50%", y="-50%", width="200%", height="200%"
        )

    def clip(self, x, y, w, h):
        return self.define("clipPath", f"<rect{attributes(dict(x=x, y=y, width=w, height=h))}/>")

    def clip_circle(self, x, y, r):
        return self.define("clipPath", f"<circle{attributes(dict(cx=x, cy=y, r=r))}/>")

    def clip_path(self, d):
        return self.define("clipPath", f'<path d="{d}"/>')

    def grain(self, opacity=0.1, frequency=0.9):
        """Paper: a little noise over everything drawn so far."""
        seed = self.random.randrange(1000)
        noise = self.define(
            "filter",
            f'<feTurbulence type="fractalNoise" baseFrequency="{frequency}" numOctaves="2" seed="{seed}"/>'
            '<feColorMatrix values="0.6 0.4 0 0 0  0.6 0.4 0 0 0  0.6 0.4 0 0 0  0 0 0 0 1"/>',
            x="0",
            y="0",
            width="100%",
            height="100%",
        )
        self.rect(0, 0, self.w, self.h, "#808080", filter=noise, opacity=opacity, style="mix-blend-mode:overlay")

    # Words

    def text(self, x, y, words, face, size, fill, anchor="start", spacing=0.0, **more):
        family, weight = typeface.FACES[face][:2]
        # Letter spacing also follows the last letter: half of it would push centred lines off the middle.
        if spacing and anchor == "middle":
            x += spacing * size / 2
        elif spacing and anchor == "end":
            x += spacing * size
        self.tag(
            "text",
            escape(words),
            x=x,
            y=y,
            font_family=family,
            font_weight=weight,
            font_size=float(size),
            fill=fill,
            text_anchor=anchor,
            letter_spacing=float(spacing * size) if spacing else None,
            **more,
        )

    def title(
        self, lines, face, fill, x, y, w, size=None, align="start", leading=1.0, spacing=0.0, block=False, bottom=False
    ):
        """Sets lines no wider than `w`, at most `size` high, from `y` downwards or, with `bottom`, up to `y`. With
        `block` every line is as wide as the measure. Answers the lowest point, descenders included."""
        widths = [typeface.width(face, line, 1, spacing) for line in lines]
        if block:
            sizes = [min(w / each, size or 1000) for each in widths]
        else:
            sizes = [min(w / max(widths), size or 1000)] * len(lines)
        capital = typeface.metrics(face).capital
        gap = (leading - capital) * (sum(sizes) / len(sizes))
        height = sum(s * capital for s in sizes) + gap * (len(lines) - 1)
        top = y - height if bottom else y
        place = {"start": x, "middle": x + w / 2, "end": x + w}[align]
        baseline = top
        for line, each in zip(lines, sizes):
            baseline += each * capital
            self.text(float(place), float(baseline), line, face, each, fill, align, spacing)
            baseline += gap
        return top + height + (0.24 * sizes[-1] if set(lines[-1]) & set("gjpqyQ,") else 0)

    def credits(self, title, fill, x, y, w, align="start", face="inter-medium", size=8.2):
        """The small line: who made it, where, when."""
        words = f"{title['director']}  ·  {title['countryCode']}  ·  {title['releaseDate'][:4]}".upper()
        spacing = 0.14
        size = min(size, w / typeface.width(face, words, 1, spacing))
        place = {"start": x, "middle": x + w / 2, "end": x + w}[align]
        self.text(float(place), float(y), words, face, size, fill, align, spacing)
