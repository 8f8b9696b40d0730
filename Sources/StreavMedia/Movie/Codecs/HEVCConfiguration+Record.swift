extension HEVCConfiguration {
    /// Arrays of parameter sets in a record: there are five kinds.
    private static let mostArrays = 16
    /// Parameter sets of one kind: H.265 has numbers for 16 and 64 of them.
    private static let mostUnits = 64

    /// - Parameter content: Of the box `hvcC`.
    init(_ content: BoxBytes, hasInBandParameters: Bool) throws(MovieError) {
        var rest = content
        record = try rest.bytes(rest.remaining)
        self.hasInBandParameters = hasInBandParameters
        var content = content
        // Files from before the standard was ready say 0.
        guard try content.u8() <= 1 else { throw MovieError(.unsupported, "the box hvcC has an unknown version") }
        try content.skip(20)
        lengthSize = Int(try content.u8() & 3) + 1
        guard lengthSize != 3 else { throw MovieError(.malformed, "the box hvcC states lengths of three bytes") }
        let arrays = Int(try content.u8())
        guard arrays <= Self.mostArrays else { throw MovieError(.malformed, "the box hvcC has \(arrays) arrays") }
        var units: [UInt8: [[UInt8]]] = [:]
        for _ in 0..<arrays {
            let type = try content.u8() & 0x3F
            let count = Int(try content.u16())
            guard count <= Self.mostUnits else {
                throw MovieError(.malformed, "the box hvcC has \(count) parameter sets of one kind")
            }
            for _ in 0..<count {
                let unit = try content.bytes(Int(try content.u16()))
                if !unit.isEmpty { units[type, default: []].append(unit) }
            }
        }
        // ISO/IEC 23008-2 table 7-1.
        vps = units[32] ?? []
        sps = units[33] ?? []
        pps = units[34] ?? []
    }

    /// Nil when the parameter sets make no sense, or are absent where they have to be.
    /// - Parameters:
    ///   - width: Of the sample entry; it counts when parameter sets come with the samples alone.
    ///   - height: Likewise.
    func format(width: Int?, height: Int?) -> MediaFormat? {
        if let sps = sps.first { return HEVCSequenceParameters(sps[...])?.format }
        guard hasInBandParameters, record.count >= 13 else { return nil }
        let codecs = HEVCSequenceParameters.codecs(profile: Array(record[1...12]))
        return MediaFormat(codec: .h265, codecs: codecs, width: width, height: height)
    }
}
