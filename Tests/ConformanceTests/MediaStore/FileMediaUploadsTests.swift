import Glibc
import NIOCore
import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@Suite("Files that are uploaded in pieces")
struct FileMediaUploadsTests {
    private static let now = Timestamp(milliseconds: Int64(time(nil)) * 1000)

    private static func uploads(_ folder: TemporaryFolder) -> FileMediaUploads {
        FileMediaUploads(root: folder.path, folder: "uploads", entropy: SystemEntropy())
    }

    @Test("Pieces become a file, which no listing shows before it is whole")
    func whole() async throws {
        let folder = TemporaryFolder()
        let store = FileMediaStore(root: folder.path)
        let upload = try await Self.uploads(folder).begin("My Film?.MP4", size: 11, now: Self.now)
        _ = try await Self.uploads(folder).append(Array("hello ".utf8), at: 0, to: upload.id)
        // Another process goes on with it.
        let found = try await Self.uploads(folder).unfinished(now: Self.now)
        #expect(found.map(\.received) == [6] && found.map(\.name) == ["My Film?.MP4"])
        #expect(try await store.keys(after: nil, limit: 10) == [])
        await #expect(throws: FileMediaUploads.Failure.wrongOffset(received: 6)) {
            try await Self.uploads(folder).finish(upload.id)
        }
        await #expect(throws: FileMediaUploads.Failure.wrongOffset(received: 6)) {
            _ = try await Self.uploads(folder).append([1], at: 5, to: upload.id)
        }
        await #expect(throws: FileMediaUploads.Failure.tooLarge) {
            _ = try await Self.uploads(folder).append([1, 2, 3, 4, 5, 6], at: 6, to: upload.id)
        }
        _ = try await Self.uploads(folder).append(Array("world".utf8), at: 6, to: upload.id)
        let key = try await Self.uploads(folder).finish(upload.id)
        #expect(key == "uploads/My-Film-.mp4")
        let file = try #require(try await store.file(forKey: key))
        let read = try await store.read(0..<file.size, ofKey: key, version: file.version)
        #expect(Array(read.readableBytesView) == Array("hello world".utf8))
        #expect(try await Self.uploads(folder).unfinished(now: Self.now) == [])
    }

    @Test("A file that is there already is not replaced")
    func twice() async throws {
        let folder = TemporaryFolder()
        var keys: [String] = []
        for byte: UInt8 in [1, 2] {
            let upload = try await Self.uploads(folder).begin("a.mp4", size: 1, now: Self.now)
            _ = try await Self.uploads(folder).append([byte], at: 0, to: upload.id)
            keys.append(try await Self.uploads(folder).finish(upload.id))
        }
        #expect(keys == ["uploads/a.mp4", "uploads/a-2.mp4"])
    }

    @Test(
        "Names that no film has are refused",
        arguments: ["", ".mp4", "a", "a.exe", "a.mp4.exe", "../..", "...mp4", "/", "-.mp4"])
    func names(_ name: String) async {
        let folder = TemporaryFolder()
        await #expect(throws: FileMediaUploads.Failure.badName) {
            _ = try await Self.uploads(folder).begin(name, size: 1, now: Self.now)
        }
    }

    @Test("A path in a name does not count")
    func paths() async throws {
        let folder = TemporaryFolder()
        let upload = try await Self.uploads(folder).begin("../../etc/C:\\x\\b.mov", size: 1, now: Self.now)
        _ = try await Self.uploads(folder).append([1], at: 0, to: upload.id)
        #expect(try await Self.uploads(folder).finish(upload.id) == "uploads/b.mov")
    }

    @Test("Ids that climb name nothing", arguments: ["..", "../x", "", "a/b", ".note", "a.part"])
    func ids(_ id: String) async {
        let folder = TemporaryFolder()
        await #expect(throws: FileMediaUploads.Failure.notFound) {
            _ = try await Self.uploads(folder).append([1], at: 0, to: id)
        }
    }

    @Test("There are bounds: of size, of number, of room and of time")
    func bounds() async throws {
        let folder = TemporaryFolder()
        for size in [0, -1, FileMediaUploads.sizeLimit + 1] {
            await #expect(throws: FileMediaUploads.Failure.tooLarge) {
                _ = try await Self.uploads(folder).begin("a.mp4", size: size, now: Self.now)
            }
        }
        for _ in 0..<FileMediaUploads.countLimit {
            _ = try await Self.uploads(folder).begin("a.mp4", size: 1, now: Self.now)
        }
        await #expect(throws: FileMediaUploads.Failure.tooMany) {
            _ = try await Self.uploads(folder).begin("a.mp4", size: 1, now: Self.now)
        }
        let later = Self.now.advanced(by: FileMediaUploads.lifetime + .seconds(60))
        #expect(try await Self.uploads(folder).unfinished(now: later) == [])
        _ = try await Self.uploads(folder).begin("a.mp4", size: 1, now: Self.now)
    }
}
