/// The sequence parameter set of H.265 (ISO/IEC 23008-2 section 7.3.2.2 and annex E).
struct HEVCSequenceParameters {
    private(set) var profile: [UInt8] = []
    private(set) var width = 0
    private(set) var height = 0
    private(set) var frameRate: Double?

    /// - Parameter unit: The NAL unit with its header of two bytes.
    init?(_ unit: ArraySlice<UInt8>) {
        var reader = BitReader(escaped: unit.dropFirst(2))
        reader.skip(4)
        let subLayers = Int(reader.bits(3))
        reader.skip(1)
        profile = (0..<12).map { _ in UInt8(reader.bits(8)) }
        skipSubLayerProfiles(&reader, count: subLayers)
        _ = reader.exponentialGolomb()
        readSize(&reader)
        guard !reader.isOverrun, (1...16_384).contains(width), (1...16_384).contains(height) else { return nil }
        // What follows is needed for the frame rate alone: when it is cut short, size and profile still hold.
        frameRate = Self.readFrameRate(&reader, subLayers: subLayers)
    }

    var format: MediaFormat {
        MediaFormat(
            codec: .h265, codecs: Self.codecs(profile: profile), width: width, height: height, frameRate: frameRate)
    }

    /// RFC 6381 form of ISO/IEC 14496-15 annex E.3: profile, compatibility bits reversed, tier and level, constraints.
    /// - Parameter profile: The first twelve bytes of profile_tier_level.
    static func codecs(profile: [UInt8]) -> String {
        let space = ["", "A", "B", "C"][Int(profile[0] >> 6)]
        var compatibility: UInt32 = 0
        for byte in profile[1...4].reversed() { compatibility = compatibility << 8 | UInt32(reversed(byte)) }
        let tier = profile[0] & 0x20 != 0 ? "H" : "L"
        var name = "hvc1.\(space)\(profile[0] & 0x1F).\(String(compatibility, radix: 16)).\(tier)\(profile[11])"
        var constraints = profile[5...10]
        while constraints.last == 0 { constraints.removeLast() }
        for byte in constraints { name += "." + String(byte, radix: 16) }
        return name
    }

    private static func reversed(_ byte: UInt8) -> UInt8 {
        (0..<8).reduce(0) { result, bit in result << 1 | byte >> UInt8(bit) & 1 }
    }

    private func skipSubLayerProfiles(_ reader: inout BitReader, count: Int) {
        guard count > 0 else { return }
        let present = (0..<count).map { _ in (profile: reader.bit(), level: reader.bit()) }
        reader.skip((8 - count) * 2)
        for layer in present {
            reader.skip((layer.profile ? 88 : 0) + (layer.level ? 8 : 0))
        }
    }

    private mutating func readSize(_ reader: inout BitReader) {
        let chroma = reader.exponentialGolomb()
        let isSeparate = chroma == 3 ? reader.bit() : false
        width = reader.exponentialGolomb()
        height = reader.exponentialGolomb()
        guard width <= 16_384, height <= 16_384, reader.bit() else { return }
        let unitX = !isSeparate && (chroma == 1 || chroma == 2) ? 2 : 1
        let unitY = !isSeparate && chroma == 1 ? 2 : 1
        let left = reader.exponentialGolomb()
        let right = reader.exponentialGolomb()
        let top = reader.exponentialGolomb()
        let bottom = reader.exponentialGolomb()
        width -= unitX * (left + right)
        height -= unitY * (top + bottom)
    }

    private static func readFrameRate(_ reader: inout BitReader, subLayers: Int) -> Double? {
        _ = reader.exponentialGolomb()
        _ = reader.exponentialGolomb()
        let orderBits = reader.exponentialGolomb() + 4
        let hasAllLayers = reader.bit()
        for _ in 0..<(hasAllLayers ? subLayers + 1 : 1) * 3 { _ = reader.exponentialGolomb() }
        for _ in 0..<6 { _ = reader.exponentialGolomb() }
        if reader.bit(), reader.bit() { skipScalingLists(&reader) }
        reader.skip(2)
        if reader.bit() {
            reader.skip(8)
            _ = reader.exponentialGolomb()
            _ = reader.exponentialGolomb()
            reader.skip(1)
        }
        guard skipShortTermSets(&reader) else { return nil }
        if reader.bit() {
            let count = reader.exponentialGolomb()
            guard count <= 32, orderBits <= 16 else { return nil }
            reader.skip(count * (orderBits + 1))
        }
        reader.skip(2)
        guard reader.bit(), !reader.isOverrun else { return nil }
        return readUsability(&reader)
    }

    private static func skipScalingLists(_ reader: inout BitReader) {
        for size in 0..<4 {
            for _ in stride(from: 0, to: 6, by: size == 3 ? 3 : 1) {
                guard reader.bit() else {
                    _ = reader.exponentialGolomb()
                    continue
                }
                if size > 1 { _ = reader.signedExponentialGolomb() }
                for _ in 0..<min(64, 1 << (4 + size << 1)) { _ = reader.signedExponentialGolomb() }
            }
        }
    }

    /// Section 7.3.7: a set may be told as a difference to the one before, so the number of pictures is followed.
    private static func skipShortTermSets(_ reader: inout BitReader) -> Bool {
        let count = reader.exponentialGolomb()
        guard count <= 64 else { return false }
        var pictures = 0
        for index in 0..<count {
            if index > 0, reader.bit() {
                reader.skip(1)
                _ = reader.exponentialGolomb()
                var kept = 0
                for _ in 0...pictures {
                    let isUsed = reader.bit()
                    if isUsed || reader.bit() { kept += 1 }
                }
                pictures = kept
            } else {
                pictures = reader.exponentialGolomb() + reader.exponentialGolomb()
                guard pictures <= 32 else { return false }
                for _ in 0..<pictures {
                    _ = reader.exponentialGolomb()
                    reader.skip(1)
                }
            }
            guard !reader.isOverrun, pictures <= 32 else { return false }
        }
        return true
    }

    private static func readUsability(_ reader: inout BitReader) -> Double? {
        if reader.bit(), reader.bits(8) == 255 { reader.skip(32) }
        if reader.bit() { reader.skip(1) }
        if reader.bit() {
            reader.skip(4)
            if reader.bit() { reader.skip(24) }
        }
        if reader.bit() {
            _ = reader.exponentialGolomb()
            _ = reader.exponentialGolomb()
        }
        reader.skip(3)
        if reader.bit() { for _ in 0..<4 { _ = reader.exponentialGolomb() } }
        guard reader.bit() else { return nil }
        let tick = reader.bits(32)
        let scale = reader.bits(32)
        guard !reader.isOverrun, tick > 0, scale > 0 else { return nil }
        return FrameRate.plausible(Double(scale) / Double(tick))
    }
}
