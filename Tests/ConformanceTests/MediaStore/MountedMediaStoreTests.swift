import NIOCore
import StreavLocal
import StreavPorts
import Testing

@Suite("Several media stores as one")
struct MountedMediaStoreTests {
    private let films = TemporaryFolder()
    private let pictures = TemporaryFolder()

    private func store() -> MountedMediaStore {
        films.write([1, 2, 3], to: "a.mp4")
        films.write([4], to: "deep/b.mp4")
        pictures.write([5, 6], to: "c.jpg")
        return MountedMediaStore([
            "films": FileMediaStore(root: films.path), "films-x": FileMediaStore(root: pictures.path),
        ])
    }

    @Test("The first component of a key says which, and a file bears its whole key")
    func resolves() async throws {
        let store = store()
        let file = try #require(try await store.file(forKey: "films/deep/b.mp4"))
        #expect(file.key == "films/deep/b.mp4" && file.size == 1)
        #expect(try await store.read(0..<1, ofKey: file.key, version: file.version).readableBytes == 1)
        #expect(try await store.open("films-x/c.jpg")?.file.size == 2)
        for key in ["films", "films-x", "other/a.mp4", "a.mp4", "films/c.jpg"] {
            #expect(try await store.file(forKey: key) == nil, "\(key)")
            #expect(try await store.open(key) == nil, "\(key)")
        }
    }

    @Test("No key climbs from one into another")
    func hostile() async {
        let store = store()
        for key in ["films/../films-x/c.jpg", "films//a.mp4", "/films/a.mp4", "../films/a.mp4", "films/", ""] {
            let error = await #expect(throws: MediaStoreError.self) { try await store.open(key) }
            #expect(error?.code == .invalidKey, "\(key)")
        }
    }

    @Test("Keys come in the order of their bytes over all of them, page after page", arguments: 1...4)
    func lists(_ limit: Int) async throws {
        let store = store()
        let expected = ["films-x/c.jpg", "films/a.mp4", "films/deep/b.mp4"]
        var found: [String] = []
        while true {
            let page = try await store.keys(after: found.last, limit: limit)
            #expect(page.count <= limit)
            guard !page.isEmpty else { break }
            found += page
        }
        #expect(found == expected)
        #expect(try await store.keys(after: "films-y", limit: 10) == ["films/a.mp4", "films/deep/b.mp4"])
    }
}
