/// The `hvcC` record of H.265 in files (ISO/IEC 14496-15 section 8.3.3.1).
public struct HEVCConfiguration: Sendable, Hashable {
    /// Bytes of the length before each NAL unit of a sample: 1, 2 or 4.
    public let lengthSize: Int
    /// Video parameter sets, each a NAL unit with its header of two bytes.
    public let vps: [[UInt8]]
    /// Sequence parameter sets, likewise. Empty only when ``hasInBandParameters``.
    public let sps: [[UInt8]]
    /// Picture parameter sets, likewise.
    public let pps: [[UInt8]]
    /// Samples may bring parameter sets along (`hev1`).
    public let hasInBandParameters: Bool
    /// The record as it stands in the file, without the box header.
    public let record: [UInt8]

    public init(
        lengthSize: Int, vps: [[UInt8]], sps: [[UInt8]], pps: [[UInt8]], hasInBandParameters: Bool = false,
        record: [UInt8] = []
    ) {
        self.lengthSize = lengthSize
        self.vps = vps
        self.sps = sps
        self.pps = pps
        self.hasInBandParameters = hasInBandParameters
        self.record = record
    }

    var memoryBytes: Int { (vps + sps + pps).reduce(record.count) { $0 + $1.count + 32 } }
}
