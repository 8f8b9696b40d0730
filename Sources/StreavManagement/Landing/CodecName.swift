/// The names that people know codecs by.
enum CodecName {
    /// Those of an RFC 6381 list, in order, unknown ones as they are.
    static func names(in list: String) -> [String] {
        list.split(separator: ",").map { name(of: $0.drop { $0 == " " }) }
    }

    private static let prefixes: [(prefix: String, name: String)] = [
        ("avc1", "H.264"), ("avc3", "H.264"), ("hvc1", "H.265"), ("hev1", "H.265"), ("mp4v.20", "MPEG-4"),
        ("mp4v.61", "MPEG-2"), ("mp4a.40.34", "MP3"), ("mp4a.6B", "MP3"), ("mp4a.69", "MP3"), ("mp4a.40", "AAC"),
        ("ac-3", "AC-3"), ("ec-3", "E-AC-3"),
    ]

    private static func name(of codec: Substring) -> String {
        prefixes.first { codec.hasPrefix($0.prefix) }?.name ?? String(codec)
    }
}
