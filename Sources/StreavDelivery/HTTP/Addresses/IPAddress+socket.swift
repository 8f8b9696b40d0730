import NIOCore
import StreavDomain

extension IPAddress {
    /// Stands for a peer that is not on the Internet, such as a Unix socket.
    static let unspecified = IPAddress(0, 0, 0, 0)

    /// Nil for what is not an Internet address.
    init?(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else { return nil }
        // A link-local peer is written with its zone, which is no part of the address.
        self.init(text.prefix { $0 != "%" })
    }
}
