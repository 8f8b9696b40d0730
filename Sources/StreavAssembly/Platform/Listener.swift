/// Where a component listens.
public struct Listener: Sendable, Equatable {
    /// A name or an address of this machine.
    public var host: String
    /// 0 takes any free port.
    public var port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The address to reach it by from this machine, where it listens on all addresses.
    public var localURL: String {
        switch host {
        case "0.0.0.0": Listener(host: "127.0.0.1", port: port).url
        case "::": Listener(host: "::1", port: port).url
        default: url
        }
    }

    /// `http://host:port`, an IPv6 address in brackets.
    public var url: String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }
}
