/// What is known of a playable file. What a reading of the file has not told yet is nil.
public struct OnDemandStreamDetails: Hashable, Sendable, Codable {
    public var name: String
    /// Of the file, in the media store. Unique.
    public var mediaKey: String
    /// The file's kind as its name would end, e.g. `mp4`.
    public var fileFormat: String?
    public var durationMilliseconds: Int64?
    public var sizeBytes: Int64?
    /// On average.
    public var bitsPerSecond: Int64?
    /// RFC 6381, e.g. `avc1.64001f`.
    public var videoCodec: String?
    public var audioCodec: String?
    /// In pixels.
    public var width: Int?
    public var height: Int?

    /// The longest ``mediaKey``, in UTF-8 bytes.
    public static let mediaKeyBytes = 1024
    /// The longest ``fileFormat``.
    public static let fileFormatLimit = 16
    /// The longest name of a codec.
    public static let codecLimit = 64
    /// The longest side of a picture, in pixels.
    public static let sideLimit = 65_535

    public init(
        name: String, mediaKey: String, fileFormat: String? = nil, durationMilliseconds: Int64? = nil,
        sizeBytes: Int64? = nil, bitsPerSecond: Int64? = nil, videoCodec: String? = nil, audioCodec: String? = nil,
        width: Int? = nil, height: Int? = nil
    ) {
        self.name = name
        self.mediaKey = mediaKey
        self.fileFormat = fileFormat
        self.durationMilliseconds = durationMilliseconds
        self.sizeBytes = sizeBytes
        self.bitsPerSecond = bitsPerSecond
        self.videoCodec = videoCodec
        self.audioCodec = audioCodec
        self.width = width
        self.height = height
    }

    /// Whether the key is one that a media store takes is for the caller to check.
    ///
    /// - Throws: Every rule that is broken, by the API's names of the members.
    public func validated() throws(InvalidInput) -> OnDemandStreamDetails {
        var problems = InvalidInput()
        problems.require(TextRule.isName(name), "name", "must have 1 to 200 characters on one line")
        problems.require(
            (1...Self.mediaKeyBytes).contains(mediaKey.utf8.count) && TextRule.isLine(mediaKey), "mediaKey",
            "must have 1 to 1024 bytes on one line")
        problems.requireName(fileFormat, "fileFormat", atMost: Self.fileFormatLimit)
        problems.requireName(videoCodec, "videoCodec", atMost: Self.codecLimit)
        problems.requireName(audioCodec, "audioCodec", atMost: Self.codecLimit)
        problems.require(durationMilliseconds ?? 0 >= 0, "durationMilliseconds", "must not be negative")
        problems.require(sizeBytes ?? 0 >= 0, "sizeBytes", "must not be negative")
        problems.require(bitsPerSecond ?? 0 >= 0, "bitsPerSecond", "must not be negative")
        problems.requireRange(width, "width", 1...Self.sideLimit)
        problems.requireRange(height, "height", 1...Self.sideLimit)
        try problems.throwIfAny()
        return self
    }
}
