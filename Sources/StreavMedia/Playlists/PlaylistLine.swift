/// A line of a playlist that says something.
enum PlaylistLine {
    /// `#EXT…` without the `#`, and what follows the colon, empty where there is none.
    case tag(String, value: Substring)
    /// Anything that is neither a tag nor a comment.
    case address(Substring)

    /// `text` without white space at its ends.
    static func trimmed(_ text: Substring) -> Substring {
        var bytes = text.utf8
        while let byte = bytes.first, byte == 0x20 || byte == 0x09 { bytes = bytes.dropFirst() }
        while let byte = bytes.last, byte == 0x20 || byte == 0x09 || byte == 0x0D { bytes = bytes.dropLast() }
        return Substring(bytes)
    }
}
