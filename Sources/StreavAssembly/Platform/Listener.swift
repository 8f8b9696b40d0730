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

    /// `http://host:port`, an IPv6 address in brackets.
    public var url: String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }
}
