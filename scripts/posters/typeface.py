"""Widths of words, read from the font files themselves, so that a title can be set to a measure before it is drawn."""

import functools
import glob
import struct

BASE = "/usr/share/fonts/"
# Name: (family, weight, file, Debian package).
FACES = {
    "arapey-black": ("Arapey", 900, "opentype/arapey/Arapey-Black.otf", "fonts-arapey"),
    "baskerville": ("Baskervald ADF Std", 400, "truetype/adf/BaskervaldADFStd.otf", "fonts-adf-baskervald"),
    "baskerville-heavy": ("Baskervald ADF Std", 900, "truetype/adf/BaskervaldADFStd-Heavy.otf", "fonts-adf-baskervald"),
    "bebas": ("Bebas Neue", 700, "opentype/bebas-neue/BebasNeue-Bold.otf", "fonts-bebas-neue"),
    "cardo": ("Cardo", 400, "truetype/cardo/Cardo104s.ttf", "fonts-cardo"),
    "catalogue": (
        "Century Catalogue",
        400,
        "truetype/fonts-century-catalogue/Century-Catalogue.ttf",
        "fonts-century-catalogue",
    ),
    "comfortaa": ("Comfortaa", 700, "truetype/comfortaa/Comfortaa-Bold.ttf", "fonts-comfortaa"),
    "courier": ("Courier Prime", 700, "opentype/courier-prime/Courier Prime Bold.otf", "fonts-courier-prime"),
    "didot": ("GFS Didot", 400, "opentype/didot/GFSDidot.otf", "fonts-gfs-didot"),
    "dosis": ("Dosis", 700, "opentype/dosis/Dosis-Bold.otf", "fonts-dosis"),
    "inter": ("Inter Display", 800, "opentype/inter/InterDisplay-ExtraBold.otf", "fonts-inter"),
    "inter-light": ("Inter Display", 300, "opentype/inter/InterDisplay-Light.otf", "fonts-inter"),
    "inter-medium": ("Inter Display", 500, "opentype/inter/InterDisplay-Medium.otf", "fonts-inter"),
    "jura": ("Jura", 300, "opentype/jura/Jura-Light.otf", "fonts-jura"),
    "kaushan": ("Kaushan Script", 400, "opentype/kaushanscript/KaushanScript-Regular.otf", "fonts-kaushanscript"),
    "lato": ("Lato", 900, "truetype/lato/Lato-Black.ttf", "fonts-lato"),
    "murmure": ("Le Murmure", 400, "opentype/le-murmure/le-murmure.otf", "fonts-le-murmure"),
    "oldania": ("Oldania ADF Std", 700, "truetype/adf/OldaniaADFStd-Bold.otf", "fonts-adf-oldania"),
    "quicksand": ("Quicksand", 700, "truetype/quicksand/Quicksand-Bold.ttf", "fonts-quicksand"),
    "slab": ("Roboto Slab", 700, "opentype/roboto/slab/RobotoSlab-Bold.otf", "fonts-roboto-slab"),
    "spartan": ("League Spartan", 800, "opentype/league-spartan/LeagueSpartan-ExtraBold.otf", "fonts-league-spartan"),
    "standard": ("Old Standard TT", 700, "truetype/fonts-oldstandard/OldStandard-Bold.ttf", "fonts-oldstandard"),
    "universalis": ("Universalis ADF Std", 700, "truetype/adf/UniversalisADFStd-Bold.otf", "fonts-adf-universalis"),
    "vollkorn": ("Vollkorn", 500, "truetype/vollkorn/Vollkorn-Medium.ttf", "fonts-vollkorn"),
    "vollkorn-black": ("Vollkorn", 900, "truetype/vollkorn/Vollkorn-Black.ttf", "fonts-vollkorn"),
    "yanone": (
        "Yanone Kaffeesatz",
        700,
        "opentype/yanone-kaffeesatz/YanoneKaffeesatz-Bold.otf",
        "fonts-yanone-kaffeesatz",
    ),
    "dejavu-serif": ("DejaVu Serif", 700, "truetype/dejavu/DejaVuSerif-Bold.ttf", "fonts-dejavu-core"),
}


def missing():
    """The Debian packages whose fonts are not here."""
    return sorted({package for _, _, file, package in FACES.values() if not glob.glob(BASE + file)})


class Metrics:
    """The advance widths of one font, in ems, and the height of its capitals."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        count = struct.unpack(">H", self.data[4:6])[0]
        self.tables = {}
        for i in range(count):
            tag, _, offset, _ = struct.unpack(">4sIII", self.data[12 + 16 * i : 28 + 16 * i])
            self.tables[tag.decode("latin1")] = offset
        self.units = self.u16(self.tables["head"] + 18)
        self.metrics = self.u16(self.tables["hhea"] + 34)
        self.glyphs = self.read_characters()
        self.capital = self.read_capital_height()

    def u16(self, offset):
        return struct.unpack(">H", self.data[offset : offset + 2])[0]

    def u32(self, offset):
        return struct.unpack(">I", self.data[offset : offset + 4])[0]

    def read_characters(self):
        start = self.tables["cmap"]
        glyphs = {}
        for i in range(self.u16(start + 2)):
            offset = start + self.u32(start + 8 + 8 * i)
            platform = self.u16(start + 4 + 8 * i)
            if self.u16(offset) == 4 and platform in (0, 3):
                glyphs.update(self.read_segments(offset))
        return glyphs

    def read_segments(self, offset):
        half = self.u16(offset + 6)
        glyphs = {}
        for i in range(half // 2):
            end = self.u16(offset + 14 + 2 * i)
            first = self.u16(offset + 16 + half + 2 * i)
            delta = self.u16(offset + 16 + 2 * half + 2 * i)
            place = offset + 16 + 3 * half + 2 * i
            indirect = self.u16(place)
            for code in range(first, min(end, 0xFFFE) + 1):
                if indirect:
                    glyph = self.u16(place + indirect + 2 * (code - first))
                    glyph = (glyph + delta) & 0xFFFF if glyph else 0
                else:
                    glyph = (code + delta) & 0xFFFF
                if glyph:
                    glyphs[code] = glyph
        return glyphs

    def read_capital_height(self):
        table = self.tables.get("OS/2")
        if table and self.u16(table) >= 2 and self.u16(table + 88):
            return self.u16(table + 88) / self.units
        return 0.7

    def advance(self, character):
        if ord(character) not in self.glyphs:
            raise ValueError(f"the font has no {character!r}")
        index = min(self.glyphs[ord(character)], self.metrics - 1)
        return self.u16(self.tables["hmtx"] + 4 * index) / self.units


@functools.lru_cache(maxsize=None)
def metrics(face):
    return Metrics(BASE + FACES[face][2])


def width(face, text, size=1.0, spacing=0.0):
    """How wide a line is. `spacing` is in ems and stands between letters."""
    return size * (sum(metrics(face).advance(c) for c in text) + spacing * (len(text) - 1))
