/// The lines of a media playlist as our writer makes it, to be spoiled by tests.
struct PlaylistText {
    var header: [String] = []
    /// The lines of each segment, the address last.
    var segments: [[String]] = []
    var trailer: [String] = []

    init(_ text: String) {
        let starts = ["#EXT-X-DISCONTINUITY", "#EXT-X-PROGRAM-DATE-TIME", "#EXTINF", "#EXT-X-GAP"]
        var open: [String]?
        for line in text.split(separator: "\n").map(String.init) {
            let name = String(line.prefix { $0 != ":" })
            if !line.hasPrefix("#") {
                segments.append((open ?? []) + [line])
                open = nil
            } else if open != nil || starts.contains(name) {
                open = (open ?? []) + [line]
            } else if segments.isEmpty {
                header.append(line)
            } else {
                trailer.append(line)
            }
        }
    }

    var text: String { (header + segments.joined() + trailer).map { $0 + "\n" }.joined() }

    /// The value of a header line.
    func value(_ tag: String) -> Int64? {
        header.first { $0.hasPrefix(tag + ":") }.flatMap { Int64($0.dropFirst(tag.utf8.count + 1)) }
    }

    mutating func set(_ tag: String, _ value: Int64?) {
        header.removeAll { $0.hasPrefix(tag + ":") }
        if let value { header.append("\(tag):\(value)") }
    }
}
