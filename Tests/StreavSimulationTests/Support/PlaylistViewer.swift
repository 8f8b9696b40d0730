import StreavDomain
import StreavMedia
import Testing

/// A player of HLS: one connection, one session.
final class PlaylistViewer {
    struct NotOpened: Error {
        let status: Int
        let text: String
    }

    private let connection: Loopback
    let mediaPath: String
    var session: String { String(mediaPath.split(separator: "/").dropLast().last ?? "") }

    init(_ viewer: TestViewer, _ stream: LiveStreamID, from address: String) throws {
        connection = try Loopback(port: viewer.port, from: address)
        let path = viewer.path(stream, "m3u8")
        let answer = try connection.get(path)
        guard answer.status == 200, let reference = answer.text.split(separator: "\n").last else {
            throw NotOpened(status: answer.status, text: answer.text)
        }
        mediaPath = String(path.dropLast("\(stream).m3u8".count)) + reference
    }

    func poll() throws -> Loopback.Answer {
        try connection.get(mediaPath)
    }

    /// Fetches the newest segment, which makes the session an active one. Returns its status.
    @discardableResult
    func fetch() throws -> Int {
        let playlist = try poll()
        guard let segment = playlist.text.split(separator: "\n").last(where: { $0.hasPrefix("/media/") }) else {
            return playlist.status
        }
        return try connection.get(String(segment)).status
    }

    /// Polls until it is refused, or the time is over. Returns the refusal.
    func awaitRefusal(within limit: Duration) async throws -> (status: Int, code: String?, after: Duration)? {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < limit {
            let answer = try poll()
            if answer.status != 200 {
                return (answer.status, answer.header("Streav-Denial"), ContinuousClock.now - start)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return nil
    }
}
