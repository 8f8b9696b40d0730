import Foundation
import NIOCore
import StreavMedia
import Synchronization

/// Watches a film over and over: its segments one after the other, and pieces of the file in between.
final class FilmViewer: Sendable {
    private static let pace: Duration = .milliseconds(500)
    private static let piece = 64 << 10

    private let segments: [String]
    private let file: String
    private let client: RawHTTPClient
    private let state = Mutex((count: 0, problems: [String]()))
    private let isDone = Atomic(false)

    /// Opens the playlists, which mints the session.
    init(opening address: String, file: String, client: RawHTTPClient) async throws {
        let answer = try await client.get(address)
        guard answer.status == 200 else { throw HarnessError("\(address): \(answer.status) \(answer.text)") }
        let multivariant = try PlaylistParser().parseMultivariant(ByteBuffer(bytes: answer.body))
        guard let uri = multivariant.variants.first?.uri else { throw HarnessError("no variant: \(answer.text)") }
        let media = try HTTPAddress(address).resolve(uri)
        let list = try await client.get(media.text)
        guard list.status == 200 else { throw HarnessError("\(media.text): \(list.status) \(list.text)") }
        segments = try PlaylistParser().parseMedia(ByteBuffer(bytes: list.body)).segments.map {
            try media.resolve($0.uri).text
        }
        self.file = file
        self.client = client
    }

    /// Pieces that came.
    var count: Int { state.withLock { $0.count } }
    var problems: [String] { state.withLock { $0.problems } }

    func stop() { isDone.store(true, ordering: .relaxed) }

    /// Until ``stop()``.
    func watch() async throws {
        var number = 0
        while !isDone.load(ordering: .relaxed) {
            let next = ContinuousClock.now + Self.pace
            await take(segments[number % segments.count], status: 200)
            let begin = number % 4 * Self.piece
            await take(file, status: 206, headers: ["Range": "bytes=\(begin)-\(begin + Self.piece - 1)"])
            number += 1
            try await Task.sleep(until: next, clock: .continuous)
        }
    }

    private func take(_ address: String, status: Int, headers: [String: String] = [:]) async {
        do {
            let answer = try await client.get(address, headers: headers)
            let isRight = answer.status == status && !answer.body.isEmpty
            state.withLock { state in
                if isRight {
                    state.count += 1
                } else if state.problems.count < 20 {
                    state.problems.append("\(answer.status) instead of \(status): \(answer.text.prefix(200))")
                }
            }
        } catch {
            state.withLock { if $0.problems.count < 20 { $0.problems.append("\(error)") } }
        }
    }
}
