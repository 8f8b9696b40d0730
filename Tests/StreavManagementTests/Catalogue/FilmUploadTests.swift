import Foundation
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("Films that are uploaded in pieces")
struct FilmUploadTests {
    private static func run(
        _ body: @Sendable (DashboardFixture, TestFilms, TestBrowser) async throws -> Void
    ) async throws {
        let films = TestFilms()
        try await DashboardFixture.run(configure: { $0.films = films }) { fixture in
            try await body(fixture, films, try await fixture.signedIn(.operator))
        }
    }

    private static func piece(_ offset: Int, _ text: String) -> [TestBrowser.Part] {
        [.text("offset", "\(offset)"), .file("piece", Array(text.utf8), called: "blob")]
    }

    private static let path = "/on-demand-streams/upload"

    @Test("A film is begun, sent, and becomes a stream")
    func whole() async throws {
        try await Self.run { fixture, films, browser async throws in
            var browser = browser
            let begun = try await browser.post(Self.path, [("name", "film.mp4"), ("size", "11")])
            let place = try #require(begun.headers["location"])
            #expect(place == "\(Self.path)/2")
            #expect(try await browser.get(Self.path).body.contains("film.mp4"))
            let first = try await browser.postParts("\(place)/piece", Self.piece(0, "hello "), page: place)
            #expect(first.status == 200 && first.body.contains("{\"received\": 6}"))
            let early = try await browser.post("\(place)/finish", [], page: place)
            #expect(early.headers["location"] == place)
            #expect(try await browser.get(place).body.contains("not all there yet"))
            let last = try await browser.postParts("\(place)/piece", Self.piece(6, "world"), page: place)
            #expect(last.body.contains("{\"received\": 11}"))
            #expect(films.content("2") == Array("hello world".utf8))
            let done = try await browser.post("\(place)/finish", [], page: place)
            #expect(done.headers["location"] == "/on-demand-streams/1")
            let stream = try await fixture.database.read { try $0.onDemandStreams.find(OnDemandStreamID(1)) }
            #expect(stream?.details.mediaKey == "uploads/film.mp4" && stream?.details.sizeBytes == 11)
            #expect(try await browser.get(place).status == 404)
        }
    }

    @Test("A piece at the wrong place is answered with the right one, and nothing of it is kept")
    func offsets() async throws {
        try await Self.run { _, films, browser async throws in
            var browser = browser
            let place = "\(Self.path)/1"
            for offset in [4, 1, -1] {
                let answer = try await browser.postParts("\(place)/piece", Self.piece(offset, "abcd"), page: place)
                #expect(answer.status == 409 && answer.body.contains("{\"received\": 0}"), "\(offset)")
            }
            let right = try await browser.postParts("\(place)/piece", Self.piece(0, "abcd"), page: place)
            #expect(right.status == 200)
            let again = try await browser.postParts("\(place)/piece", Self.piece(0, "abcd"), page: place)
            #expect(again.status == 409 && again.body.contains("{\"received\": 4}"))
            let tooMuch = try await browser.postParts("\(place)/piece", Self.piece(4, "efghi"), page: place)
            #expect(tooMuch.status == 400)
            let empty = try await browser.postParts("\(place)/piece", Self.piece(4, ""), page: place)
            #expect(empty.status == 400)
            let elsewhere = try await browser.postParts("\(Self.path)/9/piece", Self.piece(0, "a"), page: place)
            #expect(elsewhere.status == 404)
            #expect(films.content("1") == Array("abcd".utf8))
        }
    }

    @Test("A full disk and a wrong name are said plainly")
    func problems() async throws {
        try await Self.run { _, films, browser async throws in
            var browser = browser
            for fields in [[("name", "film.exe"), ("size", "5")], [("name", "film.mp4"), ("size", "many")]] {
                let answer = try await browser.post(Self.path, fields)
                #expect(answer.status == 422 && answer.body.contains("id=\"problem-film\""))
            }
            films.fill()
            let place = "\(Self.path)/1"
            let full = try await browser.postParts("\(place)/piece", Self.piece(0, "abcd"), page: place)
            #expect(full.status == 507 && full.body.contains("no room"))
        }
    }

    @Test("An upload is given up")
    func cancel() async throws {
        try await Self.run { _, _, browser async throws in
            var browser = browser
            let place = "\(Self.path)/1"
            #expect(try await browser.post("\(place)/cancel", [], page: place).status == 303)
            #expect(try await browser.get(place).status == 404)
        }
    }
}
