import NIOCore
import StreavDomain
import StreavPorts
import Synchronization

@testable import StreavManagement

/// Pictures in memory, with one that is there from the start.
final class TestPictures: MediaStore, Sendable {
    /// Of one pixel.
    static let png: [UInt8] =
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
            8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55,
        ] + [
            0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71,
            0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
        ]

    private let files = Mutex<[String: [UInt8]]>(["images/sample.png": png])

    var keys: [String] { files.withLock { $0.keys.sorted() } }

    var store: PictureStore {
        PictureStore(media: self) { bytes, key throws(MediaStoreError) in
            _ = try MediaKey.components(of: key)
            self.files.withLock { $0[key] = bytes }
        }
    }

    func file(forKey key: String) async throws(MediaStoreError) -> MediaFile? {
        _ = try MediaKey.components(of: key)
        guard let bytes = files.withLock({ $0[key] }) else { return nil }
        return MediaFile(key: key, size: Int64(bytes.count), modified: Timestamp(milliseconds: 0), version: "1")
    }

    func open(_ key: String) async throws(MediaStoreError) -> MediaHandle? { nil }

    func read(
        _ range: Range<Int64>, ofKey key: String, version: String
    ) async throws(MediaStoreError) -> ByteBuffer {
        guard let bytes = files.withLock({ $0[key] }), range.upperBound <= bytes.count else {
            throw MediaStoreError(.notFound, "there is no media file by that key")
        }
        return ByteBuffer(bytes: bytes[Int(range.lowerBound)..<Int(range.upperBound)])
    }

    func keys(after key: String?, limit: Int) async throws(MediaStoreError) -> [String] { [] }
}
