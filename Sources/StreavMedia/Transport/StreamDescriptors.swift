/// The descriptors of one stream in a programme map (ISO/IEC 13818-1 section 2.6, ETSI EN 300 468 section 6).
struct StreamDescriptors {
    /// As they came, without conditional access (tag 9): what is passed on is not scrambled.
    private(set) var kept: [UInt8] = []
    private(set) var language: String?
    private var tags: Set<UInt8> = []
    private var registration: [UInt8] = []

    init(_ bytes: ArraySlice<UInt8>) {
        var position = bytes.startIndex
        while position + 2 <= bytes.endIndex {
            let tag = bytes[position]
            let end = position + 2 + Int(bytes[position + 1])
            guard end <= bytes.endIndex else { return }
            let body = bytes[position + 2..<end]
            switch tag {
            case 0x05 where body.count >= 4: registration = Array(body.prefix(4))
            case 0x0A where body.count >= 3: language = Self.language(body.prefix(3))
            // Teletext and subtitles begin with the language of their first page.
            case 0x56 where body.count >= 3, 0x59 where body.count >= 3:
                language = language ?? Self.language(body.prefix(3))
            default: break
            }
            if tag != 0x09 {
                tags.insert(tag)
                kept.append(contentsOf: bytes[position..<end])
            }
            position = end
        }
    }

    private static func language(_ code: ArraySlice<UInt8>) -> String? {
        let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte | 0x20) }
        return code.allSatisfy(isLetter) ? String(decoding: code.map { $0 | 0x20 }, as: UTF8.self) : nil
    }

    func codec(streamType: UInt8) -> MediaCodec {
        switch streamType {
        case 0x01, 0x02: .mpeg2Video
        case 0x03, 0x04: .mp3
        case 0x0F: .aac
        case 0x11: .aacLATM
        case 0x1B: .h264
        case 0x24: .h265
        // ATSC A/53 and A/52 annex G.
        case 0x81: .ac3
        case 0x87: .eac3
        case 0x06: privateCodec
        default: .other(streamType: streamType)
        }
    }

    /// In PES private data the descriptors alone tell.
    private var privateCodec: MediaCodec {
        if tags.contains(0x6A) || registration == Array("AC-3".utf8) { return .ac3 }
        if tags.contains(0x7A) || registration == Array("EAC3".utf8) { return .eac3 }
        if tags.contains(0x7C) { return .aacLATM }
        if registration == Array("HEVC".utf8) { return .h265 }
        return .other(streamType: 0x06)
    }

    /// Stream types whose packets hold sections, not PES: private sections, DSM-CC, metadata sections, IPMP, SCTE 35.
    static func carriesSections(_ streamType: UInt8) -> Bool {
        switch streamType {
        case 0x05, 0x08, 0x0A...0x0D, 0x13, 0x14, 0x16, 0x17, 0x1A, 0x86: true
        default: false
        }
    }
}
