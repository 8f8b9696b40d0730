import Synchronization

/// Where the API is reached: as configured, or, on a machine of one's own, where it listens.
final class PublicAddress: Sendable {
    private let address: Mutex<String>
    private let isConfigured: Bool

    init(configured: String?) {
        isConfigured = configured != nil
        address = Mutex(configured ?? "")
    }

    /// Without a slash at its end.
    var text: String { address.withLock { $0 } }

    func bound(host: String, port: Int) {
        guard !isConfigured else { return }
        let isAny = ["0.0.0.0", "::", ""].contains(host)
        let name = isAny ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
        address.withLock { $0 = "http://\(name):\(port)" }
    }
}
