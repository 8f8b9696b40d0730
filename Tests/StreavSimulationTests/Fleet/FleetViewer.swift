import StreavDomain

/// A subscriber's credentials, and players that go where they are sent.
struct FleetViewer: Sendable {
    let id: SubscriberID
    let username: String
    let token: String
    /// The port of the address that the subscriber has.
    let home: Int

    func path(_ stream: LiveStreamID, _ ending: String) -> String {
        "/live/\(username)/\(token)/\(stream).\(ending)"
    }

    /// Opens the playlist and stays.
    func play(_ stream: LiveStreamID, from address: String = "127.0.0.1") throws -> RoamingViewer {
        let viewer = RoamingViewer(self, stream, from: address)
        try viewer.open()
        return viewer
    }

    /// Opens the endless stream and stays.
    func watch(_ stream: LiveStreamID, from address: String = "127.0.0.1") throws -> SocketViewer {
        var place = FleetAddress(port: home, path: path(stream, "ts"))
        while true {
            let connection = try Loopback(port: place.port, from: address)
            try connection.request(place.path)
            let head = try connection.readHead()
            guard head.status == 302, let next = FleetAddress(head) else {
                return SocketViewer(connection, head: head)
            }
            place = next
        }
    }
}

/// Where a player is sent.
struct FleetAddress: Equatable {
    var port: Int
    var path: String

    init(port: Int, path: String) {
        self.port = port
        self.path = path
    }

    /// From a redirect to this machine.
    init?(_ answer: Loopback.Answer) {
        guard let location = answer.header("Location"), location.hasPrefix("http://127.0.0.1:") else { return nil }
        let rest = location.dropFirst("http://127.0.0.1:".count)
        guard let slash = rest.firstIndex(of: "/"), let port = Int(rest[..<slash]) else { return nil }
        self.init(port: port, path: String(rest[slash...]))
    }
}
