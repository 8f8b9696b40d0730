import Glibc
import NIOCore
import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@Suite("Media store", .timeLimit(.minutes(1)))
struct MediaStoreTests {
    private func refuses(
        _ code: MediaStoreError.Code, _ comment: Comment? = nil, _ operation: () async throws -> Void
    ) async {
        let error = await #expect(throws: MediaStoreError.self, comment) { try await operation() }
        #expect(error?.code == code, comment)
    }

    @Test("Facts and ranges are the file's", arguments: MediaStoreImplementation.allCases)
    func reads(_ implementation: MediaStoreImplementation) async throws {
        let folder = TemporaryFolder()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        folder.write(bytes, to: "movies/2024/film.mp4")
        folder.touch("movies/2024/film.mp4", seconds: 1_700_000_000, nanoseconds: 123_456_789)
        let store = implementation.make(folder)
        let file = try #require(try await store.file(forKey: "movies/2024/film.mp4"))
        #expect(file.key == "movies/2024/film.mp4")
        #expect(file.size == 100_000)
        #expect(file.modified == Timestamp(milliseconds: 1_700_000_000_123))
        for range in [0..<1, 0..<100_000, 99_999..<100_000, 5..<5, 1_000..<70_000] as [Range<Int64>] {
            let read = try await store.read(range, ofKey: file.key, version: file.version)
            #expect(Array(read.readableBytesView) == Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
        }
    }

    @Test("A range beyond the file, or too long for one read, is refused", arguments: MediaStoreImplementation.allCases)
    func ranges(_ implementation: MediaStoreImplementation) async throws {
        let folder = TemporaryFolder()
        folder.write([1, 2, 3], to: "a.ts")
        let store = implementation.make(folder)
        let file = try #require(try await store.file(forKey: "a.ts"))
        for range in [0..<4, 4..<5, -1..<2, 0..<(MediaStoreLimits.readBytes + 1)] as [Range<Int64>] {
            await refuses(.invalidRange) {
                _ = try await store.read(range, ofKey: "a.ts", version: file.version)
            }
        }
        await refuses(.notFound) { _ = try await store.read(0..<1, ofKey: "b.ts", version: file.version) }
    }

    @Test("A file that was written anew or replaced has another version", arguments: MediaStoreImplementation.allCases)
    func versions(_ implementation: MediaStoreImplementation) async throws {
        let folder = TemporaryFolder()
        let store = implementation.make(folder)
        folder.write([1, 2, 3], to: "a.mp4")
        folder.touch("a.mp4", seconds: 1_000, nanoseconds: 5)
        let first = try #require(try await store.file(forKey: "a.mp4")).version
        #expect(try await store.file(forKey: "a.mp4")?.version == first)
        // The same size and second, another nanosecond.
        folder.touch("a.mp4", seconds: 1_000, nanoseconds: 6)
        let second = try #require(try await store.file(forKey: "a.mp4")).version
        // The same size and time, another file.
        folder.write([4, 5, 6], to: "b.mp4")
        folder.touch("b.mp4", seconds: 1_000, nanoseconds: 6)
        folder.rename("b.mp4", to: "a.mp4")
        let third = try #require(try await store.file(forKey: "a.mp4")).version
        #expect(Set([first, second, third]).count == 3)
        await refuses(.changed) { _ = try await store.read(0..<3, ofKey: "a.mp4", version: first) }
        #expect(try await store.read(0..<3, ofKey: "a.mp4", version: third).readableBytes == 3)
    }

    static let hostileKeys = [
        "", "/", "/etc/passwd", "../secret", "movies/../../secret", "movies/..", "..", ".", "./a.mp4", "movies//a.mp4",
        "movies/", "a\\b", "..\\secret", "a\0.mp4", "\0", "a\nb", "a\u{7F}", "a\rb", ".hidden", "movies/.hidden",
        "movies/.", String(repeating: "a", count: 256), String(repeating: "a/", count: 600) + "a",
        Array(repeating: "a", count: 40).joined(separator: "/"),
    ]

    @Test("Keys cannot climb", arguments: MediaStoreImplementation.allCases, hostileKeys)
    func hostile(_ implementation: MediaStoreImplementation, key: String) async throws {
        let folder = TemporaryFolder()
        folder.write([1], to: "secret")
        folder.write([1], to: "root/movies/a.mp4")
        folder.write([1], to: "root/.hidden")
        let store = FileMediaStore(root: folder.path + "/root", readsOnCaller: implementation == .filesOnCaller)
        await refuses(.invalidKey, "\(key)") { _ = try await store.file(forKey: key) }
        await refuses(.invalidKey, "\(key)") { _ = try await store.read(0..<1, ofKey: key, version: "") }
        await refuses(.invalidKey, "\(key)") { _ = try await store.open(key) }
    }

    @Test(
        "A file that was opened stays the same, and says when it was changed",
        arguments: MediaStoreImplementation.allCases)
    func opens(_ implementation: MediaStoreImplementation) async throws {
        let folder = TemporaryFolder()
        let store = implementation.make(folder)
        folder.write(Array(0..<100), to: "movies/a.mp4")
        let opened = try #require(try await store.open("movies/a.mp4"))
        #expect(opened.file == (try await store.file(forKey: "movies/a.mp4")))
        #expect(opened.isUnchanged)
        // Another file in its place is nobody's business here.
        folder.write([1], to: "b.mp4")
        folder.rename("b.mp4", to: "movies/a.mp4")
        var bytes = [UInt8](repeating: 0, count: 10)
        #expect(pread(opened.descriptor, &bytes, 10, 20) == 10)
        #expect(bytes == Array(20..<30))
        let second = try #require(try await store.open("movies/a.mp4"))
        #expect(second.file.version != opened.file.version)
        folder.write([1, 2], to: "movies/a.mp4")
        #expect(!second.isUnchanged)
        #expect(try await store.open("movies/none.mp4") == nil)
    }

    @Test("What only looks like an escape names nothing", arguments: MediaStoreImplementation.allCases)
    func encoded(_ implementation: MediaStoreImplementation) async throws {
        let folder = TemporaryFolder()
        folder.write([1], to: "movies/a.mp4")
        let store = implementation.make(folder)
        let keys = [
            "%2e%2e/secret", "movies/a.mp4;x", "Movies/a.mp4", "movies/a.mp4/b", "movies", "movies／a.mp4", "a..b",
        ]
        for key in keys {
            #expect(try await store.file(forKey: key) == nil, "\(key)")
            #expect(try await store.open(key) == nil, "\(key)")
        }
        folder.write([1], to: "a..b")
        #expect(try await store.file(forKey: "a..b") != nil)
    }

    @Test("Links, pipes and folders are not there", arguments: MediaStoreImplementation.allCases)
    func links(_ implementation: MediaStoreImplementation) async throws {
        let folder = TemporaryFolder()
        folder.write([1], to: "outside/secret.mp4")
        folder.write([1], to: "root/movies/a.mp4")
        folder.link("../../outside/secret.mp4", at: "root/movies/link.mp4")
        folder.link("a.mp4", at: "root/movies/inner.mp4")
        folder.link("../outside", at: "root/away")
        folder.makePipe("root/pipe.ts")
        let store = FileMediaStore(root: folder.path + "/root", readsOnCaller: implementation == .filesOnCaller)
        for key in ["movies/link.mp4", "movies/inner.mp4", "away/secret.mp4", "away", "pipe.ts", "movies"] {
            #expect(try await store.file(forKey: key) == nil, "\(key)")
            await refuses(.notFound) { _ = try await store.read(0..<1, ofKey: key, version: "") }
        }
        #expect(try await store.keys(after: nil, limit: 100) == ["movies/a.mp4"])
    }

    @Test("Keys come in the order of their bytes, page after page", arguments: MediaStoreImplementation.allCases)
    func listing(_ implementation: MediaStoreImplementation) async throws {
        let folder = TemporaryFolder()
        // `.` and `-` sort before `/`, `0` after it.
        let keys = [
            "a-b.mp4", "a.mp4", "a/1.mp4", "a/2/x.mp4", "a/2/y.mp4", "a/2.mp4", "a0.mp4", "b/é.mp4", "b/z.mp4", "c.mp4",
        ]
        for key in keys { folder.write([1], to: key) }
        folder.write([1], to: ".hidden/x.mp4")
        folder.makeFolder("empty")
        let expected = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let store = implementation.make(folder)
        #expect(try await store.keys(after: nil, limit: 1_000) == expected)
        for limit in 1...4 {
            var listed: [String] = []
            while true {
                let page = try await store.keys(after: listed.last, limit: limit)
                #expect(page.count <= limit)
                if page.isEmpty { break }
                listed += page
            }
            #expect(listed == expected)
        }
        #expect(try await store.keys(after: "a/15", limit: 2) == ["a/2.mp4", "a/2/x.mp4"])
        #expect(try await store.keys(after: "zzz", limit: 2).isEmpty)
        for limit in [0, -1, 1_001] {
            await refuses(.invalidRange) { _ = try await store.keys(after: nil, limit: limit) }
        }
    }

    @Test(
        "A root that is not there is unavailable, and is found when it comes",
        arguments: MediaStoreImplementation.allCases)
    func lateRoot(_ implementation: MediaStoreImplementation) async throws {
        let folder = TemporaryFolder()
        let store = FileMediaStore(root: folder.path + "/late", readsOnCaller: implementation == .filesOnCaller)
        await refuses(.unavailable) { _ = try await store.file(forKey: "a.mp4") }
        folder.write([1], to: "late/a.mp4")
        #expect(try await store.file(forKey: "a.mp4")?.size == 1)
    }

    @Test("Many read at once", arguments: MediaStoreImplementation.allCases)
    func concurrently(_ implementation: MediaStoreImplementation) async throws {
        let folder = TemporaryFolder()
        folder.write([UInt8](repeating: 9, count: 50_000), to: "a.mp4")
        let store = implementation.make(folder)
        let version = try #require(try await store.file(forKey: "a.mp4")).version
        try await withThrowingTaskGroup(of: Int.self) { group in
            for start in Int64(0)..<100 {
                group.addTask {
                    try await store.read(start..<50_000, ofKey: "a.mp4", version: version).readableBytes
                }
            }
            let total = try await group.reduce(0) { $0 + $1 }
            #expect(total == 100 * 50_000 - 99 * 50)
        }
    }
}
