/// Puts a multivariant playlist together from its tags and addresses, in their order.
struct MultivariantPlaylistBuilder {
    private var playlist = MultivariantPlaylist(variants: [])
    private let maximumEntries: Int
    private var entryCount = 0
    /// The variant whose address comes next.
    private var pending: MultivariantPlaylist.Variant?

    init(maximumEntries: Int) {
        self.maximumEntries = maximumEntries
    }

    mutating func add(_ line: PlaylistTagLine) throws(PlaylistParseError) {
        guard pending == nil else { throw line.error(.missingAddress, PlaylistTag.variant.rawValue) }
        entryCount += 1
        guard entryCount <= maximumEntries else { throw line.error(.tooLarge) }
        let list = try line.attributes()
        switch line.tag {
        case .variant: pending = try Self.variant(line, list, uri: "")
        case .iFrameVariant:
            playlist.iFrameVariants.append(try Self.variant(line, list, uri: try line.required("URI", in: list)))
        case .rendition: playlist.renditions.append(try Self.rendition(line, list))
        default: break
        }
    }

    mutating func address(_ uri: String, line: Int) throws(PlaylistParseError) {
        guard var variant = pending else { throw PlaylistParseError(.strayAddress, line: line) }
        variant.uri = uri
        playlist.variants.append(variant)
        pending = nil
    }

    func finish(lastLine: Int) throws(PlaylistParseError) -> MultivariantPlaylist {
        guard pending == nil else {
            throw PlaylistParseError(.missingAddress, line: lastLine, subject: PlaylistTag.variant.rawValue)
        }
        return playlist
    }

    private static func variant(
        _ line: PlaylistTagLine, _ list: AttributeList, uri: String
    ) throws(PlaylistParseError) -> MultivariantPlaylist.Variant {
        guard let bandwidth = PlaylistNumber.integer(try line.required("BANDWIDTH", in: list)) else {
            throw line.error(.badAttribute, "BANDWIDTH")
        }
        var variant = MultivariantPlaylist.Variant(uri: uri, bandwidth: Int(bandwidth))
        if let text = list["AVERAGE-BANDWIDTH"] {
            guard let average = PlaylistNumber.integer(text) else {
                throw line.error(.badAttribute, "AVERAGE-BANDWIDTH")
            }
            variant.averageBandwidth = Int(average)
        }
        variant.codecs = (list["CODECS"] ?? "").split(separator: ",").map { String(PlaylistLine.trimmed($0)) }
        if let text = list["RESOLUTION"] {
            let sides = text.split(separator: "x", omittingEmptySubsequences: false).map(PlaylistNumber.smallInteger)
            guard sides.count == 2, let width = sides[0], let height = sides[1] else {
                throw line.error(.badAttribute, "RESOLUTION")
            }
            variant.resolution = .init(width: width, height: height)
        }
        if let text = list["FRAME-RATE"] {
            guard let rate = PlaylistNumber.decimal(text) else { throw line.error(.badAttribute, "FRAME-RATE") }
            variant.frameRate = rate
        }
        variant.audioGroup = list["AUDIO"]
        variant.videoGroup = list["VIDEO"]
        variant.subtitlesGroup = list["SUBTITLES"]
        if let captions = list.attributes.first(where: { $0.name == "CLOSED-CAPTIONS" }) {
            variant.closedCaptions = captions.value == "NONE" && !captions.isQuoted ? .absent : .group(captions.value)
        }
        return variant
    }

    private static func rendition(
        _ line: PlaylistTagLine, _ list: AttributeList
    ) throws(PlaylistParseError) -> MultivariantPlaylist.Rendition {
        guard let kind = MultivariantPlaylist.Rendition.Kind(rawValue: try line.required("TYPE", in: list)) else {
            throw line.error(.badAttribute, "TYPE")
        }
        return MultivariantPlaylist.Rendition(
            kind: kind, groupID: try line.required("GROUP-ID", in: list), name: list["NAME"] ?? "", uri: list["URI"],
            language: list["LANGUAGE"], isDefault: list.isYes("DEFAULT"), isAutoselect: list.isYes("AUTOSELECT"),
            isForced: list.isYes("FORCED"), channels: list["CHANNELS"], instreamID: list["INSTREAM-ID"])
    }
}
