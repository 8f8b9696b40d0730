extension MultivariantPlaylist {
    /// An alternative rendition of the content (EXT-X-MEDIA).
    public struct Rendition: Sendable, Hashable {
        /// TYPE.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case audio = "AUDIO"
            case video = "VIDEO"
            case subtitles = "SUBTITLES"
            case closedCaptions = "CLOSED-CAPTIONS"
        }

        public var kind: Kind
        /// GROUP-ID: what variants refer to.
        public var groupID: String
        /// NAME: for people, unique in its group.
        public var name: String
        /// URI of its media playlist. Nil: its media is in the variants themselves.
        public var uri: String?
        /// LANGUAGE, a tag of RFC 5646.
        public var language: String?
        /// DEFAULT, AUTOSELECT, FORCED.
        public var isDefault: Bool
        public var isAutoselect: Bool
        public var isForced: Bool
        /// CHANNELS as written (`2`, `6`).
        public var channels: String?
        /// INSTREAM-ID (`CC1`, `SERVICE3`): closed captions only.
        public var instreamID: String?

        public init(
            kind: Kind, groupID: String, name: String, uri: String? = nil, language: String? = nil,
            isDefault: Bool = false, isAutoselect: Bool = false, isForced: Bool = false, channels: String? = nil,
            instreamID: String? = nil
        ) {
            self.kind = kind
            self.groupID = groupID
            self.name = name
            self.uri = uri
            self.language = language
            self.isDefault = isDefault
            self.isAutoselect = isAutoselect
            self.isForced = isForced
            self.channels = channels
            self.instreamID = instreamID
        }

        var attributes: String {
            var list = ["TYPE=\(kind.rawValue)", "GROUP-ID=" + PlaylistWriter.quoted(groupID)]
            list.append("NAME=" + PlaylistWriter.quoted(name))
            if let language { list.append("LANGUAGE=" + PlaylistWriter.quoted(language)) }
            if isDefault { list.append("DEFAULT=YES") }
            // A default rendition must also be one that is chosen by itself (RFC 8216 section 4.3.4.1).
            if isAutoselect || isDefault { list.append("AUTOSELECT=YES") }
            if isForced { list.append("FORCED=YES") }
            if let instreamID { list.append("INSTREAM-ID=" + PlaylistWriter.quoted(instreamID)) }
            if let channels { list.append("CHANNELS=" + PlaylistWriter.quoted(channels)) }
            if let uri { list.append("URI=" + PlaylistWriter.quoted(PlaylistWriter.address(uri))) }
            return list.joined(separator: ",")
        }
    }
}
