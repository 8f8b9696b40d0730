import Foundation
import Testing

extension PlayerTests {
    /// What the page's player says of itself.
    private struct PlayerState: Decodable {
        let time: Double
        let frames: Int
        let corrupted: Int
        let isHidden: Bool
        let notice: String?
        /// Messages of the errors since the page was opened.
        let errors: [String]
    }

    private static let recordErrors = """
        window.seen = [];
        addEventListener("error", (event) => {
            seen.push(event.target.error ? event.target.error.message : event.message || "failed");
        }, true);
        """

    private static let state = """
        const video = document.getElementById("video");
        const notice = document.getElementById("notice");
        const quality = video.getVideoPlaybackQuality();
        return {
            time: video.currentTime, frames: quality.totalVideoFrames, corrupted: quality.corruptedVideoFrames,
            isHidden: video.hidden, notice: notice.hidden ? null : document.getElementById("notice-text").textContent,
            errors: seen,
        };
        """

    @Test("A browser plays from the landing page, and says in place what it cannot play")
    func browser() async throws {
        try await WebDriver.with { browser in
            try await browser.open(try SharedSimulator.ready.management)
            try await browser.run(Self.recordErrors)

            try await Self.watch(1, in: browser)
            #expect(try await Self.starts(browser, within: .seconds(15)))
            let start = try await browser.evaluate(Self.state, as: PlayerState.self)
            try await Task.sleep(for: .seconds(30))
            let end = try await browser.evaluate(Self.state, as: PlayerState.self)
            #expect(end.time - start.time >= 25)
            #expect(end.frames - start.frames >= 25 * 25)
            #expect(end.corrupted == 0)
            #expect(end.errors == [])
            #expect(end.notice == nil)

            try await Self.watch(10, in: browser)
            let refusal = try await browser.evaluate(Self.state, as: PlayerState.self)
            #expect(refusal.notice?.contains("no decoder for H.265") == true)
            #expect(refusal.isHidden)
            #expect(refusal.errors == [])

            try await Self.watch(12, in: browser)
            #expect(try await Self.starts(browser, within: .seconds(15)), "the radio")

            // Nobody watches this one: it starts now, and what it lists first is too short for the browser.
            try await Self.watch(8, in: browser)
            #expect(try await Self.starts(browser, within: .seconds(25)), "the stream that starts on demand")
            #expect(try await browser.evaluate(Self.state, as: PlayerState.self).notice == nil)
        }
    }

    private static func watch(_ stream: Int, in browser: WebDriver) async throws {
        try await browser.run("document.querySelector(\"#stream-\(stream) [data-action=watch]\").click()")
    }

    /// Its play-time advances.
    private static func starts(_ browser: WebDriver, within limit: Duration) async throws -> Bool {
        try await eventually(within: limit) {
            try await Task.sleep(for: .milliseconds(200))
            return try await browser.evaluate(state, as: PlayerState.self).time > 1
        }
    }
}
