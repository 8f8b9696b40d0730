import Glibc
import NIOCore
import StreavLocal
import StreavPorts
import Testing

@Suite("Files that are written into a media folder")
struct FileMediaWriterTests {
    @Test("What is written is read under its key, in folders that were not there")
    func writes() async throws {
        let folder = TemporaryFolder()
        let store = FileMediaStore(root: folder.path)
        let writer = FileMediaWriter(root: folder.path)
        let key = "images/uploads/a.png"
        for bytes in [Array("first".utf8), Array("another".utf8), []] {
            try await writer.write(bytes, key: key)
            let file = try #require(try await store.file(forKey: key))
            let read = try await store.read(0..<file.size, ofKey: key, version: file.version)
            #expect(Array(read.readableBytesView) == bytes)
        }
        // Nothing is left of the drafts.
        #expect(try await store.keys(after: nil, limit: 10) == [key])
        #expect(access("\(folder.path)/images/uploads/.a.png.part", F_OK) != 0)
    }

    @Test("Keys that climb are refused", arguments: ["../a.png", "/a.png", "a//b.png", ".a.png", "a/../b.png", ""])
    func climbing(_ key: String) async throws {
        let folder = TemporaryFolder()
        await #expect(throws: MediaStoreError.self) {
            try await FileMediaWriter(root: folder.path).write([1], key: key)
        }
        #expect(try await FileMediaStore(root: folder.path).keys(after: nil, limit: 10) == [])
    }

    @Test("No link is followed, neither for a folder nor for the file")
    func links() async throws {
        let folder = TemporaryFolder()
        let outside = TemporaryFolder()
        outside.write(Array("theirs".utf8), to: "a.png")
        folder.link(outside.path, at: "images")
        let writer = FileMediaWriter(root: folder.path)
        await #expect(throws: MediaStoreError.self) { try await writer.write([1], key: "images/a.png") }
        folder.link("\(outside.path)/a.png", at: "b.png")
        // The link is replaced, not what it names.
        try await writer.write([1], key: "b.png")
        let theirs = FileMediaStore(root: outside.path)
        #expect(try await theirs.file(forKey: "a.png")?.size == 6)
        #expect(try await theirs.keys(after: nil, limit: 10) == ["a.png"])
        #expect(try await FileMediaStore(root: folder.path).file(forKey: "b.png")?.size == 1)
    }

    @Test("A folder that is not there is said, not made")
    func noRoot() async {
        let writer = FileMediaWriter(root: "/nonexistent/streav")
        await #expect(throws: MediaStoreError.self) { try await writer.write([1], key: "a.png") }
    }
}
