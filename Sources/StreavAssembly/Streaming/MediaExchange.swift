public import StreavPorts

/// How a node reads files that only other nodes have, and gives them its own.
public struct MediaExchange: Sendable {
    public var transport: any NodeTransport
    /// What is kept of others' files; this node's alone.
    public var blocks: any MediaBlockCache
    /// Where other nodes reach this one, `http://HOST[:PORT]`; nil: where players do if that is HTTP, otherwise where
    /// it listens, by the machine's name if that is everywhere.
    public var address: String?
    public var hostName = "localhost"
    /// Pieces that are fetched at a time for players that are being sent something, and those that wait for it.
    public var fetches = 64
    public var waitingFetches = 8_192

    public init(transport: any NodeTransport, blocks: any MediaBlockCache, address: String? = nil) {
        self.transport = transport
        self.blocks = blocks
        self.address = address
    }

    func address(publicURL: String, listener: Listener) -> String {
        if let address { return address }
        if publicURL.hasPrefix("http://") { return publicURL }
        let isEverywhere = ["0.0.0.0", "::"].contains(listener.host)
        return isEverywhere ? Listener(host: hostName, port: listener.port).url : listener.url
    }
}
