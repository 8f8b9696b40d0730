/// The streams as an extended M3U list for players.
enum LandingPlaylist {
    enum Output: String {
        case hls
        case transportStream = "ts"
    }

    static let mediaType = "audio/x-mpegurl"

    static func text(_ catalogue: LandingCatalogue, output: Output) -> String {
        var text = "#EXTM3U\n"
        for stream in catalogue.streams {
            let name = line(stream.name)
            text += "#EXTINF:-1 tvg-chno=\"\(stream.number)\" tvg-name=\"\(attribute(name))\" "
            text += "group-title=\"\(attribute(line(stream.category)))\",\(name)\n"
            text += line(output == .hls ? stream.hls : stream.transportStream) + "\n"
        }
        return text
    }

    /// A line of its own: what would end it or hide in it becomes a space.
    private static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar {
                    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}": " "
                    default: scalar
                    }
                }))
    }

    /// The format knows no escape for a quotation mark.
    private static func attribute(_ text: String) -> String {
        String(text.map { $0 == "\"" ? "'" : $0 })
    }
}
