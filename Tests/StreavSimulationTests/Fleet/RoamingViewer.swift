import StreavDomain

/// A player of HLS that follows redirects and, when all else fails, opens its own address anew: as players do.
final class RoamingViewer {
    /// What a reload came to.
    struct Reload {
        var status: Int
        /// Of the first listed segment; nil where there was no list.
        var sequence: Int?
        /// Of the last listed segment.
        var newest: Int?
        var port: Int
    }

    private let viewer: FleetViewer
    private let stream: LiveStreamID
    private let source: String
    private var connections: [Int: Loopback] = [:]
    private var media: FleetAddress?
    private(set) var redirects = 0
    private(set) var reopenings = 0

    init(_ viewer: FleetViewer, _ stream: LiveStreamID, from source: String) {
        self.viewer = viewer
        self.stream = stream
        self.source = source
    }

    var session: String { String(media?.path.split(separator: "/").dropLast().last ?? "") }
    var port: Int? { media?.port }

    struct NotOpened: Error {
        let status: Int
        let code: String?
    }

    func open() throws {
        var place = FleetAddress(port: viewer.home, path: viewer.path(stream, "m3u8"))
        let answer = try get(&place)
        guard answer.status == 200, let reference = answer.text.split(separator: "\n").last else {
            throw NotOpened(status: answer.status, code: answer.header("Streav-Denial"))
        }
        // Relative to the address that answered (RFC 3986 section 5.1.3).
        let base = place.path.prefix { $0 != "?" }
        let folder = base[...(base.lastIndex(of: "/") ?? base.startIndex)]
        media = FleetAddress(port: place.port, path: "\(folder)\(reference)")
    }

    /// Loads the media playlist, wherever it is by now.
    func reload() throws -> Reload {
        guard var place = media else {
            try open()
            reopenings += 1
            return try reload()
        }
        let answer: Loopback.Answer
        do {
            answer = try get(&place)
        } catch {
            media = nil
            throw error
        }
        let base = String(place.path.prefix { $0 != "?" })
        media = FleetAddress(port: place.port, path: base)
        let lines = answer.text.split(separator: "\n")
        let first = lines.first { $0.hasPrefix("#EXT-X-MEDIA-SEQUENCE:") }.flatMap {
            Int($0.dropFirst("#EXT-X-MEDIA-SEQUENCE:".count))
        }
        let count = lines.count { $0.hasPrefix("#EXTINF:") }
        return Reload(
            status: answer.status, sequence: first, newest: first.map { $0 + max(0, count - 1) }, port: place.port)
    }

    /// The newest segment's status; nil while none is listed.
    func fetch() throws -> Int? {
        guard var place = media else { return nil }
        let playlist = try get(&place)
        guard let segment = playlist.text.split(separator: "\n").last(where: { $0.hasPrefix("/media/") }) else {
            return nil
        }
        var address = FleetAddress(port: place.port, path: String(segment))
        return try get(&address).status
    }

    /// Follows redirects; `place` is where the answer came from.
    private func get(_ place: inout FleetAddress) throws -> Loopback.Answer {
        for _ in 0..<8 {
            let answer = try ask(place)
            guard answer.status == 302, let next = FleetAddress(answer) else { return answer }
            redirects += 1
            place = next
        }
        throw NotOpened(status: 302, code: "sent in circles")
    }

    private func ask(_ place: FleetAddress) throws -> Loopback.Answer {
        if let kept = connections[place.port] {
            do { return try kept.get(place.path) } catch { connections[place.port] = nil }
        }
        let connection = try Loopback(port: place.port, from: source)
        connections[place.port] = connection
        return try connection.get(place.path)
    }
}
