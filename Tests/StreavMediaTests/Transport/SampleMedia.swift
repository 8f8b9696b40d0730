/// Elementary stream bytes that look like what encoders make.
enum SampleMedia {
    /// 64x48, 25 frames per second, high profile, level 1.0.
    static let avcParameters: [UInt8] = [
        0x67, 0x64, 0x00, 0x0A, 0xAC, 0xD9, 0x44, 0x7B, 0x01, 0x10, 0x00, 0x00, 0x03, 0x00, 0x10, 0x00, 0x00, 0x03,
        0x03, 0x20, 0xF1, 0x22, 0x59, 0x60,
    ]
    /// The same at 29.97 frames per second.
    static let otherParameters: [UInt8] = [
        0x67, 0x64, 0x00, 0x0A, 0xAC, 0xB4, 0x23, 0xD8, 0x08, 0x80, 0x00, 0x01, 0xF4, 0x80, 0x00, 0x75, 0x30, 0x07,
        0x89, 0x13, 0x50,
    ]
    private static let start: [UInt8] = [0, 0, 0, 1]
    private static let delimiter = start + [0x09, 0xF0]
    private static let pictureParameters = start + [0x68, 0xEF, 0x83, 0x9C, 0xB0]
    static let recoveryPoint: [UInt8] = start + [0x06, 0x06, 0x01, 0xC4, 0x80]

    static func avcKey(size: Int = 600, parameters: [UInt8] = avcParameters) -> [UInt8] {
        delimiter + start + parameters + pictureParameters + start + [0x65] + filler(size)
    }

    /// A picture that only a recovery point or a mark makes a key frame: no IDR.
    static func avcIntra(size: Int = 600, prefix: [UInt8] = [], parameters: [UInt8] = avcParameters) -> [UInt8] {
        let sets = parameters.isEmpty ? [] : start + parameters + pictureParameters
        return delimiter + sets + prefix + start + [0x61] + filler(size)
    }

    static func avcDelta(size: Int = 200) -> [UInt8] {
        delimiter + start + [0x41] + filler(size)
    }

    /// AAC-LC, 48 kHz, stereo.
    static func adts(frames: Int, size: Int = 100) -> [UInt8] {
        let length = size + 7
        let header: [UInt8] = [
            0xFF, 0xF1, 0x4C, 0x80 | UInt8(length >> 11), UInt8(length >> 3 & 0xFF), UInt8(length & 7) << 5 | 0x1F,
            0xFC,
        ]
        return (0..<frames).flatMap { _ in header + filler(size) }
    }

    /// Bytes without start codes.
    private static func filler(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8($0 % 120 + 8) }
    }
}
