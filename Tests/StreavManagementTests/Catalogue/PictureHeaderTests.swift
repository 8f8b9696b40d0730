import Testing

@testable import StreavManagement

@Suite("What a picture's first bytes say")
struct PictureHeaderTests {
    private static func jpeg(_ width: Int, _ height: Int) -> [UInt8] {
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xC2, 0, 11, 8]
            + [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255), 1, 0, 0, 0]
    }

    private static func webP(_ kind: String, _ chunk: [UInt8]) -> [UInt8] {
        let body = Array("WEBP\(kind)".utf8) + chunk + [UInt8](repeating: 0, count: 8)
        let count = body.count
        return Array("RIFF".utf8) + [UInt8(count & 255), UInt8(count >> 8), 0, 0] + body
    }

    @Test("Kind and size are read of each kind")
    func kinds() throws {
        #expect(try #require(PictureHeader(TestPictures.png)).kind == .png)
        let jpeg = try #require(PictureHeader(Self.jpeg(640, 480)))
        #expect(jpeg.kind == .jpeg && jpeg.width == 640 && jpeg.height == 480)
        let lossy = try #require(PictureHeader(Self.webP("VP8 ", [0, 0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 64, 1, 240, 0])))
        #expect(lossy.kind == .webP && lossy.width == 320 && lossy.height == 240)
        let packed = UInt32(319) | UInt32(239) << 14
        let bytes = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: packed >> UInt32($0)) }
        let lossless = try #require(PictureHeader(Self.webP("VP8L", [0, 0, 0, 0, 0x2F] + bytes)))
        #expect(lossless.width == 320 && lossless.height == 240)
        let extended = try #require(PictureHeader(Self.webP("VP8X", [0, 0, 0, 0, 0, 0, 0, 0, 63, 1, 0, 239, 0, 0])))
        #expect(extended.width == 320 && extended.height == 240)
    }

    @Test("A size that no memory should be given is told, in either direction")
    func floods() throws {
        #expect(try #require(PictureHeader(Self.jpeg(4097, 1))).isTooLarge)
        #expect(try #require(PictureHeader(Self.jpeg(1, 65_535))).isTooLarge)
        let largest = try #require(PictureHeader(Self.jpeg(4096, 4096)))
        #expect(!largest.isTooLarge)
        #expect(PictureHeader(Self.jpeg(0, 10)) == nil)
    }

    @Test("No beginning of a picture and no change of a byte makes it read beyond its end")
    func rubbish() {
        let samples = [
            TestPictures.png, Self.jpeg(640, 480), Self.webP("VP8X", [UInt8](repeating: 1, count: 14)),
            Self.webP("VP8L", [0, 0, 0, 0, 0x2F, 1, 2, 3, 4]),
        ]
        var read = 0
        for sample in samples {
            for count in 0..<sample.count where PictureHeader(Array(sample[..<count])) != nil { read += 1 }
            for index in sample.indices {
                for value: UInt8 in [0, 0x7F, 0xFF] {
                    var changed = sample
                    changed[index] = value
                    if let header = PictureHeader(changed) { #expect(header.width > 0 && header.height > 0) }
                }
            }
        }
        // A frame of a JPEG needs nothing behind its size.
        #expect(read <= 4)
    }
}
