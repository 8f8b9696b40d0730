/// Writes files by hand, box by box, so that each box can be right or wrong on its own. What is not replaced is a track
/// of four samples of H.264 that plays.
struct MovieForge {
    /// Contents of boxes by name, those of the track and `mvhd`, `trex`. Without content, a box is left out.
    var content: [String: [UInt8]] = [:]
    /// Boxes at the end of the file.
    var tail: [UInt8] = []
    /// Boxes at the end of `moov`, `trak` and `stbl`.
    var more: [String: [UInt8]] = [:]
    var media = MovieForge.box("mdat", (0..<100).map { UInt8($0) })

    /// Where media begins.
    static let mediaStart = 24

    init(_ changes: [String: [UInt8]?] = [:]) {
        content = [
            "mvhd": Self.full(words: [0, 0, 1000, 400]), "tkhd": Self.full(flags: 1, words: [0, 0, 1]),
            "mdhd": Self.full(words: [0, 0, 100, 40]) + Self.packed("eng") + [0, 0],
            "hdlr": Self.full() + Self.words([0]) + Array("vide".utf8) + Self.words([0, 0, 0]) + Array("Film\0".utf8),
            "stsd": Self.full(words: [1]) + Self.avc1(), "stts": Self.full(words: [1, 4, 10]),
            "stsc": Self.full(words: [1, 1, 2, 1]), "stsz": Self.full(words: [0, 4, 10, 20, 30, 40]),
            "stco": Self.full(words: [2, 24, 54]),
        ]
        for (name, bytes) in changes { content[name] = bytes }
    }

    var bytes: [UInt8] { Self.box("ftyp", Array("isom".utf8) + Self.words([0])) + media + movie + tail }

    var movie: [UInt8] {
        Self.box("moov", boxes(["mvhd"]) + track + wrap("mvex", ["trex"]) + (more["moov"] ?? []))
    }

    var track: [UInt8] {
        let tables = boxes(["stsd", "stts", "ctts", "stss", "stsc", "stsz", "stz2", "stco", "co64"])
        let information = Self.box("minf", wrap("dinf", ["dref"]) + Self.box("stbl", tables + (more["stbl"] ?? [])))
        let media = Self.box("mdia", boxes(["mdhd", "hdlr", "elng"]) + information)
        let edits = wrap("edts", ["elst"]) + wrap("udta", ["name"])
        return Self.box("trak", boxes(["tkhd"]) + edits + media + (more["trak"] ?? []))
    }

    private func boxes(_ names: [String]) -> [UInt8] {
        names.flatMap { name in content[name].map { Self.box(name, $0) } ?? [] }
    }

    private func wrap(_ name: String, _ names: [String]) -> [UInt8] {
        let inner = boxes(names)
        return inner.isEmpty ? [] : Self.box(name, inner)
    }

    static func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
        words([UInt32(content.count + 8)]) + Array(name.utf8) + content
    }

    /// With a size of 64 bits.
    static func longBox(_ name: String, _ content: [UInt8], size: UInt64? = nil) -> [UInt8] {
        let size = size ?? UInt64(content.count + 16)
        return words([1]) + Array(name.utf8) + words([UInt32(size >> 32), UInt32(truncatingIfNeeded: size)]) + content
    }

    /// Version, flags and whole words.
    static func full(version: UInt8 = 0, flags: UInt32 = 0, words: [UInt32] = []) -> [UInt8] {
        self.words([UInt32(version) << 24 | flags] + words)
    }

    static func words(_ words: [UInt32]) -> [UInt8] {
        words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    }

    static func packed(_ language: String) -> [UInt8] {
        let code = language.utf8.reduce(UInt16(0)) { $0 << 5 | UInt16($1 - 0x60) }
        return [UInt8(code >> 8), UInt8(code & 0xFF)]
    }

    static let avcRecord: [UInt8] =
        [1, 0x64, 0, 0x0A, 0xFF, 0xE1, 0, UInt8(SampleMedia.avcParameters.count)] + SampleMedia.avcParameters
        + [1, 0, 4, 0x68, 0xEF, 0x83, 0x9C]

    static func avc1(
        _ name: String = "avc1", _ boxes: [UInt8] = box("avcC", avcRecord), reference: UInt8 = 1
    ) -> [UInt8] {
        let size: [UInt8] = [0, 64, 0, 48]
        return box(
            name,
            [0, 0, 0, 0, 0, 0, 0, reference] + [UInt8](repeating: 0, count: 16) + size
                + [UInt8](repeating: 0, count: 50) + boxes)
    }

    static func mp4a(
        _ name: String = "mp4a", version: UInt8 = 0, objectType: UInt8 = 0x40, specific: [UInt8] = [0x11, 0x90],
        inWave: Bool = false
    ) -> [UInt8] {
        let info: [UInt8] = specific.isEmpty ? [] : [5, UInt8(specific.count)] + specific
        let decoder: [UInt8] = [objectType, 0x15] + [UInt8](repeating: 0, count: 11) + info
        // Lengths may be padded to four bytes.
        let stream: [UInt8] = [0, 1, 0, 4, 0x80, 0x80, 0x80, UInt8(decoder.count)] + decoder + [6, 1, 2]
        let descriptor = box("esds", full() + [3, UInt8(stream.count)] + stream)
        let extra = [UInt8](repeating: 0, count: version == 1 ? 16 : version == 2 ? 36 : 0)
        let header: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1, 0, version] + [UInt8](repeating: 0, count: 18) + extra
        return box(name, header + (inWave ? box("wave", box("frma", Array("mp4a".utf8)) + descriptor) : descriptor))
    }

    static let soundHandler = full() + words([0]) + Array("soun".utf8) + words([0, 0, 0, 0])

    /// A track of sound, of these entries.
    static func sound(_ entry: [UInt8], entries: UInt32 = 1) -> MovieForge {
        MovieForge(["hdlr": soundHandler, "stsd": full(words: [entries]) + entry])
    }

    /// A file whose samples come in fragments.
    static func fragmented(_ fragments: [UInt8], flags: UInt32 = 0) -> MovieForge {
        var forge = MovieForge([
            "stts": full(words: [0]), "stsc": full(words: [0]), "stsz": full(words: [0, 0]), "stco": full(words: [0]),
            "trex": full(words: [1, 1, 10, 5, flags]),
        ])
        forge.tail = fragments
        return forge
    }

    static func fragment(_ trackFragments: [UInt8]) -> [UInt8] {
        box("moof", box("mfhd", full(words: [1])) + trackFragments)
    }
}
