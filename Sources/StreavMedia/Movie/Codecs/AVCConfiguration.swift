/// The `avcC` record of H.264 in files (ISO/IEC 14496-15 section 5.3.3.1).
public struct AVCConfiguration: Sendable, Hashable {
    /// Bytes of the length before each NAL unit of a sample: 1, 2 or 4.
    public let lengthSize: Int
    /// Sequence parameter sets, each a NAL unit with its header. Empty only when ``hasInBandParameters``.
    public let sps: [[UInt8]]
    /// Picture parameter sets, each a NAL unit with its header.
    public let pps: [[UInt8]]
    /// Samples may bring parameter sets along (`avc3`).
    public let hasInBandParameters: Bool
    /// The record as it stands in the file, without the box header.
    public let record: [UInt8]

    public init(
        lengthSize: Int, sps: [[UInt8]], pps: [[UInt8]], hasInBandParameters: Bool = false, record: [UInt8] = []
    ) {
        self.lengthSize = lengthSize
        self.sps = sps
        self.pps = pps
        self.hasInBandParameters = hasInBandParameters
        self.record = record
    }

    var memoryBytes: Int { (sps + pps).reduce(record.count) { $0 + $1.count + 32 } }
}
