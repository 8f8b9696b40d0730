/// Takes a playlist apart into lines: any line end, byte order mark, blank lines and comments passed over, bounded.
struct PlaylistLineReader {
    /// The number of the line last returned, from 1.
    private(set) var number = 0
    private var rest: Substring.UTF8View
    private let limits: PlaylistLimits

    init(_ text: String, limits: PlaylistLimits) {
        rest = text[...].utf8
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        self.limits = limits
    }

    /// Nil at the end.
    mutating func next() throws(PlaylistParseError) -> PlaylistLine? {
        while !rest.isEmpty {
            number += 1
            guard number <= limits.maximumLines else { throw PlaylistParseError(.tooLarge, line: number) }
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let text = PlaylistLine.trimmed(Substring(rest[..<end]))
            rest = rest[end...].dropFirst()
            guard text.utf8.count <= limits.maximumLineBytes else { throw PlaylistParseError(.tooLarge, line: number) }
            if let line = Self.line(text) { return line }
        }
        return nil
    }

    private static func line(_ text: Substring) -> PlaylistLine? {
        let bytes = text.utf8
        guard let first = bytes.first else { return nil }
        guard first == UInt8(ascii: "#") else { return .address(text) }
        guard bytes.starts(with: "#EXT".utf8) else { return nil }
        let tag = bytes.dropFirst()
        // The header of some lists is followed by a space and attributes of no standard.
        guard let end = tag.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == 0x20 }) else {
            return .tag(String(Substring(tag)), value: "")
        }
        return .tag(String(Substring(tag[..<end])), value: Substring(tag[end...].dropFirst()))
    }
}
