/// What the first bytes of a picture say: its kind and its size. Nothing else is asked what a file is, neither its name
/// nor what the browser says of it.
struct PictureHeader: Sendable, Equatable {
    enum Kind: String, CaseIterable, Sendable {
        case png
        case jpeg
        case webP

        /// How the file's name ends.
        var ending: String {
            switch self {
            case .png: "png"
            case .jpeg: "jpg"
            case .webP: "webp"
            }
        }

        var contentType: String {
            switch self {
            case .png: "image/png"
            case .jpeg: "image/jpeg"
            case .webP: "image/webp"
            }
        }
    }

    let kind: Kind
    /// In pixels.
    let width: Int
    let height: Int

    /// The longest side: a file of few bytes may say that it unfolds into gigabytes.
    static let sideLimit = 4096
    /// In bytes.
    static let byteLimit = 5 * 1024 * 1024

    /// Nil for anything but a PNG, a JPEG or a WebP whose size can be read.
    init?(_ bytes: [UInt8]) {
        let found = Self.png(bytes) ?? Self.jpeg(bytes) ?? Self.webP(bytes)
        guard let found, found.width > 0, found.height > 0 else { return nil }
        self = found
    }

    var isTooLarge: Bool { width > Self.sideLimit || height > Self.sideLimit }

    private init(kind: Kind, width: Int, height: Int) {
        self.kind = kind
        self.width = width
        self.height = height
    }

    /// W3C PNG, 5.2 and 11.2.1: the signature and the first chunk; the last one is at the end.
    private static func png(_ bytes: [UInt8]) -> PictureHeader? {
        let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
        let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        guard bytes.count >= 45, bytes.starts(with: start), bytes.suffix(end.count).elementsEqual(end) else {
            return nil
        }
        return PictureHeader(kind: .png, width: big(bytes, 16, 4), height: big(bytes, 20, 4))
    }

    /// ITU-T T.81, annex B: the segments up to the first head of a frame.
    private static func jpeg(_ bytes: [UInt8]) -> PictureHeader? {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var position = 2
        while position + 9 < bytes.count {
            guard bytes[position] == 0xFF else { return nil }
            let marker = bytes[position + 1]
            switch marker {
            case 0xFF: position += 1
            // Without a length.
            case 0x01, 0xD0...0xD8: position += 2
            // A picture that begins or ends before it has said how large it is.
            case 0x00, 0xD9, 0xDA: return nil
            case 0xC0...0xCF where marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
                return PictureHeader(
                    kind: .jpeg, width: big(bytes, position + 7, 2), height: big(bytes, position + 5, 2))
            default:
                let length = big(bytes, position + 2, 2)
                guard length >= 2 else { return nil }
                position += 2 + length
            }
        }
        return nil
    }

    /// RFC 9649, 2: a RIFF container with one of three kinds of first chunks.
    private static func webP(_ bytes: [UInt8]) -> PictureHeader? {
        guard bytes.count >= 30, bytes.starts(with: Array("RIFF".utf8)),
            bytes[8..<12].elementsEqual(Array("WEBP".utf8)), little(bytes, 4, 4) + 8 == bytes.count
        else { return nil }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8 ":
            guard bytes[23] == 0x9D, bytes[24] == 0x01, bytes[25] == 0x2A else { return nil }
            return PictureHeader(
                kind: .webP, width: little(bytes, 26, 2) & 0x3FFF, height: little(bytes, 28, 2) & 0x3FFF)
        case "VP8L":
            guard bytes[20] == 0x2F else { return nil }
            let packed = little(bytes, 21, 4)
            return PictureHeader(kind: .webP, width: (packed & 0x3FFF) + 1, height: (packed >> 14 & 0x3FFF) + 1)
        case "VP8X":
            return PictureHeader(kind: .webP, width: little(bytes, 24, 3) + 1, height: little(bytes, 27, 3) + 1)
        default: return nil
        }
    }

    private static func big(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
        bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
        bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
