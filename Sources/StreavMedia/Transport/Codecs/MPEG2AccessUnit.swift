/// MPEG-1 and MPEG-2 video (ISO/IEC 13818-2 section 6.2): sequence and picture headers.
enum MPEG2AccessUnit {
    static func headers(_ bytes: [UInt8]) -> VideoHeaders {
        var headers = VideoHeaders()
        var scanner = StartCodeScanner(bytes)
        var sequence: Int?
        while let start = scanner.next() {
            switch bytes[start] {
            case 0xB3: sequence = start
            // Sequence header and its extension are told together, up to the group or the picture.
            case 0xB8, 0x00:
                if let sequence, headers.parameters == nil { headers.parameters = bytes[sequence..<start] }
                guard bytes[start] == 0, start + 2 < bytes.count else { continue }
                let isIntra = bytes[start + 2] >> 3 & 7 == 1
                headers.isRandomAccess = isIntra && sequence != nil
                headers.isComplete = true
                return headers
            default: break
            }
        }
        return headers
    }

    /// - Parameter parameters: From the sequence header's code on, its extension included.
    static func format(_ parameters: ArraySlice<UInt8>) -> MediaFormat? {
        let bytes = Array(parameters)
        guard bytes.count >= 8, bytes[0] == 0xB3 else { return nil }
        var width = Int(bytes[1]) << 4 | Int(bytes[2] >> 4)
        var height = Int(bytes[2] & 0x0F) << 8 | Int(bytes[3])
        let rates: [Double] = [
            0, 24_000.0 / 1001, 24, 25, 30_000.0 / 1001, 30, 50, 60_000.0 / 1001, 60,
        ]
        var rate = Int(bytes[4] & 0x0F) < rates.count ? rates[Int(bytes[4] & 0x0F)] : 0
        var objectType = 0x6A
        var scanner = StartCodeScanner(bytes)
        while let start = scanner.next() {
            guard bytes[start] == 0xB5, start + 6 < bytes.count, bytes[start + 1] >> 4 == 1 else { continue }
            let profile = bytes[start + 1] & 7
            objectType = bytes[start + 1] & 8 != 0 ? 0x65 : 0x60 + Int([1, 4, 3, 2, 1, 0][Int(min(profile, 5))])
            width |= Int(bytes[start + 2] & 1) << 13 | Int(bytes[start + 3] >> 7) << 12
            height |= Int(bytes[start + 3] >> 5 & 3) << 12
            let numerator = Double(bytes[start + 6] >> 5 & 3)
            let denominator = Double(bytes[start + 6] & 0x1F)
            rate *= (numerator + 1) / (denominator + 1)
        }
        guard width > 0, height > 0 else { return nil }
        return MediaFormat(
            codec: .mpeg2Video, codecs: "mp4v." + String(objectType, radix: 16), width: width, height: height,
            frameRate: FrameRate.plausible(rate))
    }
}
