import Foundation
import Testing

/// Those who watch while something breaks: a channel of each node endlessly and over HLS, and a film.
struct Audience: Sendable {
    /// The longest time without a byte of an endless stream: three segments.
    private static let patience: Duration = .seconds(6)
    /// More places than it has viewers.
    static let places = 12

    let endless: [EndlessViewer]
    let followers: [ChannelFollower]
    let film: FilmViewer

    /// Watches while `body` runs. Afterwards nobody may have missed anything.
    static func watch(
        _ world: ProductionWorld, _ home: ProductionWorld.Subscriber, _ body: (Audience) async throws -> Void
    ) async throws {
        let audience = try await open(world, home)
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Whatever fails: the group waits for them.
            defer { audience.stop() }
            for viewer in audience.endless { group.addTask { try await viewer.watch() } }
            for follower in audience.followers { group.addTask { try await follower.follow() } }
            group.addTask { try await audience.film.watch() }
            try await audience.expectFed(for: .seconds(5), "before anything breaks")
            try await body(audience)
            audience.stop()
            try await group.waitForAll()
        }
        audience.expectNothingMissed()
    }

    private static func open(
        _ world: ProductionWorld, _ home: ProductionWorld.Subscriber
    ) async throws -> Audience {
        var endless: [EndlessViewer] = []
        var followers: [ChannelFollower] = []
        for (number, shared) in try await world.onAir(home).enumerated() {
            let opening = RawHTTPClient(source: "127.0.62.\(number + 10)", userAgent: "Viewer/\(number)")
            try await ProductionWorld.opening(shared.address, opening, within: .seconds(20)).close()
            endless.append(try await EndlessViewer(opening: shared.address, client: opening))
            followers.append(
                try await ChannelFollower(
                    opening: world.address("live", home, "\(shared.stream).m3u8", node: number),
                    client: RawHTTPClient(source: "127.0.62.\(number + 20)", userAgent: "Player/\(number)")))
        }
        let film = try await FilmViewer(
            opening: world.address("movie", home, "\(world.movieStream).m3u8", node: 0),
            file: world.address("movie", home, "\(world.movieStream).mp4", node: 1),
            client: RawHTTPClient(source: "127.0.62.30", userAgent: "Film/1.0"))
        return Audience(endless: endless, followers: followers, film: film)
    }

    private func stop() {
        for viewer in endless { viewer.stop() }
        for follower in followers { follower.stop() }
        film.stop()
    }

    /// Everybody gets something for some seconds.
    func expectFed(for time: Duration, _ when: Comment) async throws {
        let bytes = endless.map(\.audit.byteCount)
        let segments = followers.map { $0.seen.sequences.last ?? 0 }
        let pieces = film.count
        try await Task.sleep(for: time)
        for (viewer, count) in zip(endless, bytes) {
            #expect(viewer.audit.byteCount > count + 188 * 100 && !viewer.audit.hasEnded, when)
        }
        for (follower, last) in zip(followers, segments) {
            #expect((follower.seen.sequences.last ?? 0) > last, "\(when): no new segment after \(last)")
        }
        #expect(film.count > pieces, "\(when): \(film.problems)")
    }

    /// INV-SEQ, INV-CONTENT: no number, byte or picture is missing. How long a segment takes to come is another matter
    /// on a machine that starts servers meanwhile.
    private func expectNothingMissed() {
        for viewer in endless {
            let audit = viewer.audit
            #expect(!audit.hasEnded && audit.problems.isEmpty, "\(audit.problems)")
            #expect(audit.packets.problems.isEmpty, "\(audit.packets.problems)")
            #expect(audit.longestSilence <= Self.patience, "\(audit.longestSilence)")
        }
        for follower in followers {
            let seen = follower.seen
            let problems = seen.problems.filter { !$0.hasPrefix("HLS-10") } + seen.problemsOfMedia()
            #expect(problems.isEmpty, "\(follower.media.text): \(problems)")
            #expect(seen.gaps.isEmpty && seen.discontinuities.allSatisfy { $0 == seen.sequences.first })
            let numbers = seen.sequences
            #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }, "INV-SEQ: \(numbers)")
        }
        #expect(film.problems.isEmpty, "\(film.problems)")
    }
}
