public import NIOCore
internal import NIOPosix

/// The threads a server runs on: one accepts, so that busy connections do not keep new ones out; the others serve.
public struct HTTPEventLoops: Sendable {
    let acceptor: MultiThreadedEventLoopGroup
    let servers: MultiThreadedEventLoopGroup
    /// The loops that serve: what is kept per loop is made for each of these.
    public let serving: [any EventLoop]

    /// - Parameter count: of serving loops, 1 or more: one per core that is to serve. With a single one and
    ///   `sharesAcceptor` it also accepts.
    public init(serving count: Int, sharesAcceptor: Bool = false) {
        precondition(count >= 1, "a server needs a loop to serve on")
        servers = MultiThreadedEventLoopGroup(numberOfThreads: count)
        acceptor = sharesAcceptor ? servers : MultiThreadedEventLoopGroup(numberOfThreads: 1)
        serving = Array(servers.makeIterator())
    }

    /// Ends the threads; after the servers on them are shut down. Once.
    public func shutdown() async {
        // It fails only for groups that can not be shut down, which these are not.
        try? await servers.shutdownGracefully()
        if acceptor !== servers { try? await acceptor.shutdownGracefully() }
    }
}
