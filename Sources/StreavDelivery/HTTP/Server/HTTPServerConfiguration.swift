public import NIOCore
public import StreavDomain

/// What an ``HTTPServer`` listens on and every bound it keeps.
public struct HTTPServerConfiguration: Sendable {
    /// A name or an address.
    public var host = "127.0.0.1"
    /// 0 takes any free port.
    public var port = 0
    /// Connections the kernel keeps until they are accepted.
    public var backlog: Int32 = 4_096
    /// Sockets open at a time; further ones are answered 503 and closed.
    public var maximumConnections = 60_000
    /// The same per client address (per /64 for IPv6, which is what one client has). Trusted proxies are exempt.
    public var maximumConnectionsPerAddress = 4_096
    /// Further networks without a limit per address.
    public var uncappedNetworks: [IPNetwork] = []
    /// Peers whose ``forwardingHeader`` is believed.
    public var trustedProxies: [IPNetwork] = []
    /// The one field the proxies set. Another one would be the client's own, passed through.
    public var forwardingHeader = ForwardingHeader.xForwardedFor
    public var limits = RequestLimits()
    /// From the first byte of a request (the first one: from the connection's start) to the end of its head.
    public var headerTimeout = TimeAmount.seconds(10)
    /// From the end of the head to the end of the content.
    public var bodyTimeout = TimeAmount.seconds(10)
    /// Between an answer and the next request.
    public var idleTimeout = TimeAmount.seconds(75)
    /// Longest time in which a client may take nothing of what waits for it.
    public var writeTimeout = TimeAmount.seconds(10)
    /// The same while a file is sent: a player that is paused takes nothing, and the file waits in no memory.
    public var fileWriteTimeout = TimeAmount.seconds(120)
    /// How long a refused client may go on talking after the answer, so that it can read it before the reset.
    public var lingerTimeout = TimeAmount.seconds(1)
    /// While draining, how long idle connections may still bring a last request.
    public var drainIdleGrace = TimeAmount.seconds(1)
    /// Above it a stream is not writable, until no more than ``writeLowWaterMark`` bytes wait.
    public var writeHighWaterMark = 64 * 1_024
    public var writeLowWaterMark = 32 * 1_024
    /// Bytes the kernel may hold for a client before they are on the wire (TCP_NOTSENT_LOWAT): makes a slow reader
    /// visible early and bounds the kernel's memory.
    public var unsentBytes = 128 * 1_024

    public init() {}
}
