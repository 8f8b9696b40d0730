public import StreavDelivery
public import StreavStreaming
public import StreavTelemetry

/// How a streaming node is set up.
public struct StreamingConfiguration: Sendable {
    /// Names the node, its queue and its server in the fleet: no two nodes have the same.
    public var name: String
    /// Where players reach it, without a slash at its end; nil: where it listens.
    public var publicURL: String?
    public var server: HTTPServerConfiguration
    public var channels = ChannelConfiguration()
    public var sessions = SessionConfiguration()
    /// What is kept of on-demand files in memory.
    public var library = OnDemandLibrary.Bounds()
    public var viewers = ViewerPolicy()
    /// How long a node that goes out of service stays for viewers to be sent after their streams: two target durations,
    /// so that each has polled. At once where no other node took any.
    public var handover: Duration = .seconds(10)
    /// How long a drain may take before what is left is cut off.
    public var drain: Duration = .seconds(10)
    /// Requests that wait for admission at a time, and that may queue for it.
    public var admissions = 512
    public var waitingAdmissions = 8192
    /// Adds what else is to be told to scrapers: what the adapters know of their connections.
    public var moreMetrics: @Sendable (MetricRegistry) -> Void = { _ in }
    /// How files are read that other nodes have; nil: only the node's own are played.
    public var exchange: MediaExchange?
    /// What must be well before work should come here besides the database, by name: for the health pages.
    public var probes: [String: @Sendable () async -> Bool] = [:]

    public init(name: String, listener: Listener) {
        self.name = name
        server = HTTPServerConfiguration()
        server.host = listener.host
        server.port = listener.port
    }
}
