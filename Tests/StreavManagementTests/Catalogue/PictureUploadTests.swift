import Foundation
import StreavControl
import StreavDomain
import StreavStore
import Testing

@testable import StreavManagement

@Suite("Pictures that are uploaded (S51)")
struct PictureUploadTests {
    private static func run(
        _ body: @Sendable (DashboardFixture, TestPictures, TestBrowser) async throws -> Void
    ) async throws {
        let pictures = TestPictures()
        try await DashboardFixture.run(configure: { $0.pictures = pictures.store }) { fixture in
            try await fixture.make { try RouteVictims.make($0) }
            try await body(fixture, pictures, try await fixture.signedIn(.operator))
        }
    }

    private static let path = "/movies/1/poster"

    @Test("A poster is kept under a name of ours, shown, and taken back by the undo")
    func poster() async throws {
        try await Self.run { fixture, pictures, browser async throws in
            var browser = browser
            let parts: [TestBrowser.Part] = [
                .text("revision", "1"), .file("picture", TestPictures.png, called: "../../etc/passwd.svg"),
            ]
            #expect(try await browser.postParts(Self.path, parts, page: "/movies/1").status == 303)
            let address = try #require(try await fixture.movie(MovieID(1))?.details.common.posterURL)
            #expect(address.wholeMatch(of: /\/images\/uploads\/p[A-Za-z0-9_-]{22}\.png/) != nil)
            #expect(pictures.keys.contains(String(address.dropFirst())))
            let page = try await browser.get("/movies/1")
            let source = try #require(page.body.firstMatch(of: /<img class="picture" src="([^"]+)"/)).1
            let shown = try await browser.get(String(source))
            #expect(shown.status == 200 && shown.headers["content-type"] == "image/png")
            let fields = page.undoFields("\(Self.path)/address")
            #expect(try await browser.send("\(Self.path)/address", TestBrowser.encoded(fields)).status == 303)
            #expect(try await fixture.movie(MovieID(1))?.details.common.posterURL == nil)
        }
    }

    @Test("Shows and people have pictures, too", arguments: ["/shows/1/poster", "/people/1/picture"])
    func showsAndPeople(_ path: String) async throws {
        try await Self.run { _, pictures, browser async throws in
            var browser = browser
            let page = path.hasPrefix("/shows") ? "/shows/1" : "/people/1"
            let parts: [TestBrowser.Part] = [.text("revision", "1"), .file("picture", TestPictures.png)]
            #expect(try await browser.postParts(path, parts, page: page).status == 303)
            #expect(pictures.keys.count == 2)
            #expect(try await browser.get(page).body.contains("<img class=\"picture\""))
            #expect(try await browser.post("\(path)/address", [("address", "")], page: page).status == 303)
            #expect(try await !browser.get(page).body.contains("<img class=\"picture\""))
        }
    }

    @Test("What is no picture is refused by its content, whatever it is called, and nothing is written")
    func contents() async throws {
        let svg = Array("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".utf8)
        let flood = Array(TestPictures.png[..<16]) + [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF] + TestPictures.png[24...]
        let samples: [[UInt8]] = [
            [], svg, Array("<?xml version=\"1.0\"?>".utf8) + svg, Array("<html><script>alert(1)</script>".utf8),
            Array("GIF89a".utf8) + [UInt8](repeating: 0, count: 64), Array(TestPictures.png[..<40]), flood,
            TestPictures.png + Array("<script>alert(1)</script>".utf8), [0xFF, 0xD8, 0xFF, 0xD9],
            [UInt8](repeating: 0, count: 4096),
        ]
        try await Self.run { fixture, pictures, browser async throws in
            var browser = browser
            for sample in samples {
                let parts: [TestBrowser.Part] = [.text("revision", "1"), .file("picture", sample)]
                let answer = try await browser.postParts(Self.path, parts, page: "/movies/1")
                #expect(answer.status == 422)
                #expect(answer.body.contains("id=\"problem-picture\""))
            }
            #expect(pictures.keys == ["images/sample.png"])
            #expect(try await fixture.movie(MovieID(1))?.revision == 1)
        }
    }

    @Test("More than five megabytes are refused, at once or by the server's bound")
    func size() async throws {
        try await Self.run { fixture, pictures, browser async throws in
            var browser = browser
            for count in [PictureHeader.byteLimit, PictureHeader.byteLimit + 1000] {
                let parts: [TestBrowser.Part] = [
                    .text("revision", "1"), .file("picture", TestPictures.png + [UInt8](repeating: 0, count: count)),
                ]
                #expect(try await browser.postParts(Self.path, parts, page: "/movies/1").status == 413)
            }
            #expect(pictures.keys == ["images/sample.png"])
            #expect(try await fixture.movie(MovieID(1))?.revision == 1)
        }
    }

    @Test("A form with a file needs the session's own token before anything is written (S17)")
    func forged() async throws {
        try await Self.run { fixture, pictures, browser async throws in
            var other = try await fixture.signedIn()
            let foreign = try await other.token(at: "/account")
            var own = browser
            let token = try await own.token(at: "/movies/1")
            let picture = TestBrowser.Part.file("picture", TestPictures.png)
            let revision = TestBrowser.Part.text("revision", "1")
            let forms: [[TestBrowser.Part]] = [
                [revision, picture], [.text("csrf", ""), revision, picture],
                [.text("csrf", foreign), revision, picture], [.file("csrf", Array(token.utf8)), revision, picture],
                [.text("csrf", token), .text("csrf", token), revision, picture],
            ]
            for form in forms {
                var browser = browser
                #expect(try await browser.sendParts(Self.path, TestBrowser.multipart(form)).status == 403)
            }
            let right = TestBrowser.multipart([.text("csrf", token), revision, picture])
            var foreigner = browser
            foreigner.origin = "http://evil.example"
            #expect(try await foreigner.sendParts(Self.path, right).status == 403)
            foreigner = fixture.browser
            #expect(try await foreigner.sendParts(Self.path, right).status == 403)
            var browser = browser
            // The same bytes at a form that has no files.
            #expect(try await browser.sendParts("/genres/new", right).status == 403)
            #expect(pictures.keys == ["images/sample.png"])
            #expect(try await browser.sendParts(Self.path, right).status == 303)
        }
    }

    @Test("Forms that no browser sends are refused")
    func malformed() async throws {
        try await Self.run { _, pictures, browser async throws in
            var own = browser
            let token = try await own.token(at: "/movies/1")
            let parts: [TestBrowser.Part] = [
                .text("csrf", token), .text("revision", "1"), .file("picture", TestPictures.png),
            ]
            let whole = TestBrowser.multipart(parts)
            let extra = TestBrowser.multipart(parts + [.text("isAdmin", "1")])
            let twice = TestBrowser.multipart(parts + [.file("picture", TestPictures.png)])
            let text = TestBrowser.multipart([parts[0], parts[1], .text("picture", "a.png")])
            var browser = browser
            for body in [Array(whole.dropLast(8)), extra, twice, text, Array("nothing".utf8), []] {
                #expect(try await browser.sendParts(Self.path, body).status == 400)
            }
            #expect(try await browser.sendParts(Self.path, whole, boundary: "another").status == 400)
            #expect(pictures.keys == ["images/sample.png"])
        }
    }

    @Test("A picture that was made for another version of the movie is not put in")
    func changedMeanwhile() async throws {
        try await Self.run { fixture, pictures, browser async throws in
            var browser = browser
            let parts: [TestBrowser.Part] = [.text("revision", "7"), .file("picture", TestPictures.png)]
            #expect(try await browser.postParts(Self.path, parts, page: "/movies/1").status == 303)
            #expect(try await browser.get("/movies/1").body.contains("Somebody changed this meanwhile"))
            #expect(pictures.keys == ["images/sample.png"])
            #expect(try await fixture.movie(MovieID(1))?.revision == 1)
        }
    }

    @Test(
        "Only pictures below the folder of pictures are shown",
        arguments: [
            "/pictures", "/pictures?of=/movies/night-train.mp4", "/pictures?of=/images/../movies/a.png",
            "/pictures?of=/images/nothing.png", "/pictures?of=/images/", "/pictures?of=images/sample.png",
            "/pictures?of=//images/sample.png", "/pictures?of=/images/%00",
        ])
    func elsewhere(_ address: String) async throws {
        try await Self.run { _, _, browser async throws in
            var browser = browser
            #expect(try await browser.get(address).status == 404)
        }
    }
}
