extension AVCConfiguration {
    /// - Parameter content: Of the box `avcC`.
    init(_ content: BoxBytes, hasInBandParameters: Bool) throws(MovieError) {
        var rest = content
        record = try rest.bytes(rest.remaining)
        self.hasInBandParameters = hasInBandParameters
        var content = content
        guard try content.u8() == 1 else { throw MovieError(.unsupported, "the box avcC has an unknown version") }
        try content.skip(3)
        lengthSize = Int(try content.u8() & 3) + 1
        guard lengthSize != 3 else { throw MovieError(.malformed, "the box avcC states lengths of three bytes") }
        sps = try Self.units(Int(try content.u8() & 0x1F), &content)
        pps = try Self.units(Int(try content.u8()), &content)
    }

    private static func units(_ count: Int, _ content: inout BoxBytes) throws(MovieError) -> [[UInt8]] {
        var units: [[UInt8]] = []
        for _ in 0..<count {
            let unit = try content.bytes(Int(try content.u16()))
            if !unit.isEmpty { units.append(unit) }
        }
        return units
    }

    /// Nil when the parameter sets make no sense, or are absent where they have to be.
    /// - Parameters:
    ///   - width: Of the sample entry; it counts when parameter sets come with the samples alone.
    ///   - height: Likewise.
    func format(width: Int?, height: Int?) -> MediaFormat? {
        if let sps = sps.first { return AVCSequenceParameters(sps[...])?.format }
        guard hasInBandParameters, record.count >= 4 else { return nil }
        let profile = record[1...3].map { Hexadecimal.byte($0) }.joined()
        return MediaFormat(codec: .h264, codecs: "avc1." + profile, width: width, height: height)
    }
}
