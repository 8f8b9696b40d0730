/// What a file is called in `Content-Type`, by the end of its name.
enum FileType {
    private static let types: [String: String] = [
        "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "mkv": "video/x-matroska",
        "webm": "video/webm", "avi": "video/x-msvideo", "ts": "video/mp2t", "mpg": "video/mpeg", "mpeg": "video/mpeg",
        "wmv": "video/x-ms-wmv", "flv": "video/x-flv", "m4a": "audio/mp4", "mp3": "audio/mpeg", "aac": "audio/aac",
        "flac": "audio/flac", "ogg": "audio/ogg", "wav": "audio/wav",
    ]

    /// Whether players' addresses may end in it.
    static func isKnown(_ ending: some StringProtocol) -> Bool { types[ending.lowercased()] != nil }

    static func contentType(ofKey key: String) -> String {
        guard let dot = key.lastIndex(of: "."),
            let type = types[key[key.index(after: dot)...].lowercased()]
        else { return "application/octet-stream" }
        return type
    }
}
