import StreavDomain

/// A subscriber's credentials, and the players that use them.
struct TestViewer: Sendable {
    let id: SubscriberID
    let username: String
    let token: String
    let port: Int

    func path(_ stream: LiveStreamID, _ ending: String, token: String? = nil) -> String {
        "/live/\(username)/\(token ?? self.token)/\(stream).\(ending)"
    }

    /// A multivariant playlist over a connection of its own.
    func open(_ stream: LiveStreamID, from address: String = "127.0.0.1") throws -> Loopback.Answer {
        try Loopback(port: port, from: address).get(path(stream, "m3u8"))
    }

    /// Opens the playlist and stays.
    func play(_ stream: LiveStreamID, from address: String = "127.0.0.1") throws -> PlaylistViewer {
        try PlaylistViewer(self, stream, from: address)
    }

    /// Opens the endless stream and stays.
    func watch(
        _ stream: LiveStreamID, from address: String = "127.0.0.1", receiveBuffer: Int32? = nil
    ) throws -> SocketViewer {
        let connection = try Loopback(port: port, from: address, receiveBuffer: receiveBuffer)
        try connection.request(path(stream, "ts"))
        return SocketViewer(connection, head: try connection.readHead())
    }
}
