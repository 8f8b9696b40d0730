public import NIOCore
import StreavMedia
public import StreavPorts

/// An MPEG transport stream file as an endless live source: replayed in real time, lap after lap, without a seam.
///
/// The file is loaded as a whole, once for all sources of one ``LoopedFileCache``.
public struct LoopedFileSource: MediaSource {
    /// How often what is due is handed over.
    public static let interval: Duration = .milliseconds(50)
    /// A source that was held up for longer skips the time instead of sending it in one burst.
    static let longestBurst: Duration = .seconds(2)

    private let path: String
    private let clock: StreavClock
    private let cache: LoopedFileCache

    /// - Parameter path: Of a regular file; not a link. Who may name it is the opener's to check.
    public init(path: String, clock: StreavClock, cache: LoopedFileCache) {
        self.path = path
        self.clock = clock
        self.cache = cache
    }

    public func run(_ receive: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws {
        var transport = try await cache.transport(at: path)
        var start = clock.monotonicNow
        var due = start
        while true {
            let late = clock.monotonicNow - due
            if late > Self.longestBurst {
                start = start + late
                due = due + late
            }
            while let chunk = transport.next(upTo: due - start) {
                try Task.checkCancellation()
                try await receive(chunk)
            }
            due = due + Self.interval
            try await clock.sleep(until: due)
        }
    }
}
