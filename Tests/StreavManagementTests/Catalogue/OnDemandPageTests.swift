import Foundation
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of on-demand streams")
struct OnDemandPageTests {
    private static let probe = MediaFileProbe { key throws(MediaFileProbe.Refusal) in
        guard key == "movies/a.mp4" else { throw MediaFileProbe.Refusal(reason: "there is <b>no</b> such file") }
        return OnDemandStreamDetails(
            name: "from the file", mediaKey: key, fileFormat: "mp4", durationMilliseconds: 5_720_000,
            sizeBytes: 1_250_000_000, videoCodec: "avc1.64001f", audioCodec: "mp4a.40.2", width: 1920, height: 1080)
    }

    private static func stream(_ fixture: DashboardFixture) async throws -> OnDemandStream? {
        try await fixture.database.read { try $0.onDemandStreams.find(OnDemandStreamID(1)) }
    }

    @Test("A new stream is what its file says, under the name that was typed")
    func create() async throws {
        try await DashboardFixture.run(configure: { $0.fileProbe = Self.probe }) { fixture in
            var browser = try await fixture.signedIn()
            let fields = [("name", "A film"), ("mediaKey", "movies/a.mp4")]
            #expect(try await browser.post("/on-demand-streams/new", fields).status == 303)
            let stream = try #require(try await Self.stream(fixture))
            #expect(stream.details.name == "A film" && stream.details.durationMilliseconds == 5_720_000)
            let page = try await browser.get("/on-demand-streams/1")
            #expect(page.body.contains("1:35:20") && page.body.contains("1920×1080"))
            let missing = [("name", "Gone"), ("mediaKey", "movies/b.mp4")]
            #expect(try await browser.post("/on-demand-streams/new", missing).status == 303)
            let warned = try await browser.get("/on-demand-streams/2")
            #expect(warned.body.contains("no&lt;/b&gt; such file"))
        }
    }

    @Test("A file is looked at again, and its name stays")
    func look() async throws {
        try await DashboardFixture.run(configure: { $0.fileProbe = Self.probe }) { fixture in
            try await fixture.make { transaction in
                _ = try transaction.onDemandStreams.create(
                    OnDemandStreamDetails(name: "Mine", mediaKey: "movies/a.mp4"))
                _ = try transaction.onDemandStreams.create(
                    OnDemandStreamDetails(name: "Other", mediaKey: "movies/b.mp4"))
            }
            var browser = try await fixture.signedIn(.operator)
            let page = "/on-demand-streams/1"
            #expect(try await browser.post("\(page)/probe", [], page: page).status == 303)
            let details = try #require(try await Self.stream(fixture)).details
            #expect(details.name == "Mine" && details.width == 1920)
            #expect(try await browser.get(page).body.contains("what has changed is saved"))
            #expect(try await browser.post("\(page)/probe", [], page: page).status == 303)
            #expect(try await browser.get(page).body.contains("nothing has changed"))
            #expect(try await browser.post("/on-demand-streams/2/probe", [], page: page).status == 303)
            #expect(try await browser.get(page).body.contains("cannot be read"))
            var reader = try await fixture.signedIn(.readOnly)
            #expect(try await !reader.get(page).body.contains("/probe"))
        }
    }

    @Test("Without the media folder nothing is looked at, and nothing offers it")
    func noProbe() async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { try RouteVictims.make($0) }
            var browser = try await fixture.signedIn()
            #expect(try await !browser.get("/on-demand-streams/1").body.contains("/probe"))
            let before = try await Self.stream(fixture)
            let answer = try await browser.post("/on-demand-streams/1/probe", [], page: "/on-demand-streams/1")
            #expect(answer.status == 303)
            #expect(try await Self.stream(fixture) == before)
        }
    }

    @Test("Keys that climb, and of files that are there already, are refused")
    func keys() async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { try RouteVictims.make($0) }
            var browser = try await fixture.signedIn()
            for key in ["../etc/passwd", "/etc/passwd", "a//b", ".hidden", "a\\b", "movies/night-train.mp4"] {
                let page = try await browser.post("/on-demand-streams/new", [("name", "X"), ("mediaKey", key)])
                #expect(page.status == 422, "\(key)")
                #expect(page.body.contains("id=\"problem-mediaKey\""), "\(key)")
            }
            let times = try await browser.post(
                "/on-demand-streams/new",
                [("name", "X"), ("mediaKey", "x.mp4"), ("durationMilliseconds", "1:75:00")])
            #expect(times.status == 422 && times.body.contains("id=\"problem-durationMilliseconds\""))
        }
    }

    @Test("Of two who change a stream the second is shown both versions")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { try RouteVictims.make($0) }
            var browser = try await fixture.signedIn()
            let path = "/on-demand-streams/1/edit"
            let seen = try #require(try await browser.get(path).value("revision"))
            func fields(_ name: String, _ revision: String) -> [(String, String)] {
                [("name", name), ("mediaKey", "movies/night-train.mp4"), ("revision", revision)]
            }
            #expect(try await browser.post(path, fields("Theirs", seen)).status == 303)
            let page = try await browser.post(path, fields("Yours", seen))
            #expect(page.status == 409 && page.body.contains("Theirs") && page.body.contains("Yours"))
            #expect(try await Self.stream(fixture)?.details.name == "Theirs")
        }
    }

    @Test(
        "A duration is read as it is written",
        arguments: [
            (5_720_000, "1:35:20"), (0, "0:00:00"), (59_999, "0:00:59.999"), (3_600_500, "1:00:00.5"),
        ])
    func durations(milliseconds: Int64, text: String) {
        #expect(OnDemandFacts.duration(milliseconds) == text)
        #expect(OnDemandFacts.milliseconds(text) == milliseconds)
    }

    @Test(
        "What is no duration is none",
        arguments: ["", ":", "1:60", "1:2:3:4", "-1:00", "1.2.3", "1:00.", "1:00.1234", "9999999999", "１:00"])
    func noDurations(_ text: String) {
        #expect(OnDemandFacts.milliseconds(text) == nil)
    }
}
