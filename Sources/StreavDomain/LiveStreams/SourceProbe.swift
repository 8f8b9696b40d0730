/// What a short look at the address of a source has shown.
public struct SourceProbe: Hashable, Sendable {
    /// One elementary stream.
    public struct Track: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable { case video, audio, data }

        public var kind: Kind
        /// The RFC 6381 name; where the headers did not come, what the programme map says, e.g. `h264`.
        public var codecs: String
        /// In pixels.
        public var width: Int?
        public var height: Int?
        /// Frames per second.
        public var frameRate: Double?
        /// Hertz.
        public var sampleRate: Int?
        public var channels: Int?
        /// ISO 639-2, three letters.
        public var language: String?

        public init(
            kind: Kind, codecs: String, width: Int? = nil, height: Int? = nil, frameRate: Double? = nil,
            sampleRate: Int? = nil, channels: Int? = nil, language: String? = nil
        ) {
            self.kind = kind
            self.codecs = codecs
            self.width = width
            self.height = height
            self.frameRate = frameRate
            self.sampleRate = sampleRate
            self.channels = channels
            self.language = language
        }
    }

    /// Why it cannot be used.
    public struct Failure: Hashable, Sendable {
        /// For machines, e.g. `unreachable`.
        public var reason: String
        /// Says what happened and what to do, in English. Never holds credentials.
        public var message: String

        public init(reason: String, message: String) {
            self.reason = reason
            self.message = message
        }
    }

    /// In the programme's order; empty until its tables came.
    public var tracks: [Track]
    /// Over the time that was looked at; nil where that was too short to tell.
    public var bitsPerSecond: Int64?
    /// Packets that were lost or broken.
    public var faults: Int
    /// Nil: a stream can be made of it.
    public var failure: Failure?

    public init(tracks: [Track] = [], bitsPerSecond: Int64? = nil, faults: Int = 0, failure: Failure? = nil) {
        self.tracks = tracks
        self.bitsPerSecond = bitsPerSecond
        self.faults = faults
        self.failure = failure
    }
}
