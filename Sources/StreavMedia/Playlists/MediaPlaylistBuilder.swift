/// Puts a media playlist together from its tags and addresses, in their order.
struct MediaPlaylistBuilder {
    /// More key formats at one time than this are refused.
    static let maximumKeys = 16

    private var playlist = MediaPlaylist(targetDuration: 0)
    private var hasTargetDuration = false
    private let maximumEntries: Int
    private var entryCount = 0

    // What applies to the segment whose address comes next.
    private var duration: (value: Duration, title: String)?
    private var isDiscontinuity = false
    private var isGap = false
    private var programDateTime: Int64?
    private var byteRange: (line: PlaylistTagLine, text: Substring)?
    private var parts: [MediaPlaylist.Part] = []

    // What applies until it is replaced.
    private var keys: [MediaPlaylist.Key] = []
    private var map: MediaPlaylist.Map?
    private var bitRate: Int?
    private var discontinuities: Int64 = 0

    init(maximumEntries: Int) {
        self.maximumEntries = maximumEntries
    }

    mutating func add(_ line: PlaylistTagLine) throws(PlaylistParseError) {
        switch line.tag {
        case .segment: try beginSegment(line)
        case .byteRange: byteRange = (line, line.value)
        case .discontinuity: isDiscontinuity = true
        case .gap: isGap = true
        case .key: try key(line)
        case .map: try map(line)
        case .bitRate: bitRate = try line.smallInteger()
        case .programDateTime:
            guard let date = PlaylistDate.milliseconds(of: line.value) else { throw line.error(.badValue) }
            programDateTime = date
        case .part: try part(line)
        case .preloadHint: playlist.preloadHints.append(try entry(line))
        case .renditionReport: playlist.renditionReports.append(try entry(line))
        case .dateRange: playlist.dateRanges.append(try entry(line))
        default: try addHeader(line)
        }
    }

    mutating func address(_ uri: String, line: Int) throws(PlaylistParseError) {
        guard let duration else { throw PlaylistParseError(.strayAddress, line: line) }
        try count(line: line, subject: PlaylistTag.segment.rawValue)
        discontinuities += isDiscontinuity ? 1 : 0
        var range: MediaPlaylist.ByteRange?
        if let byteRange {
            let previous = playlist.segments.last
            let next = previous?.uri == uri ? previous?.byteRange.map { $0.offset + $0.length } : nil
            range = try byteRange.line.byteRange(byteRange.text, next: next)
        }
        playlist.segments.append(
            MediaPlaylist.Segment(
                mediaSequence: Int64(playlist.segments.count), discontinuitySequence: discontinuities, uri: uri,
                duration: duration.value, title: duration.title, isDiscontinuity: isDiscontinuity,
                programDateTime: programDateTime, isGap: isGap, byteRange: range, bitRate: bitRate, keys: keys,
                map: map, parts: parts))
        self.duration = nil
        isDiscontinuity = false
        isGap = false
        programDateTime = nil
        byteRange = nil
        parts = []
    }

    consuming func finish(lastLine: Int) throws(PlaylistParseError) -> MediaPlaylist {
        guard hasTargetDuration else {
            throw PlaylistParseError(.missingTag, line: lastLine, subject: PlaylistTag.targetDuration.rawValue)
        }
        guard duration == nil else {
            throw PlaylistParseError(.missingAddress, line: lastLine, subject: PlaylistTag.segment.rawValue)
        }
        playlist.trailingParts = parts
        // Their tags may come after EXT-X-SKIP, hence only now.
        let first = playlist.mediaSequence + Int64(playlist.skippedSegments)
        for index in playlist.segments.indices {
            playlist.segments[index].mediaSequence += first
            playlist.segments[index].discontinuitySequence += playlist.discontinuitySequence
        }
        return playlist
    }

    private mutating func addHeader(_ line: PlaylistTagLine) throws(PlaylistParseError) {
        switch line.tag {
        case .targetDuration:
            playlist.targetDuration = try line.smallInteger()
            hasTargetDuration = true
        case .mediaSequence:
            guard playlist.segments.isEmpty else { throw line.error(.misplacedTag) }
            playlist.mediaSequence = try line.integer()
        case .discontinuitySequence:
            guard playlist.segments.isEmpty, !isDiscontinuity else { throw line.error(.misplacedTag) }
            playlist.discontinuitySequence = try line.integer()
            playlist.statesDiscontinuitySequence = true
        case .playlistType:
            guard let kind = MediaPlaylist.Kind(rawValue: String(line.value)) else { throw line.error(.badValue) }
            playlist.kind = kind
        case .iFramesOnly: playlist.isIFramesOnly = true
        case .endList: playlist.isEnded = true
        case .serverControl: playlist.serverControl = try line.attributes()
        case .partInformation:
            playlist.partTarget = try line.requiredDuration("PART-TARGET", in: try line.attributes())
        case .skip:
            guard playlist.segments.isEmpty else { throw line.error(.misplacedTag) }
            let count = try line.required("SKIPPED-SEGMENTS", in: try line.attributes())
            guard let count = PlaylistNumber.smallInteger(count) else {
                throw line.error(.badAttribute, "SKIPPED-SEGMENTS")
            }
            playlist.skippedSegments = count
        default: break
        }
    }

    private mutating func beginSegment(_ line: PlaylistTagLine) throws(PlaylistParseError) {
        guard duration == nil else { throw line.error(.missingAddress) }
        let comma = line.value.utf8.firstIndex(of: UInt8(ascii: ",")) ?? line.value.endIndex
        let number = PlaylistLine.trimmed(line.value[..<comma])
        guard let value = PlaylistNumber.duration(number) else { throw line.error(.badValue) }
        duration = (value, String(PlaylistLine.trimmed(line.value[comma...].dropFirst())))
        if number.utf8.contains(UInt8(ascii: ".")) { playlist.hasFractionalDurations = true }
    }

    /// A key replaces the one of the same format; METHOD=NONE all of them (RFC 8216 section 4.3.2.4).
    private mutating func key(_ line: PlaylistTagLine) throws(PlaylistParseError) {
        let list = try line.attributes()
        let method = try line.required("METHOD", in: list)
        guard method != "NONE" else {
            keys = []
            return
        }
        let key = MediaPlaylist.Key(
            method: method, uri: try line.required("URI", in: list), initializationVector: list["IV"],
            format: list["KEYFORMAT"], formatVersions: list["KEYFORMATVERSIONS"])
        keys.removeAll { ($0.format ?? "identity") == (key.format ?? "identity") }
        guard keys.count < Self.maximumKeys else { throw line.error(.tooLarge) }
        keys.append(key)
    }

    private mutating func map(_ line: PlaylistTagLine) throws(PlaylistParseError) {
        let list = try line.attributes()
        var range: MediaPlaylist.ByteRange?
        if let text = list["BYTERANGE"] { range = try line.byteRange(text[...], next: 0, subject: "BYTERANGE") }
        map = MediaPlaylist.Map(uri: try line.required("URI", in: list), byteRange: range)
    }

    private mutating func part(_ line: PlaylistTagLine) throws(PlaylistParseError) {
        let list = try entry(line)
        parts.append(
            MediaPlaylist.Part(
                uri: try line.required("URI", in: list), duration: try line.requiredDuration("DURATION", in: list),
                isIndependent: list.isYes("INDEPENDENT"), isGap: list.isYes("GAP"), byteRange: list["BYTERANGE"]))
    }

    /// The attributes of a tag that may come often.
    private mutating func entry(_ line: PlaylistTagLine) throws(PlaylistParseError) -> AttributeList {
        try count(line: line.number, subject: line.tag.rawValue)
        return try line.attributes()
    }

    private mutating func count(line: Int, subject: String) throws(PlaylistParseError) {
        entryCount += 1
        guard entryCount <= maximumEntries else { throw PlaylistParseError(.tooLarge, line: line, subject: subject) }
    }
}
