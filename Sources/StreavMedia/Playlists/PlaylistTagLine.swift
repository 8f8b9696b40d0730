/// A known tag with its value and place, and the ways to read the value.
struct PlaylistTagLine {
    let tag: PlaylistTag
    let value: Substring
    let number: Int

    func error(_ code: PlaylistParseError.Code, _ subject: String? = nil) -> PlaylistParseError {
        PlaylistParseError(code, line: number, subject: subject ?? tag.rawValue)
    }

    /// A decimal-integer up to 2^61.
    func integer() throws(PlaylistParseError) -> Int64 {
        guard let result = PlaylistNumber.integer(value) else { throw error(.badValue) }
        return result
    }

    /// A decimal-integer up to 10^9.
    func smallInteger() throws(PlaylistParseError) -> Int {
        guard let result = PlaylistNumber.smallInteger(value) else { throw error(.badValue) }
        return result
    }

    func attributes() throws(PlaylistParseError) -> AttributeList {
        guard let result = AttributeList(value) else { throw error(.badAttribute) }
        return result
    }

    /// An attribute that must be there and not be empty.
    func required(_ name: String, in list: AttributeList) throws(PlaylistParseError) -> String {
        guard let result = list[name], !result.isEmpty else { throw error(.badAttribute, name) }
        return result
    }

    /// An attribute in seconds that must be there.
    func requiredDuration(_ name: String, in list: AttributeList) throws(PlaylistParseError) -> Duration {
        let text = try required(name, in: list)
        guard let result = PlaylistNumber.duration(text[...]) else { throw error(.badAttribute, name) }
        return result
    }

    /// `length[@offset]`; the offset is `next` where it is not given.
    func byteRange(
        _ text: Substring, next: Int64?, subject: String? = nil
    ) throws(PlaylistParseError) -> MediaPlaylist.ByteRange {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let length = PlaylistNumber.integer(parts[0]),
            let offset = parts.count == 2 ? PlaylistNumber.integer(parts[1]) : next,
            offset <= PlaylistNumber.maximum - length
        else { throw error(.badValue, subject) }
        return MediaPlaylist.ByteRange(length: length, offset: offset)
    }
}
