/// What an author called a track.
enum TrackName {
    /// Characters of a name; the rest is cut.
    private static let longest = 64

    /// Text up to a zero. Nil when nothing readable is left.
    static func text(_ bytes: some Sequence<UInt8>) -> String? {
        // Four bytes a character at most, and some to spare for those that are taken out.
        let bytes = Array(bytes.prefix(Self.longest * 8)).prefix { $0 != 0 }
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
            default: scalar != "\u{FFFD}"
            }
        }
        var characters = String(String.UnicodeScalarView(scalars))[...]
        while characters.first == " " { characters.removeFirst() }
        characters = characters.prefix(longest)
        while characters.last == " " { characters.removeLast() }
        return characters.isEmpty ? nil : String(characters)
    }

    /// The name in a `hdlr`. Nil for what programs write there by themselves.
    static func handlerName(_ bytes: [UInt8]) -> String? {
        // QuickTime counts the characters first.
        let isCounted = bytes.first.map { Int($0) == bytes.count - 1 && $0 > 0 } ?? false
        guard let name = text(bytes.dropFirst(isCounted ? 1 : 0)) else { return nil }
        let lowercased = name.lowercased()
        let defaults = ["handler", "core media", "produced by", "muxer", "vide", "soun"]
        return defaults.contains { lowercased.contains($0) } ? nil : name
    }
}
