/// What a synthetic channel is a function of, but for the time.
public struct SyntheticConfiguration: Sendable, Hashable {
    /// Tells one run of a test from another.
    public let run: UInt64
    /// Tells one channel of a run from another.
    public let channel: UInt32
    /// As the picture shows it, as far as there is room: ASCII letters as capitals, others as boxes.
    public let name: String
    /// Pixels, even.
    public let width: Int
    /// Pixels, even.
    public let height: Int
    /// Bits per second of the transport stream, reached by filler to some 6 kbit/s. Nil: no filler. What is needed
    /// without filler is not gone below; that is some 200 kbit/s for the smallest picture.
    public let bitrate: Int?
    /// Added to all times of the stream, in ticks of 90 kHz: so the 33-bit wrap can be had at any time.
    public let timeOffset: Int64
    /// At most one of each kind.
    public let impairments: [SyntheticImpairment]
    /// Where within their periods the impairments come, and how strong they are.
    public let seed: UInt64

    /// - Throws: ``SyntheticError`` for what is out of ``SyntheticLimits``.
    public init(
        run: UInt64, channel: UInt32, name: String, width: Int = 320, height: Int = 180, bitrate: Int? = nil,
        timeOffset: Int64 = 0, impairments: [SyntheticImpairment] = [], seed: UInt64 = 0
    ) throws(SyntheticError) {
        let widths = SyntheticLimits.width
        let heights = SyntheticLimits.height
        guard widths.contains(width), heights.contains(height), width % 2 == 0, height % 2 == 0 else {
            throw SyntheticError(
                .invalidSize,
                "A picture is even, \(widths.lowerBound) to \(widths.upperBound) pixels wide and "
                    + "\(heights.lowerBound) to \(heights.upperBound) high, not \(width) x \(height).")
        }
        if let bitrate, !SyntheticLimits.bitrate.contains(bitrate) {
            throw SyntheticError(
                .invalidBitrate,
                "A bitrate is \(SyntheticLimits.bitrate.lowerBound) to \(SyntheticLimits.bitrate.upperBound) bit/s, "
                    + "not \(bitrate).")
        }
        guard name.utf8.count <= SyntheticLimits.nameBytes, !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
        else {
            throw SyntheticError(
                .invalidName,
                "A name has at most \(SyntheticLimits.nameBytes) bytes and no control characters.")
        }
        try SyntheticImpairment.check(impairments)
        self.run = run
        self.channel = channel
        self.name = name
        self.width = width
        self.height = height
        self.bitrate = bitrate
        // A day is far more than the wrap needs, and keeps sums within their bounds.
        self.timeOffset = timeOffset % Int64(Timestamp33.modulus)
        self.impairments = impairments
        self.seed = seed
    }
}
