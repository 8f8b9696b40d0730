import StreavPorts
import Testing

@testable import StreavLoad

/// Compared with the results that the authors of the Recommendation publish for their examples (itu-p1203 1.9, tests of
/// mode 0): scores of seconds and of the media exactly, the whole within what the trees add to it.
@Suite("ITU-T P.1203, mode 0")
struct ViewingScoreTests {
    @Test(
        "the picture, by its bitrate",
        arguments: [
            (691.72, 4.072543327408124), (4158.04, 4.387760507756067), (7172.66, 4.468355547928019),
            (6593.59, 4.457277347608129), (1000, 4.136734047915369),
        ])
    func video(kilobits: Double, published: Double) {
        let score = MediaQuality.video(kilobits: kilobits, .fullHD)
        #expect((score - published).magnitude < 0.01, "\(score)")
    }

    @Test(
        "the sound, by its bitrate",
        arguments: [(331.46, 4.5595879322084585), (8, 1.3202018830742475), (128, 4.553814018489559)])
    func audio(kilobits: Double, published: Double) {
        #expect((MediaQuality.audio(kilobits: kilobits) - published).magnitude < 1e-6)
    }

    /// The twenty seconds of the examples.
    private let course =
        [Double](repeating: 4.072543327408124, count: 5) + [Double](repeating: 4.387760507756067, count: 5)
        + [Double](repeating: 4.468355547928019, count: 5) + [Double](repeating: 4.457277347608129, count: 5)

    @Test("a course without stalls")
    func smooth() {
        let score = ViewingScore(
            video: course, audio: [Double](repeating: 4.55958795, count: 20), stalls: [])
        #expect(score.stalling == 5)
        #expect((score.media - 5).magnitude < 1e-9)
        #expect((score.overall - 4.856602221536679).magnitude < 0.1)
    }

    @Test("bad sound pulls a good picture down")
    func badSound() {
        let score = ViewingScore(
            video: course, audio: [Double](repeating: 1.3202018830742475, count: 20), stalls: [])
        #expect((score.media - 4.577390587775982).magnitude < 1e-9)
    }

    /// Courses of the picture, with the sound and the results that the reference program gives for them.
    private static let courses: [(video: [Double], audio: Double, media: Double)] = [
        ((0..<120).map { $0 / 10 % 2 == 1 ? 2 : 4 }, 4.5, 2.5544446520712745),
        ((0..<300).map { 4.5 - Double($0) * 0.01 }, 4, 3.0669423639807865),
        ((0..<180).map { 3 + Double($0 * 7 % 11) / 10 }, 4.2, 4.322519023829904),
    ]

    @Test("up and down, ever worse, and restless", arguments: courses.indices)
    func changes(index: Int) {
        let (video, audio, media) = Self.courses[index]
        let score = ViewingScore(
            video: video, audio: [Double](repeating: audio, count: video.count), stalls: [])
        #expect((score.media - media).magnitude < 1e-9, "\(score.media)")
    }

    @Test("three stalls among two minutes")
    func stalls() {
        let score = ViewingScore(
            video: Self.courses[0].video, audio: [Double](repeating: 4.5, count: 120),
            stalls: [.init(place: 0, length: 2), .init(place: 40, length: 3), .init(place: 90, length: 1.5)])
        #expect((score.stalling - 3.7240102686303436).magnitude < 1e-9)
    }

    @Test("five minutes with two seconds before the first frame")
    func initialDelay() {
        let score = ViewingScore(
            video: [Double](repeating: 4.136734047915369, count: 298),
            audio: [Double](repeating: 4.553814018489559, count: 298), stalls: [.init(place: 0, length: 2)])
        #expect((score.stalling - 4.5816540429887915).magnitude < 1e-6)
        #expect((score.media - 5).magnitude < 1e-9)
        #expect((score.overall - 4.49827464036625).magnitude < 0.15)
    }

    @Test("thirty seconds of stall in twenty of media")
    func longStall() {
        let score = ViewingScore(
            video: course, audio: [Double](repeating: 4.55958795, count: 20),
            stalls: [.init(place: 0, length: 5), .init(place: 5, length: 30)])
        #expect((score.stalling - 1.9003358607261784).magnitude < 1e-6)
    }

    @Test("a rating and its opinion score are each other's inverse", arguments: [5.0, 20, 40, 60, 80, 99])
    func inverse(rating: Double) {
        #expect((MediaQuality.rating(of: MediaQuality.score(of: rating)) - rating).magnitude < 1e-6)
    }

    @Test("smaller pictures and fewer of them look worse")
    func formats() {
        let full = MediaQuality.video(kilobits: 4000, .fullHD)
        let small = MediaQuality.video(kilobits: 4000, PictureFormat(pixels: 320 * 180, framesPerSecond: 25))
        let slow = MediaQuality.video(kilobits: 4000, PictureFormat(pixels: 1920 * 1080, framesPerSecond: 12))
        #expect(small < full && slow < full)
        for kilobits in [0, 0.001, 1, 1e9, -5] {
            let format = PictureFormat(pixels: .max, framesPerSecond: .infinity)
            #expect((1...5).contains(MediaQuality.video(kilobits: kilobits, format)))
        }
    }

    @Test("a session is scored in slices of five minutes, and of what is left of a minute or more")
    func slices() throws {
        var quality = SessionQuality(intent: at(0))
        quality.apply(.started(at: at(1)))
        for second in 0..<400 {
            quality.apply(.rendered(.seconds(1), bitrate: 2_000_000, nominal: 2_000_000))
            if second == 100 {
                quality.apply(.stallBegan(at: at(101)))
                quality.apply(.stallEnded(at: at(105)))
            }
        }
        quality.end(.closed, at: at(500))
        #expect(quality.slices.scores.count == 2)
        let (low, high) = (try #require(quality.slices.scores.minimum), try #require(quality.slices.scores.maximum))
        #expect(low < high && low > 3.5 && high < 5)
        var short = SessionQuality(intent: at(0))
        short.apply(.started(at: at(1)))
        short.apply(.rendered(.seconds(59), bitrate: 2_000_000, nominal: 2_000_000))
        short.end(.closed, at: at(60))
        #expect(short.slices.scores.isEmpty)
    }

    @Test("what is known of a rendition's pictures counts")
    func knownFormat() throws {
        func score(_ format: PictureFormat?) throws -> Double {
            var quality = SessionQuality(intent: at(0))
            if let format { quality.know(format, ofNominal: 900_000) }
            quality.apply(.started(at: at(1)))
            quality.apply(.rendered(.seconds(70), bitrate: 900_000, nominal: 900_000))
            quality.end(.closed, at: at(80))
            return try #require(quality.slices.scores.minimum)
        }
        #expect(try score(PictureFormat(pixels: 320 * 180, framesPerSecond: 25)) < score(nil) - 0.5)
    }
}
