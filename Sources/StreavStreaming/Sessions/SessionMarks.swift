import StreavCrypto
import StreavDomain

/// The beginning of a session's id tells, to the nodes alone, which device of which subscriber it belongs to and in
/// which format. Places are held under session ids, so a node that knows nothing of another node's session still sees
/// that it is the same device's, and lets it give way when the device has come over here.
struct SessionMarks: Sendable {
    /// Six characters of 62 make two devices of one subscriber alike once in fifty thousand million.
    static let length = 6

    private let key: SecretKey

    init(key: SecretKey) {
        self.key = key
    }

    func mark(_ subscriber: SubscriberID, _ device: SessionDevice, _ format: StreamFormat) -> String {
        let text = "\(subscriber)\n\(format.rawValue)\n\(device.address)\n\(device.userAgent)"
        return characters(text, count: Self.length)
    }

    /// For a player's way to a stream: what only nodes can make of it.
    func mark(_ route: MediaRoute) -> String {
        let text = "route\n\(route.stream)\n\(route.device.address)\n\(route.device.userAgent)"
        let halves = ["1", "2"].map { characters("\($0)\n\(text)", count: 10) }
        return halves.joined()
    }

    private func characters(_ text: String, count: Int) -> String {
        let hash = HMACSHA256.authenticate(Array(text.utf8), key: key)
        var number = hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var characters: [UInt8] = []
        for _ in 0..<count {
            characters.append(Self.alphabet[Int(number % 62)])
            number /= 62
        }
        return String(decoding: characters, as: UTF8.self)
    }

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
}
