import Testing

@testable import StreavGenerator

/// Addresses in playlists, as paths on the server that they came from.
struct ReferencePathTests {
    private func resolve(_ reference: String) -> String? {
        ReferencePath.resolve(reference, against: "/live/a/b/7.m3u8?x=1/2", authority: "tv.test:80")
    }

    @Test("a reference is resolved against the folder of the playlist, without its query")
    func relative() {
        #expect(resolve("7/s/0.m3u8") == "/live/a/b/7/s/0.m3u8")
        #expect(resolve("/media/1.ts") == "/media/1.ts")
        #expect(resolve("") == "/live/a/b/7.m3u8?x=1/2")
    }

    @Test("an address on the same server is its path, one on another is none")
    func absolute() {
        #expect(resolve("http://tv.test:80/media/1.ts") == "/media/1.ts")
        #expect(resolve("http://tv.test:80") == "/")
        #expect(resolve("http://tv.test:8080/media/1.ts") == nil)
        #expect(resolve("https://tv.test:80/media/1.ts") == nil)
        #expect(resolve("//tv.test:80/media/1.ts") == nil)
    }
}
