import NIOCore
import NIOHTTP1
import NIOPosix
import StreavMedia
import StreavPorts
import Synchronization

/// A small server of synthetic channels, which can be told to do what no platform may.
final class FakeOrigin: Sendable {
    enum Fault: Sendable {
        /// Shows another channel than was asked for.
        case foreign
        /// Every second time a segment's bytes are others.
        case rewriting
        /// Lists segments and does not have the one before the window.
        case forgetting
        /// Answers everything with media.
        case generous
    }

    let port: Int
    private let channel: any Channel
    private let seen: SeenTargets

    final class SeenTargets: Sendable {
        private let targets = Mutex<[String]>([])
        private let segments = Mutex(0)
        func add(_ target: String) { targets.withLock { $0.append(target) } }
        /// Counts segments, whoever gets them.
        func nextSegment() -> Int {
            segments.withLock { count in
                count += 1
                return count
            }
        }

        var all: [String] { targets.withLock { $0 } }
    }

    private init(_ channel: any Channel, _ seen: SeenTargets) {
        self.channel = channel
        self.seen = seen
        port = channel.localAddress?.port ?? 0
    }

    /// The targets of all requests.
    var targets: [String] { seen.all }

    static func start(_ fault: Fault? = nil) async throws -> FakeOrigin {
        let seen = SeenTargets()
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(OriginHandler(fault, seen))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return FakeOrigin(server, seen)
    }

    func stop() async throws {
        try await channel.close()
    }
}
