/// Puts a playlist together from its lines: sees to what both kinds share and hands the rest to the one it is.
struct PlaylistBuilder {
    private let limits: PlaylistLimits
    private var seen: Set<PlaylistTag> = []
    private var scope = PlaylistTag.Scope.either
    private var version: Int?
    private var isIndependentSegments = false
    private var start: AttributeList?
    private var media: MediaPlaylistBuilder
    private var multivariant: MultivariantPlaylistBuilder

    init(limits: PlaylistLimits) {
        self.limits = limits
        media = MediaPlaylistBuilder(maximumEntries: limits.maximumEntries)
        multivariant = MultivariantPlaylistBuilder(maximumEntries: limits.maximumEntries)
    }

    mutating func add(_ line: PlaylistLine, number: Int) throws(PlaylistParseError) {
        switch line {
        case .address(let uri):
            if scope == .multivariant {
                try multivariant.address(String(uri), line: number)
            } else {
                try media.address(String(uri), line: number)
            }
        case .tag(let name, let value):
            guard let tag = PlaylistTag(rawValue: name) else { return }
            try add(PlaylistTagLine(tag: tag, value: value, number: number))
        }
    }

    private mutating func add(_ line: PlaylistTagLine) throws(PlaylistParseError) {
        if line.tag.isUnique, !seen.insert(line.tag).inserted { throw line.error(.repeatedTag) }
        if line.tag.scope != .either {
            guard scope == .either || scope == line.tag.scope else { throw line.error(.mixedTags) }
            scope = line.tag.scope
        }
        switch line.tag.scope {
        case .media: try media.add(line)
        case .multivariant: try multivariant.add(line)
        case .either:
            switch line.tag {
            case .version: version = try line.smallInteger()
            case .start: start = try line.attributes()
            default: isIndependentSegments = true
            }
        }
    }

    func finish(lastLine: Int) throws(PlaylistParseError) -> ParsedPlaylist {
        if scope == .multivariant {
            var playlist = try multivariant.finish(lastLine: lastLine)
            playlist.version = version
            playlist.isIndependentSegments = isIndependentSegments
            return .multivariant(playlist)
        }
        var playlist = try media.finish(lastLine: lastLine)
        playlist.version = version
        playlist.isIndependentSegments = isIndependentSegments
        playlist.start = start
        return .media(playlist)
    }
}
