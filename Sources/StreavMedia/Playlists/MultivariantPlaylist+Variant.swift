extension MultivariantPlaylist {
    /// One combination of renditions that can be played (EXT-X-STREAM-INF, EXT-X-I-FRAME-STREAM-INF).
    public struct Variant: Sendable, Hashable {
        /// The address of its media playlist. What cannot stand on a line is percent-encoded when written.
        public var uri: String
        /// BANDWIDTH in bits per second: the peak segment rate, never less than the real one (HLS-29).
        public var bandwidth: Int
        /// AVERAGE-BANDWIDTH in bits per second.
        public var averageBandwidth: Int?
        /// CODECS: every format in it, as RFC 6381 names them (`avc1.640028`, `mp4a.40.2`).
        public var codecs: [String]
        /// RESOLUTION in pixels.
        public var resolution: Resolution?
        /// FRAME-RATE per second, written with three decimals.
        public var frameRate: Double?
        /// AUDIO, VIDEO, SUBTITLES: the group ids of the renditions that go with it.
        public var audioGroup: String?
        public var videoGroup: String?
        public var subtitlesGroup: String?
        /// CLOSED-CAPTIONS: a group id, or `.none` where it is said that there are none.
        public var closedCaptions: ClosedCaptions

        public init(
            uri: String, bandwidth: Int, averageBandwidth: Int? = nil, codecs: [String] = [],
            resolution: Resolution? = nil, frameRate: Double? = nil, audioGroup: String? = nil,
            videoGroup: String? = nil, subtitlesGroup: String? = nil, closedCaptions: ClosedCaptions = .unspecified
        ) {
            self.uri = uri
            self.bandwidth = bandwidth
            self.averageBandwidth = averageBandwidth
            self.codecs = codecs
            self.resolution = resolution
            self.frameRate = frameRate
            self.audioGroup = audioGroup
            self.videoGroup = videoGroup
            self.subtitlesGroup = subtitlesGroup
            self.closedCaptions = closedCaptions
        }

        /// Width and height in pixels.
        public struct Resolution: Sendable, Hashable {
            public var width: Int
            public var height: Int

            public init(width: Int, height: Int) {
                self.width = width
                self.height = height
            }
        }

        /// What is said about closed captions.
        public enum ClosedCaptions: Sendable, Hashable {
            /// Nothing: there may be some.
            case unspecified
            /// CLOSED-CAPTIONS=NONE: there are none in any variant.
            case absent
            /// The group of renditions that describe them.
            case group(String)
        }

        /// The attribute list without a URI.
        var attributes: String {
            var list = ["BANDWIDTH=\(bandwidth)"]
            if let averageBandwidth { list.append("AVERAGE-BANDWIDTH=\(averageBandwidth)") }
            if !codecs.isEmpty { list.append("CODECS=" + PlaylistWriter.quoted(codecs.joined(separator: ","))) }
            if let resolution { list.append("RESOLUTION=\(resolution.width)x\(resolution.height)") }
            if let thousandths = frameRateThousandths {
                list.append("FRAME-RATE=" + PlaylistWriter.decimal(thousandths: thousandths))
            }
            if let audioGroup { list.append("AUDIO=" + PlaylistWriter.quoted(audioGroup)) }
            if let videoGroup { list.append("VIDEO=" + PlaylistWriter.quoted(videoGroup)) }
            if let subtitlesGroup { list.append("SUBTITLES=" + PlaylistWriter.quoted(subtitlesGroup)) }
            switch closedCaptions {
            case .unspecified: break
            case .absent: list.append("CLOSED-CAPTIONS=NONE")
            case .group(let id): list.append("CLOSED-CAPTIONS=" + PlaylistWriter.quoted(id))
            }
            return list.joined(separator: ",")
        }

        /// Nil also for a rate that no picture has: then nothing is written rather than nonsense.
        private var frameRateThousandths: Int64? {
            guard let frameRate, frameRate > 0, frameRate <= 1_000 else { return nil }
            return Int64((frameRate * 1_000).rounded())
        }
    }
}
