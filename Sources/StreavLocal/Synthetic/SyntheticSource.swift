import StreavDomain
public import NIOCore
public import StreavMedia
public import StreavPorts

/// A synthetic channel as a live source: its bytes come when they are due by the clock.
///
/// The wall clock is asked once, when the source begins; from then on it goes by the monotonic clock, so a step of the
/// wall clock makes no jump in the stream. Nodes whose clocks agree send the same bytes at the same time.
public struct SyntheticSource: MediaSource {
    private let channel: SyntheticChannel
    private let clock: StreavClock

    public init(_ configuration: SyntheticConfiguration, clock: StreavClock) {
        channel = SyntheticChannel(configuration)
        self.clock = clock
    }

    /// - Parameters:
    ///   - address: Of the form that ``SyntheticAddress`` reads.
    ///   - run: Where the address names none.
    public init(address: String, clock: StreavClock, run: UInt64 = 0) throws(MediaSourceError) {
        self.init(try SyntheticAddress.configuration(of: address, run: run), clock: clock)
    }

    /// - Throws: `unreachable` when a flapping channel is down at the beginning, `interrupted` when it goes down.
    public func run(_ receive: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws {
        let start = clock.monotonicNow
        let wall = clock.wallNow.milliseconds
        var playback = SyntheticPlayback(channel, at: wall)
        var hasBegun = false
        while true {
            let now = wall + (clock.monotonicNow - start).wholeMilliseconds
            switch playback.next(at: now) {
            case .packets(let packets):
                try Task.checkCancellation()
                hasBegun = true
                try await receive(packets)
            case .wait(let due):
                try await clock.sleep(until: start + .milliseconds(due - wall))
            case .gone:
                let channel = channel.configuration.channel
                guard hasBegun else {
                    throw MediaSourceError(.unreachable, "The synthetic channel \(channel) flaps and is down now.")
                }
                throw MediaSourceError(.interrupted, "The synthetic channel \(channel) flaps and went down.")
            }
        }
    }
}
